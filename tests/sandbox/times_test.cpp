// Shapes of time: thousands of records in one second, years without any.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "tests/sandbox/client.h"

namespace zoho_desk::sandbox {
namespace {

constexpr int64_t kDay = 86'400'000;

Options WithTickets(uint64_t rows, const TimeShape& shape) {
  Options options;
  EXPECT_TRUE(options.SetRows("tickets", rows));
  EXPECT_TRUE(options.SetTimes("tickets", shape));
  return options;
}

std::vector<int64_t> CreatedTimes(const Server& server, std::string_view resource) {
  std::vector<int64_t> times;
  for (const RecordKey& key : server.Records(resource))
    times.push_back(key.created_millis);
  return times;
}

// Sizes of the largest runs of equal times, largest first.
std::vector<size_t> LargestRuns(const std::vector<int64_t>& times, size_t count) {
  std::map<int64_t, size_t> sizes;
  for (const int64_t time : times)
    ++sizes[time];
  std::vector<size_t> runs;
  for (const auto& [time, size] : sizes)
    runs.push_back(size);
  std::sort(runs.rbegin(), runs.rend());
  runs.resize(std::min(runs.size(), count));
  return runs;
}

TEST(Times, BurstsHaveExactlyTheirSize) {
  const Server server(WithTickets(20'000, {.bursts = {{3'000}, {4'900}, {7'000}}}));
  const std::vector<int64_t> times = CreatedTimes(server, "tickets");
  EXPECT_TRUE(std::is_sorted(times.begin(), times.end()));
  EXPECT_THAT(LargestRuns(times, 4), ::testing::ElementsAre(7'000, 4'900, 3'000, 7));
}

TEST(Times, BurstsBeginWhereTheyAreTold) {
  const Server server(WithTickets(1'000, {.bursts = {{100, 0}, {50, 950}}}));
  const std::vector<int64_t> times = CreatedTimes(server, "tickets");
  EXPECT_EQ(times[0], times[99]);
  EXPECT_LT(times[99], times[100]);
  EXPECT_LT(times[949], times[950]);
  EXPECT_EQ(times[950], times[999]);
}

TEST(Times, EveryRecordCanBePartOfOneBurst) {
  const Server server(WithTickets(500, {.bursts = {{500}}}));
  EXPECT_THAT(LargestRuns(CreatedTimes(server, "tickets"), 2), ::testing::ElementsAre(500));
}

TEST(Times, GapsAreEmpty) {
  const Server server(WithTickets(1'000, {.gaps = {{1'095}, {400, 900}}}));
  const std::vector<int64_t> times = CreatedTimes(server, "tickets");
  EXPECT_TRUE(std::is_sorted(times.begin(), times.end()));
  EXPECT_GE(times[333] - times[332], 1'095 * kDay);  // the first of two, not placed: after a third
  EXPECT_GE(times[900] - times[899], 400 * kDay);
  EXPECT_LT(times[400] - times[399], 10 * kDay);
}

TEST(Times, AGapAfterTheLastRecordMakesAllOld) {
  const Server server(WithTickets(100, {.gaps = {{365, 100}}}));
  EXPECT_LE(CreatedTimes(server, "tickets").back(), kDefaultNow - 365 * kDay);
}

TEST(Times, ShapesApplyToEachResourceAlone) {
  Options options;
  ASSERT_TRUE(options.SetRows("articles", 400));
  ASSERT_TRUE(options.SetTimes("articles", {.bursts = {{300}}}));
  const Server server(options);
  EXPECT_THAT(LargestRuns(CreatedTimes(server, "articles"), 1), ::testing::ElementsAre(300));
  EXPECT_THAT(LargestRuns(CreatedTimes(server, "tickets"), 1), ::testing::ElementsAre(7));
}

TEST(Times, ShapesThatDoNotFitAreRefused) {
  Options options;
  ASSERT_TRUE(options.SetRows("tickets", 100));
  EXPECT_FALSE(options.SetTimes("tickets", {.bursts = {{101}}}));
  EXPECT_FALSE(options.SetTimes("tickets", {.bursts = {{60}, {50}}}));
  EXPECT_FALSE(options.SetTimes("tickets", {.bursts = {{50, 60}}}));
  EXPECT_FALSE(options.SetTimes("tickets", {.bursts = {{0}}}));
  EXPECT_FALSE(options.SetTimes("tickets", {.gaps = {{kMaxGapDays + 1}}}));
  EXPECT_FALSE(options.SetTimes("tickets", {.gaps = {{1, 101}}}));
  EXPECT_FALSE(options.SetTimes("nothing", {}));
  EXPECT_TRUE(options.SetTimes("tickets", {.bursts = {{50, 50}}, .gaps = {{1, 100}}}));
}

TEST(Times, EqualTimesKeepOneOrderFromPageToPage) {
  for (const bool follow : {false, true}) {
    Portal portal(WithTickets(400, {.bursts = {{200}}}));
    portal.server().Change([&](Settings& settings) { settings.ties_follow_sort = follow; });
    for (const char* sort : {"createdTime", "-createdTime"}) {
      std::vector<std::string> ids;
      for (int from = 0; from < 400; from += 100) {
        const QueryParams params{
            {"sortBy", sort}, {"from", std::to_string(from)}, {"limit", "100"}};
        const Json rows = portal.Rows("tickets/search", params);
        EXPECT_EQ(portal.Rows("tickets/search", params), rows);
        const std::vector<std::string> page = Column(rows, "id");
        ids.insert(ids.end(), page.begin(), page.end());
      }
      const bool descending = sort[0] == '-';
      const bool burst_ascends = !descending || !follow;
      EXPECT_TRUE(burst_ascends ? std::is_sorted(ids.begin() + 100, ids.begin() + 300)
                                : std::is_sorted(ids.rbegin() + 100, ids.rbegin() + 300))
          << sort << follow;
      std::sort(ids.begin(), ids.end());
      EXPECT_EQ(ids, Column(portal.server().Dump("tickets"), "id")) << sort << follow;
    }
  }
}

}  // namespace
}  // namespace zoho_desk::sandbox
