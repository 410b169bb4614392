// zoho_desk_plan: what it says before a statement runs, against what the statement then asks.

#include "tests/extension/plan_fixture.h"

namespace zoho_desk::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

TEST_F(Plan, HasItsColumns) {
  EXPECT_EQ(
      database_.Query("SELECT * FROM zoho_desk_plan('SELECT 1')").columns,
      (std::vector<std::string>{"step", "table_name", "alias", "runs", "route", "pushed",
                                "left_to_sqlite", "sort", "details", "rows", "requests", "credits",
                                "total_requests", "total_credits", "certainty", "note"}));
}

TEST_F(Plan, IsEmptyWithoutATableOfZoho) {
  EXPECT_THAT(Of("SELECT 1"), IsEmpty());
  EXPECT_THAT(Of("SELECT name FROM zoho_desk_tables, json_each('[1]')"), IsEmpty());
}

// Where it claims to be exact, it is; where it gives a bound, no more is asked.
TEST_F(Plan, PromisesWhatTheStatementThenAsks) {
  const std::string id = TicketId(3);
  const std::string contact = desk_.records("contacts").at(4).at("id").get<std::string>();
  const std::vector<std::pair<std::string, std::string>> queries = {
      {"exact", "SELECT subject FROM zoho_desk_tickets WHERE id = '" + id + "'"},
      {"exact", "SELECT subject, description, cf FROM zoho_desk_tickets WHERE id = '" + id + "'"},
      {"exact", "SELECT subject FROM zoho_desk_tickets WHERE id = '12'"},
      {"exact", "SELECT subject FROM zoho_desk_tickets WHERE id = 'x'"},
      {"exact", "SELECT subject FROM zoho_desk_tickets WHERE id = NULL"},
      {"exact", "SELECT subject FROM zoho_desk_tickets LIMIT 10"},
      {"exact", "SELECT subject FROM zoho_desk_tickets LIMIT 10 OFFSET 20"},
      {"exact", "SELECT subject FROM zoho_desk_tickets LIMIT 100"},
      {"exact", "SELECT subject FROM zoho_desk_tickets WHERE status = 'Open' LIMIT 5"},
      {"exact", "SELECT subject, description FROM zoho_desk_tickets WHERE status = 'Open' LIMIT 5"},
      {"exact",
       "SELECT id FROM zoho_desk_tickets WHERE status = 'Open' ORDER BY createdTime DESC LIMIT 5"},
      {"exact",
       "SELECT id FROM zoho_desk_tickets WHERE modifiedTime >= '2020-01-01' ORDER BY modifiedTime "
       "LIMIT 5"},
      {"exact", "SELECT lastName FROM zoho_desk_contacts LIMIT 7"},
      {"exact", "SELECT EXISTS (SELECT 1 FROM zoho_desk_contacts WHERE id = '" + contact + "')"},
      {"exact", "SELECT EXISTS (SELECT 1 FROM zoho_desk_tickets WHERE status = 'Open')"},
      {"exact", "SELECT name FROM zoho_desk_teams"},
      {"exact", "SELECT name FROM zoho_desk_teams WHERE name LIKE 'a%' ORDER BY length(name)"},
      {"exact", "SELECT name FROM zoho_desk_channels"},
      {"exact", "SELECT id FROM zoho_desk_views WHERE module = 'nonsense'"},
      {"exact",
       "WITH t AS MATERIALIZED (SELECT id FROM zoho_desk_tickets LIMIT 3) SELECT * FROM t"},
      {"exact",
       "SELECT subject FROM zoho_desk_tickets WHERE createdTime > '2026-06-01' AND createdTime < "
       "'2026-01-01'"},
      {"at most", "SELECT subject, isFollowing FROM zoho_desk_tickets LIMIT 3"},
      {"at most", "SELECT id FROM zoho_desk_tickets WHERE id = '" + id +
                      "' UNION ALL SELECT id FROM zoho_desk_contacts WHERE id = '" + contact + "'"},
  };
  EXPECT_TRUE(database_.Query("SELECT id FROM zoho_desk_tickets LIMIT 1").ok());  // logs in
  for (const auto& [certainty, sql] : queries) {
    int64_t requests = 0;
    int64_t credits = 0;
    desk_.TakeRequests();
    for (const auto& row : Of(sql)) {
      EXPECT_EQ(row.at("certainty"), certainty) << sql << "\n" << row.at("note");
      requests += std::stoll(row.at("total_requests"));
      credits += std::stoll(row.at("total_credits"));
    }
    EXPECT_THAT(desk_.TakeRequests(), IsEmpty()) << sql;
    const auto [spent_requests, spent_credits] = Spent(sql);
    if (certainty == "exact") {
      EXPECT_EQ(requests, spent_requests) << sql;
      EXPECT_EQ(credits, spent_credits) << sql;
    } else {
      EXPECT_GE(requests, spent_requests) << sql;
      EXPECT_GE(credits, spent_credits) << sql;
      EXPECT_GT(spent_requests, 0) << sql;
    }
  }
}

