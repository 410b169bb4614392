// zoho_desk_plan: statements of several tables, and those that it does not take.

#include "tests/extension/plan_fixture.h"

namespace zoho_desk::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

using PlanStatements = Plan;

TEST_F(PlanStatements, FollowsJoins) {
  const std::string sql =
      "SELECT t.subject, c.lastName, a.accountName FROM zoho_desk_tickets AS t "
      "JOIN zoho_desk_contacts AS c ON c.id = t.contactId "
      "LEFT JOIN zoho_desk_accounts AS a ON a.id = c.accountId WHERE t.status = 'Open'";
  EXPECT_THAT(Uses(sql), ::testing::ElementsAre("zoho_desk_tickets t, once, list",
                                                "zoho_desk_contacts c, per row of t, get by id",
                                                "zoho_desk_accounts a, per row of c, get by id"));
  const auto rows = Of(sql);
  EXPECT_EQ(rows[1].at("requests"), "1");
  EXPECT_LT(std::stoll(rows[1].at("total_requests")), std::stoll(rows[0].at("rows")))
      << "fetched together";
  EXPECT_EQ(rows[1].at("certainty"), "guess");
  // A table of the user's: nobody knows how many rows it has.
  database_.Run("CREATE TABLE mine(contact TEXT)");
  const auto mine =
      Of("SELECT * FROM mine CROSS JOIN zoho_desk_contacts AS c ON c.id = mine.contact");
  ASSERT_EQ(mine.size(), 1U);
  EXPECT_EQ(mine[0].at("runs"), "per row of mine");
  EXPECT_EQ(mine[0].at("requests"), "1");
  EXPECT_EQ(mine[0].at("total_requests"), "");
  EXPECT_EQ(mine[0].at("certainty"), "at most");
}

TEST_F(PlanStatements, FollowsSubqueriesAndCompounds) {
  EXPECT_THAT(Uses("SELECT id FROM zoho_desk_contacts WHERE id IN "
                   "(SELECT contactId FROM zoho_desk_tickets)"),
              ::testing::UnorderedElementsAre("zoho_desk_contacts, once, get by id",
                                              "zoho_desk_tickets, once, list"));
  EXPECT_THAT(Uses("SELECT (SELECT count(*) FROM zoho_desk_tasks k WHERE k.ticketId = t.id) "
                   "FROM zoho_desk_tickets t"),
              ::testing::ElementsAre("zoho_desk_tickets t, once, list",
                                     "zoho_desk_tasks k, per row of the enclosing query, list"));
  EXPECT_THAT(
      Uses("SELECT id FROM zoho_desk_tickets UNION SELECT id FROM zoho_desk_contacts"),
      ::testing::ElementsAre("zoho_desk_tickets, once, list", "zoho_desk_contacts, once, list"));
  EXPECT_THAT(Uses("WITH t AS MATERIALIZED (SELECT * FROM zoho_desk_tickets LIMIT 3) "
                   "SELECT * FROM t JOIN zoho_desk_contacts c ON c.id = t.contactId"),
              ::testing::ElementsAre("zoho_desk_tickets, once, search",
                                     "zoho_desk_contacts c, per row of t, get by id"));
  const auto up = [](const std::string& join) {
    return "WITH RECURSIVE up(id, boss) AS (SELECT id, reportsTo FROM zoho_desk_roles "
           "WHERE name = 'CEO' UNION SELECT r.id, r.reportsTo FROM up " +
           join + " zoho_desk_roles r ON r.id = up.boss) SELECT * FROM up";
  };
  const auto by_id = ::testing::ElementsAre("zoho_desk_roles, once, list",
                                            "zoho_desk_roles r, per row of up, get by id");
  EXPECT_THAT(Uses(up("CROSS JOIN")), by_id);
  // Newer versions take the rows of a recursive table for more than the list costs.
  if (SqliteIsSince(3046000)) {
    EXPECT_THAT(Uses(up("JOIN")),
                ::testing::ElementsAre("zoho_desk_roles, once, list",
                                       "zoho_desk_roles r, per row of the enclosing query, list"));
  } else {
    EXPECT_THAT(Uses(up("JOIN")), by_id);
  }
  const auto arms = Of(
      "SELECT c.lastName FROM zoho_desk_tickets t JOIN zoho_desk_contacts c ON c.id = t.contactId "
      "WHERE t.status = 'Open' OR t.assigneeId = '5'");
  ASSERT_EQ(arms.size(), 3U);
  EXPECT_EQ(arms[0].at("pushed"), "status = 'Open'");
  EXPECT_EQ(arms[1].at("pushed"), "assigneeId = '5'");
  EXPECT_EQ(arms[2].at("runs"), "per row of an OR");
  EXPECT_NE(arms[2].at("total_requests"), "");
  EXPECT_THAT(arms[0].at("left_to_sqlite"), Not(HasSubstr("OR of different columns")));
}

