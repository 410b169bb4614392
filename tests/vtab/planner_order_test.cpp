// ORDER BY, walks in server order and LIMIT.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/vtab/planner_terms.h"

namespace zoho_desk::vtab {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

TEST(Planner, LeavesOrderToTheServerWhereItHasTheSame) {
  const Resource& contacts = *FindResource("contacts");
  const int created = ColumnOf(contacts, "createdTime");
  const int name = ColumnOf(contacts, "lastName");
  for (const bool descending : {false, true}) {
    const auto result = PlanFor(contacts, {}, {{created, descending}});
    EXPECT_TRUE(result.order_consumed);
    EXPECT_EQ(result.plan.sort_column, created);
    EXPECT_EQ(result.plan.descending, descending);
  }
  for (const std::vector<PlannerOrder>& order : {std::vector<PlannerOrder>{{name, false}},
                                                 {{created, false}, {name, false}},
                                                 {{-1, false}}}) {
    const auto result = PlanFor(contacts, {}, order);
    EXPECT_FALSE(result.order_consumed);
    EXPECT_EQ(result.plan.sort_column, -1);
    EXPECT_FALSE(result.plan.reads_all_rows);
  }
}

// Several lists one after the other have no common order.
TEST(Planner, ConsumesNoOrderOverSeveralLists) {
  static constexpr resources::SortKey kSorts[] = {{"createdTime", "createdTime", resources::kList}};
  Resource layouts = *FindResource("layouts");
  ASSERT_GE(layouts.FindColumn("createdTime"), 0);
  layouts.sorts = kSorts;
  const std::vector<PlannerOrder> order = {{ColumnOf(layouts, "createdTime"), false}};
  EXPECT_FALSE(PlanFor(layouts, {}, order).order_consumed);
  EXPECT_FALSE(PlanFor(layouts, {Term(layouts, "createdTime", Op::kGreater)}).plan.walks);
  EXPECT_TRUE(PlanFor(layouts, {Equal(layouts, "module")}, order).order_consumed);
}

TEST(Planner, WalksInServerOrderToABoundItCannotSend) {
  const Resource& calls = *FindResource("calls");
  const auto result = PlanFor(calls, {Term(calls, "createdTime", Op::kGreater)});
  EXPECT_THAT(result.text, HasSubstr("list createdTime>? walk=-createdTime"));
  EXPECT_FALSE(result.order_consumed);
  EXPECT_THAT(PlanFor(calls, {Term(calls, "createdTime", Op::kLessEqual)}).text,
              HasSubstr("list createdTime<=? walk=createdTime"));
}

TEST(Planner, WalksNotAgainstTheOrderTheQueryWants) {
  const Resource& calls = *FindResource("calls");
  const int created = ColumnOf(calls, "createdTime");
  const auto after = Term(calls, "createdTime", Op::kGreater);
  const auto against = PlanFor(calls, {after}, {{created, false}});
  EXPECT_TRUE(against.order_consumed);
  EXPECT_FALSE(against.plan.walks);
  EXPECT_FALSE(against.plan.descending);
  const auto along = PlanFor(calls, {after}, {{created, true}});
  EXPECT_TRUE(along.order_consumed);
  EXPECT_TRUE(along.plan.walks);
  EXPECT_TRUE(along.plan.descending);
}

TEST(Planner, SortsByAColumnThatTheRowsLackButDoesNotWalkByIt) {
  const Resource& contracts = *FindResource("contracts");
  const int made = ColumnOf(contracts, "createdTime");
  const auto sorted = PlanFor(contracts, {}, {{made, true}});
  EXPECT_TRUE(sorted.order_consumed);
  EXPECT_EQ(sorted.plan.sort_column, made);
  const auto range = PlanFor(contracts, {Term(contracts, "createdTime", Op::kGreater)});
  EXPECT_FALSE(range.plan.walks);
  EXPECT_THAT(range.arguments, IsEmpty());
}

TEST(Planner, SearchesForKeysOnlyWithATermOrAnOrder) {
  const Resource& calls = *FindResource("calls");
  EXPECT_EQ(PlanFor(calls, {}).plan.route, Route::kList);
  const auto after = Term(calls, "startTime", Op::kGreater);
  const auto before = Term(calls, "startTime", Op::kLess);
  EXPECT_EQ(PlanFor(calls, {after, before}).plan.route, Route::kSearch);
  EXPECT_EQ(PlanFor(calls, {after, before, kLimitTerm}).plan.route, Route::kSearch);
  // Too many rows to get each of them, and soon enough found in the list.
  EXPECT_EQ(PlanFor(calls, {after}).plan.route, Route::kList);
  EXPECT_EQ(PlanFor(calls, {after, kLimitTerm}).plan.route, Route::kList);
  EXPECT_EQ(PlanFor(calls, {kLimitTerm}, {{ColumnOf(calls, "modifiedTime"), true}}).plan.route,
            Route::kSearch);
  const Resource& articles = *FindResource("articles");
  EXPECT_EQ(PlanFor(articles, {kLimitTerm}).plan.route, Route::kList);
  EXPECT_EQ(PlanFor(articles, {Equal(articles, "searchText")}).plan.route, Route::kSearch);
}

TEST(Planner, SendsAParameterOnceTheNamedOneFirst) {
  const Resource& articles = *FindResource("articles");
  const auto expired = Equal(articles, "expiryDate");
  EXPECT_THAT(PlanFor(articles, {expired, Equal(articles, "expiryTimeRange")}).arguments,
              ElementsAre(1));
  EXPECT_THAT(PlanFor(articles, {expired}).arguments, ElementsAre(0));
}

TEST(Planner, PushesARangeOfTimesThatPeopleEnterWithBothEndsOnly) {
  const Resource& tickets = *FindResource("tickets");
  const auto after = Term(tickets, "dueDate", Op::kGreaterEqual);
  const auto before = Term(tickets, "dueDate", Op::kLess);
  EXPECT_FALSE(Pushes(PlanFor(tickets, {after}), tickets, "dueDate"));
  EXPECT_FALSE(Pushes(PlanFor(tickets, {before}), tickets, "dueDate"));
  EXPECT_FALSE(Pushes(PlanFor(tickets, {after, Unusable(before)}), tickets, "dueDate"));
  EXPECT_THAT(PlanFor(tickets, {after, before}).arguments, ElementsAre(0, 1));
  EXPECT_TRUE(Pushes(PlanFor(tickets, {Equal(tickets, "dueDate")}), tickets, "dueDate"));
  EXPECT_TRUE(Pushes(PlanFor(tickets, {Term(tickets, "modifiedTime", Op::kGreater)}), tickets,
                     "modifiedTime"));
}

TEST(Planner, GivesUpAnOrderForSeveralValuesOfAParameter) {
  const Resource& tickets = *FindResource("tickets");
  const PlannerOrder by_time{ColumnOf(tickets, "createdTime"), true};
  EXPECT_TRUE(PlanFor(tickets, {Equal(tickets, "searchText")}, {by_time}).order_consumed);
  EXPECT_FALSE(PlanFor(tickets, {Term(tickets, "searchText", Op::kIn)}, {by_time}).order_consumed);
}

TEST(Planner, PassesALimitOnOnlyWhenNothingIsLeftToSqlite) {
  const Resource& contacts = *FindResource("contacts");
  const auto plain = PlanFor(contacts, {kOffsetTerm, kLimitTerm});
  EXPECT_TRUE(plain.plan.has_limit);
  EXPECT_TRUE(plain.plan.has_offset);
  EXPECT_TRUE(plain.plan.reads_all_rows);
  EXPECT_THAT(plain.arguments, ElementsAre(1, 0)) << "LIMIT comes first";
  const auto pushed = PlanFor(contacts, {Equal(contacts, "phone"), kLimitTerm});
  EXPECT_TRUE(pushed.plan.has_limit);
  EXPECT_THAT(pushed.arguments, ElementsAre(0, 1));
  const auto left = PlanFor(contacts, {Equal(contacts, "street"), kLimitTerm});
  EXPECT_FALSE(left.plan.has_limit);
  EXPECT_FALSE(left.plan.reads_all_rows);
  EXPECT_THAT(left.arguments, IsEmpty());
  EXPECT_FALSE(
      PlanFor(contacts, {kLimitTerm}, {{ColumnOf(contacts, "lastName"), false}}).plan.has_limit);
  EXPECT_TRUE(
      PlanFor(contacts, {kLimitTerm}, {{ColumnOf(contacts, "createdTime"), false}}).plan.has_limit);
}

}  // namespace
}  // namespace zoho_desk::vtab
