// The list of resources and the lookups over it.

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

TEST(Registry, HoldsEveryResourceInOrderOfName) {
  std::vector<std::string_view> names;
  for (const Resource* resource : AllResources())
    names.push_back(resource->name);
  EXPECT_FALSE(names.empty());
  EXPECT_TRUE(std::is_sorted(names.begin(), names.end()));
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
