// LIMIT, OFFSET and ORDER BY as SQLite hands them over: hints for the size of the first page, which
// never cut rows off. That the rows are right is up to sqlite_traps_test.cpp; here is what is
// asked.

#include "tests/extension/sqlite_traps.h"

namespace zoho_desk::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

class LimitTraps : public SqliteTraps {
 protected:
  // Of the first request.
  std::string FirstRequest(const std::string& sql) {
    Query(sql);
    return requests().empty() ? "" : requests().front();
  }
};

const std::string kTickets = "SELECT id FROM zoho_desk_tickets ";

TEST_F(LimitTraps, ALimitIsAHintForTheFirstPage) {
  EXPECT_THAT(FirstRequest(kTickets + "LIMIT 7"), HasSubstr("limit=7"));
  EXPECT_THAT(FirstRequest(kTickets + "WHERE status = 'Open' LIMIT 7"), HasSubstr("limit=7"));
  EXPECT_THAT(FirstRequest(kTickets + "ORDER BY createdTime DESC LIMIT 7"), HasSubstr("limit=7"));
}

TEST_F(LimitTraps, AnOffsetIsAddedToTheFirstPageAndSkippedBySqlite) {
  EXPECT_THAT(FirstRequest(kTickets + "LIMIT 3 OFFSET 20"), HasSubstr("from=0&limit=23"));
}

TEST_F(LimitTraps, ALimitNextToATermOfSqliteShrinksNothing) {
  EXPECT_THAT(FirstRequest(kTickets + "WHERE closedTime IS NULL LIMIT 1"), HasSubstr("limit=100"));
  EXPECT_THAT(FirstRequest(kTickets + "WHERE length(subject) > 3 LIMIT 1"), HasSubstr("limit=100"));
}

TEST_F(LimitTraps, ALimitNextToAnOrderOfSqliteShrinksNothing) {
  EXPECT_THAT(FirstRequest(kTickets + "ORDER BY id DESC LIMIT 2"), HasSubstr("limit=100"));
  EXPECT_THAT(FirstRequest(kTickets + "ORDER BY createdTime, id LIMIT 2"), HasSubstr("limit=100"));
}

// SQLite 3.40 offers the LIMIT although it hides this term, so that one row of the small first page
// may be too few: more must come.
TEST_F(LimitTraps, ALimitNextToATermThatSqliteHidesIsNoEnd) {
  const QueryResult result = Query(kTickets + "WHERE createdTime < modifiedTime LIMIT 50");
  EXPECT_EQ(result.rows.size(), 50U);
}

// SQLite stops calling for rows once it has enough, which is what keeps the requests few.
TEST_F(LimitTraps, SqliteStopsAskingOnceItHasItsRows) {
  Query(kTickets + "WHERE length(subject) > 3 LIMIT 2");
  EXPECT_THAT(requests(), SizeIs(1));
  Query(
      "SELECT * FROM (SELECT id FROM zoho_desk_tickets UNION ALL SELECT id FROM zoho_desk_calls) "
      "LIMIT 5");
  EXPECT_THAT(requests(), ElementsAre(HasSubstr("/tickets?")));
}

TEST_F(LimitTraps, ALimitOfNothingAsksForNothing) {
  Query(kTickets + "LIMIT 0");
  EXPECT_THAT(requests(), IsEmpty());
}

TEST_F(LimitTraps, ANegativeLimitIsNone) {
  EXPECT_THAT(FirstRequest(kTickets + "LIMIT -1"), HasSubstr("limit=100"));
  EXPECT_THAT(FirstRequest(kTickets + "LIMIT -1 OFFSET 5"), HasSubstr("limit=100"));
}

TEST_F(LimitTraps, ALimitMayBeABoundParameter) {
  sqlite3_stmt* statement = nullptr;
  const std::string sql = kTickets + "LIMIT ?1 OFFSET ?2";
  ASSERT_EQ(sqlite3_prepare_v2(database_.handle(), sql.c_str(), -1, &statement, nullptr),
            SQLITE_OK);
  for (const int limit : {4, 6}) {
    sqlite3_bind_int(statement, 1, limit);
    sqlite3_bind_int(statement, 2, 1);
    int rows = 0;
    while (sqlite3_step(statement) == SQLITE_ROW)
      ++rows;
    EXPECT_EQ(rows, limit);
    EXPECT_THAT(desk_.TakeRequests(), ElementsAre(HasSubstr("limit=" + std::to_string(limit + 1))));
    sqlite3_reset(statement);
  }
  sqlite3_finalize(statement);
}

TEST_F(LimitTraps, ExistsAndScalarSubqueriesReadOneRow) {
  Query("SELECT EXISTS (SELECT 1 FROM zoho_desk_tickets WHERE status = 'Open')");
  EXPECT_THAT(requests(), ElementsAre(HasSubstr("limit=1")));
  Query("SELECT (SELECT subject FROM zoho_desk_tickets ORDER BY createdTime DESC)");
  EXPECT_THAT(requests(), ElementsAre(HasSubstr("limit=1")));
}

// MAX looks like an ordered scan that stops at one row; MIN does so only on NOT NULL columns.
TEST_F(LimitTraps, MinAndMaxReadOneRow) {
  for (const char* sql : {"SELECT max(createdTime) FROM zoho_desk_tickets",
                          "SELECT min(createdTime) FROM zoho_desk_tickets",
                          "SELECT min(modifiedTime) FROM zoho_desk_tickets"}) {
    Query(sql);
    EXPECT_THAT(requests(), ElementsAre(HasSubstr("limit=1"))) << sql;
  }
  // The first row alone would be wrong here.
  Query("SELECT max(createdTime) FROM zoho_desk_tickets WHERE closedTime IS NULL");
  EXPECT_THAT(requests(), ElementsAre(HasSubstr("sortBy=-createdTime&from=0&limit=100")));
}

TEST_F(LimitTraps, AnOrderIsTheServersOnlyIfItIsSqlitesToo) {
  for (const char* order : {"createdTime COLLATE NOCASE", "substr(createdTime, 1)", "dueDate",
                            "subject", "createdTime DESC NULLS FIRST", "createdTime, id"})
    EXPECT_THAT(PlanOf(kTickets + "ORDER BY " + order), HasSubstr("USE TEMP B-TREE FOR ORDER BY"))
        << order;
  const std::string same = kTickets + "ORDER BY createdTime DESC NULLS LAST";
  EXPECT_THAT(PlanOf(same), Not(HasSubstr("TEMP B-TREE")));
  EXPECT_THAT(FirstRequest(same), HasSubstr("sortBy=-createdTime"));
}

// Several lists one after the other have no common order.
TEST_F(LimitTraps, AnOrderOverSeveralListsIsSqlites) {
  std::string list;
  for (int i = 1; i <= 25; ++i)
    list += (list.empty() ? "'" : ", '") + std::to_string(i) + "'";
  const std::string where = "WHERE departmentId IN (" + list + ", '" + Id("departments", 0) + "') ";
  Query(kTickets + where);
  EXPECT_THAT(requests(), SizeIs(3)) << "two lists of 20 at most, one of which has rows and an end";
  Query(kTickets + where + "ORDER BY createdTime DESC LIMIT 3");
  EXPECT_THAT(requests(), ElementsAre(Not(HasSubstr("departmentIds"))));
}

TEST_F(LimitTraps, CountReadsKeysOnly) {
  Query("SELECT count(*) FROM zoho_desk_tickets");
  for (const std::string& request : requests())
    EXPECT_THAT(request, Not(HasSubstr("include=")));
}

}  // namespace
}  // namespace zoho_desk::testing
