// A query that waits inside a callback notices that it should end.

#include "vtab/interrupt.h"

#include <gtest/gtest.h>

#include <chrono>
#include <functional>
#include <future>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "tests/vtab/database.h"

namespace zoho_desk::vtab {
namespace {

// Far beyond what any of these tests needs; only a failure lasts so long.
constexpr std::chrono::seconds kPatience{20};

// waits(): stands for a request under way. Polls the probe until it says stop.
struct Waiter {
  explicit Waiter(sqlite3* db) : probe(db) {
    EXPECT_EQ(sqlite3_create_function(db, "waits", 0, SQLITE_UTF8, this, Run, nullptr, nullptr),
              SQLITE_OK);
  }

  static void Run(sqlite3_context* context, int /*argc*/, sqlite3_value** /*argv*/) {
    auto& self = *static_cast<Waiter*>(sqlite3_user_data(context));
    if (self.before_first_poll)
      self.before_first_poll();
    const auto end = std::chrono::steady_clock::now() + self.deadline;
    while (std::chrono::steady_clock::now() < end && self.polls < self.most_polls) {
      ++self.polls;
      self.noticed = self.probe.IsInterrupted();
      if (self.polls == 1)
        self.polled.set_value();
      if (self.noticed)
        break;
    }
    if (self.after_last_poll)
      self.after_last_poll();
    self.probe.LetGo();
    sqlite3_result_int(context, self.polls);
  }

