// Long tables whose records do not spread evenly over time: thousands in one second, years without
// any.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/extension/scale_desk.h"

namespace zoho_desk::testing {
namespace {

using ::testing::AnyOf;
using ::testing::HasSubstr;

constexpr const char* kFew = "SELECT id, subject FROM zoho_desk_tickets";
constexpr const char* kMore = "SELECT id, modifiedTime FROM zoho_desk_tickets";
constexpr const char* kOldestFirst =
    "SELECT id, createdTime FROM zoho_desk_tickets ORDER BY createdTime";
constexpr const char* kNewestFirst =
    "SELECT id, createdTime FROM zoho_desk_tickets ORDER BY createdTime DESC";

void ExpectAll(const sandbox::Options& options) {
  ScaleDesk desk(options);
  for (const char* sql : {kFew, kMore})
    EXPECT_TRUE(HasEachOnce(desk.Query(sql), desk.AllIds())) << sql;
}

void ExpectAllInOrder(const sandbox::Options& options) {
  ScaleDesk desk(options);
  for (const char* sql : {kOldestFirst, kNewestFirst}) {
    const QueryResult result = desk.Query(sql);
    EXPECT_TRUE(HasEachOnce(result, desk.AllIds())) << sql;
    EXPECT_TRUE(IsOrdered(result, 1, sql == kNewestFirst)) << sql;
  }
}

TEST(ScaleBurst, ThreeThousandInOneSecondAreRead) {
  ExpectAll(WithRows("tickets", 8'000, {.bursts = {{3'000}}}));
}

TEST(ScaleBurst, AlmostAWholeWindowInOneSecondIsRead) {
  ExpectAll(WithRows("tickets", 8'000, {.bursts = {{4'900}}}));
}

TEST(ScaleBurst, TwoInARowAreRead) {
  ExpectAll(WithRows("tickets", 9'000, {.bursts = {{3'000, 2'000}, {3'000, 5'000}}}));
}

TEST(ScaleBurst, AtTheOldestAndTheNewestEndAreRead) {
  ExpectAll(WithRows("tickets", 8'000, {.bursts = {{2'500, 0}, {2'500, 5'500}}}));
}

TEST(ScaleBurst, KeepTheOrderOfTheQuery) {
  ExpectAllInOrder(WithRows("tickets", 9'000, {.bursts = {{3'000}, {4'900}}}));
}

TEST(ScaleBurst, MayComeInEitherOrderOfTheirIds) {
  sandbox::Options options = WithRows("tickets", 9'000, {.bursts = {{3'000}, {4'900}}});
  options.settings.ties_follow_sort = true;
  ExpectAll(options);
  ExpectAllInOrder(options);
}

// 7,000 records of one second are more than any request can reach. A client may part them by other
// filters and return them all, or say that it cannot and what to do. It must not return some.
TEST(ScaleBurst, TooLargeOnesAreReadOrExplained) {
  ScaleDesk desk(WithRows("tickets", 9'000, {.bursts = {{7'000}}}));
  for (const char* sql : {kFew, kMore, kOldestFirst, kNewestFirst}) {
    const QueryResult result = desk.Query(sql);
    if (result.ok()) {
      EXPECT_TRUE(HasEachOnce(result, desk.AllIds())) << sql;
      continue;
    }
    EXPECT_THAT(result.error, HasSubstr("zoho_desk_tickets")) << sql;
    EXPECT_THAT(result.error, HasSubstr(std::to_string(result.rows.size()))) << sql;
    EXPECT_THAT(result.error, AnyOf(HasSubstr("WHERE"), HasSubstr("narrow"))) << sql;
    // The moment that holds too many records.
    const std::string id = desk.AllIds()[4'500];
    const std::string burst = desk.server().Record("tickets", id)["createdTime"];
    EXPECT_THAT(result.error, HasSubstr(burst.substr(0, 19))) << sql;
  }
}

// Where a search ends earlier, fewer are too many.
TEST(ScaleBurst, OnesTooLargeForALowCeilingAreReadOrExplained) {
  sandbox::Options options = WithRows("tickets", 6'000, {.bursts = {{1'500}}});
  options.settings.search_ceiling = 999;
  options.settings.search_window = 1'000;
  options.settings.list_ceilings["tickets"] = 999;
  ScaleDesk desk(options);
  for (const char* sql : {kMore, kNewestFirst}) {
    const QueryResult result = desk.Query(sql);
    if (result.ok()) {
      EXPECT_TRUE(HasEachOnce(result, desk.AllIds())) << sql;
    } else {
      EXPECT_THAT(result.error, AnyOf(HasSubstr("WHERE"), HasSubstr("narrow"))) << sql;
    }
  }
}

