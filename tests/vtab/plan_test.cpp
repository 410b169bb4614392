// The text of a plan: read back exactly, and readable in EXPLAIN QUERY PLAN.

#include "vtab/plan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "client/page.h"

namespace zoho_desk::vtab {
namespace {

using resources::FindResource;
using resources::Resource;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using Route = ScanPlan::Route;

// colUsed for these columns of a resource, as SQLite sets it.
uint64_t Used(const Resource& resource, std::initializer_list<std::string_view> names) {
  uint64_t mask = 0;
  for (const std::string_view name : names) {
    const int column = resource.FindColumn(name);
    EXPECT_GE(column, 0) << name;
    mask |= uint64_t{1} << static_cast<unsigned>(column < 63 ? column : 63);
  }
  return mask;
}

TEST(Plan, SurvivesItsText) {
  for (const Resource* resource : resources::AllResources()) {
    for (const uint64_t columns : {uint64_t{0}, uint64_t{1}, uint64_t{0x1f}, uint64_t{1} << 63U,
                                   uint64_t{0xdeadbeefcafe}, ~uint64_t{0}}) {
      std::vector<ScanPlan> plans = {{.columns_used = columns}};
      if (!resource->get.path.empty())
        plans.push_back({.route = Route::kRecord, .columns_used = columns});
      if (!resource->list.fan_out.param.empty())
        plans.push_back({.fixes_fan_out = true, .columns_used = columns});
      for (const ScanPlan& plan : plans) {
        const std::string text = ToText(plan, *resource);
        const auto read = PlanFromText(text);
        ASSERT_TRUE(read) << text;
        EXPECT_EQ(*read, plan) << text;
      }
    }
  }
}

TEST(Plan, RefusesWhatItDidNotWrite) {
  for (const std::string_view text :
       {"", " ", "columns=1", "list", "get id=?", "scan columns=1", "list columns=",
        "list columns=xyz", "list columns=1g", "list columns=-1", "list columns=0x1",
        "list columns=10000000000000000", "list columns=1 drop", "list where=1 columns=1",
        "list  columns=1", " list columns=1", "LIST columns=1", "list\tcolumns=1"}) {
    EXPECT_FALSE(PlanFromText(text)) << '"' << text << '"';
  }
}

TEST(Plan, ReadsAsASentence) {
  const Resource& tickets = *FindResource("tickets");
  EXPECT_EQ(ToText({.columns_used = Used(tickets, {"id"})}, tickets), "list columns=1");
  EXPECT_EQ(ToText({.route = Route::kRecord, .columns_used = Used(tickets, {"id"})}, tickets),
            "get id=? columns=1");
  const Resource& channels = *FindResource("channels");
  EXPECT_EQ(ToText({.route = Route::kRecord, .columns_used = 1}, channels), "get code=? columns=1");
  const Resource& layouts = *FindResource("layouts");
  EXPECT_EQ(ToText({.fixes_fan_out = true, .columns_used = 1}, layouts), "list module=? columns=1");
}

TEST(Plan, NamesTheIncludesOfItsRoute) {
  const Resource& tickets = *FindResource("tickets");
  const uint64_t used = Used(tickets, {"id", "product", "contact", "assignee"});
  EXPECT_THAT(ToText({.columns_used = used}, tickets),
              HasSubstr(" include=products,contacts,assignee columns="));
  const uint64_t skills = Used(tickets, {"isRead"});
  EXPECT_THAT(ToText({.route = Route::kRecord, .columns_used = skills}, tickets),
              HasSubstr(" include=isRead "));
  EXPECT_THAT(ToText({.columns_used = Used(tickets, {"id", "subject"})}, tickets),
              Not(HasSubstr("include=")));
}

// The cheapest way that row_completer.h takes: search if it carries the column, else get-by-id.
TEST(Plan, NamesTheWayToColumnsItsRouteLacks) {
  const Resource& tickets = *FindResource("tickets");
  EXPECT_THAT(ToText({.columns_used = Used(tickets, {"description"})}, tickets),
              HasSubstr(" per-row=search "));
  EXPECT_THAT(ToText({.columns_used = Used(tickets, {"childTicketCount"})}, tickets),
              HasSubstr(" per-row=search "));
  const Resource& layouts = *FindResource("layouts");
  EXPECT_THAT(ToText({.columns_used = Used(layouts, {"sections"})}, layouts),
              HasSubstr(" per-row=get "));
  EXPECT_THAT(
      ToText({.route = Route::kRecord, .columns_used = Used(layouts, {"layoutProfiles"})}, layouts),
      HasSubstr(" per-row=list "));
  const Resource& views = *FindResource("views");
  EXPECT_EQ(ToText({.columns_used = Used(views, {"module"})}, views), "list columns=1");
}

TEST(ColumnsUsed, ReadsSqlitesMask) {
  const Resource& roles = *FindResource("roles");
  const auto raw = static_cast<unsigned>(roles.columns.size());
  ASSERT_LT(raw, 63U);
  EXPECT_THAT(ColumnsUsed(0, roles), ElementsAre());
  EXPECT_THAT(ColumnsUsed(0b101, roles), ElementsAre(0, 2));
  EXPECT_THAT(ColumnsUsed(uint64_t{1} << raw | 1U, roles), ElementsAre(0, client::kRawColumn));
  // A bit beyond the columns of a small table means nothing.
  EXPECT_THAT(ColumnsUsed(uint64_t{1} << 63U, roles), ElementsAre());
}

TEST(ColumnsUsed, TakesBit63ForEveryColumnFromThere) {
  const Resource& tickets = *FindResource("tickets");
  const auto count = static_cast<int>(tickets.columns.size());
  ASSERT_GT(count, 64);
  std::vector<int> expected;
  for (int column = 63; column < count; ++column)
    expected.push_back(column);
  expected.push_back(client::kRawColumn);
  EXPECT_EQ(ColumnsUsed(uint64_t{1} << 63U, tickets), expected);
  EXPECT_THAT(ColumnsUsed(uint64_t{1} << 62U, tickets), ElementsAre(62));
}

}  // namespace
}  // namespace zoho_desk::vtab
