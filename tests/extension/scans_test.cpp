// What a query asks Zoho Desk for: laziness, lookups, parents, includes, details.

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "tests/support/desk.h"

namespace zoho_desk::testing {
namespace {

using ::testing::Test;

class Scans : public Test {
 protected:
  void SetUp() override { desk_.TakeRequests(); }

  QueryResult Query(const std::string& sql) {
    QueryResult result = database_.Query(sql);
    EXPECT_TRUE(result.ok()) << sql << ": " << result.error;
    requests_ = desk_.TakeRequests();
    return result;
  }
  std::string FirstId(const std::string& resource) const {
    return desk_.records(resource).at(0).at("id").get<std::string>();
  }

  Desk& desk_ = Desk::Shared();
  Database database_ = Database::WithExtension();
  std::vector<std::string> requests_;
};

using Requests = std::vector<std::string>;

TEST_F(Scans, AskForNothingBeforeTheQueryRuns) {
  Query("EXPLAIN QUERY PLAN SELECT * FROM zoho_desk_tickets");
  EXPECT_EQ(requests_, Requests{});
  Query("SELECT name FROM pragma_table_xinfo('zoho_desk_tickets')");
  EXPECT_EQ(requests_, Requests{});
}

TEST_F(Scans, StopAskingWhenTheQueryStops) {
  const QueryResult result = Query("SELECT id, subject FROM zoho_desk_tickets LIMIT 100");
  EXPECT_EQ(result.rows.size(), 100U);
  EXPECT_EQ(requests_, Requests{"/api/v1/tickets?sortBy=-createdTime&from=0&limit=100"});
}

TEST_F(Scans, PageThroughTheWholeList) {
  const QueryResult result = Query("SELECT id FROM zoho_desk_tickets");
  EXPECT_EQ(result.rows.size(), desk_.records("tickets").size());
  EXPECT_EQ(requests_, (Requests{"/api/v1/tickets?sortBy=-createdTime&from=0&limit=100",
                                 "/api/v1/tickets?sortBy=-createdTime&from=99&limit=100",
                                 "/api/v1/tickets?sortBy=-createdTime&from=198&limit=100",
                                 "/api/v1/tickets?sortBy=-createdTime&from=249&limit=100"}));
}

TEST_F(Scans, PageOneBasedListsFromOne) {
  const QueryResult result = Query("SELECT id FROM zoho_desk_articles");
  EXPECT_EQ(result.rows.size(), desk_.records("articles").size());
  EXPECT_EQ(requests_, (Requests{"/api/v1/articles?sortBy=-createdTime&from=1&limit=50",
                                 "/api/v1/articles?sortBy=-createdTime&from=50&limit=50",
                                 "/api/v1/articles?sortBy=-createdTime&from=60&limit=50"}));
}

TEST_F(Scans, LookUpAKeyWithOneRequest) {
  const std::string id = FirstId("tickets");
  const QueryResult result =
      Query("SELECT subject, description FROM zoho_desk_tickets WHERE id = '" + id + "'");
  EXPECT_EQ(result.rows.size(), 1U);
  EXPECT_EQ(requests_, Requests{"/api/v1/tickets/" + id});
}

TEST_F(Scans, LookUpAKeyGivenAsANumber) {
  const std::string id = FirstId("contacts");
  EXPECT_EQ(Query("SELECT id FROM zoho_desk_contacts WHERE id = " + id).rows.size(), 1U);
  EXPECT_EQ(requests_, Requests{"/api/v1/contacts/" + id});
}

TEST_F(Scans, FindNoRowForAnUnknownKey) {
  EXPECT_TRUE(Query("SELECT id FROM zoho_desk_tickets WHERE id = '987654'").rows.empty());
  EXPECT_EQ(requests_, Requests{"/api/v1/tickets/987654"});
}

TEST_F(Scans, AskForNothingWhenNoKeyCanMatch) {
  for (const char* key : {"NULL", "'abc'", "''", "7.5", "x'41'", "'1/../2'", "-5"}) {
    EXPECT_TRUE(
        Query(std::string("SELECT id FROM zoho_desk_tickets WHERE id = ") + key).rows.empty())
        << key;
    EXPECT_EQ(requests_, Requests{}) << key;
  }
}

TEST_F(Scans, AskForIncludedObjectsOnlyWhenTheyAreRead) {
  Query("SELECT id, contact, assignee FROM zoho_desk_tickets LIMIT 1");
  ASSERT_EQ(requests_.size(), 1U);
  EXPECT_EQ(requests_[0],
            "/api/v1/tickets?include=contacts,assignee&sortBy=-createdTime&from=0&limit=1");
}

TEST_F(Scans, FetchDetailsForTheRowsThatAreReadOnly) {
  // duration comes with get-by-id only. Several gets may be under way, so their order is not
  // certain.
  const QueryResult result = Query("SELECT id, duration FROM zoho_desk_calls LIMIT 2");
  ASSERT_EQ(result.rows.size(), 2U);
  Requests expected = {"/api/v1/calls?sortBy=-createdTime&from=0&limit=2",
                       "/api/v1/calls/" + std::get<std::string>(result.rows[0][0]),
                       "/api/v1/calls/" + std::get<std::string>(result.rows[1][0])};
  std::sort(expected.begin(), expected.end());
  std::sort(requests_.begin(), requests_.end());
  EXPECT_EQ(requests_, expected);
}

TEST_F(Scans, FetchNoDetailsForRowsThatWhereDrops) {
  Query("SELECT duration FROM zoho_desk_calls WHERE subject = 'no such subject'");
  EXPECT_FALSE(requests_.empty());
  for (const std::string& request : requests_)
    EXPECT_EQ(request.rfind("/api/v1/calls?", 0), 0U) << request;
}

TEST_F(Scans, CompleteAPageWithOneSearch) {
  // modifiedTime is in search rows only, source in list rows only: one search by id for each page
  // of the list.
  const QueryResult result = Query("SELECT id, source, modifiedTime FROM zoho_desk_tickets");
  EXPECT_EQ(result.rows.size(), desk_.records("tickets").size());
  size_t searches = 0;
  for (const std::string& request : requests_)
    searches += request.rfind("/api/v1/tickets/search?id=", 0) == 0 ? 1U : 0U;
  EXPECT_EQ(searches, 3U);
  EXPECT_EQ(requests_.size(), 7U) << "with the page that tells the end";
}

TEST_F(Scans, ReadTheListAndRecordsWhenTheTokenMayNotSearch) {
  auto scopes = sandbox::AllScopes();
  std::erase(scopes, "Desk.search.READ");
  desk_.server().Change([&](sandbox::Settings& settings) { settings.scopes = scopes; });
  const QueryResult result = Query("SELECT id, modifiedTime FROM zoho_desk_tickets LIMIT 3");
  desk_.server().Change(
      [](sandbox::Settings& settings) { settings.scopes = sandbox::AllScopes(); });
  ASSERT_EQ(result.rows.size(), 3U);
  for (const SqlRow& row : result.rows)
    EXPECT_TRUE(std::holds_alternative<std::string>(row[1]));
  // The search that is refused, once, the list, and one get a row.
  EXPECT_EQ(requests_.size(), 5U);
}

TEST_F(Scans, GoOnWithTheListWhereTheSearchEnds) {
  // The published description ends searches after 1,000 rows; here after 200.
  desk_.server().Change([](sandbox::Settings& settings) { settings.search_ceiling = 199; });
  const QueryResult result = Query("SELECT id, modifiedTime FROM zoho_desk_tickets");
  desk_.server().Change([](sandbox::Settings& settings) { settings.search_ceiling = 4999; });
  std::map<std::string, std::string> expected;
  for (const Json& ticket : desk_.records("tickets"))
    expected[ticket.at("id")] = ticket.at("modifiedTime");
  EXPECT_EQ(result.rows.size(), expected.size());
  for (const SqlRow& row : result.rows) {
    EXPECT_EQ(expected[std::get<std::string>(row[0])], std::get<std::string>(row[1]));
    expected.erase(std::get<std::string>(row[0]));
  }
  EXPECT_TRUE(expected.empty());
}

TEST_F(Scans, TakeParametersAsArgumentsOrInWhere) {
  const QueryResult where = Query("SELECT id FROM zoho_desk_departments WHERE searchText = '*a*'");
  const Requests expected{"/api/v1/departments?searchStr=%2Aa%2A&from=0&limit=200",
                          "/api/v1/departments?searchStr=%2Aa%2A&from=" +
                              std::to_string(where.rows.size()) + "&limit=200"};
  EXPECT_EQ(requests_, expected);
  const QueryResult argument = Query("SELECT id, searchText FROM zoho_desk_departments('*a*')");
  EXPECT_EQ(requests_, expected);
  ASSERT_EQ(argument.rows.size(), where.rows.size());
  ASSERT_FALSE(argument.rows.empty());
  EXPECT_EQ(ToString(argument.rows[0][1]), "'*a*'");
  EXPECT_LT(where.rows.size(), desk_.records("departments").size() + 1);
}

TEST_F(Scans, AskOfEveryParentWithoutWhere) {
  EXPECT_EQ(Query("SELECT id FROM zoho_desk_views").rows.size(), desk_.records("views").size());
  EXPECT_EQ(requests_.size(), 8U);
}

TEST_F(Scans, AskOfTheParentsInAList) {
  const std::string first = desk_.records("departments").at(0).at("id").get<std::string>();
  const std::string second = desk_.records("departments").at(1).at("id").get<std::string>();
  const QueryResult skills = Query("SELECT id FROM zoho_desk_skills WHERE departmentId IN ('" +
                                   first + "', '" + second + "', 'x', NULL)");
  EXPECT_FALSE(skills.rows.empty());
  for (const std::string& request : requests_)
    EXPECT_TRUE(request.find(first) != std::string::npos ||
                request.find(second) != std::string::npos)
        << request;
  EXPECT_LE(requests_.size(), 4U);
}

TEST_F(Scans, AskOfOneParentWhenItIsFixed) {
  const QueryResult views = Query("SELECT module FROM zoho_desk_views WHERE module = 'contacts'");
  EXPECT_FALSE(views.rows.empty());
  EXPECT_EQ(requests_, Requests{"/api/v1/views?module=contacts"});

  const QueryResult layouts = Query("SELECT module FROM zoho_desk_layouts WHERE module = 'Cases'");
  EXPECT_FALSE(layouts.rows.empty());
  EXPECT_EQ(requests_, (Requests{"/api/v1/layouts?status=all&module=tickets&from=0&limit=99",
                                 "/api/v1/layouts?status=all&module=tickets&from=" +
                                     std::to_string(layouts.rows.size()) + "&limit=99"}));

  const std::string department = FirstId("departments");
  const QueryResult skills =
      Query("SELECT id FROM zoho_desk_skills WHERE departmentId = '" + department + "'");
  EXPECT_EQ(requests_, (Requests{"/api/v1/skills?departmentId=" + department + "&from=0&limit=100",
                                 "/api/v1/skills?departmentId=" + department + "&from=" +
                                     std::to_string(skills.rows.size()) + "&limit=100"}));

  Query("SELECT id FROM zoho_desk_customer_feedback WHERE departmentId = '" + department + "'");
  ASSERT_FALSE(requests_.empty());
  EXPECT_EQ(requests_[0],
            "/api/v1/customerHappiness?department=" + department + "&from=0&limit=50");
}

TEST_F(Scans, AskForNothingWhenTheParentValueDoesNotExist) {
  EXPECT_TRUE(Query("SELECT id FROM zoho_desk_views WHERE module = 'rockets'").rows.empty());
  EXPECT_EQ(requests_, Requests{});
}

TEST_F(Scans, AgreeWithPlainTablesOnOrOverTwoColumns) {
  // SQLite removes duplicates of an OR by key; rows must not vanish.
  const std::string sql =
      "SELECT count(*) FROM zoho_desk_views WHERE module = 'tickets' OR isCustomView = 1";
  EXPECT_EQ(Query(sql).Text(), desk_.PlainTables(sql).Query(sql).Text());
}

}  // namespace
}  // namespace zoho_desk::testing
