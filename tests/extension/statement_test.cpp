// One budget and one deadline for a statement, whatever it is made of; who may run one; how a
// program learns what went wrong, and what all of it cost.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "extension/zoho_desk.h"
#include "tests/extension/own_desk.h"
#include "tests/extension/silent_desk.h"

namespace zoho_desk::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

class StatementBudget : public OwnDesk {
 protected:
  StatementBudget() {
    database_.Run("CREATE TABLE wanted(id TEXT)");
    for (const std::string& id : TicketIds())
      database_.Run("INSERT INTO wanted VALUES ('" + id + "')");
    EXPECT_TRUE(database_.Query("SELECT zoho_desk_set('max_requests', 20)").ok());
    desk_.TakeRequests();
  }

  // It ends at the limit, and no request more was sent. (Only the record has tagCount, so that no
  // other way is cheaper than a request for each.)
  void ExpectTwenty(const std::string& sql) {
    const QueryResult result = database_.Query(sql);
    EXPECT_EQ(result.code, SQLITE_ERROR) << sql;
    EXPECT_THAT(result.error, HasSubstr("ZOHO_DESK_MAX_REQUESTS")) << sql;
    EXPECT_EQ(desk_.TakeRequests().size(), 20U) << sql;
  }

  Database database_ = Database::WithExtension();
};

TEST_F(StatementBudget, HoldsForCorrelatedSubqueries) {
  ExpectTwenty(
      "SELECT (SELECT t.tagCount FROM zoho_desk_tickets t WHERE t.id = w.id) FROM wanted w");
  ExpectTwenty(
      "SELECT w.id FROM wanted w WHERE EXISTS (SELECT 1 FROM zoho_desk_tickets t "
      "WHERE t.id = w.id AND t.tagCount = -1)");
}

TEST_F(StatementBudget, HoldsForRecursion) {
  ExpectTwenty(
      "WITH RECURSIVE n(i, x) AS (SELECT 1, NULL UNION ALL SELECT i + 1, "
      "(SELECT t.tagCount FROM zoho_desk_tickets t WHERE t.id = "
      "(SELECT id FROM wanted WHERE rowid = i)) FROM n LIMIT 100) SELECT count(x) FROM n");
}

TEST_F(StatementBudget, HoldsForAJoinOfTables) {
  ExpectTwenty(
      "SELECT count(t.tagCount), count(c.city) FROM wanted w CROSS JOIN zoho_desk_tickets t "
      "ON t.id = w.id LEFT JOIN zoho_desk_contacts c ON c.id = t.contactId");
}

TEST_F(StatementBudget, HoldsForATriggerOfTheSession) {
  database_.Run("CREATE TABLE copied(x)");
  database_.Run(
      "CREATE TEMP TRIGGER on_copy AFTER INSERT ON copied BEGIN "
      "SELECT count(tagCount) FROM zoho_desk_tickets WHERE id = new.x; END");
  ExpectTwenty("INSERT INTO copied SELECT id FROM wanted");
}

TEST_F(StatementBudget, HoldsForFunctions) {
  ExpectTwenty("SELECT zoho_desk_count('tickets', 'ticketNumber=' || id) FROM wanted");
}

TEST_F(StatementBudget, BeginsAnewWithEveryStatement) {
  const std::string sql =
      "SELECT count(description) FROM zoho_desk_tickets WHERE id IN (SELECT id FROM wanted LIMIT "
      "15)";
  for (int i = 0; i < 3; ++i)
    EXPECT_TRUE(database_.Query(sql).ok());
  const std::string trigger = "INSERT INTO copied SELECT id FROM wanted LIMIT 15";
  database_.Run("CREATE TABLE copied(x)");
  database_.Run(
      "CREATE TEMP TRIGGER on_copy AFTER INSERT ON copied BEGIN "
      "SELECT count(description) FROM zoho_desk_tickets WHERE id = new.x; END");
  for (int i = 0; i < 3; ++i)
    EXPECT_EQ(database_.Query(trigger).error, "");
  // The same one, run again without being prepared again.
  sqlite3_stmt* statement = nullptr;
  ASSERT_EQ(sqlite3_prepare_v2(database_.handle(), trigger.c_str(), -1, &statement, nullptr),
            SQLITE_OK);
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(sqlite3_step(statement), SQLITE_DONE);
    sqlite3_reset(statement);
  }
  sqlite3_finalize(statement);
}

