// From the values that a query compares with to filters of the request: exact, or left to SQLite.

#include "tests/vtab/binding_fixture.h"

namespace zoho_desk::vtab {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

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
  for (const char* text : {"-1", "1.0", "1e3", " 1", "12345678901234567890"}) {
    SCOPED_TRACE(text);
    ExpectLeftToSqlite(Search("number", TermOp::kEqual, Texts({text})));
    ExpectLeftToSqlite(Search("ownerId", TermOp::kEqual, Texts({text})));
  }
}

TEST(BindList, AsksNothingForWhatTheColumnCannotHold) {
  for (const char* text : {"", "#233", "0x1", "1,2"}) {
    SCOPED_TRACE(text);
    EXPECT_TRUE(Search("number", TermOp::kEqual, Texts({text})).no_rows);
    EXPECT_TRUE(Search("ownerId", TermOp::kIn, Texts({text, "x"})).no_rows);
  }
  EXPECT_TRUE(Search("made", TermOp::kEqual, Texts({"yesterday"})).no_rows);
  EXPECT_TRUE(Search("made", TermOp::kGreater, Texts({"now"})).no_rows);
  EXPECT_THAT(Search("number", TermOp::kIn, Texts({"9", "#9", "x"})).request.params,
              ElementsAre(Pair("number", "9")));
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
  for (const char* text : {"1.0", " 1"})
    ExpectLeftToSqlite(Search("open", TermOp::kEqual, Texts({text})));
  for (const BoundValue& value : {BoundValue(int64_t{2}), BoundValue(0.5),
                                  BoundValue(std::string("true")), BoundValue(NullValue{})})
    EXPECT_TRUE(Search("open", TermOp::kEqual, {value}).no_rows);
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

}  // namespace
}  // namespace zoho_desk::vtab