TEST_F(Plan, NeedsNoCredentials) {
  const TemporaryDirectory home;
  const ScopedEnvironment nothing({{"ZOHO_DESK_CLIENT_ID", ""},
                                   {"ZOHO_DESK_CLIENT_SECRET", ""},
                                   {"ZOHO_DESK_REFRESH_TOKEN", ""},
                                   {"ZOHO_DESK_ACCESS_TOKEN", ""},
                                   {"HOME", home.path().string()},
                                   {"XDG_CONFIG_HOME", home.path().string()}});
  EXPECT_EQ(Only("pushed", "SELECT id FROM zoho_desk_tickets WHERE status = 'Open'"),
            "status = 'Open'");
}

// What each row would cost, and what the table costs that is read instead.
TEST_F(Plan, BoundsAnInnerTableByReadingIt) {
  for (const std::string sql :
       {"SELECT c.id, count(t.id) FROM zoho_desk_contacts c LEFT JOIN zoho_desk_tickets t ON "
        "t.contactId = c.id GROUP BY 1",
        "SELECT t.id, c.id FROM zoho_desk_tickets t LEFT JOIN zoho_desk_contacts c ON c.email = "
        "t.email"}) {
    const QueryResult total = database_.Query(
        "SELECT sum(total_requests), sum(total_credits), max(note LIKE '%read as a "
        "whole once that is cheaper%') FROM zoho_desk_plan(" +
        Quoted(sql) + ", 'count') WHERE table_name <> 'total'");
    ASSERT_EQ(total.rows.size(), 1U) << total.error;
    const auto [requests, credits] = Spent(sql);
    EXPECT_LE(std::get<int64_t>(total.rows[0][0]), 3 * requests) << sql;
    EXPECT_GE(std::get<int64_t>(total.rows[0][0]), requests / 2) << sql;
    EXPECT_LE(std::get<int64_t>(total.rows[0][1]), 3 * credits) << sql;
    EXPECT_EQ(total.rows[0][2], SqlValue{int64_t{1}}) << sql;
  }
}