// Each cursor used to remember for itself.
TEST_F(StatementBudget, AsksForARecordOnceHoweverOftenItIsLookedUp) {
  EXPECT_EQ(
      database_
          .Query("SELECT count(s) FROM (SELECT (SELECT t.description FROM zoho_desk_tickets t "
                 "WHERE t.id = (SELECT min(id) FROM wanted) AND w.id <> '') AS s "
                 "FROM wanted w)")
          .error,
      "");
  EXPECT_EQ(desk_.TakeRequests().size(), 1U);
}

TEST(StatementTimeout, EndsAQueryThatWaits) {
  SilentDesk silent(1);
  const ScopedEnvironment scope(silent.environment());
  const ScopedEnvironment timeout(Variables{{"ZOHO_DESK_STATEMENT_TIMEOUT", "1"}});
  const Database database = Database::WithExtension();
  const QueryResult result = database.Query("SELECT id FROM zoho_desk_tickets");
  EXPECT_EQ(result.code, SQLITE_ERROR);
  EXPECT_EQ(result.rows.size(), 100U);
  for (const char* part : {"zoho_desk_tickets", "1 seconds", "ZOHO_DESK_STATEMENT_TIMEOUT"})
    EXPECT_THAT(result.error, HasSubstr(part));
  EXPECT_THAT(database.Query("SELECT zoho_desk_last_error() ->> '$.kind'").Text(), "'timeout'\n");
}

class LastError : public OwnDesk {};

TEST_F(LastError, TellsProgramsWhatWentWrong) {
  const Database database = Database::WithExtension();
  EXPECT_EQ(database.Query("SELECT zoho_desk_last_error()").Text(), "NULL\n");
  server().Inject({.match = "/api/v1/tickets",
                   .status = 403,
                   .body = R"({"errorCode":"FORBIDDEN","message":"No."})"});
  const QueryResult failed = database.Query("SELECT id FROM zoho_desk_tickets");
  EXPECT_EQ(failed.code, SQLITE_AUTH);
  EXPECT_EQ(database
                .Query("SELECT e ->> '$.kind', e ->> '$.table', e ->> '$.status', "
                       "e ->> '$.errorCode' FROM (SELECT zoho_desk_last_error() AS e)")
                .Text(),
            "'auth'|'zoho_desk_tickets'|403|'FORBIDDEN'\n");
  EXPECT_EQ(database.Query("SELECT zoho_desk_last_error() ->> '$.message'").Text(),
            "'" + failed.error + "'\n");
  // Of each connection by itself, and until the next error.
  EXPECT_EQ(Query("SELECT zoho_desk_last_error()").Text(), "NULL\n");
  EXPECT_FALSE(database.Query("SELECT zoho_desk_set('colour', 'red')").ok());
  EXPECT_EQ(database
                .Query("SELECT e ->> '$.kind', e ->> '$.table', e ->> '$.status' "
                       "FROM (SELECT zoho_desk_last_error() AS e)")
                .Text(),
            "'invalid_argument'|'zoho_desk_set'|NULL\n");
}

class Usage : public OwnDesk {};

TEST_F(Usage, AddsUpWhatTheServerSaw) {
  const auto of = [](const std::string& column) {
    return std::get<int64_t>(Query("SELECT coalesce(sum(" + column +
                                   "), 0) FROM zoho_desk_usage WHERE table_name = "
                                   "'zoho_desk_tickets'")
                                 .rows.at(0)
                                 .at(0));
  };
  const int64_t requests = of("requests");
  const int64_t credits = of("credits");
  const int64_t rows = of("rows");
  const int64_t failed = of("failed");
  EXPECT_TRUE(Query("SELECT subject FROM zoho_desk_tickets").ok());
  int64_t sent = 0;
  int64_t spent = 0;
  int64_t got = 0;
  for (const sandbox::LogEntry& entry : server().Log()) {
    if (entry.route == "token")
      continue;
    ++sent;
    spent += entry.weight;
    got += static_cast<int64_t>(entry.rows);
  }
  EXPECT_GT(sent, 1);
  EXPECT_EQ(of("requests") - requests, sent);
  EXPECT_EQ(of("credits") - credits, spent);
  EXPECT_EQ(of("rows") - rows, got);
  EXPECT_EQ(of("failed") - failed, 0);
  server().Inject({.match = "/api/v1/tickets",
                   .status = 403,
                   .body = R"({"errorCode":"FORBIDDEN","message":"No."})"});
  EXPECT_FALSE(Query("SELECT subject FROM zoho_desk_tickets").ok());
  EXPECT_EQ(of("failed") - failed, 1);
}

