// From the values of a query to the request: exact, or left to SQLite.

#include "vtab/binding.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "vtab/table_layout.h"

namespace zoho_desk::vtab {
namespace {

using resources::Column;
using resources::ColumnType;
using resources::Filter;
using resources::FilterKind;
using resources::FindResource;
using resources::kGet;
using resources::kList;
using resources::kSearch;
using resources::Resource;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;
using testing::StartsWith;
using RequestRoute = client::ScanRequest::Route;
using Route = ScanPlan::Route;

// A resource with a filter of every kind.
constexpr uint8_t kEvery = kList | kSearch | kGet;
constexpr Column kColumns[] = {
    {"id", ColumnType::kId, kEvery, ""},          {"ownerId", ColumnType::kId, kEvery, ""},
    {"status", ColumnType::kText, kEvery, ""},    {"kind", ColumnType::kText, kEvery, ""},
    {"number", ColumnType::kInteger, kEvery, ""}, {"open", ColumnType::kBoolean, kEvery, ""},
    {"made", ColumnType::kTime, kEvery, ""},      {"due", ColumnType::kTime, kEvery, ""},
    {"rated", ColumnType::kTime, kEvery, ""},     {"name", ColumnType::kText, kEvery, ""},
    {"team", ColumnType::kText, kEvery, ""},
};
constexpr resources::FilterValue kKinds[] = {{"Open", "OPEN"}, {"On Hold", "HOLD"}};
constexpr Filter kFilters[] = {
    {.column = "ownerId",
     .param = "owner",
     .route = kSearch,
     .kind = FilterKind::kEqualList,
     .max_items = 3,
     .null_value = "${empty}"},
    {.column = "status",
     .param = "status",
     .route = kSearch,
     .kind = FilterKind::kEqualList,
     .max_items = 2,
     .min_length = 2,
     .max_length = 6},
    {.column = "team",
     .param = "team",
     .route = kSearch,
     .kind = FilterKind::kEqualList,
     .max_items = 2},
    {.column = "kind",
     .param = "kind",
     .route = kSearch,
     .kind = FilterKind::kEqualList,
     .values = kKinds,
     .max_items = 5},
    {.column = "number",
     .param = "number",
     .route = kSearch,
     .kind = FilterKind::kEqualList,
     .max_items = 5},
    {.column = "open", .param = "isOpen", .route = kSearch, .kind = FilterKind::kBoolean},
    {.column = "made", .param = "madeRange", .route = kSearch, .kind = FilterKind::kTimeRange},
    {.column = "rated",
     .param = "ratedFrom",
     .route = kSearch,
     .kind = FilterKind::kEpochRange,
     .upper_param = "ratedTo",
     .is_stamp = true},
    {.column = "due",
     .param = "dueFrom",
     .route = kSearch,
     .kind = FilterKind::kEpochRange,
     .upper_param = "dueTo"},
    {.column = "name",
     .param = "name",
     .route = kSearch,
     .kind = FilterKind::kPrefix,
     .min_length = 3,
     .max_length = 8},
    {.column = "name", .param = "implied", .kind = FilterKind::kPrefix, .star = false},
};
constexpr resources::SortKey kSorts[] = {{"made", "createdTime", kList | kSearch}};
constexpr resources::Parameter kParameters[] = {
    {.name = "viewId", .param = "view", .kind = resources::ParameterKind::kId},
    {.name = "text", .param = "_all", .route = kSearch},
    {.name = "window",
     .param = "from1",
     .kind = resources::ParameterKind::kTimeRange,
     .upper_param = "to1"},
};
constexpr std::string_view kKey[] = {"id"};
constexpr Resource kThings = {
    .name = "things",
    .key = kKey,
    .list = {.path = "/things", .max_limit = 100},
    .get = {.path = "/things/{id}"},
    .search = {.path = "/things/search", .by_id = true},
    .filters = kFilters,
    .sorts = kSorts,
    .parameters = kParameters,
    .columns = kColumns,
};

int ColumnOf(std::string_view name) {
  const TableLayout layout(kThings);
  for (int column = 0; column < layout.size(); ++column) {
    if (layout.NameOf(column) == name)
      return column;
  }
  ADD_FAILURE() << name;
  return -1;
}

BoundTerm Texts(std::initializer_list<const char*> texts) {
  BoundTerm term;
  for (const char* text : texts)
    term.emplace_back(std::string(text));
  return term;
}

Binding MustBind(const ScanPlan& plan, const std::vector<BoundTerm>& arguments,
                 const Resource& resource = kThings) {
  auto binding = Bind(plan, resource, arguments);
  EXPECT_TRUE(binding.ok()) << binding.error().message;
  return binding.ok() ? std::move(binding).value() : Binding();
}

// A search with one term.
Binding Search(std::string_view column, TermOp op, BoundTerm values) {
  return MustBind({.route = Route::kSearch, .terms = {{ColumnOf(column), op}}},
                  {std::move(values)});
}

// Nothing is sent and rows may exist: SQLite decides.
void ExpectLeftToSqlite(const Binding& binding) {
  EXPECT_FALSE(binding.no_rows);
  EXPECT_THAT(binding.request.params, IsEmpty());
  EXPECT_THAT(binding.request.alternatives, IsEmpty());
}

TEST(BindList, SendsSortedDistinctMembers) {
  EXPECT_THAT(Search("team", TermOp::kEqual, Texts({"a b"})).request.params,
              ElementsAre(Pair("team", "a b")));
  EXPECT_THAT(Search("team", TermOp::kIn, Texts({"b", "a", "b"})).request.params,
              ElementsAre(Pair("team", "a,b")));
  EXPECT_THAT(Search("ownerId", TermOp::kIn, {int64_t{7}, std::string("5"), 7.0}).request.params,
              ElementsAre(Pair("owner", "5,7")));
}

TEST(BindList, SkipsMembersThatEqualNothing) {
  EXPECT_THAT(
      Search("team", TermOp::kIn, {NullValue{}, std::string("a"), BlobValue{}}).request.params,
      ElementsAre(Pair("team", "a")));
  for (const BoundTerm& values :
       {BoundTerm{}, BoundTerm{NullValue{}}, BoundTerm{BlobValue{}, NullValue{}}}) {
    EXPECT_TRUE(Search("team", TermOp::kIn, values).no_rows);
    EXPECT_TRUE(Search("ownerId", TermOp::kIn, values).no_rows);
  }
  EXPECT_TRUE(Search("ownerId", TermOp::kEqual, {7.5}).no_rows);
}

TEST(BindList, LeavesTextToSqliteThatTheApiWouldReadOtherwise) {
  for (const char* text : {"a,b", "a*", "*", "${empty}", "$x", "a{", "a?", "50%", "\"a\"", " ab",
                           "ab ", "a\nb", "a\x7f", "a", "toolong", ""}) {
    SCOPED_TRACE(text);
    ExpectLeftToSqlite(Search("status", TermOp::kEqual, Texts({text})));
    ExpectLeftToSqlite(Search("status", TermOp::kIn, Texts({"good", text})));
  }
  EXPECT_THAT(Search("status", TermOp::kEqual, Texts({"caf\xc3\xa9"})).request.params,
              ElementsAre(Pair("status", "caf\xc3\xa9")));
}

// A number may equal text of another spelling: '05' = 5 where 5 comes from an INTEGER column, and
// '5.0' = 5.0 where it is written out.
TEST(BindList, LeavesNumbersForTextColumnsToSqlite) {
  ExpectLeftToSqlite(Search("status", TermOp::kEqual, {int64_t{2024}}));
  ExpectLeftToSqlite(Search("status", TermOp::kEqual, {2024.0}));
  ExpectLeftToSqlite(Search("status", TermOp::kEqual, {20.5}));
  ExpectLeftToSqlite(Search("status", TermOp::kIn, {std::string("good"), int64_t{2024}}));
}

TEST(BindList, KnowsTheMembersOfAClosedSet) {
  EXPECT_THAT(Search("kind", TermOp::kIn, Texts({"On Hold", "Open"})).request.params,
              ElementsAre(Pair("kind", "HOLD,OPEN")));
  for (const char* text : {"OPEN", "open", "Closed", "Open ", ""})
    ExpectLeftToSqlite(Search("kind", TermOp::kIn, Texts({"Open", text})));
}

TEST(BindList, SendsIdsAndNumbersAsDigits) {
  EXPECT_THAT(Search("number", TermOp::kIn, {int64_t{101}, 7.0, std::string("9")}).request.params,
              ElementsAre(Pair("number", "101,7,9")));
  for (const char* text : {"", "-1", "1.0", "0x1", "1e3", " 1", "1,2", "12345678901234567890"}) {
    SCOPED_TRACE(text);
    ExpectLeftToSqlite(Search("number", TermOp::kEqual, Texts({text})));
    ExpectLeftToSqlite(Search("ownerId", TermOp::kEqual, Texts({text})));
  }
}

// '007' = 7 under INTEGER affinity; a server asked for 007 may know no such number.
TEST(BindList, SendsNoNumberWithLeadingZeros) {
  for (const char* text : {"007", "00", "01"}) {
    const auto binding = Search("number", TermOp::kEqual, Texts({text}));
    ExpectLeftToSqlite(binding);
  }
  EXPECT_THAT(Search("number", TermOp::kEqual, Texts({"0"})).request.params,
              ElementsAre(Pair("number", "0")));
}

TEST(BindList, SplitsOneListThatIsTooLong) {
  const auto one = Search("team", TermOp::kIn, Texts({"e", "d", "c", "b", "a"}));
  EXPECT_THAT(one.request.params, IsEmpty());
  EXPECT_THAT(one.request.alternatives,
              ElementsAre(ElementsAre(Pair("team", "a,b")), ElementsAre(Pair("team", "c,d")),
                          ElementsAre(Pair("team", "e"))));
  const BoundTerm long_list = Texts({"aa", "bb", "cc"});
  const auto two =
      MustBind({.route = Route::kSearch,
                .terms = {{ColumnOf("status"), TermOp::kIn}, {ColumnOf("team"), TermOp::kIn}}},
               {long_list, long_list});
  EXPECT_THAT(two.request.params, IsEmpty());
  EXPECT_THAT(two.request.alternatives,
              ElementsAre(ElementsAre(Pair("status", "aa,bb")), ElementsAre(Pair("status", "cc"))));
}

TEST(BindList, SplitsNothingThatMustComeInOneOrder) {
  const auto binding = MustBind({.route = Route::kSearch,
                                 .terms = {{ColumnOf("team"), TermOp::kIn}},
                                 .sort_column = ColumnOf("made")},
                                {Texts({"a", "b", "c"})});
  ExpectLeftToSqlite(binding);
  EXPECT_EQ(binding.request.sort, "createdTime");
}

TEST(BindBoolean, SendsTrueAndFalse) {
  EXPECT_THAT(Search("open", TermOp::kEqual, {int64_t{1}}).request.params,
              ElementsAre(Pair("isOpen", "true")));
  EXPECT_THAT(Search("open", TermOp::kEqual, {std::string("0")}).request.params,
              ElementsAre(Pair("isOpen", "false")));
  for (const BoundValue& value :
       {BoundValue(int64_t{2}), BoundValue(0.5), BoundValue(std::string("true"))})
    ExpectLeftToSqlite(Search("open", TermOp::kEqual, {value}));
  EXPECT_TRUE(Search("open", TermOp::kEqual, {NullValue{}}).no_rows);
}

TEST(BindNull, AsksForRecordsWithoutAValue) {
  const auto binding = MustBind(
      {.route = Route::kSearch,
       .terms = {{ColumnOf("ownerId"), TermOp::kIsNull}, {ColumnOf("team"), TermOp::kEqual}}},
      {Texts({"a"})});
  EXPECT_THAT(binding.request.params, ElementsAre(Pair("owner", "${empty}"), Pair("team", "a")));
}

TEST(BindRange, JoinsTheBoundsOfOneColumn) {
  const std::vector<PlanTerm> terms = {{ColumnOf("made"), TermOp::kGreaterEqual},
                                       {ColumnOf("made"), TermOp::kLess}};
  const auto binding = MustBind({.route = Route::kSearch, .terms = terms},
                                {Texts({"2024-01-01"}), Texts({"2024-02-01"})});
  EXPECT_THAT(binding.request.params,
              ElementsAre(Pair("madeRange", "2023-12-31T23:59:59.000Z,2024-02-01T00:00:00.999Z")));
  EXPECT_TRUE(MustBind({.route = Route::kSearch, .terms = terms},
                       {Texts({"2024-02-01"}), Texts({"2024-01-01"})})
                  .no_rows);
}

TEST(BindRange, SendsEpochMillisecondsAsTwoParameters) {
  EXPECT_THAT(Search("rated", TermOp::kGreaterEqual, Texts({"2024-01-01"})).request.params,
              ElementsAre(Pair("ratedFrom", "1704067199000"), Pair("ratedTo", "4102444799000")));
}

TEST(BindRange, GivesATimeThatPeopleEnterNoEndThatSqlDoesNotGive) {
  for (const TermOp op : {TermOp::kGreater, TermOp::kLessEqual}) {
    for (const char* text : {"2024-01-01", "1800", "2100-01-01"})
      ExpectLeftToSqlite(Search("due", op, Texts({text})));
  }
  const std::vector<PlanTerm> terms = {{ColumnOf("due"), TermOp::kGreaterEqual},
                                       {ColumnOf("due"), TermOp::kLess}};
  const ScanPlan plan{.route = Route::kSearch, .terms = terms};
  EXPECT_THAT(MustBind(plan, {Texts({"1970-01-01"}), Texts({"2024-01-01"})}).request.params,
              ElementsAre(Pair("dueFrom", "-1000"), Pair("dueTo", "1704067200999")));
  ExpectLeftToSqlite(MustBind(plan, {Texts({"2024-01-01"}), Texts({"2100-01-02"})}));
  ExpectLeftToSqlite(MustBind(plan, {Texts({"1899-12-31"}), Texts({"2024-01-01"})}));
}

TEST(BindRange, KnowsWhatComparesWithNothing) {
  EXPECT_TRUE(Search("made", TermOp::kGreater, {NullValue{}}).no_rows);
  for (const BoundValue& value : {BoundValue(int64_t{2024}), BoundValue(2024.5)})
    ExpectLeftToSqlite(Search("made", TermOp::kGreater, {value}));
}

TEST(BindPrefix, SendsThePlainWordBeforeTheWildcard) {
  EXPECT_THAT(Search("name", TermOp::kLike, Texts({"abc%"})).request.params,
              ElementsAre(Pair("name", "abc*")));
  EXPECT_THAT(Search("name", TermOp::kLike, Texts({"Abc1_x%"})).request.params,
              ElementsAre(Pair("name", "Abc1*")));
  const auto implied = MustBind({.terms = {{ColumnOf("name"), TermOp::kLike}}}, {Texts({"a%"})});
  EXPECT_THAT(implied.request.params, ElementsAre(Pair("implied", "a")));
}

TEST(BindPrefix, LeavesOtherPatternsToSqlite) {
  for (const char* pattern : {"abc", "ab%", "%abc", "_abc%", "a-bc%", "abc d%", "abc,%", "abc*%",
                              "$ab%", "abcdefghi%", "caf\xc3\xa9%", "", "%"}) {
    SCOPED_TRACE(pattern);
    ExpectLeftToSqlite(Search("name", TermOp::kLike, Texts({pattern})));
  }
  for (const BoundValue& value : {BoundValue(int64_t{123}), BoundValue(1.5),
                                  BoundValue(NullValue{}), BoundValue(BlobValue{})})
    ExpectLeftToSqlite(Search("name", TermOp::kLike, {value}));
}

Binding Lookup(BoundTerm values) {
  return MustBind({.route = Route::kRecord, .terms = {{0, TermOp::kIn}}}, {std::move(values)});
}

TEST(BindKeys, KeepsKeysThatCanExist) {
  const auto binding =
      Lookup({std::string("9"), int64_t{10}, 9.0, std::string("x"), NullValue{}, BlobValue{}, 7.5,
              int64_t{-1}, std::string("9 "), std::string("1\0", 2)});
  EXPECT_EQ(binding.request.route, RequestRoute::kRecords);
  EXPECT_THAT(binding.request.keys, ElementsAre("10", "9"));
  EXPECT_FALSE(binding.no_rows);
  for (const BoundTerm& values :
       {BoundTerm{}, BoundTerm{NullValue{}}, BoundTerm{BlobValue{}}, BoundTerm{std::string("x")}})
    EXPECT_TRUE(Lookup(values).no_rows);
}

TEST(BindParent, FixesTheValueOrFindsNothing) {
  const Resource& layouts = *FindResource("layouts");
  const ScanPlan plan{
      .terms = {{TableLayout(layouts).OfColumn(layouts.FindColumn("module")), TermOp::kEqual}}};
  EXPECT_EQ(MustBind(plan, {Texts({"Cases"})}, layouts).request.parents,
            std::vector<std::string>{"Cases"});
  for (const BoundValue& value :
       {BoundValue(NullValue{}), BoundValue(BlobValue{}), BoundValue(1.5)})
    EXPECT_TRUE(MustBind(plan, {{value}}, layouts).no_rows);
}

TEST(BindParent, TakesAListOfValuesOnceEach) {
  const Resource& layouts = *FindResource("layouts");
  const ScanPlan plan{
      .terms = {{TableLayout(layouts).OfColumn(layouts.FindColumn("module")), TermOp::kIn}}};
  EXPECT_THAT(
      MustBind(plan, {Texts({"Contacts", "Cases", "Contacts"})}, layouts).request.parents.value(),
      testing::ElementsAre("Cases", "Contacts"));
  EXPECT_TRUE(MustBind(plan, {BoundTerm{NullValue{}}}, layouts).no_rows);
}

TEST(BindParameter, SendsAndEchoesItsValue) {
  const auto binding =
      MustBind({.route = Route::kSearch, .terms = {{ColumnOf("text"), TermOp::kEqual}}},
               {Texts({"a*, ${empty}"})});
  EXPECT_THAT(binding.request.params, ElementsAre(Pair("_all", "a*, ${empty}")));
  EXPECT_THAT(binding.parameter_values, ElementsAre(ElementsAre("", "a*, ${empty}", "")));
  EXPECT_TRUE(binding.request.has_parameters) << "no list may stand in for it";
  EXPECT_FALSE(Search("team", TermOp::kEqual, Texts({"a"})).request.has_parameters);
}

std::vector<ScanPlan> PlansOfTwo(std::string_view parameter) {
  const int column = ColumnOf(parameter);
  return {{.terms = {{column, TermOp::kEqual}, {column, TermOp::kEqual}}},
          {.terms = {{column, TermOp::kIn}, {column, TermOp::kEqual}}},
          {.terms = {{column, TermOp::kEqual}, {column, TermOp::kIn}}}};
}

TEST(BindParameter, MeansByTwoTermsWhatBothAllow) {
  for (const ScanPlan& plan : PlansOfTwo("viewId")) {
    EXPECT_TRUE(MustBind(plan, {Texts({"1"}), Texts({"2"})}).no_rows);
    EXPECT_TRUE(MustBind(plan, {Texts({"1"}), {NullValue{}}}).no_rows);
    const auto same = MustBind(plan, {Texts({"1"}), {int64_t{1}}});
    EXPECT_THAT(same.request.params, ElementsAre(Pair("view", "1")));
    EXPECT_THAT(same.request.alternatives, IsEmpty());
  }
  const auto list = MustBind(PlansOfTwo("viewId")[1], {Texts({"3", "1", "2"}), Texts({"2"})});
  EXPECT_THAT(list.request.params, ElementsAre(Pair("view", "2")));
}

TEST(BindParameter, AsksForEachValueOfAListOnce) {
  const auto binding = MustBind({.terms = {{ColumnOf("viewId"), TermOp::kIn}}},
                                {{std::string("7"), int64_t{5}, NullValue{}, std::string("5")}});
  EXPECT_THAT(binding.request.params, IsEmpty());
  EXPECT_THAT(binding.request.alternatives,
              ElementsAre(ElementsAre(Pair("view", "5")), ElementsAre(Pair("view", "7"))));
  EXPECT_THAT(binding.parameter_values,
              ElementsAre(ElementsAre("5", "", ""), ElementsAre("7", "", "")));
  EXPECT_TRUE(MustBind({.terms = {{ColumnOf("viewId"), TermOp::kIn}}}, {{NullValue{}}}).no_rows);
  EXPECT_FALSE(Bind({.terms = {{ColumnOf("viewId"), TermOp::kIn}}}, kThings,
                    std::vector<BoundTerm>{Texts({"5", "x"})})
                   .ok());
}

TEST(BindParameter, CombinesTheListsOfSeveral) {
  const auto binding =
      MustBind({.terms = {{ColumnOf("viewId"), TermOp::kIn}, {ColumnOf("window"), TermOp::kIn}}},
               {Texts({"1", "2"}), Texts({"2026-01-01,2026-02-01", "2026-03-01,2026-04-01"})});
  EXPECT_EQ(binding.request.alternatives.size(), 4U);
  EXPECT_THAT(binding.request.alternatives[1],
              ElementsAre(Pair("view", "1"), Pair("from1", "2026-03-01T00:00:00.000Z"),
                          Pair("to1", "2026-04-01T00:00:00.000Z")));
  EXPECT_THAT(binding.parameter_values[1], ElementsAre("1", "", "2026-03-01,2026-04-01"));
}

TEST(BindParameter, SendsTwoParametersWhereTheApiTakesTwo) {
  const ScanPlan plan{.terms = {{ColumnOf("window"), TermOp::kEqual}}};
  EXPECT_THAT(MustBind(plan, {Texts({"2026-01-01,2026-02-01"})}).request.params,
              ElementsAre(Pair("from1", "2026-01-01T00:00:00.000Z"),
                          Pair("to1", "2026-02-01T00:00:00.000Z")));
}

TEST(BindParameter, EndsTheQueryAtABadValueAndFindsNothingForNull) {
  const ScanPlan plan{.terms = {{ColumnOf("viewId"), TermOp::kEqual}}};
  EXPECT_THAT(MustBind(plan, {{int64_t{1892}}}).request.params, ElementsAre(Pair("view", "1892")));
  const auto binding = Bind(plan, kThings, std::vector<BoundTerm>{Texts({"x"})});
  ASSERT_FALSE(binding.ok());
  EXPECT_EQ(binding.error().code, Code::kInvalidArgument);
  EXPECT_THAT(binding.error().message, StartsWith("zoho_desk_things: viewId takes an id"));
  EXPECT_TRUE(MustBind(plan, {{NullValue{}}}).no_rows);
}

TEST(BindStop, BoundsAWalkOnTheSideItEnds) {
  const int made = ColumnOf("made");
  const auto newest_first = MustBind({.terms = {{made, TermOp::kGreaterEqual}},
                                      .sort_column = made,
                                      .descending = true,
                                      .walks = true},
                                     {Texts({"2024-01-01"})});
  ASSERT_TRUE(newest_first.request.stop);
  EXPECT_EQ(newest_first.request.stop->column, kThings.FindColumn("made"));
  EXPECT_TRUE(newest_first.request.stop->descending);
  EXPECT_EQ(newest_first.request.stop->bound, "2023-12-31T23:59:59.000Z");
  EXPECT_EQ(newest_first.request.sort, "-createdTime");
  EXPECT_THAT(newest_first.request.params, IsEmpty());
  const auto oldest_first =
      MustBind({.terms = {{made, TermOp::kLess}}, .sort_column = made, .walks = true},
               {Texts({"2024-01-01"})});
  ASSERT_TRUE(oldest_first.request.stop);
  EXPECT_EQ(oldest_first.request.stop->bound, "2024-01-01T00:00:00.999Z");
  EXPECT_TRUE(MustBind({.terms = {{made, TermOp::kLess}}, .sort_column = made, .walks = true},
                       {{NullValue{}}})
                  .no_rows);
}

int64_t ExpectedRows(bool has_offset, std::vector<BoundTerm> arguments) {
  return MustBind({.has_limit = true, .has_offset = has_offset}, arguments).request.expected_rows;
}

TEST(BindLimit, CountsTheRowsBeforeTheOffsetToo) {
  EXPECT_EQ(ExpectedRows(false, {{int64_t{5}}}), 5);
  EXPECT_EQ(ExpectedRows(true, {{int64_t{5}}, {int64_t{20}}}), 25);
  EXPECT_EQ(ExpectedRows(true, {{int64_t{5}}, {int64_t{-3}}}), 5);
  EXPECT_EQ(ExpectedRows(false, {{int64_t{0}}}), 1);
  EXPECT_EQ(ExpectedRows(false, {{int64_t{-1}}}), 0) << "no limit";
  EXPECT_EQ(ExpectedRows(false, {{std::string("5")}}), 0);
  EXPECT_GT(ExpectedRows(true, {{INT64_MAX}, {INT64_MAX}}), 1000);
}

TEST(Bind, RefusesAnotherNumberOfArgumentsThanThePlanHas) {
  const Resource& tickets = *FindResource("tickets");
  const ScanPlan plan{.route = Route::kRecord, .terms = {{0, TermOp::kEqual}}, .has_limit = true};
  const BoundTerm id{std::string("1892")};
  const BoundTerm limit{int64_t{5}};
  EXPECT_TRUE(Bind(plan, tickets, std::vector<BoundTerm>{id, limit}).ok());
  for (const std::vector<BoundTerm>& arguments :
       {std::vector<BoundTerm>{}, {id}, {id, limit, limit}}) {
    const auto bound = Bind(plan, tickets, arguments);
    ASSERT_FALSE(bound.ok()) << arguments.size();
    EXPECT_EQ(bound.error().code, Code::kInternal);
  }
}

}  // namespace
}  // namespace zoho_desk::vtab