// What the error proposes must work: a filter makes the same second small enough.
TEST(ScaleBurst, TooLargeOnesAreReadOnceNarrowed) {
  ScaleDesk desk(WithRows("tickets", 9'000, {.bursts = {{7'000}}}));
  const QueryResult result =
      desk.Query("SELECT id, subject FROM zoho_desk_tickets WHERE status = 'Closed'");
  EXPECT_TRUE(HasEachOnce(result, desk.IdsWhere("tickets", "status", "Closed")));
}

TEST(ScaleBurst, OtherTablesHaveThemToo) {
  for (const char* resource : {"contacts", "tasks"}) {
    ScaleDesk desk(WithRows(resource, 8'000, {.bursts = {{4'000}}}));
    const QueryResult result =
        desk.Query(std::string("SELECT id, createdTime FROM zoho_desk_") + resource);
    EXPECT_TRUE(HasEachOnce(result, desk.AllIds(resource))) << resource;
  }
}

// A bulk edit gives thousands of old records one modifiedTime.
TEST(ScaleBurst, ManyWithOneModifiedTimeAreOrdered) {
  ScaleDesk desk(WithRows("tickets", 9'000));
  ASSERT_EQ(desk.server().Schedule(
                {.resource = "tickets", .edit = sandbox::RecordSet::Range(2'000, 4'500)}),
            "");
  for (const bool descending : {false, true}) {
    const QueryResult result = desk.Query(
        std::string("SELECT id, modifiedTime FROM zoho_desk_tickets ORDER BY modifiedTime") +
        (descending ? " DESC" : ""));
    EXPECT_TRUE(HasEachOnce(result, desk.AllIds())) << descending;
    EXPECT_TRUE(IsOrdered(result, 1, descending)) << descending;
  }
}

TEST(ScaleGap, YearsWithoutRecordsAreCrossed) {
  const sandbox::Options options =
      WithRows("tickets", 7'000, {.gaps = {{1'500}, {3'650}, {700, 6'990}}});
  ExpectAll(options);
  ExpectAllInOrder(options);
}

TEST(ScaleGap, NothingInTheLastYears) {
  const sandbox::Options options = WithRows("tickets", 6'500, {.gaps = {{1'200, 6'500}}});
  ExpectAll(options);
  ExpectAllInOrder(options);
}

TEST(ScaleGap, CostNothing) {
  ScaleDesk desk(WithRows("tickets", 7'000, {.gaps = {{3'000}, {3'000}, {3'000}}}));
  EXPECT_TRUE(HasEachOnce(desk.Query(kMore), desk.AllIds()));
  EXPECT_TRUE(IsFlat(desk.TakePrice(), 7'000, 15));
}

TEST(ScaleGap, WithBurstsOnBothSides) {
  ExpectAll(WithRows("tickets", 9'000,
                     {.bursts = {{3'000, 1'000}, {3'000, 4'500}}, .gaps = {{2'000, 4'500}}}));
}

// The server's clock, and with it its records, may be ahead of this machine's.
TEST(ScaleTime, RecordsOfTheFutureAreRead) {
  sandbox::Options options = WithRows("tickets", 7'000);
  options.now_millis = 2'500'000'000'000;  // 2049
  ExpectAll(options);
  ExpectAllInOrder(options);
}

}  // namespace
}  // namespace zoho_desk::testing
