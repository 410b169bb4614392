// Which terms of WHERE reach the server, and which SQLite keeps: parameters, IN lists, joins.

#include "tests/extension/sqlite_traps.h"

namespace zoho_desk::testing {
namespace {

using ::testing::AllOf;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

class TermTraps : public SqliteTraps {};

const std::string kTickets = "SELECT id FROM zoho_desk_tickets WHERE ";

// What SQLite does not hand over, and what it hands over as something else than it looks like.
TEST_F(TermTraps, TermsThatAreNoPlainComparisonStayWithSqlite) {
  for (const char* term :
       {"+status = 'Open'", "upper(status) = 'OPEN'", "status || '' = 'Open'",
        "NOT (status != 'Open')", "status = 'open' COLLATE NOCASE", "subject LIKE 'One%'"}) {
    Query(kTickets + term + " LIMIT 1");
    ASSERT_FALSE(requests().empty());
    EXPECT_THAT(requests().front(), AllOf(Not(HasSubstr("status=")), Not(HasSubstr("subject=")),
                                          HasSubstr("limit=100")))
        << term;
  }
}

// A LIKE comes with a range under NOCASE, which must not become a range of bytes.
TEST_F(TermTraps, ALikeSendsNoRange) {
  Query("SELECT id FROM zoho_desk_tickets WHERE modifiedTime LIKE '2026-10%' AND status = 'Open'");
  EXPECT_THAT(requests(), Each(Not(HasSubstr("modifiedTimeRange"))));
}

// A connection may make LIKE case-sensitive: then its range comes as one of bytes.
TEST_F(TermTraps, LikeMayBeCaseSensitive) {
  for (const char* sql :
       {"SELECT id FROM zoho_desk_contacts WHERE email LIKE 'mueller%' ORDER BY id",
        "SELECT id FROM zoho_desk_contacts WHERE email LIKE 'MUELLER%' ORDER BY id",
        "SELECT id FROM zoho_desk_tickets WHERE modifiedTime LIKE '2026-10%' AND "
        "status = 'Open' ORDER BY id"}) {
    const Database plain = Database::Plain();
    CreatePlainTables(plain, desk_.dump());
    plain.Run("PRAGMA case_sensitive_like = ON");
    database_.Run("PRAGMA case_sensitive_like = ON");
    EXPECT_EQ(Query(sql).Text(), plain.Query(sql).Text()) << sql;
  }
}

// GLOB's range compares bytes, as the server's does.
TEST_F(TermTraps, AGlobSendsTheRangeOfItsPrefix) {
  Query("SELECT id FROM zoho_desk_tickets WHERE modifiedTime GLOB '2026-10*'");
  EXPECT_THAT(
      requests(),
      ElementsAre(HasSubstr("modifiedTimeRange=2026-09-30T23:59:59.000Z,2026-11-01T00:00:00")));
}

TEST_F(TermTraps, RowValuesAreTheirTerms) {
  Query(kTickets + "(status, priority) = ('Open', 'Low')");
  EXPECT_THAT(requests(), Each(AllOf(HasSubstr("status=Open"), HasSubstr("priority=Low"))));
  EXPECT_THAT(requests(), Not(IsEmpty()));
}

TEST_F(TermTraps, BoundParametersArePushed) {
  sqlite3_stmt* statement = nullptr;
  const std::string sql = kTickets + "status = ?1 AND modifiedTime >= datetime(?2, '-7 days')";
  ASSERT_EQ(sqlite3_prepare_v2(database_.handle(), sql.c_str(), -1, &statement, nullptr),
            SQLITE_OK);
  sqlite3_bind_text(statement, 1, "Open", -1, SQLITE_STATIC);
  sqlite3_bind_text(statement, 2, "2026-10-08", -1, SQLITE_STATIC);
  while (sqlite3_step(statement) == SQLITE_ROW) {
  }
  EXPECT_THAT(desk_.TakeRequests(),
              ElementsAre(AllOf(HasSubstr("status=Open"),
                                HasSubstr("modifiedTimeRange=2026-09-30T23:59:59.000Z,"))));
  // Unset parameters are NULL, which equals nothing.
  sqlite3_reset(statement);
  sqlite3_clear_bindings(statement);
  EXPECT_EQ(sqlite3_step(statement), SQLITE_DONE);
  EXPECT_THAT(desk_.TakeRequests(), IsEmpty());
  sqlite3_finalize(statement);
}

TEST_F(TermTraps, MatchIsRefusedWithAnError) {
  EXPECT_THAT(ErrorOf(kTickets + "subject MATCH 'router'"), HasSubstr("MATCH"));
  EXPECT_THAT(ErrorOf(kTickets + "zoho_desk_tickets MATCH 'router'"), Not(IsEmpty()));
}

TEST_F(TermTraps, NothingThatCannotMatchIsAskedFor) {
  for (const char* term :
       {"id = NULL", "id IN (NULL)", "id IN ()", "id = 7.5", "id = 'x'", "id = x'37'",
        "id = 99999999999999999999", "status = NULL", "status IN (NULL, NULL)",
        "ticketNumber = NULL", "modifiedTime > NULL"}) {
    EXPECT_THAT(Query(kTickets + term).rows, IsEmpty()) << term;
    EXPECT_THAT(requests(), IsEmpty()) << term;
  }
}

// `IS 7` is another operator than `= 7`.
TEST_F(TermTraps, IsIsLeftToSqlite) {
  EXPECT_EQ(Query(kTickets + "id IS '" + Id("tickets", 3) + "'").rows.size(), 1U);
  EXPECT_THAT(requests(), Each(HasSubstr("/tickets?")));
}

// Without vtab_in, and for a list that the API takes as one value, there would be a scan per value.
TEST_F(TermTraps, AListIsOneRequestWithoutNullsAndRepeats) {
  Query(kTickets + "status IN ('Open', NULL, 'Closed', 'Open')");
  EXPECT_THAT(requests().front(), HasSubstr("/api/v1/tickets?status=Closed,Open&"));
}

TEST_F(TermTraps, KeysThatMeanTheSameAreOneRequest) {
  const std::string id = Id("tickets", 3);
  EXPECT_EQ(Query(kTickets + "id IN ('" + id + "', " + id + ", 7.5, NULL)").rows.size(), 1U);
  EXPECT_THAT(requests(), ElementsAre("/api/v1/tickets/" + id));
}

// SQLite believes `omit` for the first sixteen terms only: the echo of the value must hold alone.
TEST_F(TermTraps, AParameterBehindSixteenOtherTermsStillFindsItsRows) {
  std::string where;
  for (int i = 0; i < 20; ++i)
    where += "name != 'no such department " + std::to_string(i) + "' AND ";
  const QueryResult result =
      Query("SELECT id FROM zoho_desk_departments WHERE " + where + "searchText = '*a*'");
  EXPECT_EQ(result.rows.size(), Query("SELECT id FROM zoho_desk_departments('*a*')").rows.size());
  EXPECT_FALSE(result.rows.empty());
}

TEST_F(TermTraps, AParameterIsEchoedWithTheTypeItWasGiven) {
  for (const char* value : {"1", "'1'", "'true'", "1.0"}) {
    const std::string where = std::string("isLightAgent = ") + value;
    const QueryResult result = Query("SELECT count(*), count(" + where + "), sum(" + where +
                                     ") FROM zoho_desk_agents WHERE " + where);
    EXPECT_EQ(result.rows.at(0).at(0), result.rows.at(0).at(1)) << value;
    EXPECT_NE(result.rows.at(0).at(0), SqlValue{int64_t{0}}) << value;
  }
}

TEST_F(TermTraps, AListForAParameterIsAScanPerValue) {
  Query("SELECT id FROM zoho_desk_departments WHERE searchText IN ('*a*', '*b*')");
  EXPECT_THAT(requests(), SizeIs(3)) << "a page of each, and one that tells the end";
}

TEST_F(TermTraps, TooManyArgumentsAreRefused) {
  EXPECT_THAT(ErrorOf("SELECT id FROM zoho_desk_organizations('a', 'b', 'c', 'd', 'e')"),
              HasSubstr("too many arguments on zoho_desk_organizations()"));
}

// The value of a parameter must be known before the scan: SQLite turns the join around. CROSS JOIN
// forbids it to, and hides the term: what would be an empty result is an error.
TEST_F(TermTraps, AParameterOfAJoinComesFromTheOuterTable) {
  const std::string where =
      " WHERE t.viewId = v.id AND v.module = 'tickets' AND v.name = 'Open Cases'";
  EXPECT_FALSE(
      Query("SELECT t.id FROM zoho_desk_tickets AS t, zoho_desk_views AS v" + where).rows.empty());
  EXPECT_EQ(requests().front(), "/api/v1/views?module=tickets");
  EXPECT_THAT(
      ErrorOf("SELECT t.id FROM zoho_desk_tickets AS t CROSS JOIN zoho_desk_views AS v" + where),
      HasSubstr("viewId is a parameter of the request, and SQLite hands over no value"));
}

TEST_F(TermTraps, AParameterTakesNoOtherOperator) {
  for (const char* term : {"searchText LIKE 'a%'", "searchText IS NULL", "searchText > 'a'",
                           "searchText != 'a'", "searchText IS NOT NULL", "searchText GLOB 'a*'"})
    EXPECT_THAT(ErrorOf(std::string("SELECT id FROM zoho_desk_departments WHERE ") + term),
                HasSubstr("give it as searchText = '...', or leave it out"))
        << term;
  EXPECT_THAT(desk_.TakeRequests(), IsEmpty());
}

// An OR is one scan per arm, or one scan for all of which the parameter is no part.
TEST_F(TermTraps, AParameterThatSqliteKeepsIsNeverSilentlyNull) {
  for (const char* term :
       {"searchText = '*a*' OR name = 'x'", "searchText || '' = '*a*'", "+searchText = '*a*'"})
    EXPECT_THAT(ErrorOf(std::string("SELECT id FROM zoho_desk_departments WHERE ") + term),
                HasSubstr("searchText is a parameter of the request"))
        << term;
}

// A plan for every join order: SQLite calls an unusable term "malfunction" if it is used.
TEST_F(TermTraps, EveryJoinOrderHasAPlan) {
  for (const char* join : {"JOIN", "CROSS JOIN", "LEFT JOIN"}) {
    for (const auto& [left, right] :
         {std::pair{"zoho_desk_tickets AS t", "zoho_desk_contacts AS c"},
          {"zoho_desk_contacts AS c", "zoho_desk_tickets AS t"}}) {
      const std::string plan = PlanOf("SELECT t.id, c.id FROM " + std::string(left) + " " + join +
                                      " " + right + " ON c.id = t.contactId AND t.status = 'Open'");
      EXPECT_THAT(plan, AllOf(HasSubstr("SCAN t"), HasSubstr("SCAN c"))) << join;
    }
  }
}

TEST_F(TermTraps, AnUnusedLeftJoinAsksForNothing) {
  Query(
      "SELECT d.name FROM zoho_desk_departments AS d LEFT JOIN zoho_desk_tickets AS t ON t.id = "
      "d.id");
  EXPECT_THAT(requests(), Each(HasSubstr("/departments?")));
}

// SQLite makes no automatic index on a virtual table: it scans the inner side again for every row.
TEST_F(TermTraps, AnInnerScanIsReadOnce) {
  Query(
      "SELECT count(*) FROM zoho_desk_agents AS a JOIN zoho_desk_departments AS d ON "
      "d.name > a.name");
  EXPECT_THAT(requests(), SizeIs(4)) << "a page of each, and the page that tells its end";
}

TEST_F(TermTraps, AMaterializedSideIsReadOnce) {
  const QueryResult result = Query(
      "WITH a AS MATERIALIZED (SELECT id, name FROM zoho_desk_agents) SELECT count(a.name) "
      "FROM zoho_desk_tickets AS t JOIN a ON a.id = t.assigneeId");
  EXPECT_GT(std::get<int64_t>(result.rows.at(0).at(0)), 0);
  size_t agents = 0;
  for (const std::string& request : requests())
    agents += request.find("/agents?") != std::string::npos ? 1U : 0U;
  EXPECT_EQ(agents, 2U) << "a page, and the page that tells the end";
  EXPECT_EQ(requests().size(), 6U);
}

TEST_F(TermTraps, AKeyLookedUpInAJoinIsAskedForOnce) {
  Query(
      "SELECT count(a.name) FROM (SELECT assigneeId FROM zoho_desk_tickets LIMIT 100) AS t CROSS "
      "JOIN zoho_desk_agents AS a WHERE a.id = t.assigneeId");
  EXPECT_LE(requests().size(), 1 + desk_.records("agents").size());
}

// Two mentions of a table are two scans: nothing of one shows in the other.
TEST_F(TermTraps, TwoMentionsOfATableAreTwoScans) {
  const QueryResult result = Query(
      "SELECT (SELECT count(*) FROM zoho_desk_roles), (SELECT count(*) FROM zoho_desk_roles)");
  EXPECT_EQ(result.rows.at(0).at(0), result.rows.at(0).at(1));
}

}  // namespace
}  // namespace zoho_desk::testing