TEST_F(PlanStatements, TakesViewsParametersAndWritingStatements) {
  database_.Run("CREATE TEMP VIEW open AS SELECT * FROM zoho_desk_tickets WHERE status = 'Open'");
  EXPECT_EQ(Only("pushed", "SELECT id FROM open LIMIT 2"), "status = 'Open'; LIMIT 2");
  database_.Run("CREATE TABLE copy(id)");
  EXPECT_EQ(Only("route", "INSERT INTO copy SELECT id FROM zoho_desk_tickets"), "list");
  EXPECT_EQ(Only("route", "CREATE TABLE other AS SELECT id FROM zoho_desk_tickets"), "list");
  EXPECT_EQ(Only("route",
                 "-- how many\nWITH \"insert\" AS (SELECT 1) "
                 "SELECT id /* ; */ FROM zoho_desk_tickets WHERE status = ':;' ; -- end"),
            "list");
  EXPECT_EQ(database_.Query("SELECT count(*) FROM copy").rows[0], SqlRow{int64_t{0}});
  EXPECT_FALSE(database_.Query("SELECT * FROM other").ok());
  EXPECT_THAT(desk_.TakeRequests(), IsEmpty());
}

TEST_F(PlanStatements, RunsNoOtherStatement) {
  database_.Run("CREATE TABLE precious(x); INSERT INTO precious VALUES (1)");
  for (const char* sql : {"DROP TABLE precious",
                          "PRAGMA user_version = 7",
                          "PRAGMA foreign_keys = ON",
                          "ATTACH ':memory:' AS other",
                          "CREATE VIEW v AS SELECT 1",
                          "CREATE TABLE t(x)",
                          "CREATE TRIGGER t AFTER INSERT ON precious BEGIN SELECT 1; END",
                          "BEGIN",
                          "VACUUM",
                          "REINDEX",
                          "ANALYZE",
                          "EXPLAIN SELECT 1",
                          "SELECT 1; DROP TABLE precious",
                          "SELECT 1;;DROP TABLE precious",
                          "/* x */ ; SELECT 1",
                          "",
                          " ; ",
                          "-- nothing",
                          ")",
                          "'x'",
                          "SELECT 1; SELECT 2"})
    ErrorOf(sql);
  EXPECT_EQ(database_.Query("SELECT x FROM precious").Text(), "1\n");
  EXPECT_EQ(database_.Query("PRAGMA user_version").Text(), "0\n");
  EXPECT_EQ(database_.Query("PRAGMA foreign_keys").Text(), "0\n");
  EXPECT_EQ(database_.Query("SELECT count(*) FROM pragma_database_list").Text(), "1\n");
  EXPECT_EQ(sqlite3_get_autocommit(database_.handle()), 1);
  EXPECT_THAT(ErrorOf("DROP TABLE precious"), HasSubstr("'DROP ...'"));
  EXPECT_THAT(ErrorOf("EXPLAIN SELECT 1"), HasSubstr("leave EXPLAIN out"));
}

TEST_F(PlanStatements, SaysWhatSqliteThinksOfABrokenStatement) {
  EXPECT_THAT(ErrorOf("SELECT * FROM nowhere"), HasSubstr("no such table: nowhere"));
  EXPECT_THAT(ErrorOf("SELECT (("), HasSubstr("incomplete input"));
  const QueryResult none = database_.Query("SELECT * FROM zoho_desk_plan");
  EXPECT_THAT(none.error, HasSubstr("takes an argument: SELECT * FROM zoho_desk_plan('SELECT"));
  EXPECT_THAT(database_.Query("SELECT * FROM zoho_desk_plan(NULL)").error, HasSubstr("is NULL"));
  // The connection is as good as before.
  EXPECT_EQ(Only("route", "SELECT id FROM zoho_desk_tickets"), "list");
}

TEST_F(PlanStatements, SaysThatAStatementWillFail) {
  const std::string sql = "SELECT id FROM zoho_desk_tickets WHERE viewId = 'abc'";
  EXPECT_THAT(Only("note", sql),
              HasSubstr("ends in an error before any request: zoho_desk_tickets"));
  EXPECT_EQ(Only("total_requests", sql), "0");
}

}  // namespace
}  // namespace zoho_desk::testing
