// The text of a plan: read back exactly, and readable in EXPLAIN QUERY PLAN.

#include "vtab/plan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "client/page.h"
#include "vtab/table_layout.h"

namespace zoho_desk::vtab {
namespace {

using resources::FindResource;
using resources::Resource;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using Route = resources::Route;

// colUsed for these columns of a resource, as SQLite sets it.
uint64_t Used(const Resource& resource, std::initializer_list<std::string_view> names) {
  uint64_t mask = 0;
  for (const std::string_view name : names) {
    const int index = resource.FindColumn(name);
    EXPECT_GE(index, 0) << name;
    const int column = TableLayout(resource).OfColumn(index);
    mask |= uint64_t{1} << static_cast<unsigned>(column < 63 ? column : 63);
  }
  return mask;
}

// A table column by name, parameters included.
int ColumnOf(const Resource& resource, std::string_view name) {
  const TableLayout layout(resource);
  for (int column = 0; column < layout.size(); ++column) {
    if (layout.NameOf(column) == name)
      return column;
  }
  ADD_FAILURE() << name;
  return -1;
}

std::string Text(const ScanPlan& plan, const Resource& resource) {
  return ToText(plan, resource, {});
}

constexpr TermOp kEveryOp[] = {TermOp::kEqual,     TermOp::kIn,      TermOp::kLess,
                               TermOp::kLessEqual, TermOp::kGreater, TermOp::kGreaterEqual,
                               TermOp::kLike,      TermOp::kIsNull,  TermOp::kSince};

bool TakesTerm(const Resource& resource, int column, TermOp op) {
  const TableColumn meaning = TableLayout(resource).at(column);
  switch (meaning.kind) {
    case TableColumn::Kind::kColumn:
      return op != TermOp::kSince ||
             !resource.columns[static_cast<size_t>(meaning.index)].not_after.empty();
    case TableColumn::Kind::kParameter:
    case TableColumn::Kind::kProfile:
      return op == TermOp::kEqual;
    case TableColumn::Kind::kSource:
    case TableColumn::Kind::kRaw:
      break;
  }
  return false;
}

TEST(Plan, SurvivesItsText) {
  for (const Resource* resource : resources::AllResources()) {
    const TableLayout layout(*resource);
    for (const uint64_t columns : {uint64_t{0}, uint64_t{1}, uint64_t{0x1f}, uint64_t{1} << 63U,
                                   uint64_t{0xdeadbeefcafe}, ~uint64_t{0}}) {
      std::vector<ScanPlan> plans;
      for (const Route route : {Route::kList, Route::kSearch})
        plans.push_back({.route = route, .columns_used = columns});
      if (resource->key.size() == 1) {
        for (const TermOp op : {TermOp::kEqual, TermOp::kIn})
          plans.push_back({.route = Route::kGet, .terms = {{0, op}}, .columns_used = columns});
      }
      for (int column = 0; column < layout.size(); ++column) {
        for (const TermOp op : kEveryOp) {
          if (TakesTerm(*resource, column, op))
            plans.push_back(
                {.terms = {{0, TermOp::kEqual}, {column, op}}, .columns_used = columns});
        }
        if (layout.at(column).kind != TableColumn::Kind::kColumn)
          continue;
        for (const bool descending : {false, true})
          plans.push_back(
              {.sort_column = column, .descending = descending, .columns_used = columns});
      }
      for (unsigned flags = 0; flags < 32; ++flags) {
        plans.push_back({.route = Route::kSearch,
                         .terms = {{0, TermOp::kLessEqual}},
                         .sort_column = 0,
                         .walks = (flags & 1U) != 0,
                         .has_limit = (flags & 2U) != 0,
                         .has_offset = (flags & 4U) != 0,
                         .reads_all_rows = (flags & 8U) != 0,
                         .matches_nothing = (flags & 16U) != 0,
                         .columns_used = columns});
      }
      for (const ScanPlan& plan : plans) {
        const std::string text = ToText(plan, *resource, {0, layout.size() - 1});
        const auto read = PlanFromText(text, *resource);
        ASSERT_TRUE(read) << text;
        EXPECT_EQ(*read, plan) << text;
      }
    }
  }
}

TEST(Plan, RefusesWhatItDidNotWrite) {
  const Resource& tickets = *FindResource("tickets");
  for (const std::string_view text : {"",
                                      " ",
                                      "columns=1",
                                      "list",
                                      "get id=?",
                                      "scan columns=1",
                                      "list columns=",
                                      "list columns=xyz",
                                      "list columns=1g",
                                      "list columns=-1",
                                      "list columns=0x1",
                                      "list columns=10000000000000000",
                                      "list columns=1 drop",
                                      "list where=1 columns=1",
                                      "list  columns=1",
                                      " list columns=1",
                                      "LIST columns=1",
                                      "list\tcolumns=1",
                                      "list noSuchColumn=? columns=1",
                                      "list id columns=1",
                                      "list id!=? columns=1",
                                      "list ID=? columns=1",
                                      "list sort= columns=1",
                                      "list sort=noSuchColumn columns=1",
                                      "list sort=--id columns=1",
                                      "list limit=5 columns=1",
                                      "list columns=1 columns=1",
                                      "list columns=1 ",
                                      "list columns=01",
                                      "list columns=1F",
                                      "list columns=1 walk",
                                      "list limit=? limit=? columns=1",
                                      "list offset=? limit=? columns=1",
                                      "list sort=createdTime sort=createdTime columns=1",
                                      "list all-rows limit=? columns=1",
                                      "list include=contacts columns=1",
                                      "list per-row=get columns=1",
                                      "list left= columns=1",
                                      "list left=id, columns=1",
                                      "list left=id,id columns=1",
                                      "list left=noSuchColumn columns=1",
                                      "list =? columns=1"}) {
    EXPECT_FALSE(PlanFromText(text, tickets)) << '"' << text << '"';
  }
}

// Well written, but nothing the binding could carry out.
TEST(Plan, RefusesPlansThatMakeNoSense) {
  const Resource& tickets = *FindResource("tickets");
  for (const std::string_view text : {"list _raw=? columns=1",
                                      "list sort=_raw columns=1",
                                      "list walk columns=1",
                                      "list viewId=NULL columns=1",
                                      "list viewId<? columns=1",
                                      "list sort=viewId columns=1",
                                      "get columns=1",
                                      "get subject=? columns=1",
                                      "get id<? columns=1",
                                      "get id=NULL columns=1",
                                      "get id=? id=? columns=1",
                                      "get id=? sort=createdTime columns=1",
                                      "list _source=? columns=1",
                                      "list sort=_source columns=1",
                                      "list sort=_profile columns=1",
                                      "list _profile<? columns=1",
                                      "list _profile=IN(?) columns=1",
                                      "list _profile=? _profile=? columns=1",
                                      "get _profile=? columns=1",
                                      "get id=? _profile=? columns=1",
                                      "get _profile=? _profile=? id=? columns=1"}) {
    EXPECT_FALSE(PlanFromText(text, tickets)) << '"' << text << '"';
  }
  // Its key has two columns.
  EXPECT_FALSE(PlanFromText("get id=? columns=1", *FindResource("views")));
  EXPECT_TRUE(PlanFromText("get id=? columns=1", tickets));
  EXPECT_TRUE(PlanFromText("list viewId=IN(?) columns=1", tickets));
  EXPECT_TRUE(PlanFromText("get _profile=? id=? columns=1", tickets));
}

TEST(Plan, ReadsAsASentence) {
  const Resource& tickets = *FindResource("tickets");
  EXPECT_EQ(Text({.columns_used = 1}, tickets), "list columns=1");
  EXPECT_EQ(
      Text({.route = Route::kGet, .terms = {{0, TermOp::kEqual}}, .columns_used = 1}, tickets),
      "get id=? columns=1");
  EXPECT_EQ(Text({.route = Route::kGet, .terms = {{0, TermOp::kIn}}, .columns_used = 1}, tickets),
            "get id=IN(?) columns=1");
  const Resource& channels = *FindResource("channels");
  EXPECT_EQ(
      Text({.route = Route::kGet, .terms = {{0, TermOp::kEqual}}, .columns_used = 1}, channels),
      "get code=? columns=1");
  const Resource& layouts = *FindResource("layouts");
  const int module = ColumnOf(layouts, "module");
  EXPECT_EQ(Text({.terms = {{module, TermOp::kEqual}}, .columns_used = 1}, layouts),
            "list module=? columns=1");
}

TEST(Plan, ReadsAsASentenceWithEverything) {
  const Resource& contacts = *FindResource("contacts");
  const int modified = ColumnOf(contacts, "modifiedTime");
  const int email = ColumnOf(contacts, "email");
  EXPECT_EQ(ToText({.route = Route::kSearch,
                    .terms = {{modified, TermOp::kGreaterEqual},
                              {modified, TermOp::kLess},
                              {email, TermOp::kLike},
                              {ColumnOf(contacts, "phone"), TermOp::kIsNull},
                              {ColumnOf(contacts, "searchText"), TermOp::kEqual}},
                    .sort_column = ColumnOf(contacts, "createdTime"),
                    .descending = true,
                    .has_limit = true,
                    .has_offset = true,
                    .columns_used = 1},
                   contacts, {email, 0, email}),
            "search modifiedTime>=? modifiedTime<? email~? phone=NULL searchText=? "
            "sort=-createdTime limit=? offset=? left=email,id columns=1");
  EXPECT_EQ(Text({.terms = {{modified, TermOp::kGreater}, {modified, TermOp::kLessEqual}},
                  .sort_column = modified,
                  .walks = true,
                  .reads_all_rows = true,
                  .columns_used = 1},
                 contacts),
            "list modifiedTime>? modifiedTime<=? walk sort=modifiedTime all-rows columns=1");
}

TEST(Plan, NamesTheIncludesOfItsRoute) {
  const Resource& tickets = *FindResource("tickets");
  const uint64_t used = Used(tickets, {"id", "product", "contact", "assignee"});
  EXPECT_THAT(Text({.columns_used = used}, tickets),
              HasSubstr(" include=products,contacts,assignee columns="));
  const uint64_t is_read = Used(tickets, {"isRead"});
  EXPECT_THAT(Text({.route = Route::kGet, .columns_used = is_read}, tickets),
              HasSubstr(" include=isRead "));
  EXPECT_THAT(Text({.route = Route::kSearch, .columns_used = used}, tickets),
              Not(HasSubstr("include=")));
  EXPECT_THAT(Text({.columns_used = Used(tickets, {"id", "subject"})}, tickets),
              Not(HasSubstr("include=")));
}

// The cheapest way that row_completer.h takes: search if it carries the column, else get-by-id.
TEST(Plan, NamesTheWayToColumnsItsRouteLacks) {
  const Resource& tickets = *FindResource("tickets");
  EXPECT_THAT(Text({.columns_used = Used(tickets, {"description"})}, tickets),
              HasSubstr(" per-row=search "));
  EXPECT_THAT(Text({.columns_used = Used(tickets, {"childTicketCount"})}, tickets),
              HasSubstr(" per-row=search "));
  EXPECT_THAT(
      Text({.route = Route::kSearch, .columns_used = Used(tickets, {"description"})}, tickets),
      Not(HasSubstr("per-row=")));
  EXPECT_THAT(
      Text({.route = Route::kSearch, .columns_used = Used(tickets, {"sentiment"})}, tickets),
      HasSubstr(" per-row=get "));
  const Resource& layouts = *FindResource("layouts");
  EXPECT_THAT(Text({.columns_used = Used(layouts, {"sections"})}, layouts),
              HasSubstr(" per-row=get "));
  EXPECT_THAT(
      Text({.route = Route::kGet, .columns_used = Used(layouts, {"layoutProfiles"})}, layouts),
      HasSubstr(" per-row=list "));
  const Resource& views = *FindResource("views");
  EXPECT_EQ(Text({.columns_used = Used(views, {"module"})}, views), "list columns=1");
}

TEST(ColumnsUsed, ReadsSqlitesMask) {
  const Resource& roles = *FindResource("roles");
  const auto raw = static_cast<unsigned>(TableLayout(roles).size() - 1);
  ASSERT_LT(raw, 63U);
  EXPECT_THAT(ColumnsUsed(0, roles), ElementsAre());
  EXPECT_THAT(ColumnsUsed(0b101, roles), ElementsAre(0, 2));
  EXPECT_THAT(ColumnsUsed(uint64_t{1} << raw | 1U, roles), ElementsAre(0, client::kRawColumn));
  // A bit beyond the columns of a small table means nothing.
  EXPECT_THAT(ColumnsUsed(uint64_t{1} << 63U, roles), ElementsAre());
}

TEST(ColumnsUsed, TakesBit63ForEveryColumnFromThere) {
  const Resource& tickets = *FindResource("tickets");
  const TableLayout layout(tickets);
  ASSERT_GT(layout.size(), 65);
  std::vector<int> expected;
  for (int column = 63; column < layout.size() - 1; ++column) {
    if (layout.at(column).kind == TableColumn::Kind::kColumn)
      expected.push_back(layout.at(column).index);
  }
  expected.push_back(client::kRawColumn);
  EXPECT_EQ(ColumnsUsed(uint64_t{1} << 63U, tickets), expected);
  const Resource& roles = *FindResource("roles");
  EXPECT_THAT(ColumnsUsed(uint64_t{1} << 62U, roles), ElementsAre());
  EXPECT_THAT(ColumnsUsed(uint64_t{1} << 50U, tickets), ElementsAre(50));
}

TEST(ColumnsUsed, LeavesParametersOut) {
  const Resource& contacts = *FindResource("contacts");
  const int parameter = ColumnOf(contacts, "searchText");
  const auto bit = [](int column) { return uint64_t{1} << static_cast<unsigned>(column); };
  EXPECT_THAT(ColumnsUsed(bit(parameter), contacts), ElementsAre());
  EXPECT_THAT(ColumnsUsed(bit(0) | bit(parameter), contacts), ElementsAre(0));
  EXPECT_THAT(ColumnsUsed(bit(ColumnOf(contacts, "_profile")) | bit(ColumnOf(contacts, "_source")),
                          contacts),
              ElementsAre());
}

}  // namespace
}  // namespace zoho_desk::vtab
