// The type rules of docs/DECISIONS.md, "Types", value by value.

#include "client/json_value.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "tests/client/cell_text.h"

namespace zoho_desk::client {
namespace {

using resources::ColumnType;
using enum resources::ColumnType;

std::string FromString(std::string_view text, ColumnType type) {
  std::string made;
  return Show(FromJsonString(text, type, made));
}

std::string FromNumber(std::string_view token, ColumnType type) {
  std::string made;
  return Show(FromJsonNumber(token, type, made));
}

TEST(JsonValue, KeepsIdsAsTextWhetherStringOrNumber) {
  EXPECT_EQ(FromString("4000000000000001", kId), "text 4000000000000001");
  EXPECT_EQ(FromNumber("4000000000000001", kId), "text 4000000000000001");
  // Neither 64 bits nor a double hold these digits.
  EXPECT_EQ(FromNumber("98765432109876543210987", kId), "text 98765432109876543210987");
  EXPECT_EQ(FromString("007", kId), "text 007");
}

TEST(JsonValue, KeepsTextAsItCame) {
  EXPECT_EQ(FromString("", kText), "text ");
  EXPECT_EQ(FromString("12", kText), "text 12");
  EXPECT_EQ(FromString("true", kText), "text true");
  EXPECT_EQ(FromString("1466525776000", kText), "text 1466525776000");
  EXPECT_EQ(FromNumber("1.50", kText), "text 1.50");
  EXPECT_EQ(Show(FromJsonBoolean(true, kText)), "text true");
  EXPECT_EQ(Show(FromJsonBoolean(false, kId)), "text false");
}

TEST(JsonValue, ReadsCountsSentAsStrings) {
  EXPECT_EQ(FromString("0", kInteger), "integer 0");
  EXPECT_EQ(FromString("42", kInteger), "integer 42");
  EXPECT_EQ(FromString("-7", kInteger), "integer -7");
  EXPECT_EQ(FromString("9223372036854775807", kInteger), "integer 9223372036854775807");
  EXPECT_EQ(FromString("-9223372036854775808", kInteger), "integer -9223372036854775808");
}

TEST(JsonValue, ReadsTextThatIsAJsonNumberLikeThatNumber) {
  for (const ColumnType type : {kInteger, kReal}) {
    for (const std::string_view token :
         {"0", "-0", "1.0", "1e3", "-2.5E-1", "9223372036854775808", "1e400"})
      EXPECT_EQ(FromString(token, type), FromNumber(token, type)) << token;
  }
  EXPECT_EQ(FromNumber("-0", kInteger), "integer 0");
}

TEST(JsonValue, LeavesTextAloneThatIsNoJsonNumber) {
  for (const std::string_view text :
       {"007", "+7", "-", " 7", "7 ", "0x10", "12a", "00", "1_000", "1,5", "."}) {
    EXPECT_EQ(FromString(text, kReal), "text " + std::string(text)) << text;
    EXPECT_EQ(FromString(text, kInteger), "text " + std::string(text)) << text;
  }
}

TEST(JsonValue, TakesNumbersInIntegerColumns) {
  EXPECT_EQ(FromNumber("0", kInteger), "integer 0");
  EXPECT_EQ(FromNumber("-12", kInteger), "integer -12");
  EXPECT_EQ(FromNumber("9223372036854775807", kInteger), "integer 9223372036854775807");
  EXPECT_EQ(FromNumber("1.5", kInteger), "real 1.5");
  EXPECT_EQ(FromNumber("2e3", kInteger), "real 2000");
  EXPECT_EQ(Show(FromJsonBoolean(true, kInteger)), "integer 1");
}

TEST(JsonValue, KeepsNumbersTooLargeForSqlAsText) {
  EXPECT_EQ(FromNumber("9223372036854775808", kInteger), "text 9223372036854775808");
  EXPECT_EQ(FromNumber("123456789012345678901234567890", kReal),
            "text 123456789012345678901234567890");
  EXPECT_EQ(FromNumber("1e999", kReal), "text 1e999");
  EXPECT_EQ(FromNumber("-1e999", kInteger), "text -1e999");
}

TEST(JsonValue, ReadsDecimalsFromStringsAndNumbers) {
  EXPECT_EQ(FromString("19.25", kReal), "real 19.25");
  EXPECT_EQ(FromString("-0.5", kReal), "real -0.5");
  EXPECT_EQ(FromString("3", kReal), "real 3");
  EXPECT_EQ(FromNumber("19.25", kReal), "real 19.25");
  EXPECT_EQ(FromNumber("3", kReal), "real 3");
  EXPECT_EQ(FromNumber("25E-2", kReal), "real 0.25");
}

TEST(JsonValue, LeavesStringsAloneThatAreNotDecimals) {
  for (const std::string_view text :
       {"EUR 5", "5,0", "1.2.3", "nan", "inf", "-infinity", "1e999", " 1", "1 ", "0x1p3"}) {
    EXPECT_EQ(FromString(text, kReal), "text " + std::string(text)) << text;
  }
}

TEST(JsonValue, ReadsBooleansHoweverTheyAreSent) {
  EXPECT_EQ(Show(FromJsonBoolean(true, kBoolean)), "integer 1");
  EXPECT_EQ(Show(FromJsonBoolean(false, kBoolean)), "integer 0");
  EXPECT_EQ(FromString("true", kBoolean), "integer 1");
  EXPECT_EQ(FromString("false", kBoolean), "integer 0");
  EXPECT_EQ(FromNumber("1", kBoolean), "integer 1");
  EXPECT_EQ(FromNumber("0", kBoolean), "integer 0");
  EXPECT_EQ(FromString("True", kBoolean), "integer 1");
  EXPECT_EQ(FromString("FALSE", kBoolean), "integer 0");
  EXPECT_EQ(FromString("1", kBoolean), "integer 1");
  EXPECT_EQ(FromString("0", kBoolean), "integer 0");
  EXPECT_EQ(FromNumber("2", kBoolean), "integer 2");
  for (const std::string_view text : {"yes", "t", "truee", "fals", " true", "2"})
    EXPECT_EQ(FromString(text, kBoolean), "text " + std::string(text));
}

TEST(JsonValue, TakesEmptyTextForNoValueWhereNoTextIsOne) {
  for (const ColumnType type : {kId, kTime, kDate, kInteger, kReal, kBoolean})
    EXPECT_EQ(FromString("", type), "null") << static_cast<int>(type);
}

// 1,466,525,776 seconds after 1970 is 2016-06-21 16:16:16 UTC.
TEST(JsonValue, ConvertsEpochMillisToIsoTime) {
  EXPECT_EQ(FromString("1466525776000", kTime), "text 2016-06-21T16:16:16.000Z");
  EXPECT_EQ(FromNumber("1466525776042", kTime), "text 2016-06-21T16:16:16.042Z");
  EXPECT_EQ(FromString("146652577600", kTime), "text 1974-08-25T08:49:37.600Z");
  EXPECT_EQ(FromString("14665257760000", kTime), "text 2434-09-21T18:42:40.000Z");
  EXPECT_EQ(FromNumber("-1466525776000", kTime), "text 1923-07-13T07:43:44.000Z");
  EXPECT_EQ(FromString("1466525776000", kDate), "text 2016-06-21");
  EXPECT_EQ(FromNumber("1466525776000", kDate), "text 2016-06-21");
}

TEST(JsonValue, KeepsTimesThatAreText) {
  EXPECT_EQ(FromString("2016-06-21T16:16:16.000Z", kTime), "text 2016-06-21T16:16:16.000Z");
  EXPECT_EQ(FromString("2016-06-21", kDate), "text 2016-06-21");
  EXPECT_EQ(FromString("2016-06-21T16:16:16.000+05:30", kDate),
            "text 2016-06-21T16:16:16.000+05:30");
  // As long as epoch milliseconds, but none.
  EXPECT_EQ(FromString("2016-06-21T16", kTime), "text 2016-06-21T16");
  EXPECT_EQ(FromString("0466525776000", kTime), "text 0466525776000");
}

TEST(JsonValue, ConvertsEpochSecondsToIsoTime) {
  EXPECT_EQ(FromNumber("1466525776", kTime), "text 2016-06-21T16:16:16.000Z");
  EXPECT_EQ(FromString("1466525776", kTime), "text 2016-06-21T16:16:16.000Z");
  EXPECT_EQ(FromString("1466525776", kDate), "text 2016-06-21");
}

TEST(JsonValue, ConvertsTimesOfOtherZonesAndFormsToUtc) {
  for (const std::string_view text :
       {"2016-06-21T21:46:16+05:30", "2016-06-21T21:46:16.000+0530", "2016-06-21T09:16:16-07",
        "2016-06-21T16:16:16", "2016-06-21 16:16:16Z", "2016-06-21t16:16:16z"})
    EXPECT_EQ(FromString(text, kTime), "text 2016-06-21T16:16:16.000Z") << text;
}

TEST(JsonValue, DoesNotTakeSmallOrHugeNumbersForTimes) {
  EXPECT_EQ(FromNumber("146652577", kTime), "integer 146652577");
  EXPECT_EQ(FromNumber("14665257760", kTime), "integer 14665257760");
  EXPECT_EQ(FromNumber("100000000000000", kTime), "integer 100000000000000");
  EXPECT_EQ(FromNumber("0", kTime), "text 1970-01-01T00:00:00.000Z");
}

TEST(JsonValue, KeepsScalarsInJsonColumnsAsJson) {
  EXPECT_EQ(FromNumber("1.50", kJson), "json 1.50");
  EXPECT_EQ(Show(FromJsonBoolean(true, kJson)), "json true");
  EXPECT_EQ(Show(FromJsonBoolean(false, kJson)), "json false");
}

TEST(Unescape, KnowsTheEscapesOfRfc8259) {
  EXPECT_EQ(Unescape(R"(\"\\\/\b\f\n\r\t)"), "\"\\/\b\f\n\r\t");
  EXPECT_EQ(Unescape(R"(a\u0041\u00e9\u20AC\ud83d\uDE00z)"),
            "aA\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80z");
  EXPECT_EQ(Unescape("no escape"), "no escape");
}

TEST(Unescape, ReplacesWhatIsNoTextToSqlite) {
  const std::string replaced = "\xef\xbf\xbd";
  EXPECT_EQ(Unescape(R"(a\u0000b)"), "a" + replaced + "b");
  for (const char* lone : {R"(\ud800)", R"(\udfff)", R"(\uDBFF)"})
    EXPECT_EQ(Unescape(lone), replaced) << lone;
  EXPECT_EQ(Unescape(R"(\udc00\ud800)"), replaced + replaced);
  EXPECT_EQ(Unescape(R"(\ud800\u0041)"), replaced + "A");
  EXPECT_EQ(Unescape(R"(\ud800\n)"), replaced + "\n");
}

TEST(Unescape, RefusesOtherEscapes) {
  for (const char* text : {R"(\x41)", R"(\)", R"(\u12)", R"(\u12g4)", R"(\u-123)", R"(\U0041)",
                           R"(\ud800\u12)", R"(\')"})
    EXPECT_FALSE(Unescape(text)) << text;
}

TEST(IsJsonNumber, AcceptsTheGrammarOfRfc8259) {
  for (const std::string_view token :
       {"0", "-0", "7", "10", "-12", "0.5", "12.000", "1e5", "1E5", "1e+5", "1e-05", "-0.0e-0",
        "123456789012345678901234567890", "1e999"}) {
    EXPECT_TRUE(IsJsonNumber(token)) << token;
  }
}

TEST(IsJsonNumber, RefusesEverythingElse) {
  for (const std::string_view token :
       {"",      "-",    "+1", "01", "-01", "00",    ".5",       "5.",  "1.e5", "1e", "1e+",
        "1.5.2", "0x10", "1a", " 1", "1 ",  "1_000", "Infinity", "NaN", "--1",  "1-", "1e5.0"}) {
    EXPECT_FALSE(IsJsonNumber(token)) << token;
  }
}

}  // namespace
}  // namespace zoho_desk::client