// A function of the host's that runs SQL, as eval() and define() of well-known extensions do.
void RunSql(sqlite3_context* context, int /*argc*/, sqlite3_value** argv) {
  sqlite3* const db = sqlite3_context_db_handle(context);
  char* message = nullptr;
  const auto* sql = reinterpret_cast<const char*>(sqlite3_value_text(argv[0]));
  if (sqlite3_exec(db, sql, nullptr, nullptr, &message) != SQLITE_OK)
    sqlite3_result_error(context, message, -1);
  sqlite3_free(message);
}

class NestedStatement : public OwnDesk {
 protected:
  NestedStatement() {
    sqlite3_create_function(database_.handle(), "run", 1, SQLITE_UTF8, nullptr, RunSql, nullptr,
                            nullptr);
    database_.Run("CREATE TABLE t(x)");
    database_.Run("CREATE TABLE copies(x)");
    desk_.TakeRequests();
  }
  Database database_ = Database::WithExtension();
};

TEST_F(NestedStatement, ReadsNothingAndSetsNothing) {
  for (const std::string nested :
       {"INSERT INTO copies SELECT id FROM zoho_desk_tickets",
        "INSERT INTO copies SELECT value FROM zoho_desk_settings",
        "INSERT INTO copies SELECT path FROM zoho_desk_requests",
        "SELECT zoho_desk_set(''timeout'', 7)", "SELECT zoho_desk_count(''tickets'')"}) {
    database_.Run("CREATE TRIGGER g AFTER INSERT ON t BEGIN SELECT run('" + nested + "'); END");
    const QueryResult result = database_.Query("INSERT INTO t VALUES (1)");
    EXPECT_FALSE(result.ok()) << nested;
    EXPECT_THAT(result.error, HasSubstr("only a statement that the program itself runs")) << nested;
    database_.Run("DROP TRIGGER g");
  }
  EXPECT_EQ(database_.Query("SELECT count(*) FROM copies").Text(), "0\n");
  EXPECT_EQ(database_.Query("SELECT value FROM zoho_desk_settings WHERE name = 'timeout'").Text(),
            "'60'\n");
  EXPECT_THAT(desk_.TakeRequests(), IsEmpty());
}

// What a program has open beside a query is none of it.
TEST_F(NestedStatement, IsNoneBesideWhatTheProgramHasOpen) {
  database_.Run("CREATE VIRTUAL TABLE words USING fts5(x)");
  database_.Run("INSERT INTO words VALUES ('one'), ('two')");
  database_.Run("INSERT INTO t VALUES (zeroblob(10)), (2)");
  std::vector<sqlite3_stmt*> open;
  for (const char* sql : {"SELECT x FROM t", "SELECT id FROM zoho_desk_tickets",
                          "SELECT x FROM words WHERE words MATCH 'one OR two'", "EXPLAIN SELECT 1",
                          "PRAGMA database_list"}) {
    sqlite3_stmt* statement = nullptr;
    ASSERT_EQ(sqlite3_prepare_v2(database_.handle(), sql, -1, &statement, nullptr), SQLITE_OK);
    EXPECT_EQ(sqlite3_step(statement), SQLITE_ROW);
    open.push_back(statement);
  }
  sqlite3_blob* blob = nullptr;
  ASSERT_EQ(sqlite3_blob_open(database_.handle(), "main", "t", "x", 1, 0, &blob), SQLITE_OK);
  ExpectEveryTicket(database_.Query("SELECT id FROM zoho_desk_tickets"));
  EXPECT_EQ(database_.Query("SELECT zoho_desk_set('timeout', 7)").error, "");
  for (sqlite3_stmt* statement : open) {
    sqlite3_step(statement);
    EXPECT_EQ(sqlite3_finalize(statement), SQLITE_OK);
  }
  sqlite3_blob_close(blob);
}

