// A query that waits inside a callback notices that it should end.

#include "vtab/interrupt.h"

#include <gtest/gtest.h>

#include <chrono>
#include <functional>
#include <future>
#include <thread>

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
    const auto end = std::chrono::steady_clock::now() + kPatience;
    while (std::chrono::steady_clock::now() < end && self.polls < self.most_polls) {
      ++self.polls;
      self.noticed = self.probe.IsInterrupted();
      if (self.polls == 1)
        self.polled.set_value();
      if (self.noticed)
        break;
    }
    sqlite3_result_int(context, self.polls);
  }

  InterruptProbe probe;
  std::function<void()> before_first_poll;
  std::promise<void> polled;  // the loop runs
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

// A statement left half-way would keep the host from committing or closing.
TEST(InterruptProbe, LeavesNoStatementRunning) {
  Database db;
  Waiter waiter(db.get());
  waiter.most_polls = 1;
  EXPECT_EQ(db.Value("SELECT waits()"), "1");
  int statements = 0;
  for (sqlite3_stmt* statement = sqlite3_next_stmt(db.get(), nullptr); statement != nullptr;
       statement = sqlite3_next_stmt(db.get(), statement)) {
    ++statements;
    EXPECT_EQ(sqlite3_stmt_busy(statement), 0);
  }
  EXPECT_EQ(statements, 1);
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

int DenyRecursion(void* /*data*/, int action, const char* /*a*/, const char* /*b*/,
                  const char* /*c*/, const char* /*d*/) {
  return action == SQLITE_RECURSIVE ? SQLITE_DENY : SQLITE_OK;
}

TEST(InterruptProbe, IsHarmlessWhereAnAuthorizerForbidsIt) {
  Database db;
  Waiter waiter(db.get());
  waiter.most_polls = 3;
  sqlite3_set_authorizer(db.get(), DenyRecursion, nullptr);
  EXPECT_EQ(db.Value("SELECT waits()"), "3");
  EXPECT_FALSE(waiter.noticed);
}

}  // namespace
}  // namespace zoho_desk::vtab
