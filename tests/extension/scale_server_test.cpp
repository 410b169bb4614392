// Lists of servers that differ from the documented ones: orders refused or ignored, pages cut,
// records hidden, `from` ignored. Every row once, or an error that says so.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/extension/scale_desk.h"

namespace zoho_desk::testing {
namespace {

using ::testing::HasSubstr;
using Sort = sandbox::ListHabits::Sort;

sandbox::Options WithHabits(const std::string& resource, uint32_t rows,
                            std::vector<std::pair<std::string, sandbox::ListHabits>> habits) {
  sandbox::Options options = WithRows(resource, rows);
  for (auto& [endpoint, habit] : habits)
    options.settings.habits[endpoint] = habit;
  return options;
}

class ScaleSortRefused : public ::testing::TestWithParam<Sort> {
 protected:
  // Without sortBy searches show the newest first too: one that ignores it shows another order.
  static sandbox::ListHabits Habit() {
    return {.sort = GetParam(), .shuffles = GetParam() == Sort::kIgnored};
  }
};

TEST_P(ScaleSortRefused, OfAListBeginsAnewAsASearch) {
  ScaleDesk desk(WithHabits("contacts", 6'000, {{"contacts", Habit()}}));
  EXPECT_TRUE(HasEachOnce(desk.Query("SELECT id, lastName FROM zoho_desk_contacts"),
                          desk.AllIds("contacts")));
  EXPECT_LE(desk.TakePrice().requests, 100);
}

TEST_P(ScaleSortRefused, OfASearchReadsOnInTheList) {
  sandbox::Options options = WithHabits("contacts", 6'000, {{"contacts/search", Habit()}});
  options.settings.list_ceiling = -1;
  ScaleDesk desk(options);
  EXPECT_TRUE(HasEachOnce(desk.Query("SELECT id, lastName FROM zoho_desk_contacts"),
                          desk.AllIds("contacts")));
}

TEST_P(ScaleSortRefused, OfBothEndsInTheCeilingsError) {
  ScaleDesk desk(
      WithHabits("contacts", 6'000, {{"contacts", Habit()}, {"contacts/search", Habit()}}));
  const QueryResult result = desk.Query("SELECT id, lastName FROM zoho_desk_contacts");
  EXPECT_FALSE(result.ok());
  EXPECT_THAT(result.error, HasSubstr("not the whole result"));
}

INSTANTIATE_TEST_SUITE_P(Shapes, ScaleSortRefused,
                         ::testing::Values(Sort::kInvalid, Sort::kExtra, Sort::kBadRequest,
                                           Sort::kIgnored));

TEST(ScaleShortPages, EndAListThatIgnoresFrom) {
  ScaleDesk desk(WithHabits("agents", 60, {{"agents", {.ignores_from = true}}}));
  EXPECT_TRUE(HasEachOnce(desk.Query("SELECT id FROM zoho_desk_agents"), desk.AllIds("agents")));
}

// A server that shows fewer rows on a page than it was asked for, and says nothing.
TEST(ScaleShortPages, AreFollowedToTheEndOfTheList) {
  for (const int64_t most : {7, 100, 150}) {
    ScaleDesk desk(WithHabits("agents", 350, {{"agents", {.most_rows = most}}}));
    EXPECT_TRUE(
        HasEachOnce(desk.Query("SELECT id, name FROM zoho_desk_agents"), desk.AllIds("agents")))
        << most;
  }
}

// Records that the token may not see take a place of a page and are not shown.
TEST(ScaleShortPages, ThatLackHiddenRowsAreFollowedToTheEndOfTheList) {
  for (const char* table : {"tickets", "contacts", "agents"}) {
    for (const int64_t every : {2, 10, 90}) {
      ScaleDesk desk(WithHabits(table, 405, {{table, {.hidden_every = every}}}));
      const std::string shown = std::to_string(405 - 405 / every);
      const QueryResult result =
          desk.Query(std::string("SELECT count(*), count(DISTINCT id) FROM zoho_desk_") + table);
      EXPECT_EQ(result.error, "");
      EXPECT_EQ(result.Text(), shown + "|" + shown + "\n") << table << " " << every;
    }
  }
}

TEST(ScaleRepeatedPages, EndInAnErrorHoweverTheirRowsAreOrdered) {
  ScaleDesk desk(
      WithHabits("contacts", 600,
                 {{"contacts", {.sort = Sort::kIgnored, .ignores_from = true, .shuffles = true}}}));
  const QueryResult result = desk.Query("SELECT id FROM zoho_desk_contacts");
  EXPECT_FALSE(result.ok());
  EXPECT_THAT(result.error, HasSubstr("would lose the rest"));
  EXPECT_LE(desk.TakePrice().requests, 30);
}

TEST(ScaleListOnlyColumns, CostNoMoreThanTheList) {
  ScaleDesk desk(WithRows("tasks", 2'100));
  const QueryResult result = desk.Query("SELECT teamId, count(*) FROM zoho_desk_tasks GROUP BY 1");
  ASSERT_TRUE(result.ok()) << result.error;
  int64_t rows = 0;
  for (const auto& row : result.rows)
    rows += std::stoll(ToString(row[1]));
  EXPECT_EQ(rows, 2'100);
  EXPECT_LE(desk.TakePrice().requests, 50);
  // Rows of a search lack the column: one walk through the list serves them all.
  const QueryResult search =
      desk.Query("SELECT id, teamId FROM zoho_desk_tasks WHERE modifiedTime > '2001-01-01'");
  EXPECT_TRUE(HasEachOnce(search, desk.AllIds("tasks")));
  EXPECT_LE(desk.TakePrice().requests, 60);
  const auto teams = desk.server().Values("tasks", "teamId");
  const Ids all = desk.AllIds("tasks");
  const Ids found = FirstColumn(search);
  for (size_t i = 0; i < found.size(); ++i) {
    const auto at = std::find(all.begin(), all.end(), found[i]) - all.begin();
    const auto& team = teams.at(static_cast<size_t>(at));
    EXPECT_EQ(ToString(search.rows[i][1]), team ? "'" + *team + "'" : "NULL");
  }
}

}  // namespace
}  // namespace zoho_desk::testing
