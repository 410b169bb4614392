// Every script of sql_examples/, against the same script over plain tables of the same data.

#include <gtest/gtest.h>

#include <fstream>

#include "tests/extension/own_desk.h"

namespace zoho_desk::testing {
namespace {

namespace fs = std::filesystem;

// Reads the log of requests, which plain tables do not have.
constexpr const char* kCostExample = "what_did_it_cost.sql";

std::string ReadText(const fs::path& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<fs::path> Examples() {
  std::vector<fs::path> paths;
  for (const auto& file : fs::directory_iterator(ZOHO_DESK_SOURCE_DIR "/sql_examples")) {
    if (file.path().extension() == ".sql")
      paths.push_back(file.path());
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

// Runs a script statement by statement, as the shell does; results of statements without columns
// are left out. Stops at an error.
std::vector<QueryResult> RunScript(const Database& database, const std::string& script) {
  std::vector<QueryResult> results;
  const char* rest = script.c_str();
  while (*rest != '\0') {
    sqlite3_stmt* statement = nullptr;
    const char* end = nullptr;
    const int rc = sqlite3_prepare_v2(database.handle(), rest, -1, &statement, &end);
    const bool is_empty = rc == SQLITE_OK && statement == nullptr;  // space or a comment
    sqlite3_finalize(statement);
    if (!is_empty) {
      QueryResult result = database.Query(rc == SQLITE_OK ? std::string(rest, end) : rest);
      EXPECT_TRUE(result.ok()) << result.error;
      if (!result.columns.empty())
        results.push_back(result);
      if (!result.ok())
        break;
    }
    rest = end;
  }
  return results;
}

TEST(ExampleFiles, AreAtLeastFive) {
  EXPECT_GE(Examples().size(), 5U);
}

class ExampleScripts : public OwnDesk {};

TEST_F(ExampleScripts, ReturnTheRowsOfPlainTables) {
  for (const fs::path& path : Examples()) {
    if (path.filename() == kCostExample)
      continue;
    SCOPED_TRACE(path.filename().string());
    const Database plain = Database::Plain();
    CreatePlainTables(plain, desk_.dump());
    const auto expected = RunScript(plain, ReadText(path));
    const auto actual = RunScript(Database::WithExtension(), ReadText(path));
    ASSERT_FALSE(expected.empty());
    ASSERT_EQ(actual.size(), expected.size());
    for (size_t i = 0; i < actual.size(); ++i) {
      EXPECT_FALSE(expected[i].rows.empty());
      EXPECT_EQ(actual[i].columns, expected[i].columns);
      EXPECT_EQ(actual[i].Text(), expected[i].Text());
    }
  }
}

TEST_F(ExampleScripts, TellWhatASessionCost) {
  const auto results =
      RunScript(Database::WithExtension(),
                ReadText(fs::path(ZOHO_DESK_SOURCE_DIR "/sql_examples") / kCostExample));
  ASSERT_FALSE(results.empty());
  std::vector<std::string> expected;
  for (const sandbox::LogEntry& entry : server().Log()) {
    if (entry.route == "token")
      continue;
    const std::string target = entry.query.empty() ? entry.path : entry.path + "?" + entry.query;
    expected.push_back(
        ToString(SqlRow{"zoho_desk_" + entry.resource, entry.method, target, int64_t{entry.status},
                        static_cast<int64_t>(entry.rows), entry.weight}));
  }
  ASSERT_FALSE(expected.empty());
  // The log is the process's, which may have asked before.
  const std::vector<SqlRow>& rows = results.back().rows;
  ASSERT_GE(rows.size(), expected.size());
  for (size_t i = 0; i < expected.size(); ++i)
    EXPECT_EQ(ToString(rows[rows.size() - expected.size() + i]), expected[i]);
}

}  // namespace
}  // namespace zoho_desk::testing
