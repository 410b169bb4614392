#include "vtab/planner.h"

#include <gtest/gtest.h>

#include <vector>

namespace zoho_desk::vtab {
namespace {

using resources::FindResource;
using resources::Resource;
using Route = ScanPlan::Route;

// A usable `column = value`.
PlannerTerm Equal(const Resource& resource, std::string_view column) {
  return {.column = resource.FindColumn(column), .is_equal = true, .usable = true};
}

PlannerResult PlanFor(const Resource& resource, std::vector<PlannerTerm> terms) {
  return Plan(resource, terms, /*columns_used=*/0x15);
}

TEST(Planner, ListsWithoutTerms) {
  const auto result = PlanFor(*FindResource("tickets"), {});
  EXPECT_EQ(result.plan.route, Route::kList);
  EXPECT_FALSE(result.plan.fixes_fan_out);
  EXPECT_EQ(result.plan.columns_used, 0x15U);
  EXPECT_EQ(result.argument, -1);
  EXPECT_FALSE(result.at_most_one);
}

TEST(Planner, LooksUpByKey) {
  const Resource& tickets = *FindResource("tickets");
  const auto result = PlanFor(tickets, {Equal(tickets, "status"), Equal(tickets, "id")});
  EXPECT_EQ(result.plan.route, Route::kRecord);
  EXPECT_EQ(result.plan.columns_used, 0x15U);
  EXPECT_EQ(result.argument, 1);
  EXPECT_EQ(result.rows, 1);
  EXPECT_TRUE(result.at_most_one);
}

TEST(Planner, LooksChannelsUpByCode) {
  const Resource& channels = *FindResource("channels");
  EXPECT_EQ(PlanFor(channels, {Equal(channels, "code")}).plan.route, Route::kRecord);
  EXPECT_EQ(PlanFor(channels, {Equal(channels, "name")}).plan.route, Route::kList);
}

TEST(Planner, NeverUsesATermThatIsNotUsableOrNotEqual) {
  for (const char* name : {"tickets", "layouts"}) {
    const Resource& resource = *FindResource(name);
    const int key = resource.FindColumn("id");
    const int module = resource.FindColumn("module");
    for (const int column : {key, module}) {
      const auto result =
          PlanFor(resource, {{.column = column, .is_equal = true, .usable = false},
                             {.column = column, .is_equal = false, .usable = true}});
      EXPECT_EQ(result.plan.route, Route::kList);
      EXPECT_FALSE(result.plan.fixes_fan_out);
      EXPECT_EQ(result.argument, -1);
    }
  }
}

TEST(Planner, SkipsAnUnusableTermForAUsableOne) {
  const Resource& tickets = *FindResource("tickets");
  auto unusable = Equal(tickets, "id");
  unusable.usable = false;
  EXPECT_EQ(PlanFor(tickets, {unusable, Equal(tickets, "id")}).argument, 1);
}

TEST(Planner, IgnoresTheRowidAndTheRawRecord) {
  const Resource& tickets = *FindResource("tickets");
  const auto raw = static_cast<int>(tickets.columns.size());
  const auto result = PlanFor(tickets, {{.column = -1, .is_equal = true, .usable = true},
                                        {.column = raw, .is_equal = true, .usable = true}});
  EXPECT_EQ(result.plan.route, Route::kList);
  EXPECT_EQ(result.argument, -1);
}

TEST(Planner, FixesTheFanOut) {
  struct Case {
    const char* table;
    const char* column;
  };
  for (const Case& c :
       {Case{"layouts", "module"}, Case{"views", "module"}, Case{"skills", "departmentId"},
        Case{"customer_feedback", "departmentId"}}) {
    const Resource& resource = *FindResource(c.table);
    const auto result = PlanFor(resource, {Equal(resource, c.column)});
    EXPECT_EQ(result.plan.route, Route::kList) << c.table;
    EXPECT_TRUE(result.plan.fixes_fan_out) << c.table;
    EXPECT_EQ(result.argument, 0) << c.table;
    EXPECT_FALSE(result.at_most_one) << c.table;
    EXPECT_LT(result.cost, PlanFor(resource, {}).cost) << c.table;
  }
}

TEST(Planner, DoesNotPushADepartmentWhereTheListTakesNone) {
  const Resource& tickets = *FindResource("tickets");
  EXPECT_EQ(PlanFor(tickets, {Equal(tickets, "departmentId")}).argument, -1);
}

TEST(Planner, PrefersTheKeyToTheFanOut) {
  const Resource& layouts = *FindResource("layouts");
  const auto result = PlanFor(layouts, {Equal(layouts, "module"), Equal(layouts, "id")});
  EXPECT_EQ(result.plan.route, Route::kRecord);
  EXPECT_FALSE(result.plan.fixes_fan_out);
  EXPECT_EQ(result.argument, 1);
}

TEST(Planner, DoesNotLookUpWhereThereIsNoGetById) {
  for (const char* table : {"views", "customer_feedback", "organizations"}) {
    const Resource& resource = *FindResource(table);
    ASSERT_TRUE(resource.get.path.empty()) << table;
    const auto result = PlanFor(resource, {Equal(resource, "id")});
    EXPECT_EQ(result.plan.route, Route::kList) << table;
    EXPECT_EQ(result.argument, -1) << table;
    EXPECT_FALSE(result.at_most_one) << table;
  }
}

// Half of a composite key does not name one record.
TEST(Planner, DoesNotLookUpByHalfAKey) {
  static constexpr resources::Column kColumns[] = {
      {"module", resources::ColumnType::kText, resources::kList, ""},
      {"id", resources::ColumnType::kId, resources::kList, ""},
  };
  static constexpr std::string_view kKey[] = {"module", "id"};
  constexpr Resource kPairs = {
      .name = "pairs", .key = kKey, .get = {.path = "/pairs/{id}"}, .columns = kColumns};
  const auto result = PlanFor(kPairs, {Equal(kPairs, "module"), Equal(kPairs, "id")});
  EXPECT_EQ(result.plan.route, Route::kList);
  EXPECT_EQ(result.argument, -1);
}

// A lookup is one request; a scan is many. A few lookups must be cheaper than a scan, many dearer.
TEST(Planner, PricesLookupsBetweenARowAndAScan) {
  const Resource& tickets = *FindResource("tickets");
  const double lookup = PlanFor(tickets, {Equal(tickets, "id")}).cost;
  const double scan = PlanFor(tickets, {}).cost;
  EXPECT_GT(lookup, 1000.0);
  EXPECT_LT(3 * lookup, scan);
  EXPECT_GT(1000 * lookup, scan);
}

}  // namespace
}  // namespace zoho_desk::vtab
