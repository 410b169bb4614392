// A query that waits for an answer ends at once when it is interrupted, by another thread or by a
// progress handler.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "extension/zoho_desk.h"
#include "tests/extension/own_desk.h"
#include "tests/extension/silent_desk.h"

namespace zoho_desk::testing {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;
using ::testing::HasSubstr;

constexpr const char* kSql = "SELECT id, subject FROM zoho_desk_tickets";
constexpr milliseconds kLimit{100};
// A busy machine may hold the test up once; a query that is slow to end is so every time.
constexpr int kTries = 3;

struct Outcome {
  QueryResult result;
  milliseconds after{0};  // from the interrupt to the end of the query
};

// Runs the query on a Desk that falls silent after `pages` pages, and interrupts it once it waits.
Outcome Interrupt(const Database& database, int pages) {
  SilentDesk silent(pages);
  const ScopedEnvironment scope(silent.environment());
  Clock::time_point interrupted_at;
  std::thread other([&] {
    EXPECT_TRUE(silent.WaitForRequest());
    interrupted_at = Clock::now();
    sqlite3_interrupt(database.handle());
  });
  Outcome outcome{.result = database.Query(kSql)};
  const Clock::time_point end = Clock::now();
  other.join();
  outcome.after = std::chrono::duration_cast<milliseconds>(end - interrupted_at);
  return outcome;
}

void ExpectPromptInterrupt(int pages) {
  milliseconds fastest = milliseconds::max();
  for (int i = 0; i < kTries && fastest > kLimit; ++i) {
    const Database database = Database::WithExtension();
    const Outcome outcome = Interrupt(database, pages);
    EXPECT_EQ(outcome.result.code, SQLITE_INTERRUPT);
    EXPECT_THAT(outcome.result.error, HasSubstr("interrupted"));
    EXPECT_EQ(outcome.result.rows.size(),
              static_cast<size_t>(pages == 0 ? 0 : pages * 99 + 1));  // pages overlap by a row
    fastest = std::min(fastest, outcome.after);
  }
  EXPECT_LE(fastest, kLimit);
}

TEST(Interrupt, EndsAQueryThatWaitsForItsFirstPage) {
  ExpectPromptInterrupt(0);
}

TEST(Interrupt, EndsAQueryThatWaitsForALaterPage) {
  ExpectPromptInterrupt(2);
}

// True once the query should end; counts from the moment it says so.
struct ProgressHandler {
  std::atomic<bool> stop{false};
  Clock::time_point stopped_at{};

  static int Call(void* context) {
    auto& self = *static_cast<ProgressHandler*>(context);
    return self.stop ? 1 : 0;
  }
};

TEST(Interrupt, ProgressHandlersEndAQueryThatWaits) {
  milliseconds fastest = milliseconds::max();
  for (int i = 0; i < kTries && fastest > kLimit; ++i) {
    SilentDesk silent(1);
    const ScopedEnvironment scope(silent.environment());
    const Database database = Database::WithExtension();
    ProgressHandler handler;
    sqlite3_progress_handler(database.handle(), 1000, ProgressHandler::Call, &handler);
    std::thread other([&] {
      EXPECT_TRUE(silent.WaitForRequest());
      handler.stopped_at = Clock::now();
      handler.stop = true;
    });
    const QueryResult result = database.Query(kSql);
    const Clock::time_point end = Clock::now();
    other.join();
    EXPECT_EQ(result.code, SQLITE_INTERRUPT) << result.error;
    EXPECT_EQ(result.rows.size(), 100U);
    fastest = std::min(fastest, std::chrono::duration_cast<milliseconds>(end - handler.stopped_at));
  }
  EXPECT_LE(fastest, kLimit);
}

TEST(Interrupt, EndsAQueryThatWaitsForDetails) {
  SilentDesk silent(1);
  const ScopedEnvironment scope(silent.environment());
  const Database database = Database::WithExtension();
  std::thread other([&] {
    EXPECT_TRUE(silent.WaitForRequest());
    sqlite3_interrupt(database.handle());
  });
  const QueryResult result = database.Query("SELECT id, tagCount FROM zoho_desk_tickets");
  other.join();
  EXPECT_EQ(result.code, SQLITE_INTERRUPT) << result.error;
}

TEST(Interrupt, LeavesNothingThatKeepsTheConnectionOpen) {
  SilentDesk silent(1);
  const ScopedEnvironment scope(silent.environment());
  sqlite3* handle = nullptr;
  ASSERT_EQ(sqlite3_open(":memory:", &handle), SQLITE_OK);
  char* message = nullptr;
  ASSERT_EQ(sqlite3_zohodesk_init(handle, &message, nullptr), SQLITE_OK) << message;
  sqlite3_stmt* statement = nullptr;
  ASSERT_EQ(sqlite3_prepare_v2(handle, kSql, -1, &statement, nullptr), SQLITE_OK);
  std::thread other([&] {
    EXPECT_TRUE(silent.WaitForRequest());
    sqlite3_interrupt(handle);
  });
  int rc = SQLITE_ROW;
  while (rc == SQLITE_ROW)
    rc = sqlite3_step(statement);
  other.join();
  EXPECT_EQ(rc, SQLITE_INTERRUPT);
  EXPECT_EQ(sqlite3_finalize(statement), SQLITE_INTERRUPT);
  EXPECT_EQ(sqlite3_close(handle), SQLITE_OK);  // not SQLITE_BUSY
}

class InterruptedConnection : public OwnDesk {};

TEST_F(InterruptedConnection, WorksAfterwards) {
  const Database database = Database::WithExtension();
  EXPECT_EQ(Interrupt(database, 0).result.code, SQLITE_INTERRUPT);
  ExpectEveryTicket(database.Query(kSql));
}

TEST_F(InterruptedConnection, IsTheOnlyOneThatIsInterrupted) {
  SilentDesk silent(0);
  const Database interrupted = Database::WithExtension();
  const Database other = Database::WithExtension();
  std::thread thread([&] {
    EXPECT_TRUE(silent.WaitForRequest());
    sqlite3_interrupt(interrupted.handle());
  });
  QueryResult result;
  {
    const ScopedEnvironment scope(silent.environment());
    result = interrupted.Query(kSql);
  }
  EXPECT_EQ(result.code, SQLITE_INTERRUPT);
  thread.join();
  ExpectEveryTicket(other.Query(kSql));
}

TEST_F(InterruptedConnection, DoesNotWaitOutThePauseBeforeARetry) {
  server().Inject({.match = "/api/v1/tickets",
                   .times = -1,
                   .status = 503,
                   .headers = {{"Retry-After", "20"}},
                   .body = "{}"});
  const Database database = Database::WithExtension();
  // Interrupts once the sandbox has refused, which is when the pause begins.
  const auto is_refused = [](void* context) {
    const auto log = static_cast<sandbox::Server*>(context)->Log();
    return !log.empty() && log.back().status == 503 ? 1 : 0;
  };
  sqlite3_progress_handler(database.handle(), 1000, is_refused, &server());
  const Clock::time_point start = Clock::now();
  const QueryResult result = database.Query(kSql);
  EXPECT_EQ(result.code, SQLITE_INTERRUPT) << result.error;
  EXPECT_LT(Clock::now() - start, std::chrono::seconds(5));
}

}  // namespace
}  // namespace zoho_desk::testing
