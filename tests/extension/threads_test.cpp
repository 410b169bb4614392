// Many threads: with a connection each, with one among them, and opening and closing all the time.
// Everybody gets exactly the right rows, and no thread or descriptor is left.

#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <latch>
#include <thread>

#include "tests/extension/own_desk.h"

namespace zoho_desk::testing {
namespace {

constexpr int kThreads = 16;
constexpr const char* kStatements[] = {
    "SELECT id, subject, status FROM zoho_desk_tickets ORDER BY id",
    "SELECT id, lastName FROM zoho_desk_contacts ORDER BY id",
    "SELECT status, count(*) FROM zoho_desk_tickets GROUP BY status ORDER BY status",
    R"(SELECT t.id, c.lastName FROM zoho_desk_tickets t
       JOIN zoho_desk_contacts c ON c.id = t.contactId ORDER BY t.id LIMIT 20)",
};

size_t EntriesOf(const char* directory) {
  using std::filesystem::directory_iterator;
  return static_cast<size_t>(std::distance(directory_iterator(directory), directory_iterator()));
}

class Threads : public OwnDesk {
 protected:
  Threads() : OwnDesk(Options()) {
    for (const char* sql : kStatements)
      expected_.push_back(desk_.PlainTables(sql).Query(sql).Text());
  }

  // Runs `body(thread)` on many threads that begin together.
  template <typename Body>
  static void OnThreads(int count, const Body& body) {
    std::latch start(count);
    std::vector<std::thread> threads;
    for (int i = 0; i < count; ++i) {
      threads.emplace_back([&, i] {
        start.arrive_and_wait();
        body(static_cast<size_t>(i));
      });
    }
    for (std::thread& thread : threads)
      thread.join();
  }

  // Counts wrong answers rather than failing once for each.
  void Check(const Database& database, size_t which) {
    const size_t index = which % expected_.size();
    if (database.Query(kStatements[index]).Text() != expected_[index])
      ++wrong_;
  }

  std::vector<std::string> expected_;  // by statement
  std::atomic<int> wrong_{0};

 private:
  static sandbox::Options Options() {
    sandbox::Options options;
    for (const auto& [table, rows] : {std::pair("tickets", 250), std::pair("contacts", 120)})
      options.SetRows(table, static_cast<uint64_t>(rows));
    options.settings.credits = -1;
    return options;
  }
};

TEST_F(Threads, WithAConnectionEachGetTheRightRows) {
  OnThreads(kThreads, [this](size_t thread) {
    const Database database = Database::WithExtension();
    for (size_t i = 0; i < 4; ++i)
      Check(database, thread + i);
  });
  EXPECT_EQ(wrong_, 0);
  EXPECT_EQ(TokenCalls(), 1);
}

TEST_F(Threads, ThatShareAConnectionGetTheRightRows) {
  ASSERT_EQ(sqlite3_threadsafe(), 1) << "this SQLite is not in serialized mode";
  const Database shared = Database::WithExtension();
  OnThreads(kThreads, [&](size_t thread) {
    for (size_t i = 0; i < 2; ++i)
      Check(shared, thread + i);
  });
  EXPECT_EQ(wrong_, 0);
}

// Rows of two statements of one connection, in turn.
TEST_F(Threads, StatementsOfOneConnectionInterleave) {
  const Database shared = Database::WithExtension();
  OnThreads(4, [&](size_t thread) {
    sqlite3_stmt* statement = nullptr;
    const char* const sql = kStatements[thread % 2];
    if (sqlite3_prepare_v2(shared.handle(), sql, -1, &statement, nullptr) != SQLITE_OK)
      ++wrong_;
    std::string text;
    while (sqlite3_step(statement) == SQLITE_ROW) {
      std::string row;
      for (int i = 0; i < sqlite3_column_count(statement); ++i) {
        const auto* value = reinterpret_cast<const char*>(sqlite3_column_text(statement, i));
        row += (row.empty() ? "" : "|") +
               (value == nullptr ? std::string("NULL") : "'" + std::string(value) + "'");
      }
      text += row + "\n";
    }
    if (text != expected_[thread % 2])
      ++wrong_;
    sqlite3_finalize(statement);
  });
  EXPECT_EQ(wrong_, 0);
}

TEST_F(Threads, ThatOpenAndCloseAllTheTimeGetTheRightRows) {
  OnThreads(kThreads, [this](size_t thread) {
    for (size_t i = 0; i < 6; ++i) {
      const Database database = Database::WithExtension();
      if (i % 3 == 2)
        Check(database, thread);
      else
        database.Query(kStatements[thread % 2], i);  // left after a row or none
    }
  });
  EXPECT_EQ(wrong_, 0);
}

TEST_F(Threads, AreUnharmedByATokenThatDiesMeanwhile) {
  std::atomic<int> answered{0};
  server().SetObserver([&](const sandbox::LogEntry&) {
    if (++answered == 20)
      server().ExpireTokens();
  });
  OnThreads(kThreads, [this](size_t thread) { Check(Database::WithExtension(), thread); });
  server().SetObserver({});
  EXPECT_GT(answered, 20);
  EXPECT_EQ(wrong_, 0);
  EXPECT_EQ(TokenCalls(), 2);
}

// The pool of connections may grow up to its limit, then everything is used again.
TEST_F(Threads, LeaveNoThreadAndNoDescriptor) {
  const auto round = [this] {
    OnThreads(kThreads, [this](size_t thread) { Check(Database::WithExtension(), thread); });
  };
  round();
  const size_t threads = EntriesOf("/proc/self/task");
  const size_t descriptors = EntriesOf("/proc/self/fd");
  for (int i = 0; i < 4; ++i)
    round();
  EXPECT_EQ(wrong_, 0);
  EXPECT_EQ(EntriesOf("/proc/self/task"), threads);
  // Either end of a connection is in this process; the process limits requests to ten at a time.
  EXPECT_LE(EntriesOf("/proc/self/fd"), descriptors + 20);
}

}  // namespace
}  // namespace zoho_desk::testing
