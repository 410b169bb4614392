// From the values of a query to keys, parents, parameters, bounds and the number of rows of the
// request.

#include <algorithm>

#include "tests/vtab/binding_fixture.h"

namespace zoho_desk::vtab {
namespace {

using resources::FindResource;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;
using testing::StartsWith;
using RequestRoute = resources::Route;

Binding Lookup(BoundTerm values) {
  return MustBind({.route = Route::kGet, .terms = {{0, TermOp::kIn}}}, {std::move(values)});
}

TEST(BindKeys, KeepsKeysThatCanExist) {
  const auto binding =
      Lookup({std::string("9"), int64_t{10}, 9.0, std::string("x"), NullValue{}, BlobValue{}, 7.5,
              int64_t{-1}, std::string("9 "), std::string("1\0", 2)});
  EXPECT_EQ(binding.request.route, RequestRoute::kGet);
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
  const ScanPlan plan{.route = Route::kGet, .terms = {{0, TermOp::kEqual}}, .has_limit = true};
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
