#include "vtab/planner.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "vtab/table_layout.h"

namespace zoho_desk::vtab {
namespace {

using resources::FindResource;
using resources::Resource;
using Op = PlannerTerm::Op;
using Route = ScanPlan::Route;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

// The table column of that name, parameters included.
int ColumnOf(const Resource& resource, std::string_view name) {
  const TableLayout layout(resource);
  for (int column = 0; column < layout.size(); ++column) {
    if (layout.NameOf(column) == name)
      return column;
  }
  ADD_FAILURE() << name;
  return -1;
}

// A usable `column op value`.
PlannerTerm Term(const Resource& resource, std::string_view column, Op op) {
  return {.column = ColumnOf(resource, column), .op = op, .usable = true};
}
PlannerTerm Equal(const Resource& resource, std::string_view column) {
  return Term(resource, column, Op::kEqual);
}
PlannerTerm Unusable(PlannerTerm term) {
  term.usable = false;
  return term;
}
constexpr PlannerTerm kLimitTerm = {.op = Op::kLimit, .usable = true};
constexpr PlannerTerm kOffsetTerm = {.op = Op::kOffset, .usable = true};

PlannerResult PlanFor(const Resource& resource, std::vector<PlannerTerm> terms,
                      std::vector<PlannerOrder> order_by = {}, uint64_t columns_used = 0x15) {
  auto result =
      Plan(resource, {.terms = terms, .order_by = order_by, .columns_used = columns_used});
  EXPECT_TRUE(result.ok() && result->has_value());
  return result.ok() && *result ? std::move(**result) : PlannerResult();
}

// Whether a term on that column shapes the request.
bool Pushes(const PlannerResult& result, const Resource& resource, std::string_view column) {
  return std::any_of(result.plan.terms.begin(), result.plan.terms.end(), [&](const PlanTerm& term) {
    return term.column == ColumnOf(resource, column);
  });
}

// colUsed of those columns.
uint64_t Used(const Resource& resource, std::initializer_list<std::string_view> names) {
  uint64_t mask = 0;
  for (const std::string_view name : names) {
    const int column = ColumnOf(resource, name);
    mask |= uint64_t{1} << static_cast<unsigned>(std::min(column, 63));
  }
  return mask;
}

TEST(Planner, ListsWithoutTerms) {
  const auto result = PlanFor(*FindResource("tickets"), {});
  EXPECT_EQ(result.plan.route, Route::kList);
  EXPECT_THAT(result.plan.terms, IsEmpty());
  EXPECT_EQ(result.plan.columns_used, 0x15U);
  EXPECT_THAT(result.arguments, IsEmpty());
  EXPECT_FALSE(result.at_most_one);
}

TEST(Planner, LooksUpByKey) {
  const Resource& tickets = *FindResource("tickets");
  const auto result = PlanFor(tickets, {Equal(tickets, "status"), Equal(tickets, "id")});
  EXPECT_EQ(result.plan.route, Route::kRecord);
  EXPECT_EQ(result.plan.columns_used, 0x15U);
  EXPECT_THAT(result.arguments, ElementsAre(1));
  EXPECT_EQ(result.rows, 1);
  EXPECT_TRUE(result.at_most_one);
}

TEST(Planner, LooksChannelsUpByCode) {
  const Resource& channels = *FindResource("channels");
  EXPECT_EQ(PlanFor(channels, {Equal(channels, "code")}).plan.route, Route::kRecord);
  EXPECT_EQ(PlanFor(channels, {Equal(channels, "name")}).plan.route, Route::kList);
}

TEST(Planner, NeverUsesATermThatIsNotUsableOrNotEqual) {
  for (const auto& [name, fixed] : {std::pair{"tickets", "status"}, {"layouts", "module"}}) {
    const Resource& resource = *FindResource(name);
    for (const char* column : {"id", fixed}) {
      const auto result = PlanFor(
          resource, {Unusable(Equal(resource, column)), Term(resource, column, Op::kOther),
                     Term(resource, column, Op::kGreater), Term(resource, column, Op::kLike)});
      EXPECT_EQ(result.plan.route, Route::kList);
      EXPECT_THAT(result.plan.terms, IsEmpty());
      EXPECT_THAT(result.arguments, IsEmpty());
    }
  }
}

TEST(Planner, SkipsAnUnusableTermForAUsableOne) {
  const Resource& tickets = *FindResource("tickets");
  auto unusable = Equal(tickets, "id");
  unusable.usable = false;
  EXPECT_THAT(PlanFor(tickets, {unusable, Equal(tickets, "id")}).arguments, ElementsAre(1));
}

TEST(Planner, IgnoresTheRowidAndTheRawRecord) {
  const Resource& tickets = *FindResource("tickets");
  const int raw = ColumnOf(tickets, kRawColumnName);
  const auto result = PlanFor(tickets, {{.column = -1, .op = Op::kOther, .usable = true},
                                        {.column = raw, .op = Op::kEqual, .usable = true}});
  EXPECT_EQ(result.plan.route, Route::kList);
  EXPECT_THAT(result.arguments, IsEmpty());
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
    EXPECT_TRUE(Pushes(result, resource, c.column)) << c.table;
    EXPECT_THAT(result.arguments, ElementsAre(0)) << c.table;
    EXPECT_FALSE(result.at_most_one) << c.table;
    EXPECT_LT(result.cost, PlanFor(resource, {}).cost) << c.table;
  }
}

TEST(Planner, PushesADepartmentOnlyWhereARouteTakesOne) {
  const Resource& tickets = *FindResource("tickets");
  EXPECT_EQ(PlanFor(tickets, {Equal(tickets, "departmentId")}).text,
            "list departmentId=? all-rows columns=15");
  const Resource& agents = *FindResource("agents");
  EXPECT_THAT(PlanFor(agents, {Equal(agents, "rolePermissionType")}).text, HasSubstr("list"));
}

TEST(Planner, PrefersTheKeyToTheFanOut) {
  const Resource& layouts = *FindResource("layouts");
  const auto result = PlanFor(layouts, {Equal(layouts, "module"), Equal(layouts, "id")});
  EXPECT_EQ(result.plan.route, Route::kRecord);
  EXPECT_FALSE(Pushes(result, layouts, "module"));
  EXPECT_THAT(result.arguments, ElementsAre(1));
}

TEST(Planner, DoesNotLookUpWhereThereIsNoGetById) {
  for (const char* table : {"views", "customer_feedback", "organizations"}) {
    const Resource& resource = *FindResource(table);
    ASSERT_TRUE(resource.get.path.empty()) << table;
    const auto result = PlanFor(resource, {Equal(resource, "id")});
    EXPECT_EQ(result.plan.route, Route::kList) << table;
    EXPECT_THAT(result.arguments, IsEmpty()) << table;
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
  EXPECT_THAT(result.arguments, IsEmpty());
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
