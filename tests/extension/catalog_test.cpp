// The tables and functions that describe the extension itself.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/desk.h"

namespace zoho_desk::testing {
namespace {

using ::testing::ContainsRegex;
using ::testing::HasSubstr;

class Catalog : public ::testing::Test {
 protected:
  // None of this needs credentials or a network.
  void SetUp() override { Desk::Shared().TakeRequests(); }
  void TearDown() override { EXPECT_TRUE(Desk::Shared().TakeRequests().empty()); }

  QueryResult Query(const std::string& sql) const {
    QueryResult result = database_.Query(sql);
    EXPECT_TRUE(result.ok()) << sql << ": " << result.error;
    return result;
  }
  std::string TableRow(const std::string& name) const {
    return Query(
               "SELECT alias, key, list_path, get_path, search_path, scopes, page_size, "
               "parent_column FROM zoho_desk_tables WHERE name = '" +
               name + "'")
        .Text();
  }

  // Before no_credentials_, which puts back the environment it finds.
  Desk& desk_ = Desk::Shared();
  Database database_ = Database::WithExtension();
  ScopedEnvironment no_credentials_{std::map<std::string, std::string>{
      {"ZOHO_DESK_CLIENT_ID", ""}, {"ZOHO_DESK_ACCESS_TOKEN", ""}}};
};

TEST_F(Catalog, ListsEveryTableOnce) {
  const QueryResult result = Query(
      "SELECT count(*), count(DISTINCT name), min(length(description) > 10) "
      "FROM zoho_desk_tables");
  const std::string tables = std::to_string(resources::AllResources().size());
  EXPECT_EQ(result.Text(), tables + "|" + tables + "|1\n");
}

TEST_F(Catalog, ListsTablesThatExist) {
  for (const SqlRow& row : Query("SELECT name, alias FROM zoho_desk_tables").rows) {
    for (const SqlValue& name : row) {
      if (!std::holds_alternative<std::monostate>(name)) {
        Query("EXPLAIN SELECT * FROM " + std::get<std::string>(name));
      }
    }
  }
}

TEST_F(Catalog, SaysWhatATableIs) {
  EXPECT_EQ(TableRow("zoho_desk_tickets"),
            "NULL|'id'|'/api/v1/tickets'|'/api/v1/tickets/{id}'|'/api/v1/tickets/search'|"
            "'Desk.tickets.READ'|100|NULL\n");
  // Channels have a code and no id.
  EXPECT_EQ(Query("SELECT key, list_path, get_path LIKE '/api/v1/channels/{%}', page_size "
                  "FROM zoho_desk_tables WHERE name = 'zoho_desk_channels'")
                .Text(),
            "'code'|'/api/v1/channels'|1|NULL\n");
  EXPECT_EQ(TableRow("zoho_desk_views"),
            "NULL|'module, id'|'/api/v1/views'|NULL|NULL|'Desk.settings.READ,Desk.basic.READ'|"
            "NULL|'module'\n");
  const QueryResult alias =
      Query("SELECT alias FROM zoho_desk_tables WHERE name = 'zoho_desk_article_feedbacks'");
  EXPECT_EQ(alias.Text(), "'zoho_desk_articleFeedbacks'\n");
}

TEST_F(Catalog, ListsTheColumnsThatTablesHave) {
  const QueryResult tables = Query("SELECT name FROM zoho_desk_tables");
  ASSERT_EQ(tables.rows.size(), resources::AllResources().size());
  for (const SqlRow& row : tables.rows) {
    const auto& table = std::get<std::string>(row[0]);
    const QueryResult actual = Query(
        "SELECT position, name, type, hidden FROM zoho_desk_columns "
        "WHERE table_name = '" +
        table + "' ORDER BY position");
    EXPECT_GT(actual.rows.size(), 3U) << table;
    EXPECT_EQ(actual.Text(), Query("SELECT cid, name, type, hidden FROM pragma_table_xinfo('" +
                                   table + "') ORDER BY cid")
                                 .Text())
        << table;
  }
}

TEST_F(Catalog, ListsNoColumnsOfOtherTables) {
  const QueryResult result = Query(
      "SELECT DISTINCT table_name FROM zoho_desk_columns EXCEPT SELECT name FROM zoho_desk_tables");
  EXPECT_EQ(result.Text(), "");
}

TEST_F(Catalog, DescribesEveryColumn) {
  const QueryResult result = Query(
      "SELECT table_name, name FROM zoho_desk_columns "
      "WHERE coalesce(description, '') = '' OR coalesce(routes, '') = ''");
  EXPECT_EQ(result.Text(), "");
}

TEST_F(Catalog, SaysWhereAColumnComesFrom) {
  const auto column = [this](const std::string& name) {
    return Query(
               "SELECT type, routes, hidden, include FROM zoho_desk_columns "
               "WHERE table_name = 'zoho_desk_tickets' AND name = '" +
               name + "'")
        .Text();
  };
  EXPECT_EQ(column("subject"), "'TEXT'|'list, search, get'|0|NULL\n");
  EXPECT_EQ(column("modifiedTime"), "'TEXT'|'search, get'|0|NULL\n");
  EXPECT_EQ(column("tagCount"), "'INTEGER'|'get'|1|NULL\n");
  EXPECT_THAT(column("contact"), HasSubstr("'contacts'"));
}

TEST_F(Catalog, CannotBeWritten) {
  for (const char* table : {"zoho_desk_tables", "zoho_desk_columns", "zoho_desk_requests"}) {
    const QueryResult result = database_.Query(std::string("DELETE FROM ") + table);
    EXPECT_THAT(result.error, HasSubstr("may not be modified"));
  }
}

TEST_F(Catalog, HasTheVersion) {
  EXPECT_EQ(Query("SELECT zoho_desk_version()").Text(), "'" ZOHO_DESK_VERSION "'\n");
}

TEST_F(Catalog, NamesEveryComponentForBugReports) {
  const QueryResult result = Query("SELECT zoho_desk_debug()");
  const std::string text = result.Text();
  EXPECT_THAT(text, HasSubstr("zoho_desk " ZOHO_DESK_VERSION "\n"));
  EXPECT_THAT(text, HasSubstr(std::string("SQLite ") + sqlite3_libversion()));
  EXPECT_THAT(text, ContainsRegex("libcurl [0-9]+\\.[0-9]+\\.[0-9]+ .*(OpenSSL|GnuTLS)/[0-9]"));
  EXPECT_THAT(text, ContainsRegex("simdjson [0-9]+\\.[0-9]+"));
  EXPECT_THAT(text, ContainsRegex("compiler .*[0-9]+\\.[0-9]+"));
}

}  // namespace
}  // namespace zoho_desk::testing