  InterruptProbe probe;
  std::function<void()> before_first_poll;
  std::function<void()> after_last_poll;
  std::promise<void> polled;  // the loop runs
  std::chrono::milliseconds deadline = kPatience;
  int polls = 0;
  int most_polls = 1'000'000'000;
  bool noticed = false;
};

TEST(InterruptProbe, SaysNothingWhileNobodyInterrupts) {
  Database db;
  Waiter waiter(db.get());
  waiter.most_polls = 100;
  EXPECT_EQ(db.Value("SELECT waits()"), "100");
  EXPECT_FALSE(waiter.noticed);
}

int Statements(sqlite3* db) {
  int count = 0;
  for (sqlite3_stmt* statement = sqlite3_next_stmt(db, nullptr); statement != nullptr;
       statement = sqlite3_next_stmt(db, statement))
    ++count;
  return count;
}

// A host may finalize whatever statement it finds, and one left half-way would keep it from
// committing or closing.
TEST(InterruptProbe, LeavesNoStatementWhenItHasLetGo) {
  for (const char* schema : {"", "CREATE TABLE t(x)"}) {
    Database db;
    db.Query(schema);
    Waiter waiter(db.get());
    waiter.most_polls = 1;
    EXPECT_EQ(db.Value("SELECT waits()"), "1");
    sqlite3_create_function(
        db.get(), "statements", 0, SQLITE_UTF8, nullptr,
        [](sqlite3_context* context, int, sqlite3_value**) {
          sqlite3_result_int(context, Statements(sqlite3_context_db_handle(context)));
        },
        nullptr, nullptr);
    EXPECT_EQ(db.Value("SELECT waits() + statements()"), "2") << schema;
    EXPECT_EQ(Statements(db.get()), 0) << schema;
  }
}

TEST(InterruptProbe, NoticesAnInterruptFromAnotherThread) {
  Database db;
  Waiter waiter(db.get());
  std::thread other([&] {
    waiter.polled.get_future().wait();
    sqlite3_interrupt(db.get());
  });
  db.Query("SELECT waits()");
  other.join();
  EXPECT_TRUE(waiter.noticed);
  EXPECT_EQ(db.code(), SQLITE_INTERRUPT);
}

// Ctrl-C while the first request is being prepared, before the probe was ever asked.
TEST(InterruptProbe, NoticesAnInterruptThatCameBeforeItsFirstUse) {
  Database db;
  Waiter waiter(db.get());
  waiter.most_polls = 3;
  waiter.before_first_poll = [&] { sqlite3_interrupt(db.get()); };
  db.Query("SELECT waits()");
  EXPECT_TRUE(waiter.noticed);
  EXPECT_EQ(waiter.polls, 1);
}

TEST(InterruptProbe, WorksAgainForTheNextQuery) {
  Database db;
  Waiter waiter(db.get());
  waiter.most_polls = 3;
  waiter.before_first_poll = [&] { sqlite3_interrupt(db.get()); };
  db.Query("SELECT waits()");
  ASSERT_TRUE(waiter.noticed);
  waiter.before_first_poll = nullptr;
  waiter.polls = 0;
  waiter.polled = {};
  EXPECT_EQ(db.Value("SELECT waits()"), "3");
  EXPECT_FALSE(waiter.noticed);
}

int CountAndStop(void* calls) {
  return ++*static_cast<int*>(calls) >= 3 ? 1 : 0;
}

// Hosts limit queries by progress handlers, which only run while SQLite does.
TEST(InterruptProbe, GivesProgressHandlersTheirTurn) {
  Database db;
  Waiter waiter(db.get());
  int calls = 0;
  sqlite3_progress_handler(db.get(), 1000, CountAndStop, &calls);
  db.Query("SELECT waits()");
  EXPECT_TRUE(waiter.noticed);
  EXPECT_EQ(calls, 3);
  EXPECT_LE(waiter.polls, 3) << "a poll should be worth more than a thousand opcodes";
}

// As a host that lets others query: no recursion, no pragma, nothing of SQLite's own.
int AllowReadingOnly(void* /*data*/, int action, const char* name, const char* /*b*/,
                     const char* /*c*/, const char* /*d*/) {
  if (action == SQLITE_READ)
    return name != nullptr && std::string_view(name).starts_with("sqlite_") ? SQLITE_DENY
                                                                            : SQLITE_OK;
  return action == SQLITE_SELECT || action == SQLITE_FUNCTION ? SQLITE_OK : SQLITE_DENY;
}
int AllowNothing(void* /*data*/, int /*action*/, const char* /*a*/, const char* /*b*/,
                 const char* /*c*/, const char* /*d*/) {
  return SQLITE_DENY;
}

TEST(InterruptProbe, NeedsNoRightToNoticeAnInterrupt) {
  for (const char* schema : {"", "CREATE TABLE t(x)"}) {
    Database db;
    db.Query(schema);
    Waiter waiter(db.get());
    // Once the statement is prepared: from here on nothing is allowed.
    waiter.before_first_poll = [&] {
      sqlite3_set_authorizer(db.get(), AllowNothing, nullptr);
      sqlite3_interrupt(db.get());
    };
    db.Query("SELECT waits()");
    EXPECT_TRUE(waiter.noticed) << schema;
    EXPECT_EQ(db.code(), SQLITE_INTERRUPT);
  }
}

TEST(InterruptProbe, GivesProgressHandlersTheirTurnWithTheRightToReadOnly) {
  for (const char* schema : {"", "CREATE TABLE t(x)"}) {
    Database db;
    db.Query(schema);
    Waiter waiter(db.get());
    int calls = 0;
    sqlite3_set_authorizer(db.get(), AllowReadingOnly, nullptr);
    sqlite3_progress_handler(db.get(), 1000, CountAndStop, &calls);
    db.Query("SELECT waits()");
    EXPECT_TRUE(waiter.noticed) << schema;
    EXPECT_EQ(calls, 3) << schema;
  }
}

TEST(InterruptProbe, NeedsNoRightToGiveProgressHandlersTheirTurn) {
  for (const char* schema : {"", "CREATE TABLE t(x)"}) {
    Database db;
    db.Query(schema);
    Waiter waiter(db.get());
    int calls = 0;
    waiter.before_first_poll = [&] { sqlite3_set_authorizer(db.get(), AllowNothing, nullptr); };
    sqlite3_progress_handler(db.get(), 1000, CountAndStop, &calls);
    db.Query("SELECT waits()");
    EXPECT_TRUE(waiter.noticed) << schema;
    EXPECT_EQ(calls, 3) << schema;
  }
}

// Turns add up: a handler that is seldom called is called in time.
TEST(InterruptProbe, GivesSeldomProgressHandlersTheirTurn) {
  for (const char* schema : {"", "CREATE TABLE t(x)"}) {
    Database db;
    db.Query(schema);
    Waiter waiter(db.get());
    waiter.deadline = std::chrono::seconds(2);
    int calls = 0;
    sqlite3_progress_handler(db.get(), 20'000, CountAndStop, &calls);
    db.Query("SELECT waits()");
    EXPECT_TRUE(waiter.noticed) << schema;
    EXPECT_EQ(calls, 3) << schema;
  }
}

int NoteStatement(unsigned /*kind*/, void* traced, void* /*statement*/, void* sql) {
  static_cast<std::vector<std::string>*>(traced)->emplace_back(static_cast<const char*>(sql));
  return 0;
}

TEST(InterruptProbe, LeavesNoTrace) {
  for (const char* schema : {"", "CREATE TABLE t(x)"}) {
    Database db;
    db.Query(schema);
    Waiter waiter(db.get());
    waiter.deadline = std::chrono::milliseconds(200);
    std::vector<std::string> traced;
    sqlite3_trace_v2(db.get(), SQLITE_TRACE_STMT | SQLITE_TRACE_PROFILE, NoteStatement, &traced);
    db.Query("SELECT waits()");
    sqlite3_trace_v2(db.get(), 0, nullptr, nullptr);
    ASSERT_EQ(traced.size(), 2U) << schema << ": the beginning and the end of the host's own";
    EXPECT_EQ(traced[0], "SELECT waits()");
  }
}

// How the probe is compiled must not show in what the host compiles next.
TEST(InterruptProbe, LeavesTheSchemaAsItIs) {
  Database db;
  db.Query("CREATE TABLE t(x)");
  db.Query("INSERT INTO t VALUES (7)");
  Waiter waiter(db.get());
  waiter.most_polls = 1;
  EXPECT_EQ(db.Value("SELECT waits()"), "1");
  std::vector<std::string> traced;
  sqlite3_trace_v2(db.get(), SQLITE_TRACE_STMT, NoteStatement, &traced);
  EXPECT_EQ(db.Value("SELECT x FROM t"), "7");
  sqlite3_trace_v2(db.get(), 0, nullptr, nullptr);
  EXPECT_EQ(traced.size(), 1U);
  db.Query("CREATE TABLE u(y)");
  EXPECT_EQ(db.Value("SELECT count(*) FROM sqlite_master"), "2");
  EXPECT_EQ(db.Value("PRAGMA integrity_check"), "ok");
  sqlite3_set_authorizer(db.get(), AllowNothing, nullptr);
  db.Query("SELECT x FROM t");
  EXPECT_EQ(db.code(), SQLITE_AUTH);
}

// A function may run where nothing holds a lock: the probe must not wait for one.
TEST(InterruptProbe, AsksForNoLockOnBehalfOfAFunction) {
  Database db;
  db.Query("CREATE TABLE t(x)");
  Waiter waiter(db.get());
  waiter.most_polls = 1;
  int state = -1;
  waiter.after_last_poll = [&] { state = sqlite3_txn_state(db.get(), "main"); };
  EXPECT_EQ(db.Value("SELECT waits()"), "1");
  EXPECT_EQ(state, SQLITE_TXN_NONE);
}

}  // namespace
}  // namespace zoho_desk::vtab
