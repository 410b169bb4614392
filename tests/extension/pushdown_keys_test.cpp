// Queries whose requests carry less than they ask for: searches that are only sure to bring keys,
// and filters and orders on columns that the rows lack. What each asks, and that its rows are
// right.

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/support/desk.h"
#include "tests/support/sqlite_version.h"

namespace zoho_desk::testing {
namespace {

class PushdownOfKeys : public ::testing::Test {
 protected:
  // Lists and searches that the query sends, and how many records it gets by id.
  struct Asked {
    std::vector<std::string> pages;
    size_t records = 0;
  };
  Asked Ask(const std::string& sql) {
    desk_.TakeRequests();
    const QueryResult result = database_.Query(sql);
    EXPECT_TRUE(result.ok()) << sql << ": " << result.error;
    Asked asked;
    for (const std::string& request : desk_.TakeRequests()) {
      if (request.find('?') == std::string::npos)
        ++asked.records;
      else
        asked.pages.push_back(request);
    }
    rows_ = result.rows.size();
    text_ = result.Text();
    return asked;
  }
  void ExpectLikePlainTables(const std::string& sql) {
    EXPECT_EQ(text_, desk_.PlainTables(sql).Query(sql).Text()) << sql;
  }

  Desk& desk_ = Desk::Shared();
  Database database_ = Database::WithExtension();
  size_t rows_ = 0;
  std::string text_;
};

using Pages = std::vector<std::string>;

TEST_F(PushdownOfKeys, SortsContractsByATimeThatItsRowsLack) {
  const std::string sql =
      "SELECT contractName FROM zoho_desk_contracts ORDER BY createdTime DESC LIMIT 3";
  const Asked asked = Ask(sql);
  EXPECT_EQ(asked.pages, Pages{"/api/v1/contracts?sortBy=-createdTime&from=0&limit=3"});
  EXPECT_EQ(asked.records, 0U) << "the order needs no values";
  ExpectLikePlainTables(sql);
}

TEST_F(PushdownOfKeys, FindsTheNewestContractWithAPageOfOne) {
  const std::string sql = "SELECT max(modifiedTime) FROM zoho_desk_contracts";
  const Asked asked = Ask(sql);
  const std::string pages = "/api/v1/contracts?sortBy=-modifiedTime&from=0&limit=";
  EXPECT_EQ(asked.pages, Pages{pages + (CountsKeysAsRead() ? "100" : "1")});
  // With a page of more, the records of the first rows are asked for together.
  EXPECT_EQ(asked.records, CountsKeysAsRead() ? 4U : 1U);
  ExpectLikePlainTables(sql);
}

TEST_F(PushdownOfKeys, WalksNoContractsToABoundItCannotSee) {
  const std::string sql =
      "SELECT contractName FROM zoho_desk_contracts WHERE createdTime >= '2026-01-01' ORDER BY id";
  const Asked asked = Ask(sql);
  EXPECT_EQ(asked.pages.size(), 2U) << "with the page that tells the end";
  EXPECT_EQ(asked.records, desk_.records("contracts").size());
  ExpectLikePlainTables(sql);
}

TEST_F(PushdownOfKeys, GetsTheArticlesThatExpireInTheRangeOnly) {
  const std::string sql =
      "SELECT title FROM zoho_desk_articles WHERE expiryDate BETWEEN '2025-06-01T11:30' AND "
      "'2026-12-30T11:30' ORDER BY title, id";
  const Asked asked = Ask(sql);
  ASSERT_FALSE(asked.pages.empty());
  EXPECT_EQ(asked.pages[0],
            "/api/v1/articles?expiryTimeRange=2025-06-01T11:29:59.000Z,2026-12-30T11:30:00.999Z&"
            "sortBy=-createdTime&from=1&limit=50");
  EXPECT_EQ(asked.records, rows_);
  EXPECT_GT(rows_, 0U);
  EXPECT_LT(rows_, desk_.records("articles").size());
  ExpectLikePlainTables(sql);
}

TEST_F(PushdownOfKeys, SendsTheRangeThatTheQueryGivesByName) {
  const Asked asked = Ask(
      "SELECT title FROM zoho_desk_articles WHERE expiryTimeRange = '2026-01-01,2027-01-01' AND "
      "expiryDate > '2026-06-01' LIMIT 1");
  ASSERT_FALSE(asked.pages.empty());
  EXPECT_EQ(asked.pages[0],
            "/api/v1/articles?expiryTimeRange=2026-01-01T00:00:00.000Z,2027-01-01T00:00:00.000Z&"
            "from=1&limit=50");
}

TEST_F(PushdownOfKeys, SearchesActivitiesForTheRowsOfAShortTime) {
  for (const auto& [table, column, param] :
       {std::tuple{"calls", "modifiedTime", "modifiedTimeRange"},
        {"calls", "startTime", "startDateRange"},
        {"events", "startTime", "startDateRange"},
        {"tasks", "dueDate", "dueDateRange"}}) {
    const std::string sql = "SELECT subject FROM " + TableName(table) + " WHERE " + column +
                            " >= '2026-09-01T11:11' AND " + column +
                            " < '2026-10-01T11:11' ORDER BY subject, id";
    const Asked asked = Ask(sql);
    ASSERT_FALSE(asked.pages.empty());
    EXPECT_EQ(asked.pages[0], "/api/v1/" + std::string(table) + "/search?" + param +
                                  "=2026-09-01T11:10:59.000Z,2026-10-01T11:11:00.999Z&"
                                  "sortBy=-createdTime&from=0&limit=100");
    EXPECT_GT(rows_, 0U);
    EXPECT_EQ(asked.records, 0U) << "these search rows carry every column";
    ExpectLikePlainTables(sql);
  }
}

// Each further term saves a get-by-id per row that it drops.
TEST_F(PushdownOfKeys, NarrowsASearchByEveryTermItTakes) {
  const std::string sql =
      "SELECT count(*) FROM zoho_desk_tasks WHERE dueDate >= '2026-06-01' AND dueDate < "
      "'2026-10-01' AND status IN ('Completed', 'Not Started') AND priority = 'High'";
  const Asked asked = Ask(sql);
  ASSERT_FALSE(asked.pages.empty());
  EXPECT_EQ(asked.pages[0],
            "/api/v1/tasks/search?dueDateRange=2026-05-31T23:59:59.000Z,2026-10-01T00:00:00.999Z&"
            "status=Completed,Not%20Started&priority=High&sortBy=-createdTime&from=0&limit=100");
  ExpectLikePlainTables(sql);
}

// An open range may keep many rows, each of which would have to be got by id.
TEST_F(PushdownOfKeys, ReadsTheListForTheRowsOfALongTime) {
  for (const char* limit : {"", " LIMIT 3"}) {
    const Asked asked = Ask(std::string("SELECT subject FROM zoho_desk_calls WHERE startTime >= "
                                        "'2026-06-01'") +
                            limit);
    EXPECT_EQ(asked.pages.at(0).rfind("/api/v1/calls?", 0), 0U);
    EXPECT_EQ(asked.records, 0U);
  }
}

TEST_F(PushdownOfKeys, FindsTextInActivitiesAndArticles) {
  for (const char* table : {"articles", "calls", "events", "tasks"}) {
    const Json& record = desk_.records(table).at(3);
    const std::string title = record.at(table == std::string("articles") ? "title" : "subject");
    const std::string word = title.substr(title.rfind(' ') + 1);
    const Asked asked =
        Ask("SELECT id, status FROM " + TableName(table) + " WHERE searchText = '" + word + "'");
    ASSERT_FALSE(asked.pages.empty());
    EXPECT_EQ(asked.pages[0].rfind("/api/v1/" + std::string(table) + "/search?_all=", 0), 0U);
    EXPECT_EQ(asked.records, 0U) << "these search rows carry status";
    EXPECT_NE(text_.find("'" + record.at("id").get<std::string>() + "'|'" +
                         record.at("status").get<std::string>() + "'"),
              std::string::npos)
        << text_;
  }
}

TEST_F(PushdownOfKeys, ReadsWholeTablesFromTheList) {
  for (const char* table : {"articles", "calls", "events", "tasks"}) {
    for (const std::string& request : Ask("SELECT id FROM " + TableName(table)).pages)
      EXPECT_EQ(request.find("/search"), std::string::npos) << request;
    EXPECT_EQ(rows_, desk_.records(table).size());
  }
}

TEST_F(PushdownOfKeys, SortsProductsByTheListWhereTheTokenMayNotSearch) {
  auto scopes = sandbox::AllScopes();
  std::erase(scopes, "Desk.search.READ");
  desk_.server().Change([&](sandbox::Settings& settings) { settings.scopes = scopes; });
  const std::string sql = "SELECT productName FROM zoho_desk_products ORDER BY createdTime LIMIT 3";
  const Asked asked = Ask(sql);
  desk_.server().Change(
      [](sandbox::Settings& settings) { settings.scopes = sandbox::AllScopes(); });
  ASSERT_EQ(asked.pages.size(), 2U);
  EXPECT_EQ(asked.pages[1], "/api/v1/products?sortBy=createdTime&from=0&limit=3");
  ExpectLikePlainTables(sql);
}

}  // namespace
}  // namespace zoho_desk::testing
