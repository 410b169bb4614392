// Ending a statement or a connection while its requests are under way: at once, and nothing is left
// of them.

#include <gtest/gtest.h>

#include "extension/zoho_desk.h"
#include "tests/extension/own_desk.h"
#include "tests/extension/silent_desk.h"

namespace zoho_desk::testing {
namespace {

constexpr const char* kSql = "SELECT id, subject FROM zoho_desk_tickets";

// A statement that has read most of a page, while the next one, requested ahead, does not come.
class Teardown : public ::testing::Test {
 protected:
  Teardown() {
    EXPECT_EQ(sqlite3_open(":memory:", &db_), SQLITE_OK);
    char* message = nullptr;
    EXPECT_EQ(sqlite3_zohodesk_init(db_, &message, nullptr), SQLITE_OK) << message;
    EXPECT_EQ(sqlite3_prepare_v2(db_, kSql, -1, &statement_, nullptr), SQLITE_OK);
    for (int i = 0; i < 99; ++i)
      EXPECT_EQ(sqlite3_step(statement_), SQLITE_ROW) << sqlite3_errmsg(db_);
    EXPECT_TRUE(silent_.WaitForRequest()) << "nothing was requested ahead";
  }
  ~Teardown() override {
    sqlite3_finalize(statement_);
    EXPECT_EQ(sqlite3_close(db_), SQLITE_OK);
  }
  void Finalize() {
    EXPECT_EQ(sqlite3_finalize(statement_), SQLITE_OK);
    statement_ = nullptr;
  }
  static std::map<std::string, std::string> WithReadAhead(
      std::map<std::string, std::string> environment) {
    environment["ZOHO_DESK_CONCURRENCY"] = "4";
    return environment;
  }

  SilentDesk silent_{1};
  const ScopedEnvironment scope_{WithReadAhead(silent_.environment())};
  sqlite3* db_ = nullptr;
  sqlite3_stmt* statement_ = nullptr;
};

TEST_F(Teardown, ResetCancelsWhatIsUnderWay) {
  EXPECT_EQ(sqlite3_reset(statement_), SQLITE_OK);
  EXPECT_TRUE(silent_.WaitForClose());
}

TEST_F(Teardown, FinalizeCancelsWhatIsUnderWay) {
  Finalize();
  EXPECT_TRUE(silent_.WaitForClose());
}

TEST_F(Teardown, CloseRefusesWhileTheStatementLivesAndWorksAfterwards) {
  EXPECT_EQ(sqlite3_close(db_), SQLITE_BUSY);
  EXPECT_EQ(sqlite3_step(statement_), SQLITE_ROW);  // the page's last row
  Finalize();
  EXPECT_EQ(sqlite3_close(db_), SQLITE_OK);
  db_ = nullptr;
  EXPECT_TRUE(silent_.WaitForClose());
}

TEST_F(Teardown, CloseV2LeavesTheStatementUsableUntilItIsFinalized) {
  EXPECT_EQ(sqlite3_close_v2(db_), SQLITE_OK);
  db_ = nullptr;
  EXPECT_EQ(sqlite3_step(statement_), SQLITE_ROW);
  Finalize();  // frees the connection, too
  EXPECT_TRUE(silent_.WaitForClose());
}

TEST_F(Teardown, CloseV2ThenResetCancelsWhatIsUnderWay) {
  EXPECT_EQ(sqlite3_close_v2(db_), SQLITE_OK);
  db_ = nullptr;
  EXPECT_EQ(sqlite3_reset(statement_), SQLITE_OK);
  EXPECT_TRUE(silent_.WaitForClose());
}

// Two at once: what one leaves behind must not disturb the other.
class TeardownBesideOthers : public OwnDesk {};

TEST_F(TeardownBesideOthers, AnotherConnectionGetsAllItsRows) {
  server().Change([](sandbox::Settings& settings) { settings.latency_ms = 10; });
  const Database other = Database::WithExtension();
  for (int i = 0; i < 5; ++i) {
    sqlite3_stmt* statement = nullptr;
    {
      const Database closed = Database::WithExtension();
      ASSERT_EQ(sqlite3_prepare_v2(closed.handle(), kSql, -1, &statement, nullptr), SQLITE_OK);
      ASSERT_EQ(sqlite3_step(statement), SQLITE_ROW);
      sqlite3_finalize(statement);
    }
    ExpectEveryTicket(other.Query(kSql));
  }
}

}  // namespace
}  // namespace zoho_desk::testing
