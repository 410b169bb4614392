// zoho_desk_requests against what the sandbox logged.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/extension/own_desk.h"

namespace zoho_desk::testing {
namespace {

using ::testing::HasSubstr;

class Requests : public OwnDesk {
 protected:
  // The log is the process's: only what comes after this counts.
  void SetUp() override { start_ = LastId(); }

  static int64_t LastId() {
    const QueryResult result = Query("SELECT coalesce(max(id), 0) FROM zoho_desk_requests");
    return std::get<int64_t>(result.rows.at(0).at(0));
  }
  // Of the requests since the test began, in the table's own order.
  QueryResult Logged(const std::string& columns, const std::string& where = "1") const {
    return Query("SELECT " + columns + " FROM zoho_desk_requests WHERE id > " +
                 std::to_string(start_) + " AND (" + where + ")");
  }
  std::string FirstId() const { return desk_.records("tickets").at(0).at("id").get<std::string>(); }

  int64_t start_ = 0;
};

TEST_F(Requests, HaveTheirColumns) {
  EXPECT_EQ(Query("SELECT * FROM zoho_desk_requests LIMIT 0").columns,
            (std::vector<std::string>{"id", "time", "table_name", "profile", "method", "path",
                                      "status", "milliseconds", "bytes", "rows", "credits",
                                      "credits_left", "attempt", "cached", "error"}));
}

TEST_F(Requests, AreThoseTheServerSaw) {
  EXPECT_TRUE(Query("SELECT subject FROM zoho_desk_tickets").ok());
  EXPECT_TRUE(Query("SELECT id FROM zoho_desk_tickets WHERE id = '" + FirstId() + "'").ok());
  EXPECT_TRUE(Query("SELECT id, modifiedTime FROM zoho_desk_tickets LIMIT 10").ok());
  EXPECT_TRUE(Query("SELECT id FROM zoho_desk_views WHERE module = 'contacts'").ok());
  EXPECT_TRUE(Query("SELECT id FROM zoho_desk_tickets WHERE id = '987654'").ok());

  std::string expected;
  int64_t credits = 0;
  for (const sandbox::LogEntry& entry : server().Log()) {
    if (entry.route == "token")
      continue;
    credits += entry.weight;
    const std::string target = entry.query.empty() ? entry.path : entry.path + "?" + entry.query;
    expected += ToString(SqlRow{TableName(entry.resource), entry.method, target,
                                int64_t{entry.status}, static_cast<int64_t>(entry.bytes),
                                static_cast<int64_t>(entry.rows), entry.weight}) +
                "\n";
  }
  EXPECT_GT(credits, 10);
  EXPECT_EQ(
      Logged("table_name, method, path, status, bytes, rows, credits", "table_name IS NOT NULL")
          .Text(),
      expected);
  EXPECT_EQ(Logged("credits_left").rows.back(), SqlRow{server().credits_left()});
  EXPECT_EQ(Logged("sum(credits)").rows.back(), SqlRow{credits});
}

TEST_F(Requests, ComeNewestLast) {
  EXPECT_TRUE(Query("SELECT subject FROM zoho_desk_tickets").ok());
  const QueryResult rows = Logged("id, time");
  ASSERT_GT(rows.rows.size(), 2U);
  EXPECT_TRUE(std::is_sorted(rows.rows.begin(), rows.rows.end()));
  EXPECT_EQ(rows.rows.back()[0], SqlValue{LastId()});
  // ISO text that SQLite's date functions read, of this minute or so.
  EXPECT_EQ(Logged("count(*)", "abs(julianday('now') - julianday(time)) * 1440 < 10").rows[0][0],
            SqlValue{static_cast<int64_t>(rows.rows.size())});
}

TEST_F(Requests, IncludeTokenCallsWithoutTheirSecrets) {
  EXPECT_TRUE(Query("SELECT id FROM zoho_desk_tickets LIMIT 1").ok());
  const QueryResult rows =
      Logged(R"(method, path, status, credits, rows, error)", "table_name IS NULL");
  EXPECT_EQ(rows.Text(), "'POST'|'/oauth/v2/token'|200|NULL|NULL|NULL\n");
}

TEST_F(Requests, HaveTheErrorsOfThoseThatFailed) {
  server().Inject({.match = "/api/v1/tickets",
                   .status = 403,
                   .body = R"({"errorCode":"FORBIDDEN","message":"Not you."})"});
  EXPECT_FALSE(Query("SELECT id FROM zoho_desk_tickets").ok());
  server().Inject(
      {.match = "/api/v1/contacts", .status = 200, .content_type = "text/html", .body = "<html>"});
  EXPECT_FALSE(Query("SELECT id FROM zoho_desk_contacts").ok());
  server().Inject({.match = "/api/v1/agents", .status = 200, .body = R"({"data":[{"id":x}]})"});
  EXPECT_FALSE(Query("SELECT id FROM zoho_desk_agents").ok());
  const QueryResult rows = Logged("table_name, status, error", "path LIKE '/api/%'");
  ASSERT_EQ(rows.rows.size(), 3U) << rows.Text();
  EXPECT_THAT(ToString(rows.rows[0]), HasSubstr("'zoho_desk_tickets'|403|"));
  EXPECT_THAT(ToString(rows.rows[0]), HasSubstr("FORBIDDEN"));
  EXPECT_THAT(ToString(rows.rows[1]), HasSubstr("'zoho_desk_contacts'|200|"));
  EXPECT_THAT(ToString(rows.rows[1]), HasSubstr("expected JSON"));
  EXPECT_THAT(ToString(rows.rows[2]), HasSubstr("'zoho_desk_agents'|200|"));
  EXPECT_THAT(ToString(rows.rows[2]), HasSubstr("not valid JSON"));
}

TEST_F(Requests, NumberTheAttemptsOfOneCall) {
  server().Inject({.match = "/api/v1/tickets", .status = 500, .body = "{}"});
  EXPECT_TRUE(Query("SELECT id FROM zoho_desk_tickets LIMIT 1").ok());
  server().Inject({.match = "/api/v1/contacts", .truncate_at = 10});
  EXPECT_TRUE(Query("SELECT id FROM zoho_desk_contacts LIMIT 1").ok());
  EXPECT_EQ(Logged("table_name, attempt, status, error IS NULL", "path LIKE '/api/%'").Text(),
            "'zoho_desk_tickets'|1|500|0\n'zoho_desk_tickets'|2|200|1\n"
            "'zoho_desk_contacts'|1|NULL|0\n'zoho_desk_contacts'|2|200|1\n");
}

TEST_F(Requests, AreTheNewestThousand) {
  const Database database = Database::WithExtension();
  for (int i = 0; i < 1005; ++i)
    ASSERT_TRUE(
        database.Query("SELECT id FROM zoho_desk_tickets WHERE id = '" + std::to_string(i) + "'")
            .ok());
  const QueryResult rows = Query(
      "SELECT count(*), max(id) - min(id), min(path), max(path = '/api/v1/tickets/4'), "
      "max(path = '/api/v1/tickets/5') FROM zoho_desk_requests");
  EXPECT_EQ(rows.Text(), "1000|999|'/api/v1/tickets/10'|0|1\n");
  EXPECT_EQ(Logged("path").rows.back(), SqlRow{"/api/v1/tickets/1004"});
}

}  // namespace
}  // namespace zoho_desk::testing