// On request Zoho says how many records there are: one search of 3 credits for each question.
TEST_F(Plan, CountsOnRequest) {
  const auto counted = [&](const std::string& sql) {
    return database_.Query(
        "SELECT certainty, rows, total_requests, total_credits FROM "
        "zoho_desk_plan(" +
        Quoted(sql) + ", 'count')");
  };
  const std::string all = "SELECT subject, modifiedTime FROM zoho_desk_tickets";
  const QueryResult tickets = counted(all);
  ASSERT_EQ(tickets.rows.size(), 1U) << tickets.error;
  EXPECT_EQ(desk_.TakeRequests().size(), 1U);
  EXPECT_EQ(tickets.rows[0][0], SqlValue{"counted"});
  EXPECT_EQ(tickets.rows[0][1], SqlValue{static_cast<int64_t>(desk_.records("tickets").size())});
  const auto [requests, credits] = Spent(all);
  EXPECT_EQ(tickets.rows[0][2], SqlValue{requests});
  EXPECT_EQ(tickets.rows[0][3], SqlValue{credits});

  // Terms that Zoho takes are counted with it, of the list as of the search.
  for (const std::string where : {"status = 'Open'", "status = 'Open' AND modifiedTime > '2000'"}) {
    const QueryResult some = counted("SELECT subject FROM zoho_desk_tickets WHERE " + where);
    const QueryResult truth =
        database_.Query("SELECT count(*) FROM zoho_desk_tickets WHERE " + where);
    ASSERT_EQ(some.rows.size(), 1U) << some.error;
    EXPECT_EQ(some.rows[0][1], truth.rows[0][0]) << where;
  }

  // What is certain, known at run time only or not to be counted is not asked.
  desk_.TakeRequests();
  for (const char* sql :
       {"SELECT id FROM zoho_desk_tickets LIMIT 5",
        "SELECT id FROM zoho_desk_tickets WHERE id = '5'",
        "SELECT id FROM zoho_desk_tickets WHERE status = ?1",
        "SELECT id FROM zoho_desk_tickets WHERE viewId = '5'", "SELECT id FROM zoho_desk_agents"}) {
    const QueryResult result = counted(sql);
    ASSERT_EQ(result.rows.size(), 1U) << sql << result.error;
    EXPECT_NE(result.rows[0][0], SqlValue{"counted"}) << sql;
  }
  EXPECT_THAT(desk_.TakeRequests(), IsEmpty());
  // Once for a table that is used twice.
  EXPECT_TRUE(
      counted("SELECT id FROM zoho_desk_tickets UNION SELECT id FROM zoho_desk_tickets").ok());
  EXPECT_EQ(desk_.TakeRequests().size(), 1U);
  EXPECT_THAT(database_.Query("SELECT * FROM zoho_desk_plan('SELECT 1', 'run')").error,
              HasSubstr("the second argument is 'count'"));
}

TEST_F(Plan, NamesWhatZohoEvaluatesWithItsValue) {
  // In the order in which SQLite offers them, which is not that of every version.
  EXPECT_THAT(
      Only("pushed", "SELECT id FROM zoho_desk_tickets WHERE status = 'It''s' LIMIT 3 OFFSET 2"),
      ::testing::AnyOf("status = 'It''s'; LIMIT 3; OFFSET 2",
                       "status = 'It''s'; OFFSET 2; LIMIT 3"));
  EXPECT_EQ(Only("pushed", "SELECT id FROM zoho_desk_tickets WHERE status = ?1"), "status = ?");
  EXPECT_EQ(Only("pushed", "SELECT id FROM zoho_desk_tickets WHERE status IN ('Open', 'Closed')"),
            "status IN (...)");
  EXPECT_EQ(Only("pushed", "SELECT id FROM zoho_desk_tickets('1892')"), "viewId = '1892'");
  EXPECT_EQ(
      Only("pushed", "SELECT id FROM zoho_desk_tickets WHERE modifiedTime >= (SELECT date('now'))"),
      "modifiedTime >= ?");
}

TEST_F(Plan, TellsWhyATermIsLeftToSqlite) {
  const std::string select = "SELECT id FROM zoho_desk_tickets WHERE ";
  const auto left = [&](const std::string& where) {
    return Only("left_to_sqlite", select + where);
  };
  EXPECT_EQ(left("status = 'Open'"), "");
  EXPECT_THAT(left("subject = 'x'"), HasSubstr("subject = 'x': Zoho cannot filter tickets on it"));
  EXPECT_THAT(left("status = 'Open' COLLATE NOCASE"),
              AllOf(HasSubstr("status = "), HasSubstr("compared under NOCASE, not BINARY")));
  EXPECT_THAT(left("status <> 'Open'"), HasSubstr("status <> 'Open': Zoho takes only = IN"));
  EXPECT_THAT(left("status = 'a,b'"), HasSubstr("cannot be asked for this value"));
  EXPECT_THAT(left("date(createdTime) = '2026-01-02'"),
              HasSubstr("date(createdTime) = '2026-01-02': a function around the column"));
  EXPECT_THAT(left("cf ->> '$.cf_x' = 'a'"), HasSubstr("an expression around the column"));
  EXPECT_THAT(left("NOT status = 'Open'"), HasSubstr("NOT"));
  EXPECT_THAT(left("(status = 'Open' OR subject = 'x') AND channel = 'Web'"),
              HasSubstr("status = 'Open' OR subject = 'x': OR of different columns"));
  EXPECT_EQ(left("status = 'Open' OR status = 'Closed'"), "");
  EXPECT_THAT(left("id = '5' AND subject = 'x'"), HasSubstr("a record is got by its key alone"));
  EXPECT_EQ(left("createdTime BETWEEN '2026-01-01' AND '2026-02-01'"), "");
}

