// Database files and values that somebody else wrote.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/desk.h"

namespace zoho_desk::testing {
namespace {

using ::testing::AnyOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::MatchesRegex;

class HostileSql : public ::testing::Test {
 protected:
  void SetUp() override { desk_.TakeRequests(); }

  // Names that the extension registers: "zoho_desk_tickets", ...
  std::vector<std::string> Names(const std::string& pragma) const {
    std::vector<std::string> names;
    for (const SqlRow& row :
         database_.Query("SELECT DISTINCT name FROM " + pragma + " WHERE name LIKE 'zoho_desk%'")
             .rows)
      names.push_back(std::get<std::string>(row.at(0)));
    return names;
  }
  std::vector<std::string> Tables() const { return Names("pragma_module_list"); }
  std::vector<std::string> Functions() const { return Names("pragma_function_list"); }

  // The statement is refused where a database's schema contains the name, and asks for nothing.
  void ExpectUnsafe(const std::string& sql) {
    const QueryResult result = database_.Query(sql);
    EXPECT_FALSE(result.ok()) << sql;
    EXPECT_THAT(result.error, AnyOf(HasSubstr("unsafe use of"), HasSubstr("prohibited in"))) << sql;
    EXPECT_THAT(desk_.TakeRequests(), IsEmpty()) << sql;
  }

  Desk& desk_ = Desk::Shared();
  Database database_ = Database::WithExtension();
};

// A file from somebody else must not spend the reader's credits, nor copy the reader's records.
TEST_F(HostileSql, ReadsNoTableThroughAViewOfAFile) {
  ASSERT_GE(Tables().size(), 28U);
  for (const std::string& table : Tables()) {
    database_.Run("CREATE VIEW v AS SELECT * FROM " + table);
    ExpectUnsafe("SELECT * FROM v");
    database_.Run("DROP VIEW v");
  }
}

TEST_F(HostileSql, ReadsNoTableThroughATriggerOfAFile) {
  database_.Run("CREATE TABLE t(x); CREATE TABLE copies(x)");
  for (const std::string& table : Tables()) {
    database_.Run(
        "CREATE TRIGGER steal AFTER INSERT ON t BEGIN "
        "INSERT INTO copies SELECT count(*) FROM " +
        table + "; END");
    ExpectUnsafe("INSERT INTO t VALUES (1)");
    database_.Run("DROP TRIGGER steal");
  }
  EXPECT_THAT(database_.Query("SELECT * FROM copies").rows, IsEmpty());
}

TEST_F(HostileSql, CallsNoFunctionFromTheSchemaOfAFile) {
  ASSERT_GE(Functions().size(), 2U);
  for (const std::string& function : Functions()) {
    const std::string call = function + (function == "zoho_desk_count" ? "('tickets')"
                                         : function == "zoho_desk_set" ? "('timeout', 5)"
                                                                       : "()");
    database_.Run("CREATE VIEW v AS SELECT " + call);
    ExpectUnsafe("SELECT * FROM v");
    database_.Run("DROP VIEW v");
    ExpectUnsafe("CREATE TABLE c(x, CHECK(" + call + " IS NOT NULL))");
    ExpectUnsafe("CREATE TABLE g(x, y AS (" + call + "))");
  }
}

// Hosts and credentials come from the user's settings alone: no table can be declared with its own.
TEST_F(HostileSql, DeclaresNoTableInAFile) {
  for (const std::string& table : Tables()) {
    const QueryResult result =
        database_.Query("CREATE VIRTUAL TABLE t USING " + table + "(api_base='https://x.example')");
    EXPECT_FALSE(result.ok()) << table;
    EXPECT_THAT(result.error, HasSubstr("no such module")) << table;
  }
  EXPECT_THAT(desk_.TakeRequests(), IsEmpty());
}

// A path that an id would lead out of, a second parameter, another header.
constexpr const char* kHostileValues[] = {"../../organizations",
                                          "..",
                                          "1/../../agents",
                                          "1?limit=1",
                                          "1#",
                                          "%2e%2e%2f1",
                                          "1%00",
                                          "//other.example",
                                          "1\r\nX-A: b",
                                          "1;2",
                                          "http://other.example/1",
                                          "1&from=4000",
                                          "-1",
                                          "1e3",
                                          " 1",
                                          "99999999999999999999999",
                                          "'; DROP TABLE t; --"};

std::string Literal(const std::string& text) {
  std::string sql = "'";
  for (const char c : text)
    sql += c == '\'' ? "''" : std::string(1, c);
  return sql + "'";
}

TEST_F(HostileSql, AsksForNoIdThatLooksLikeAPath) {
  for (const std::string value : kHostileValues) {
    for (const char* table : {"tickets", "contacts", "channels", "departments"}) {
      const std::string key = std::string(table) == "channels" ? "code" : "id";
      const QueryResult result = database_.Query("SELECT * FROM " + TableName(table) + " WHERE " +
                                                 key + " = " + Literal(value));
      EXPECT_TRUE(result.ok()) << result.error;
      EXPECT_THAT(result.rows, IsEmpty()) << value;
      // "-1" may be the code of a channel.
      for (const std::string& request : desk_.TakeRequests())
        EXPECT_THAT(request, MatchesRegex("/api/v1/channels/[0-9A-Za-z_-]+"));
    }
  }
}

// The sandbox refuses parameters an endpoint does not have, and a value that broke out would be
// one.
TEST_F(HostileSql, SendsValuesAsValuesOnly) {
  for (const std::string value : kHostileValues) {
    for (const char* term :
         {"zoho_desk_contacts WHERE email = ", "zoho_desk_tickets WHERE status = ",
          "zoho_desk_tickets WHERE searchText = ", "zoho_desk_accounts WHERE accountName = ",
          "zoho_desk_layouts WHERE module = ", "zoho_desk_tickets WHERE departmentId = "}) {
      const QueryResult result = database_.Query("SELECT id FROM " + (term + Literal(value)));
      // Refused by Zoho, or before: searchText takes 3 characters or more.
      EXPECT_TRUE(result.ok() || result.error.find("422") != std::string::npos ||
                  result.error.find("searchText takes") != std::string::npos)
          << result.error;
      EXPECT_EQ(result.error.find("Extra query parameter"), std::string::npos) << result.error;
      for (const std::string& request : desk_.TakeRequests()) {
        EXPECT_EQ(request.rfind("/api/v1/", 0), 0U) << request;
        EXPECT_EQ(request.find_first_of(" \r\n#<>\"'\\"), std::string::npos) << request;
        const std::string path = request.substr(0, request.find('?'));
        EXPECT_THAT(path, MatchesRegex("(/[a-z0-9A-Z]+)+"));
        EXPECT_EQ(request.find("limit=1&limit"), std::string::npos) << request;
        EXPECT_EQ(request.find("from=4000"), std::string::npos) << request;
      }
    }
  }
}

}  // namespace
}  // namespace zoho_desk::testing