// A schema that was edited by hand gets past the missing xCreate.
TEST_F(NestedStatement, NoTableIsDeclaredByAnEditedSchema) {
  const TemporaryDirectory directory;
  const std::string file = (directory.path() / "edited.db").string();
  for (const std::string table :
       {"zoho_desk_tickets", "zoho_desk_settings", "zoho_desk_requests", "zoho_desk_usage",
        "zoho_desk_tables", "zoho_desk_columns", "zoho_desk_plan"}) {
    std::filesystem::remove(file);
    sqlite3* db = nullptr;
    ASSERT_EQ(sqlite3_open(file.c_str(), &db), SQLITE_OK);
    const std::string sql =
        "PRAGMA writable_schema = ON; INSERT INTO sqlite_master VALUES "
        "('table', 'notes', 'notes', 0, 'CREATE VIRTUAL TABLE notes USING " +
        table + "'), ('table', '" + table + "', '" + table + "', 0, 'CREATE VIRTUAL TABLE " +
        table + " USING " + table + "(x)')";
    ASSERT_EQ(sqlite3_exec(db, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK);
    sqlite3_close(db);
    ASSERT_EQ(sqlite3_open(file.c_str(), &db), SQLITE_OK);
    ASSERT_EQ(sqlite3_zohodesk_init(db, nullptr, nullptr), SQLITE_OK);
    for (const std::string& name : {std::string("notes"), table}) {
      char* message = nullptr;
      EXPECT_NE(sqlite3_exec(db, ("SELECT * FROM " + name).c_str(), nullptr, nullptr, &message),
                SQLITE_OK);
      EXPECT_THAT(message, HasSubstr("a database cannot declare one")) << table << " as " << name;
      sqlite3_free(message);
    }
    sqlite3_close(db);
  }
  EXPECT_THAT(desk_.TakeRequests(), IsEmpty());
}

class SecondLoad : public OwnDesk {
 protected:
  int Load() const { return sqlite3_zohodesk_init(database_.handle(), nullptr, nullptr); }
  Database database_ = Database::WithExtension();
};

TEST_F(SecondLoad, ChangesNothing) {
  EXPECT_TRUE(database_.Query("SELECT zoho_desk_set('timeout', 7)").ok());
  EXPECT_EQ(Load(), SQLITE_OK);
  EXPECT_EQ(database_.Query("SELECT value FROM zoho_desk_settings WHERE name = 'timeout'").Text(),
            "'7'\n");
  ExpectEveryTicket(database_.Query("SELECT id FROM zoho_desk_tickets"));
}

TEST_F(SecondLoad, MayComeInTheMiddleOfAQuery) {
  sqlite3_stmt* statement = nullptr;
  ASSERT_EQ(sqlite3_prepare_v2(database_.handle(), "SELECT id FROM zoho_desk_tickets", -1,
                               &statement, nullptr),
            SQLITE_OK);
  ASSERT_EQ(sqlite3_step(statement), SQLITE_ROW);
  EXPECT_EQ(Load(), SQLITE_OK);
  size_t rows = 1;
  while (sqlite3_step(statement) == SQLITE_ROW)
    ++rows;
  EXPECT_EQ(sqlite3_finalize(statement), SQLITE_OK);
  EXPECT_EQ(rows, TicketIds().size());
  EXPECT_TRUE(database_.Query("SELECT zoho_desk_set('max_requests', 1)").ok());
  EXPECT_FALSE(database_.Query("SELECT id, description FROM zoho_desk_tickets").ok());
}

TEST_F(SecondLoad, ChangesNothingWhereEveryConnectionHasTheFirst) {
  const auto entry = reinterpret_cast<void (*)()>(sqlite3_zohodesk_init);
  ASSERT_EQ(sqlite3_auto_extension(entry), SQLITE_OK);
  sqlite3* db = nullptr;
  EXPECT_EQ(sqlite3_open(":memory:", &db), SQLITE_OK);
  sqlite3_cancel_auto_extension(entry);
  EXPECT_EQ(sqlite3_exec(db, "SELECT zoho_desk_set('timeout', 7)", nullptr, nullptr, nullptr),
            SQLITE_OK);
  EXPECT_EQ(sqlite3_zohodesk_init(db, nullptr, nullptr), SQLITE_OK);
  sqlite3_stmt* statement = nullptr;
  sqlite3_prepare_v2(db, "SELECT value FROM zoho_desk_settings WHERE name = 'timeout'", -1,
                     &statement, nullptr);
  ASSERT_EQ(sqlite3_step(statement), SQLITE_ROW);
  EXPECT_EQ(sqlite3_column_int(statement, 0), 7);
  sqlite3_finalize(statement);
  sqlite3_close(db);
}

int AllowNoFunction(void* /*data*/, int action, const char*, const char*, const char*,
                    const char*) {
  return action == SQLITE_FUNCTION ? SQLITE_DENY : SQLITE_OK;
}

TEST_F(SecondLoad, ChangesNothingUnderAnAuthorizerThatAllowsNoFunction) {
  EXPECT_TRUE(database_.Query("SELECT zoho_desk_set('timeout', 7)").ok());
  sqlite3_set_authorizer(database_.handle(), AllowNoFunction, nullptr);
  EXPECT_EQ(Load(), SQLITE_OK);
  EXPECT_EQ(database_.Query("SELECT value FROM zoho_desk_settings WHERE name = 'timeout'").Text(),
            "'7'\n");
}

}  // namespace
}  // namespace zoho_desk::testing
