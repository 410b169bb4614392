// The filters and sort orders that matter most are there: request_facts_test.cpp finds those that
// facts/ does not know, but none that is missing.

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>
#include <string_view>

#include "resources/resource.h"

namespace zoho_desk::resources {
namespace {

// What a filter must be, from Zoho's documentation and from what live servers were seen to take.
struct FilterFact {
  std::string_view resource;
  std::string_view column;
  Route route;
  FilterKind kind;
  std::string_view param;
  int max_items;
  int min_length;
};
constexpr FilterFact kFilterFacts[] = {
    {"tickets", "departmentId", kList, FilterKind::kEqualList, "departmentIds", 20, 1},
    {"tickets", "assigneeId", kList, FilterKind::kEqualList, "assignee", 20, 1},
    {"tickets", "createdTime", kSearch, FilterKind::kTimeRange, "createdTimeRange", 1, 1},
    {"tickets", "modifiedTime", kSearch, FilterKind::kTimeRange, "modifiedTimeRange", 1, 1},
    {"tickets", "email", kSearch, FilterKind::kEqualList, "email", 30, 3},
    {"contacts", "lastName", kSearch, FilterKind::kEqual, "lastName", 1, 3},
    {"accounts", "accountName", kSearch, FilterKind::kPrefix, "accountName", 1, 3},
    {"products", "productCode", kSearch, FilterKind::kEqual, "productCode", 1, 4},
    {"calls", "departmentId", kList, FilterKind::kEqualList, "departmentIds", 20, 1},
    {"contracts", "ownerId", kList, FilterKind::kEqualList, "ownerIds", 10, 1},
    {"agents", "roleId", kList, FilterKind::kEqualList, "roleIds", 50, 1},
    {"agents", "isConfirmed", kList, FilterKind::kBoolean, "isConfirmed", 1, 1},
    {"customer_feedback", "ratedTime", kList, FilterKind::kEpochRange, "startTime", 1, 1},
};

TEST(Filters, AreTheOnesThatMatterMost) {
  for (const FilterFact& fact : kFilterFacts) {
    SCOPED_TRACE(std::string(fact.resource) + "." + std::string(fact.column));
    const Resource* resource = FindResource(fact.resource);
    ASSERT_NE(resource, nullptr);
    const auto filter = std::find_if(
        resource->filters.begin(), resource->filters.end(), [&](const Filter& candidate) {
          return candidate.column == fact.column && candidate.route == fact.route &&
                 candidate.kind == fact.kind;
        });
    ASSERT_NE(filter, resource->filters.end());
    EXPECT_EQ(filter->param, fact.param);
    EXPECT_EQ(filter->max_items, fact.max_items);
    EXPECT_EQ(filter->min_length, fact.min_length);
  }
}

// Time columns that may be NULL are no sort keys: nobody documents where the server puts those.
TEST(Sorts, AreTheOnesThatServersTake) {
  const std::map<std::string_view, std::map<std::string_view, int>> known = {
      {"accounts", {{"createdTime", kList | kSearch}, {"modifiedTime", kSearch}}},
      {"contacts", {{"createdTime", kList | kSearch}, {"modifiedTime", kSearch}}},
      {"products", {{"createdTime", kList | kSearch}, {"modifiedTime", kList | kSearch}}},
      {"tickets", {{"createdTime", kList | kSearch}, {"modifiedTime", kSearch}}},
      {"customer_feedback", {{"ratedTime", kList}}},
      {"agents", {}},
      {"contracts", {{"createdTime", kList}, {"modifiedTime", kList}}},
      {"calls", {{"createdTime", kList | kSearch}, {"modifiedTime", kSearch}}},
  };
  for (const auto& [name, sorts] : known) {
    std::map<std::string_view, int> ours;
    for (const SortKey& sort : FindResource(name)->sorts) {
      ours[sort.column] = sort.routes;
    }
    EXPECT_EQ(ours, sorts) << name;
  }
}

}  // namespace
}  // namespace zoho_desk::resources
