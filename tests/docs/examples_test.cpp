// The examples on the pages of docs/tables: that the file is read as it says, and that each table
// shows what it can do.

#include "tools/examples.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "resources/resource.h"
#include "tests/paths.h"

namespace zoho_desk::tools {
namespace {

using resources::Resource;
using ::testing::Contains;
using ::testing::HasSubstr;

Examples FileOfTheProject() {
  std::ifstream file(ZOHO_DESK_SOURCE_DIR "/docs/examples.sql");
  std::ostringstream text;
  text << file.rdbuf();
  auto examples = ReadExamples(text.str());
  EXPECT_TRUE(examples.ok()) << examples.error().message;
  return examples.ok() ? std::move(examples).value() : Examples();
}

TEST(ReadExamples, TakesTasksAndStatementsTableByTable) {
  const auto examples = ReadExamples(
      "-- About this file.\nnot SQL\n\n-- zoho_desk_a\n\n-- One\n-- task.\nSELECT 1\nFROM a;\n"
      "-- Other.\nSELECT 2;\n\n-- zoho_desk_b\n-- Third.\nSELECT 3;");
  ASSERT_TRUE(examples.ok()) << examples.error().message;
  ASSERT_EQ(examples->size(), 2U);
  ASSERT_EQ(examples->at("zoho_desk_a").size(), 2U);
  EXPECT_EQ(examples->at("zoho_desk_a")[0].task, "One task.");
  EXPECT_EQ(examples->at("zoho_desk_a")[0].sql, "SELECT 1\nFROM a;");
  EXPECT_EQ(examples->at("zoho_desk_a")[1].sql, "SELECT 2;");
  EXPECT_EQ(examples->at("zoho_desk_b")[0].task, "Third.");
}

TEST(ReadExamples, SaysWhereTheFileIsBroken) {
  for (const auto& [text, what] : {std::pair{"-- zoho_desk_a\nSELECT 1;", "without its task"},
                                   {"-- zoho_desk_a\n-- T.\nSELECT 1\n-- U.\n;", "line 4"},
                                   {"-- zoho_desk_a\n-- T.\nSELECT 1", "no end"},
                                   {"-- zoho_desk_a\n-- T.\nS;\n-- zoho_desk_a", "twice"}}) {
    const auto examples = ReadExamples(text);
    ASSERT_FALSE(examples.ok()) << text;
    EXPECT_THAT(examples.error().message, HasSubstr(what));
  }
}

class ExamplesOf : public ::testing::TestWithParam<const Resource*> {
 protected:
  static void SetUpTestSuite() { runner_ = new ExampleRunner; }
  static void TearDownTestSuite() {
    delete runner_;
    runner_ = nullptr;
  }

  static std::string Table() { return TableName(*GetParam()); }
  static std::vector<Example> Own() { return FileOfTheProject()[Table()]; }

  // What all examples of the table ask for.
  static std::vector<std::string> Requests() {
    std::vector<std::string> requests;
    for (const Example& example : Own()) {
      const auto run = runner_->Run(example);
      EXPECT_TRUE(run.ok()) << example.task << " " << run.error().message;
      if (run.ok())
        requests.insert(requests.end(), run->requests.begin(), run->requests.end());
    }
    return requests;
  }

  static ExampleRunner* runner_;
};

ExampleRunner* ExamplesOf::runner_ = nullptr;

TEST_P(ExamplesOf, AreAHandfulOfNamedTasks) {
  const std::vector<Example> own = Own();
  EXPECT_GE(own.size(), GetParam()->name == "organizations" ? 1U : 3U);
  EXPECT_LE(own.size(), 6U);
  for (const Example& example : own) {
    EXPECT_TRUE(example.task.ends_with('.') || example.task.ends_with('?')) << example.task;
    EXPECT_THAT(example.sql, HasSubstr(Table()));
  }
}

TEST_P(ExamplesOf, ShowWhatTheTableCanSend) {
  const Resource& resource = *GetParam();
  const std::vector<std::string> requests = Requests();
  const auto has = [&](std::string_view name) {
    return std::any_of(requests.begin(), requests.end(), [&](const std::string& request) {
      return request.find(std::string(name) + "=") != std::string::npos;
    });
  };
  if (!resource.get.path.empty()) {
    const std::string before_key(resource.get.path.substr(0, resource.get.path.find('{')));
    EXPECT_THAT(requests, Contains(::testing::ContainsRegex("^GET " + before_key + "[0-9A-Z]+")));
  }
  EXPECT_TRUE(resource.sorts.empty() || has("sortBy"));
  EXPECT_TRUE(resource.filters.empty() ||
              std::any_of(resource.filters.begin(), resource.filters.end(),
                          [&](const auto& filter) { return has(filter.param); }));
  EXPECT_TRUE(resource.parameters.empty() ||
              std::any_of(resource.parameters.begin(), resource.parameters.end(),
                          [&](const auto& parameter) { return has(parameter.param); }));
  EXPECT_TRUE(resource.list.parent.param.empty() || resource.list.TakesParentInPath() ||
              has(resource.list.parent.param));
}

TEST_P(ExamplesOf, UseTheOperatorsThatTheServerEvaluates) {
  std::string sql;
  for (const Example& example : Own())
    sql += example.sql + "\n";
  for (const resources::Filter& filter : GetParam()->filters) {
    switch (filter.kind) {
      case resources::FilterKind::kEqualList:
        EXPECT_THAT(sql, HasSubstr(" IN ("));
        break;
      case resources::FilterKind::kPrefix:
        EXPECT_THAT(sql, HasSubstr(" LIKE '"));
        break;
      case resources::FilterKind::kTimeRange:
      case resources::FilterKind::kEpochRange:
        EXPECT_THAT(sql, ::testing::ContainsRegex(" (>=|BETWEEN) "));
        break;
      case resources::FilterKind::kEqual:
      case resources::FilterKind::kBoolean:
        EXPECT_THAT(sql, HasSubstr(" = "));
    }
    EXPECT_TRUE(filter.null_value.empty() || sql.find(" IS NULL") != std::string::npos);
  }
  EXPECT_TRUE(GetParam()->sorts.empty() || (sql.find("ORDER BY") != std::string::npos &&
                                            sql.find("LIMIT") != std::string::npos));
}

TEST_P(ExamplesOf, ComeOutTheSameAgain) {
  EXPECT_EQ(Requests(), Requests());
}

INSTANTIATE_TEST_SUITE_P(Tables, ExamplesOf,
                         ::testing::ValuesIn(resources::AllResources().begin(),
                                             resources::AllResources().end()),
                         [](const auto& suite) { return std::string(suite.param->name); });

TEST(Examples, AreOfTablesThatExist) {
  for (const auto& [table, examples] : FileOfTheProject())
    EXPECT_NE(resources::FindResource(table.substr(std::string("zoho_desk_").size())), nullptr)
        << table;
}

}  // namespace
}  // namespace zoho_desk::tools
