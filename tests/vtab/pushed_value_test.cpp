// Single values on their way to a request: the bounds of times, and the text that equals a number.

#include "vtab/pushed_value.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "common/time_text.h"

namespace zoho_desk::vtab {
namespace {

using resources::Filter;

constexpr int64_t kSecond = 1000;

bool SqlHolds(TermOp op, const std::string& left, const std::string& right) {
  switch (op) {
    case TermOp::kLess:
      return left < right;
    case TermOp::kLessEqual:
      return left <= right;
    case TermOp::kGreater:
      return left > right;
    case TermOp::kGreaterEqual:
      return left >= right;
    default:
      return left == right;
  }
}

constexpr TermOp kComparisons[] = {TermOp::kEqual, TermOp::kLess, TermOp::kLessEqual,
                                   TermOp::kGreater, TermOp::kGreaterEqual};

int64_t Millis(std::string_view text) {
  const auto millis = ParseIsoMillis(text);
  EXPECT_TRUE(millis) << text;
  return millis.value_or(0);
}

// "2024-02-29T23:59:59.123Z" and the shorter form "2024-02-29T23:59:59Z" that some answers have.
std::vector<std::string> TextsOf(int64_t millis) {
  std::string text = FormatUtcMillis(millis);
  std::string without_fraction = text.substr(0, 19) + "Z";
  if (millis % kSecond != 0)
    return {text};
  return {text, without_fraction};
}

// The instants around every place where a bound may lie: the parsed time, its day and its offset.
std::vector<int64_t> InstantsAround(const std::string& text) {
  std::vector<int64_t> instants = {0, Millis("2099-12-31T23:59:59.000Z"), Millis("1850-01-01"),
                                   Millis("1965-07-01T12:00Z"), Millis("2150-07-01T12:00Z")};
  const auto parsed = ParseIsoMillis(text);
  const int64_t center = parsed ? *parsed : Millis("2024-02-29T12:30:15.500Z");
  for (const int64_t shift :
       {int64_t{0}, int64_t{-86'400'000}, int64_t{86'400'000}, int64_t{-19'800'000},
        int64_t{19'800'000}, -(center % 86'400'000), 86'400'000 - center % 86'400'000}) {
    for (int64_t step = -2500; step <= 2500; step += 25)
      instants.push_back(center + shift + step);
    for (int64_t step = -3; step <= 3; ++step)
      instants.push_back(center + shift + step);
  }
  return instants;
}

constexpr const char* kBoundTexts[] = {"2024-02-29",
                                       "2024-02-29 12:30",
                                       "2024-02-29 12:30:15",
                                       "2024-02-29 12:30:15.500",
                                       "2024-02-29T12:30:15.500Z",
                                       "2024-02-29T12:30:15.5Z",
                                       "2024-02-29T12:30:15.500000Z",
                                       "2024-02-29T12:30:15Z",
                                       "2024-02-29T12:30:15",
                                       "2024-02-29T12:30",
                                       "2024-02-29T12:30:15+05:30",
                                       "2024-02-29T12:30:15.500-05:30",
                                       "2024-02-29t12:30:15z",
                                       "2024-02",
                                       "2024",
                                       "2024-02-30",
                                       "2024-02-29T99",
                                       " 2024-02-29",
                                       "",
                                       "0",
                                       "now",
                                       "zzz",
                                       "\xff"};

TEST(BoundsFor, IsNeverNarrowerThanSqlsComparison) {
  for (const std::string text : kBoundTexts) {
    for (const TermOp op : kComparisons) {
      const auto bounds = BoundsFor(op, text);
      for (const int64_t instant : InstantsAround(text)) {
        for (const std::string& row : TextsOf(instant)) {
          if (!SqlHolds(op, row, text))
            continue;
          ASSERT_LE(bounds.from, instant) << row << " against " << text;
          ASSERT_GE(bounds.to, instant) << row << " against " << text;
        }
      }
    }
  }
}

TEST(BoundsFor, IsWiderBySecondsOnly) {
  const int64_t at = Millis("2024-02-29T12:30:15.500Z");
  const auto after = BoundsFor(TermOp::kGreaterEqual, "2024-02-29T12:30:15.500Z");
  EXPECT_EQ(after.from, at - kSecond);
  const auto before = BoundsFor(TermOp::kLessEqual, "2024-02-29T12:30:15.500Z");
  EXPECT_EQ(before.to, at + kSecond);
  EXPECT_EQ(before.from, Millis("0000-01-01")) << "SQL gives no such end";
  EXPECT_EQ(after.to, Millis("9999-12-31T23:59:59.999Z")) << "SQL gives no such end";
  const auto strictly_after = BoundsFor(TermOp::kGreater, "2024-02-29T12:30:15.500Z");
  EXPECT_EQ(strictly_after.from, at + 1 - kSecond);
  const auto strictly_before = BoundsFor(TermOp::kLess, "2024-02-29T12:30:15.500Z");
  EXPECT_EQ(strictly_before.to, at - 1 + kSecond);
  const auto equal = BoundsFor(TermOp::kEqual, "2024-02-29T12:30:15.500Z");
  EXPECT_EQ(equal.from, at - kSecond);
  EXPECT_EQ(equal.to, at + kSecond);
}

// "2024-02-29" sorts before all of that day, "2024-02-29 12:30" too: a space comes before T.
TEST(BoundsFor, ReadsTextAsSqlComparesIt) {
  const int64_t midnight = Millis("2024-02-29T00:00:00.000Z");
  for (const char* text : {"2024-02-29", "2024-02-29 12:30", "2024-02-29 23:59:59"}) {
    for (const TermOp op : {TermOp::kGreater, TermOp::kGreaterEqual}) {
      const auto bounds = BoundsFor(op, text);
      EXPECT_EQ(bounds.from, midnight - kSecond) << text;
    }
    for (const TermOp op : {TermOp::kLess, TermOp::kLessEqual}) {
      const auto bounds = BoundsFor(op, text);
      EXPECT_EQ(bounds.to, midnight - 1 + kSecond) << text;
    }
  }
  // An offset is not understood by SQL's comparison: the text is.
  const auto offset = BoundsFor(TermOp::kGreaterEqual, "2024-02-29T12:30:15+05:30");
  EXPECT_EQ(offset.from, Millis("2024-02-29T12:30:15.000Z") - kSecond);
}

constexpr Filter kStamp = {.is_stamp = true};
constexpr Filter kEntered = {};

TEST(SendableRange, PutsInTheEndThatIsOpenWhereZohoWritesTheTime) {
  const auto after = SendableRange(kStamp, BoundsFor(TermOp::kGreaterEqual, "2026-01-01"));
  ASSERT_TRUE(after);
  EXPECT_EQ(after->from, Millis("2025-12-31T23:59:59.000Z"));
  EXPECT_EQ(after->to, Millis("2099-12-31T23:59:59.000Z"));
  const auto before = SendableRange(kStamp, BoundsFor(TermOp::kLess, "2026-01-01"));
  ASSERT_TRUE(before);
  EXPECT_EQ(before->from, 0);
}

TEST(SendableRange, TakesBothEndsOrNoneWherePeopleEnterTheTime) {
  for (const TermOp op :
       {TermOp::kGreater, TermOp::kGreaterEqual, TermOp::kLess, TermOp::kLessEqual}) {
    for (const char* text : {"2026-01-01", "1850-01-01", "2150-01-01", "", "~"})
      EXPECT_FALSE(SendableRange(kEntered, BoundsFor(op, text))) << text;
  }
  const TimeBounds in_the_years = {Millis("1900-01-01"), Millis("2099-12-31T23:59:59.000Z")};
  ASSERT_TRUE(SendableRange(kEntered, in_the_years));
  EXPECT_EQ(SendableRange(kEntered, in_the_years)->from, in_the_years.from);
  EXPECT_FALSE(SendableRange(kEntered, {in_the_years.from - 1, in_the_years.to}));
  EXPECT_FALSE(SendableRange(kEntered, {in_the_years.from, in_the_years.to + 1}));
}

TEST(SendableRange, AsksForTheLastSecondRatherThanForNothing) {
  const auto beyond = SendableRange(kStamp, BoundsFor(TermOp::kGreater, "2100-01-01"));
  ASSERT_TRUE(beyond);
  EXPECT_EQ(beyond->from, beyond->to);
}

TEST(TextEqualTo, IsTheDigitsOfAWholeNumberAndTextAsItIs) {
  EXPECT_EQ(TextEqualTo(int64_t{-5}), "-5");
  EXPECT_EQ(TextEqualTo(5.0), "5");
  EXPECT_EQ(TextEqualTo(std::string(" 5 ")), " 5 ");
  EXPECT_FALSE(TextEqualTo(5.5));
  EXPECT_FALSE(TextEqualTo(1e300));
  EXPECT_FALSE(TextEqualTo(NullValue{}));
  EXPECT_FALSE(TextEqualTo(BlobValue{}));
}

}  // namespace
}  // namespace zoho_desk::vtab