TEST_F(Plan, TellsWhoSorts) {
  EXPECT_EQ(Only("sort", "SELECT id FROM zoho_desk_tickets ORDER BY createdTime DESC"),
            "createdTime DESC, by Zoho");
  EXPECT_THAT(Only("sort", "SELECT id FROM zoho_desk_tickets ORDER BY subject"),
              HasSubstr("subject, by SQLite"));
  EXPECT_THAT(Only("sort", "SELECT id FROM zoho_desk_tickets ORDER BY length(subject)"),
              HasSubstr("by SQLite"));
  EXPECT_EQ(Only("sort", "SELECT id FROM zoho_desk_tickets"), "");
}

TEST_F(Plan, NamesColumnsThatTakeRequestsOfTheirOwn) {
  EXPECT_EQ(Only("details", "SELECT lastName, verifiedEmails FROM zoho_desk_agents"),
            "verifiedEmails by id: a request and a credit for each row");
  EXPECT_EQ(Only("details", "SELECT cf FROM zoho_desk_tickets WHERE viewId = '1892'"),
            "cf by search: 3 credits for 100 rows");
  // SQLite does not tell the last columns of a wide table apart.
  EXPECT_EQ(Only("details", "SELECT isFollowing, \"tagCount\" FROM zoho_desk_tickets"),
            "isFollowing, tagCount by id: a request and a credit for each row");
  database_.Run("CREATE TEMP VIEW followed AS SELECT isFollowing FROM zoho_desk_tickets");
  EXPECT_THAT(Only("details", "SELECT * FROM followed"),
              AllOf(HasSubstr("one or more of isFollowing, tagCount"),
                    HasSubstr("SQLite does not say which")));
  EXPECT_EQ(Only("details", "SELECT subject FROM zoho_desk_tickets"), "");
}

// Planning leaves nothing switched on: plans are the usual ones afterwards, and while they run.
TEST_F(Plan, LeavesNoTrace) {
  const std::string explain = "EXPLAIN QUERY PLAN SELECT id FROM zoho_desk_tickets";
  const std::string before = database_.Query(explain).Text();
  Of("SELECT id FROM zoho_desk_tickets");
  ErrorOf("SELECT id FROM zoho_desk_tickets WHERE nonsense");
  EXPECT_EQ(database_.Query(explain).Text(), before);
}

TEST_F(Plan, PlansItself) {
  EXPECT_THAT(Of("SELECT * FROM zoho_desk_plan('SELECT * FROM zoho_desk_tickets')"), IsEmpty());
  // For each row of another table, beside a scan of Zoho's.
  database_.Run(
      "CREATE TABLE queries(sql TEXT);"
      "INSERT INTO queries VALUES ('SELECT id FROM zoho_desk_tickets LIMIT 1'),"
      "('SELECT name FROM zoho_desk_teams')");
  const QueryResult rows = database_.Query(
      "SELECT p.table_name FROM zoho_desk_channels AS c, queries, zoho_desk_plan(queries.sql) AS p "
      "WHERE c.code = (SELECT code FROM zoho_desk_channels LIMIT 1) ORDER BY 1");
  EXPECT_EQ(rows.Text(), "'zoho_desk_teams'\n'zoho_desk_tickets'\n") << rows.error;
}

}  // namespace
}  // namespace zoho_desk::testing
