// Every script of sql_examples/, against the same script over plain tables of the same data.
// Scripts for the sqlite3 shell are in loadable_examples_test.cpp, those that run again after the
// data changed in examples_refresh_test.cpp as well.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "tests/extension/example_script.h"
#include "tests/extension/own_desk.h"
#include "tools/stopped_clock.h"

namespace zoho_desk::testing {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;

// Reads the log of requests, which plain tables do not have.
constexpr const char* kCostExample = "what_did_it_cost";

// What the sandbox was asked for, token calls left out.
ExampleScript::Cost CostSoFar(const sandbox::Server& server) {
  ExampleScript::Cost cost{.requests = 0, .credits = 0};
  for (const sandbox::LogEntry& entry : server.Log()) {
    if (entry.route == "token")
      continue;
    ++cost.requests;
    cost.credits += entry.weight;
  }
  return cost;
}

TEST(ExampleFiles, AreAtLeastTwentyFive) {
  EXPECT_GE(AllExamples().size(), 25U);
}

TEST(ExampleFiles, BeginWithAQuestionAndItsPrice) {
  for (const ExampleScript& script : AllExamples()) {
    SCOPED_TRACE(script.name);
    EXPECT_THAT(script.Question(), EndsWith("?"));
    EXPECT_GT(script.StatedCost().requests, 0);
  }
}

TEST(ExampleFiles, NameTheColumnsTheyNeed) {
  for (const ExampleScript& script : AllExamples()) {
    SCOPED_TRACE(script.name);
    EXPECT_THAT(script.text, Not(HasSubstr("* FROM zoho_desk_")));
  }
}

// sql_examples/README.md has a line for each, in this form.
TEST(ExampleFiles, AreInTheIndex) {
  std::ifstream file(ExampleFolder() / "README.md");
  const std::string index{std::istreambuf_iterator<char>(file), {}};
  for (const ExampleScript& script : AllExamples()) {
    std::string tables;
    for (const std::string& table : script.Tables())
      tables += (tables.empty() ? "" : ", ") + table;
    const auto [requests, credits] = script.StatedCost();
    EXPECT_THAT(
        index, HasSubstr("| [" + script.name + "](" + script.name + ".sql) | " + script.Question() +
                         " | " + tables + " | " + std::to_string(requests) + " | " +
                         std::to_string(credits) + " |\n"));
  }
}

class ExampleScripts : public OwnDesk {
 protected:
  ExampleScripts() : one_at_a_time_(Variables{{"ZOHO_DESK_CONCURRENCY", "1"}}) {
    tools::StopTheClock(sandbox::kDefaultNow);
  }

  ScopedEnvironment one_at_a_time_;
};

class EachExample : public ExampleScripts, public ::testing::WithParamInterface<ExampleScript> {};

TEST_P(EachExample, ReturnsTheRowsOfPlainTablesForItsPrice) {
  const auto actual = RunScript(Database::WithExtension(), GetParam().text);
  const ExampleScript::Cost cost = CostSoFar(server());
  EXPECT_EQ(cost.requests, GetParam().StatedCost().requests);
  EXPECT_EQ(cost.credits, GetParam().StatedCost().credits);
  if (GetParam().name == kCostExample)
    return;  // the rows have a test of their own
  const auto expected = RunScript(desk_.PlainTables(GetParam().text), GetParam().text);
  ASSERT_FALSE(expected.empty());
  ASSERT_EQ(actual.size(), expected.size());
  for (size_t i = 0; i < actual.size(); ++i) {
    EXPECT_FALSE(expected[i].rows.empty());
    EXPECT_EQ(actual[i].columns, expected[i].columns);
    EXPECT_EQ(actual[i].Text(), expected[i].Text());
  }
}

INSTANTIATE_TEST_SUITE_P(Scripts, EachExample, ::testing::ValuesIn(ExamplesFor(/*shell=*/false)),
                         [](const auto& suite) { return suite.param.name; });

TEST_F(ExampleScripts, TellWhatASessionCost) {
  const auto results = RunScript(Database::WithExtension(), ExampleNamed(kCostExample).text);
  ASSERT_FALSE(results.empty());
  std::vector<std::string> expected;
  for (const sandbox::LogEntry& entry : server().Log()) {
    if (entry.route == "token")
      continue;
    const std::string target = entry.query.empty() ? entry.path : entry.path + "?" + entry.query;
    expected.push_back(
        ToString(SqlRow{TableName(entry.resource), entry.method, target, int64_t{entry.status},
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
