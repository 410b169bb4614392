// What becomes of the value of a hidden parameter, and what a person reads when it is a bad one.

#include "vtab/parameter_value.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace zoho_desk::vtab {
namespace {

using resources::Parameter;
using resources::ParameterKind;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::Pair;

constexpr resources::Resource kThings = {.name = "things"};
constexpr std::string_view kPeriods[] = {"TODAY", "LAST_7_DAYS"};

Result<ParameterValue> Convert(const Parameter& parameter, const BoundValue& value) {
  return ConvertParameter(kThings, parameter, value);
}

// What the request carries; "refused" if the parameter does not take the value.
std::string Sent(const Parameter& parameter, const BoundValue& value) {
  const auto converted = Convert(parameter, value);
  if (!converted.ok()) {
    EXPECT_EQ(converted.error().code, Code::kInvalidArgument);
    return "refused";
  }
  EXPECT_THAT(converted->params, ElementsAre(Pair(std::string(parameter.param), testing::_)));
  return converted->params.at(0).second;
}

std::string Sent(const Parameter& parameter, const char* text) {
  return Sent(parameter, BoundValue(std::string(text)));
}

TEST(ParameterValue, IsTextOfTheLengthTheApiTakes) {
  const Parameter text{.name = "searchText", .param = "_all", .min_length = 3, .max_length = 5};
  EXPECT_EQ(Sent(text, "abc"), "abc");
  EXPECT_EQ(Sent(text, "a, b*"), "a, b*");
  EXPECT_EQ(Sent(text, "ab"), "refused");
  EXPECT_EQ(Sent(text, "abcdef"), "refused");
  EXPECT_EQ(Sent(text, ""), "refused");
  EXPECT_EQ(Sent(text, "\u00fc\u00fc"), "refused") << "two characters, four bytes";
  EXPECT_EQ(Sent(text, "\u00fc\u00fc\u00fc\u00fc\u00fc"), "\u00fc\u00fc\u00fc\u00fc\u00fc");
  EXPECT_EQ(Sent(text, BoundValue(int64_t{105})), "105");
  EXPECT_EQ(Sent(text, BoundValue(7.5)), "refused");
  EXPECT_EQ(Sent(text, BoundValue(BlobValue{})), "refused");
}

TEST(ParameterValue, IsAnIdOfDigits) {
  const Parameter view{.name = "viewId", .param = "viewId", .kind = ParameterKind::kId};
  EXPECT_EQ(Sent(view, "1892"), "1892");
  EXPECT_EQ(Sent(view, BoundValue(int64_t{1892})), "1892");
  for (const char* text : {"", "x", "1&y=2", "-1", "1.5", "1,2", "99999999999999999999"})
    EXPECT_EQ(Sent(view, text), "refused") << text;
}

TEST(ParameterValue, IsAListOfAsManyIdsAsTheApiTakes) {
  const Parameter ids{
      .name = "ids", .param = "ids", .kind = ParameterKind::kIdList, .max_items = 3};
  EXPECT_EQ(Sent(ids, "7"), "7");
  EXPECT_EQ(Sent(ids, BoundValue(int64_t{7})), "7");
  EXPECT_EQ(Sent(ids, "7, 8 ,9"), "7,8,9");
  for (const char* text : {"7,8,9,10", "7,,8", "7,", "7,x", ""})
    EXPECT_EQ(Sent(ids, text), "refused") << text;
}

TEST(ParameterValue, IsTrueOrFalseHoweverSqlWritesIt) {
  const Parameter flag{.name = "isOpen", .param = "isOpen", .kind = ParameterKind::kBoolean};
  for (const char* text : {"1", "true", "TRUE", "True"})
    EXPECT_EQ(Sent(flag, text), "true") << text;
  for (const char* text : {"0", "false", "FALSE"})
    EXPECT_EQ(Sent(flag, text), "false") << text;
  EXPECT_EQ(Sent(flag, BoundValue(int64_t{1})), "true");
  EXPECT_EQ(Sent(flag, BoundValue(0.0)), "false");
  for (const char* text : {"", "2", "yes", "tru"})
    EXPECT_EQ(Sent(flag, text), "refused") << text;
}

TEST(ParameterValue, IsAWordOfAClosedSetInTheApisSpelling) {
  const Parameter one{
      .name = "period", .param = "p", .kind = ParameterKind::kChoice, .values = kPeriods};
  EXPECT_EQ(Sent(one, "TODAY"), "TODAY");
  EXPECT_EQ(Sent(one, "today"), "TODAY");
  for (const char* text : {"", "TODA", "TODAYS", "TODAY,LAST_7_DAYS", "TODAY "})
    EXPECT_EQ(Sent(one, text), "refused") << text;
  const Parameter several{
      .name = "period", .param = "p", .kind = ParameterKind::kChoiceList, .values = kPeriods};
  EXPECT_EQ(Sent(several, "last_7_days, today"), "LAST_7_DAYS,TODAY");
  EXPECT_EQ(Sent(several, "TODAY,YESTERDAY"), "refused");
}

TEST(ParameterValue, IsARangeOfTimesInAnyFormSqliteReads) {
  const Parameter range{.name = "range",
                        .param = "range",
                        .kind = ParameterKind::kTimeRange,
                        .earliest = "2020-01-01"};
  EXPECT_EQ(Sent(range, "2026-01-01,2026-02-01"),
            "2026-01-01T00:00:00.000Z,2026-02-01T00:00:00.000Z");
  EXPECT_EQ(Sent(range, "2026-01-01 10:00, 2026-01-01T12:00:00.5+01:00"),
            "2026-01-01T10:00:00.000Z,2026-01-01T11:00:00.500Z");
  EXPECT_EQ(Sent(range, "2020-01-01,2020-01-01"),
            "2020-01-01T00:00:00.000Z,2020-01-01T00:00:00.000Z");
  for (const char* text :
       {"", "2026-01-01", "2026-01-01,", "2026-02-01,2026-01-01", "2019-12-31,2026-01-01",
        "2026-01-01,2100-01-01", "a,b", "2026-01-01,2026-02-01,2026-03-01"})
    EXPECT_EQ(Sent(range, text), "refused") << text;

  const Parameter pair{
      .name = "range", .param = "from", .kind = ParameterKind::kTimeRange, .upper_param = "to"};
  const auto two = Convert(pair, std::string("2026-01-01,2026-02-01"));
  ASSERT_TRUE(two.ok());
  EXPECT_THAT(two->params, ElementsAre(Pair("from", "2026-01-01T00:00:00.000Z"),
                                       Pair("to", "2026-02-01T00:00:00.000Z")));
}

TEST(ParameterValue, IsATestOfACustomField) {
  const Parameter field{.name = "customField",
                        .param = "customField1",
                        .kind = ParameterKind::kFieldTest,
                        .max_length = 12};
  EXPECT_EQ(Sent(field, "cf_city:Ulm"), "cf_city:Ulm");
  EXPECT_EQ(Sent(field, "cf_a:b:c*"), "cf_a:b:c*");
  for (const char* text : {"", "Ulm", ":Ulm", "cf city:Ulm", "cf_city:Berlin"})
    EXPECT_EQ(Sent(field, text), "refused") << text;
}

TEST(ParameterValue, IsEchoedAsTheQueryGaveIt) {
  const Parameter flag{.name = "isOpen", .param = "isOpen", .kind = ParameterKind::kBoolean};
  EXPECT_EQ(Convert(flag, int64_t{1})->echo, "1");
  EXPECT_EQ(Convert(flag, std::string("True"))->echo, "True");
}

std::string MessageFor(const Parameter& parameter, const BoundValue& value) {
  const auto converted = Convert(parameter, value);
  EXPECT_FALSE(converted.ok());
  return converted.ok() ? "" : converted.error().message;
}

TEST(ParameterValue, IsRefusedWithWhatToDoInstead) {
  const Parameter one{
      .name = "period", .param = "p", .kind = ParameterKind::kChoice, .values = kPeriods};
  EXPECT_EQ(
      MessageFor(one, std::string("soon")),
      "zoho_desk_things: period takes TODAY or LAST_7_DAYS, not 'soon'; correct the value, or "
      "leave period out and filter on columns (zoho_desk_columns lists both)");
  const Parameter text{.name = "searchText", .param = "_all", .min_length = 3};
  EXPECT_THAT(MessageFor(text, std::string("ab")),
              HasSubstr("searchText takes 3 to 100 characters, not 'ab'"));
  EXPECT_THAT(MessageFor(text, 7.5), HasSubstr("not a value that is neither text nor"));
}

TEST(ParameterValue, IsNotRepeatedInMessagesWhenLong) {
  const Parameter text{.name = "searchText", .param = "_all"};
  const std::string value = "\u00fc" + std::string(200, 'x');
  EXPECT_THAT(MessageFor(text, value),
              AllOf(HasSubstr("not 201 characters"), Not(HasSubstr("xx"))));
}

}  // namespace
}  // namespace zoho_desk::vtab
