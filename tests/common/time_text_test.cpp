#include "common/time_text.h"

#include <gtest/gtest.h>

namespace zoho_desk {
namespace {

constexpr int64_t kDay = 86'400'000;

TEST(TimeText, FormatsAsZohoDeskDoes) {
  EXPECT_EQ(FormatUtcMillis(0), "1970-01-01T00:00:00.000Z");
  EXPECT_EQ(FormatUtcMillis(1'466'525'776'123), "2016-06-21T16:16:16.123Z");
  EXPECT_EQ(FormatUtcDate(1'466'525'776'123), "2016-06-21");
}

TEST(TimeText, FormatsInstantsBefore1970) {
  EXPECT_EQ(FormatUtcMillis(-1), "1969-12-31T23:59:59.999Z");
  EXPECT_EQ(FormatUtcMillis(-kDay), "1969-12-31T00:00:00.000Z");
  EXPECT_EQ(FormatUtcDate(-1), "1969-12-31");
}

TEST(TimeText, RoundTrips) {
  for (const int64_t millis :
       {int64_t{0}, int64_t{1}, int64_t{-1}, int64_t{999}, int64_t{951'782'400'000},
        int64_t{1'709'164'799'999}, int64_t{-62'167'219'200'000}, int64_t{253'402'300'799'999}}) {
    const auto parsed = ParseIsoMillis(FormatUtcMillis(millis));
    ASSERT_TRUE(parsed) << FormatUtcMillis(millis);
    EXPECT_EQ(*parsed, millis);
  }
}

TEST(TimeText, CoversTheYears0000To9999) {
  EXPECT_EQ(FormatUtcMillis(-62'167'219'200'000), "0000-01-01T00:00:00.000Z");
  EXPECT_EQ(FormatUtcMillis(253'402'300'799'999), "9999-12-31T23:59:59.999Z");
}

TEST(TimeText, KnowsLeapDays) {
  EXPECT_EQ(FormatUtcDate(*ParseIsoMillis("2024-02-28") + kDay), "2024-02-29");
  EXPECT_EQ(FormatUtcDate(*ParseIsoMillis("2023-02-28") + kDay), "2023-03-01");
  EXPECT_TRUE(ParseIsoMillis("2000-02-29"));
  EXPECT_FALSE(ParseIsoMillis("1900-02-29"));
  EXPECT_FALSE(ParseIsoMillis("2023-02-29"));
}

TEST(TimeText, ReadsTheFormsSqliteReads) {
  const int64_t minute = *ParseIsoMillis("2016-06-21T16:16:00.000Z");
  for (const char* text :
       {"2016-06-21T16:16", "2016-06-21 16:16", "2016-06-21T16:16:00", "2016-06-21 16:16:00.000",
        "2016-06-21T16:16Z", "2016-06-21t16:16:00z"}) {
    const auto parsed = ParseIsoMillis(text);
    ASSERT_TRUE(parsed) << text;
    EXPECT_EQ(*parsed, minute) << text;
  }
  EXPECT_EQ(ParseIsoMillis("2016-06-21"), minute / kDay * kDay);
}

TEST(TimeText, ReadsZones) {
  const int64_t utc = *ParseIsoMillis("2016-06-21T16:16:16.000Z");
  EXPECT_EQ(ParseIsoMillis("2016-06-21T21:46:16+05:30"), utc);
  EXPECT_EQ(ParseIsoMillis("2016-06-21T09:16:16-07:00"), utc);
  EXPECT_EQ(ParseIsoMillis("2016-06-22T06:16:16+14:00"), utc);
  EXPECT_EQ(ParseIsoMillis("2016-06-21T16:16:16+00:00"), utc);
  EXPECT_EQ(ParseIsoMillis("2016-06-21T21:46:16+0530"), utc);
  EXPECT_EQ(ParseIsoMillis("2016-06-21T09:16:16-07"), utc);
}

TEST(TimeText, CutsFractionsToMilliseconds) {
  const int64_t second = *ParseIsoMillis("2016-06-21T16:16:16Z");
  EXPECT_EQ(ParseIsoMillis("2016-06-21T16:16:16.5Z"), second + 500);
  EXPECT_EQ(ParseIsoMillis("2016-06-21T16:16:16.05Z"), second + 50);
  EXPECT_EQ(ParseIsoMillis("2016-06-21T16:16:16.123999Z"), second + 123);
}

TEST(TimeText, TurnsOtherFormsIntoUtcWithAllDigits) {
  EXPECT_EQ(ToUtcText("2016-06-21T21:46:16+05:30"), "2016-06-21T16:16:16.000Z");
  EXPECT_EQ(ToUtcText("2016-06-21T21:46:16.5+0530"), "2016-06-21T16:16:16.500Z");
  EXPECT_EQ(ToUtcText("2016-06-21T21:46:16.123456789+0530"), "2016-06-21T16:16:16.123456789Z");
  EXPECT_EQ(ToUtcText("2016-01-01T00:00+14:00"), "2015-12-31T10:00:00.000Z");
  EXPECT_EQ(ToUtcText("2016-06-21 16:16"), "2016-06-21T16:16:00.000Z");
  EXPECT_EQ(ToUtcText("2016-06-21T16:16Z"), "2016-06-21T16:16:00.000Z");
  EXPECT_EQ(ToUtcText("2016-06-21t16:16:16z"), "2016-06-21T16:16:16.000Z");
}

TEST(TimeText, LeavesUtcAndDatesAndWhatIsNoTimeAlone) {
  for (const char* text :
       {"2016-06-21T16:16:16Z", "2016-06-21T16:16:16.000Z", "2016-06-21T16:16:16.123456Z",
        "2016-06-21", "2016-06-21T24:00:00+01:00", "2016-06-30T23:59:60Z", "2016-02-30T00:00",
        "9999-12-31T23:59:59-01:00", "0000-01-01T00:00+01:00", "now", ""})
    EXPECT_FALSE(ToUtcText(text)) << text;
}

TEST(TimeText, RefusesAnythingElse) {
  for (const char* text : {"",
                           "2016",
                           "2016-06",
                           "2016-6-21",
                           "16-06-21",
                           "2016-13-01",
                           "2016-00-01",
                           "2016-06-31",
                           "2016-06-00",
                           "2016-06-2",
                           "2016/06/21",
                           "2016-06-21T",
                           "2016-06-21T16",
                           "2016-06-21T24:00",
                           "2016-06-21T16:60",
                           "2016-06-21T16:16:60",
                           "2016-06-21T16:16:16.",
                           "2016-06-21T16:16:16.Z",
                           "2016-06-21T16:16:16+053",
                           "2016-06-21T16:16:16+5",
                           "2016-06-21T16:16:16+15:00",
                           "2016-06-21T16:16:16+05:60",
                           "2016-06-21T16:16:16Zx",
                           "2016-06-21T16:16:16 Z",
                           "2016-06-21x",
                           "now",
                           " 2016-06-21",
                           "-016-06-21",
                           "2016-06-21T+1:16"})
    EXPECT_FALSE(ParseIsoMillis(text)) << text;
}

TEST(TimeText, TheClockIsInThisCentury) {
  EXPECT_GT(NowMillis(), *ParseIsoMillis("2020-01-01"));
  EXPECT_LT(NowMillis(), *ParseIsoMillis("2200-01-01"));
}

}  // namespace
}  // namespace zoho_desk
