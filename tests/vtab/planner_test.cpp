#include "vtab/planner.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "tests/vtab/planner_terms.h"

namespace zoho_desk::vtab {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

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
  EXPECT_EQ(result.plan.route, Route::kGet);
  EXPECT_EQ(result.plan.columns_used, 0x15U);
  EXPECT_THAT(result.arguments, ElementsAre(1));
  EXPECT_EQ(result.rows, 1);
  EXPECT_TRUE(result.at_most_one);
}

TEST(Planner, LooksChannelsUpByCode) {
  const Resource& channels = *FindResource("channels");
  EXPECT_EQ(PlanFor(channels, {Equal(channels, "code")}).plan.route, Route::kGet);
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

// What closes a ticket changes it: a lower bound of one time is one of the other.
TEST(Planner, BoundsATimeByAnEarlierOne) {
  const Resource& tickets = *FindResource("tickets");
  for (const Op op : {Op::kGreater, Op::kGreaterEqual}) {
    const auto since = PlanFor(tickets, {Term(tickets, "closedTime", op)});
    EXPECT_EQ(since.text, "search closedTime>=~? left=closedTime columns=15");
    EXPECT_THAT(since.arguments, ElementsAre(0));
    EXPECT_LT(since.cost, PlanFor(tickets, {}).cost);
    EXPECT_FALSE(since.plan.reads_all_rows);
  }
  for (const Op op : {Op::kLess, Op::kLessEqual, Op::kEqual, Op::kIsNull, Op::kLike})
    EXPECT_EQ(PlanFor(tickets, {Term(tickets, "closedTime", op)}).plan.route, Route::kList);
  EXPECT_EQ(PlanFor(tickets, {Unusable(Term(tickets, "closedTime", Op::kGreater))}).plan.route,
            Route::kList);
  auto from_like = Term(tickets, "closedTime", Op::kGreater);
  from_like.from_like = true;
  EXPECT_EQ(PlanFor(tickets, {from_like}).plan.route, Route::kList);
}

TEST(Planner, AddsABoundToTheRangeOfTheLaterTime) {
  const Resource& tickets = *FindResource("tickets");
  const auto both = PlanFor(tickets, {Term(tickets, "closedTime", Op::kGreater),
                                      Term(tickets, "modifiedTime", Op::kLess)});
  EXPECT_EQ(both.text, "search modifiedTime<? closedTime>=~? left=closedTime columns=15");
  EXPECT_THAT(both.arguments, ElementsAre(1, 0));
}

// Where rows come in the order of the later time, reading stops at the bound.
TEST(Planner, WalksBackToABoundOfAnEarlierTime) {
  const Resource& tasks = *FindResource("tasks");
  const auto completed = Term(tasks, "completedTime", Op::kGreaterEqual);
  EXPECT_EQ(PlanFor(tasks, {completed}).text,
            "list completedTime>=~? walk=-modifiedTime left=completedTime columns=15");
  const int modified = ColumnOf(tasks, "modifiedTime");
  EXPECT_EQ(PlanFor(tasks, {completed}, {{modified, true}}).text,
            "list completedTime>=~? walk sort=-modifiedTime left=completedTime columns=15");
  // The order is in the way.
  EXPECT_EQ(PlanFor(tasks, {completed}, {{modified, false}}).text,
            "list sort=modifiedTime left=completedTime columns=15");
}

TEST(Planner, FixesTheParent) {
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
  Resource without = tickets;
  without.filters = {};
  EXPECT_EQ(PlanFor(without, {Equal(without, "departmentId")}).text,
            "list left=departmentId columns=15");
}

TEST(Planner, PrefersTheKeyToTheParent) {
  const Resource& layouts = *FindResource("layouts");
  const auto result = PlanFor(layouts, {Equal(layouts, "module"), Equal(layouts, "id")});
  EXPECT_EQ(result.plan.route, Route::kGet);
  EXPECT_FALSE(Pushes(result, layouts, "module"));
  EXPECT_THAT(result.arguments, ElementsAre(1));
}

TEST(Planner, DoesNotLookUpWhereThereIsNoGetById) {
  for (const char* table : {"views", "customer_feedback"}) {
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

TEST(Planner, LooksUpAListOfKeysInOneScan) {
  const Resource& tickets = *FindResource("tickets");
  const auto result = PlanFor(tickets, {Term(tickets, "id", Op::kIn)});
  EXPECT_EQ(result.text, "get id=IN(?) all-rows columns=15");
  EXPECT_FALSE(result.at_most_one);
  EXPECT_GT(result.rows, 1);
}

TEST(Planner, TakesTheRouteThatCostsFewerCredits) {
  const Resource& contacts = *FindResource("contacts");
  // Only search takes a phone number or a time range.
  const auto phone = PlanFor(contacts, {Equal(contacts, "phone")});
  EXPECT_EQ(phone.plan.route, Route::kSearch);
  EXPECT_THAT(phone.arguments, ElementsAre(0));
  const auto between =
      PlanFor(contacts, {Term(contacts, "createdTime", Op::kGreaterEqual), Equal(contacts, "phone"),
                         Term(contacts, "createdTime", Op::kLess)});
  EXPECT_THAT(between.text,
              HasSubstr("search phone=? createdTime>=? createdTime<? all-rows columns="));
  EXPECT_THAT(between.arguments, ElementsAre(1, 0, 2));
  EXPECT_LT(between.rows, phone.rows);
  // What the list says is read from the list; what only search says is read from search.
  EXPECT_EQ(PlanFor(contacts, {}, {}, Used(contacts, {"id", "email"})).plan.route, Route::kList);
  EXPECT_EQ(PlanFor(contacts, {}, {}, Used(contacts, {"modifiedTime"})).plan.route, Route::kSearch);
}

TEST(Planner, LeavesToSqliteWhatNoRouteTakes) {
  const Resource& contacts = *FindResource("contacts");
  for (const Op op :
       {Op::kLess, Op::kLessEqual, Op::kGreater, Op::kGreaterEqual, Op::kLike, Op::kOther}) {
    const auto result = PlanFor(contacts, {Term(contacts, "phone", op)});
    EXPECT_EQ(result.text, "list left=phone columns=15");
    EXPECT_THAT(result.arguments, IsEmpty());
  }
  const auto unusable = PlanFor(contacts, {Unusable(Equal(contacts, "phone"))});
  EXPECT_EQ(unusable.text, "list left=phone columns=15");
}

TEST(Planner, AsksForRowsWithoutAValueOnlyWhereTheApiCan) {
  const Resource& contacts = *FindResource("contacts");
  const auto none = PlanFor(contacts, {Term(contacts, "phone", Op::kIsNull)});
  EXPECT_THAT(none.text, HasSubstr("search phone=NULL "));
  EXPECT_THAT(none.arguments, IsEmpty()) << "IS NULL has no value";
  EXPECT_THAT(PlanFor(contacts, {Term(contacts, "lastName", Op::kIsNull)}).text,
              HasSubstr("left=lastName"));
  EXPECT_THAT(PlanFor(contacts, {Term(contacts, "createdTime", Op::kIsNull)}).text,
              HasSubstr("left=createdTime"));
}

// LIKE compares without case; a range that SQLite derives from it is none of bytes.
TEST(Planner, NeverSendsARangeThatSqliteDerivedFromLike) {
  const Resource& contacts = *FindResource("contacts");
  for (const Op op : {Op::kLess, Op::kLessEqual, Op::kGreater, Op::kGreaterEqual}) {
    auto term = Term(contacts, "createdTime", op);
    term.from_like = true;
    const auto result = PlanFor(contacts, {term});
    EXPECT_THAT(result.arguments, IsEmpty());
    EXPECT_FALSE(result.plan.walks);
  }
}

TEST(Planner, SendsOneFilterOfAnExclusiveGroup) {
  const Resource& tickets = *FindResource("tickets");
  const auto both = PlanFor(tickets, {Equal(tickets, "statusType"), Equal(tickets, "status"),
                                      Term(tickets, "createdTime", Op::kGreater)});
  EXPECT_EQ(both.plan.route, Route::kSearch);
  EXPECT_TRUE(Pushes(both, tickets, "status"));
  EXPECT_FALSE(Pushes(both, tickets, "statusType"));
  EXPECT_THAT(both.text, HasSubstr("left=statusType"));
  const auto email = PlanFor(tickets, {Term(tickets, "email", Op::kLike), Equal(tickets, "email")});
  EXPECT_THAT(email.text, HasSubstr("search email=? left=email "));
  EXPECT_THAT(email.arguments, ElementsAre(1));
}

TEST(Planner, SendsParametersOnTheirRoute) {
  const Resource& contacts = *FindResource("contacts");
  EXPECT_EQ(PlanFor(contacts, {Equal(contacts, "viewId")}).text,
            "list viewId=? all-rows columns=15");
  EXPECT_EQ(PlanFor(contacts, {Equal(contacts, "searchText")}).text,
            "search searchText=? all-rows columns=15");
  // A parameter may change which rows there are: the key alone would not answer.
  const auto with_key = PlanFor(contacts, {Equal(contacts, "id"), Equal(contacts, "searchText")});
  EXPECT_EQ(with_key.plan.route, Route::kSearch);
  EXPECT_TRUE(Pushes(with_key, contacts, "searchText"));
  EXPECT_FALSE(with_key.at_most_one);
}

// Records come once, whichever of the values brings them: one scan sees them all.
TEST(Planner, TakesAListOfParameterValuesAtOnce) {
  const Resource& contacts = *FindResource("contacts");
  const auto result = PlanFor(contacts, {Term(contacts, "viewId", Op::kIn)});
  EXPECT_EQ(result.text, "list viewId=IN(?) all-rows columns=15");
  EXPECT_THAT(result.arguments, ElementsAre(0));
}

TEST(Planner, RefusesParametersOfTwoRoutes) {
  const Resource& contacts = *FindResource("contacts");
  const std::vector<PlannerTerm> terms = {Equal(contacts, "viewId"), Equal(contacts, "searchText")};
  const auto result = Plan(contacts, {.terms = terms});
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.error().code, Code::kInvalidArgument);
  EXPECT_THAT(result.error().message, HasSubstr("zoho_desk_contacts: "));
}

TEST(Planner, HasNoPlanWithoutTheValueOfAParameter) {
  const Resource& contacts = *FindResource("contacts");
  for (const PlannerTerm& term :
       {Unusable(Equal(contacts, "viewId")), Unusable(Term(contacts, "viewId", Op::kIn))}) {
    const std::vector<PlannerTerm> terms = {Equal(contacts, "id"), term};
    const auto result = Plan(contacts, {.terms = terms});
    ASSERT_TRUE(result.ok());
    EXPECT_FALSE(*result);
  }
}

TEST(Planner, RefusesParametersThatAreComparedWithSomethingElseThanEqual) {
  const Resource& contacts = *FindResource("contacts");
  for (const PlannerTerm& term :
       {Term(contacts, "viewId", Op::kGreater), Term(contacts, "viewId", Op::kLike),
        Term(contacts, "viewId", Op::kIsNull), Term(contacts, "viewId", Op::kOther)}) {
    const std::vector<PlannerTerm> terms = {Equal(contacts, "id"), term};
    const auto result = Plan(contacts, {.terms = terms});
    ASSERT_FALSE(result.ok());
    EXPECT_EQ(result.error().code, Code::kInvalidArgument);
    EXPECT_THAT(result.error().message, HasSubstr("give it as viewId = '...', or leave it out"));
  }
}

// Column values that the rows lack cost a request each: such plans must look dear.
TEST(Planner, PricesColumnsThatTheRowsLack) {
  const Resource& products = *FindResource("products");
  const double list = PlanFor(products, {}, {}, Used(products, {"id"})).cost;
  const double both = PlanFor(products, {}, {}, Used(products, {"owner", "cf"})).cost;
  const Resource& tickets = *FindResource("tickets");
  const double get = PlanFor(tickets, {}, {}, uint64_t{1} << 63U).cost;
  EXPECT_LT(list, both);
  EXPECT_LT(both, get);
}

// What a plan says is what xFilter will read.
TEST(Planner, WritesTextThatReadsBack) {
  for (const Resource* resource : resources::AllResources()) {
    const TableLayout layout(*resource);
    for (int column = 0; column < layout.size(); ++column) {
      for (const Op op : {Op::kEqual, Op::kIn, Op::kLess, Op::kGreaterEqual, Op::kLike, Op::kIsNull,
                          Op::kOther}) {
        const std::vector<PlannerTerm> terms = {{.column = column, .op = op, .usable = true},
                                                kLimitTerm};
        const auto result = Plan(*resource, {.terms = terms, .columns_used = 3});
        if (!result.ok() || !*result)
          continue;  // a parameter
        const auto read = PlanFromText((*result)->text, *resource);
        ASSERT_TRUE(read) << (*result)->text;
        EXPECT_EQ(*read, (*result)->plan) << (*result)->text;
        const auto nulls =
            std::count_if(read->terms.begin(), read->terms.end(),
                          [](const PlanTerm& term) { return term.op == TermOp::kIsNull; });
        const size_t hints = (read->has_limit ? 1U : 0U) + (read->has_offset ? 1U : 0U);
        EXPECT_EQ((*result)->arguments.size(),
                  read->terms.size() - static_cast<size_t>(nulls) + hints);
      }
    }
  }
}

}  // namespace
}  // namespace zoho_desk::vtab
