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
  Resource without = tickets;
  without.filters = {};
  EXPECT_EQ(PlanFor(without, {Equal(without, "departmentId")}).text,
            "list left=departmentId columns=15");
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
  EXPECT_THAT(result.text, HasSubstr("list createdTime>? walk sort=-createdTime"));
  EXPECT_FALSE(result.order_consumed);
  EXPECT_THAT(PlanFor(calls, {Term(calls, "createdTime", Op::kLessEqual)}).text,
              HasSubstr("list createdTime<=? walk sort=createdTime"));
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

// SQLite runs the scan once per value.
TEST(Planner, TakesAListOfParameterValuesOneByOne) {
  const Resource& contacts = *FindResource("contacts");
  const auto result = PlanFor(contacts, {Term(contacts, "viewId", Op::kIn)});
  EXPECT_EQ(result.text, "list viewId=? all-rows columns=15");
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
       {Unusable(Equal(contacts, "viewId")), Unusable(Term(contacts, "viewId", Op::kIn)),
        Term(contacts, "viewId", Op::kGreater), Term(contacts, "viewId", Op::kLike),
        Term(contacts, "searchText", Op::kIsNull), Term(contacts, "searchText", Op::kOther)}) {
    const std::vector<PlannerTerm> terms = {Equal(contacts, "id"), term};
    const auto result = Plan(contacts, {.terms = terms});
    ASSERT_TRUE(result.ok());
    EXPECT_FALSE(*result);
  }
}

// Column values that the rows lack cost a request each: such plans must look dear.
TEST(Planner, PricesColumnsThatTheRowsLack) {
  const Resource& tickets = *FindResource("tickets");
  const double list = PlanFor(tickets, {}, {}, Used(tickets, {"id"})).cost;
  const double search = PlanFor(tickets, {}, {}, Used(tickets, {"sentiment", "cf"})).cost;
  const double get = PlanFor(tickets, {}, {}, uint64_t{1} << 63U).cost;
  EXPECT_LT(list, search);
  EXPECT_LT(search, get);
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
        ASSERT_TRUE(result.ok());
        if (!*result)
          continue;
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
