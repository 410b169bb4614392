// The list of resources, the lookups over it, and facts about each resource that nobody may change
// by accident.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "resources/resource.h"

namespace zoho_desk::resources {
namespace {

struct Fact {
  std::string_view name;
  std::string_view path;
  std::string_view data_key;
  int page;  // 0: not paginated
  int first;
  size_t columns;
};

constexpr Fact kFacts[] = {
    {"accounts", "/api/v1/accounts", "data", 100, 0, 29},
    {"agents", "/api/v1/agents", "data", 200, 0, 29},
    {"article_feedbacks", "/api/v1/articleFeedbacks", "data", 50, 1, 10},
    {"articles", "/api/v1/articles", "data", 50, 1, 62},
    {"calls", "/api/v1/calls", "data", 100, 0, 36},
    {"channels", "/api/v1/channels", "data", 0, 0, 10},
    {"contacts", "/api/v1/contacts", "data", 100, 0, 38},
    {"contracts", "/api/v1/contracts", "data", 100, 0, 29},
    {"customer_feedback", "/api/v1/customerHappiness", "data", 50, 0, 12},
    {"departments", "/api/v1/departments", "data", 200, 0, 14},
    {"events", "/api/v1/events", "data", 100, 0, 35},
    {"groups", "/api/v1/groups", "data", 50, 1, 12},
    {"help_centers", "/api/v1/helpCenters", "data", 50, 1, 20},
    {"labels", "/api/v1/labels", "data", 50, 1, 10},
    {"layouts", "/api/v1/layouts", "data", 99, 0, 18},
    {"organizations", "/api/v1/organizations", "data", 0, 0, 30},
    {"products", "/api/v1/products", "data", 100, 0, 20},
    {"profiles", "/api/v1/profiles", "data", 250, 0, 9},
    {"roles", "/api/v1/roles", "data", 500, 0, 8},
    {"skills", "/api/v1/skills", "data", 100, 0, 14},
    {"tasks", "/api/v1/tasks", "data", 100, 0, 35},
    {"teams", "/api/v1/teams", "teams", 0, 0, 10},
    {"tickets", "/api/v1/tickets", "data", 100, 0, 74},
    {"users", "/api/v1/users", "data", 50, 1, 11},
    {"views", "/api/v1/views", "data", 0, 0, 10},
};

TEST(Registry, HoldsEveryResourceInOrder) {
  std::vector<std::string_view> names;
  for (const Resource* resource : AllResources()) {
    names.push_back(resource->name);
  }
  std::vector<std::string_view> expected;
  for (const Fact& fact : kFacts) {
    expected.push_back(fact.name);
  }
  EXPECT_EQ(names, expected);
  EXPECT_TRUE(std::is_sorted(names.begin(), names.end()));
}

TEST(Registry, KeepsEndpointsPageSizesAndColumnCounts) {
  for (const Fact& fact : kFacts) {
    SCOPED_TRACE(std::string(fact.name));
    const Resource* resource = FindResource(fact.name);
    ASSERT_NE(resource, nullptr);
    EXPECT_EQ(resource->list.path, fact.path);
    EXPECT_EQ(resource->list.data_key, fact.data_key);
    EXPECT_EQ(resource->list.max_limit, fact.page);
    EXPECT_EQ(resource->list.first_index, fact.first);
    EXPECT_EQ(resource->columns.size(), fact.columns);
  }
}

TEST(Registry, FindsNamesInAnyCase) {
  const Resource* tickets = FindResource("tickets");
  ASSERT_NE(tickets, nullptr);
  EXPECT_EQ(FindResource("TICKETS"), tickets);
  EXPECT_EQ(FindResource("Tickets"), tickets);
}

TEST(Registry, FindsAliasesInAnyCase) {
  const Resource* feedbacks = FindResource("article_feedbacks");
  ASSERT_NE(feedbacks, nullptr);
  EXPECT_EQ(FindResource("articleFeedbacks"), feedbacks);
  EXPECT_EQ(FindResource("ARTICLEFEEDBACKS"), feedbacks);
  const Resource* centers = FindResource("help_centers");
  ASSERT_NE(centers, nullptr);
  EXPECT_EQ(FindResource("helpCenters"), centers);
}

TEST(Registry, RefusesOtherNames) {
  for (const std::string_view name : {"", "ticket", "ticketss", "zoho_desk_tickets", " tickets",
                                      "t\xC4\xB1"
                                      "ckets"}) {
    EXPECT_EQ(FindResource(name), nullptr) << name;
  }
}

TEST(Registry, FindsColumnsInAnyCase) {
  const Resource* tickets = FindResource("tickets");
  ASSERT_NE(tickets, nullptr);
  EXPECT_EQ(tickets->FindColumn("id"), 0);
  const int number = tickets->FindColumn("TICKETNUMBER");
  ASSERT_GT(number, 0);
  EXPECT_EQ(tickets->columns[static_cast<size_t>(number)].name, "ticketNumber");
  EXPECT_EQ(tickets->FindColumn("ticketNumbe"), -1);
  EXPECT_EQ(tickets->FindColumn(""), -1);
}

TEST(Registry, AsksForNothingThatHidesRows) {
  const auto fixed = [](std::string_view name) {
    std::vector<std::string> out;
    for (const FixedParam& param : FindResource(name)->list.fixed) {
      out.push_back(std::string(param.name) + "=" + std::string(param.value));
    }
    return out;
  };
  EXPECT_THAT(fixed("article_feedbacks"),
              testing::ElementsAre("timeRange=1970-01-01T00:00:00.000Z,2099-12-31T23:59:59.000Z"));
  EXPECT_THAT(fixed("layouts"), testing::ElementsAre("status=all"));
  EXPECT_THAT(fixed("users"), testing::ElementsAre("status=ALL"));
  EXPECT_THAT(fixed("tickets"), testing::IsEmpty());
}

TEST(Registry, OnlyOrganizationsWorksWithoutAnOrganization) {
  for (const Resource* resource : AllResources()) {
    EXPECT_EQ(resource->needs_org, resource->name != "organizations") << resource->name;
  }
}

}  // namespace
}  // namespace zoho_desk::resources
