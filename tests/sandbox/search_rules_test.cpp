// What sources disagree about on searches: how deep they go, how they count, which ends belong to a
// time range, how soon they find a new record.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/sandbox/client.h"

namespace zoho_desk::sandbox {
namespace {

using ::testing::Contains;
using ::testing::Not;
using ::testing::SizeIs;

class SearchRules : public ::testing::Test {
 protected:
  static Options ManyTickets() {
    Options options;
    EXPECT_TRUE(options.SetRows("tickets", 6'000));
    return options;
  }
  void Set(const std::function<void(Settings&)>& change) { portal_.server().Change(change); }
  Answer Search(const QueryParams& params) { return portal_.Get("tickets/search", params); }

  Portal portal_{ManyTickets()};
};

TEST_F(SearchRules, RefuseAsALiveServerDoes) {
  const Answer from = Search({{"from", "5000"}, {"limit", "100"}});
  EXPECT_EQ(from.status, 422);
  EXPECT_EQ(from.error(), "UNPROCESSABLE_ENTITY");
  EXPECT_EQ(from.message(), "The value passed for field 'from' exceeds the range of '0-4999'.");
  const Answer window = Search({{"from", "4999"}, {"limit", "100"}});
  EXPECT_EQ(window.status, 422);
  EXPECT_EQ(window.error(), "UNPROCESSABLE_ENTITY");
  EXPECT_EQ(window.message(), "Max search result iterable is 5000");
  EXPECT_EQ(Search({{"from", "4999"}, {"limit", "1"}}).status, 200);
  EXPECT_EQ(Search({{"from", "4900"}, {"limit", "100"}}).status, 200);
}

TEST_F(SearchRules, CeilingAndWindowCanBeLower) {
  Set([](Settings& settings) { settings.search_ceiling = 999; });
  EXPECT_EQ(Search({{"from", "999"}, {"limit", "100"}}).status, 200);
  EXPECT_EQ(Search({{"from", "1000"}}).message(),
            "The value passed for field 'from' exceeds the range of '0-999'.");
  Set([](Settings& settings) { settings.search_window = 1'000; });
  EXPECT_EQ(Search({{"from", "901"}, {"limit", "100"}}).message(),
            "Max search result iterable is 1000");
}

TEST_F(SearchRules, CountMayBeANumberATextCappedOrMissing) {
  EXPECT_EQ(Search({{"limit", "1"}}).json()["count"], 6'000);
  Set([](Settings& settings) { settings.search_count = SearchCount::kString; });
  EXPECT_EQ(Search({{"limit", "1"}}).json()["count"], "6000");
  Set([](Settings& settings) { settings.search_count_cap = 5'000; });
  EXPECT_EQ(Search({{"limit", "1"}}).json()["count"], "5000");
  Set([](Settings& settings) { settings.search_count = SearchCount::kNone; });
  const Json body = Search({{"limit", "1"}}).json();
  EXPECT_THAT(body, SizeIs(1));
  EXPECT_THAT(body["data"], SizeIs(1));
}

TEST_F(SearchRules, EndsOfATimeRangeMayBeLeftOut) {
  const std::vector<RecordKey> records = portal_.server().Records("tickets");
  const std::string low =
      portal_.server().Record("tickets", std::to_string(records[0].id))["createdTime"];
  const std::string high =
      portal_.server().Record("tickets", std::to_string(records[9].id))["createdTime"];
  const std::vector<std::string> all = {std::to_string(records[0].id),
                                        std::to_string(records[9].id)};
  const auto found = [&](RangeBounds bounds) {
    Set([&](Settings& settings) { settings.range_bounds = bounds; });
    return Column(portal_.Rows("tickets/search", {{"createdTimeRange", low + "," + high}}), "id");
  };
  EXPECT_THAT(found(RangeBounds::kInclusive), SizeIs(10));
  const std::vector<std::string> upper = found(RangeBounds::kExclusiveUpper);
  EXPECT_THAT(upper, SizeIs(9));
  EXPECT_THAT(upper, Contains(all[0]));
  EXPECT_THAT(upper, Not(Contains(all[1])));
  const std::vector<std::string> both = found(RangeBounds::kExclusive);
  EXPECT_THAT(both, SizeIs(8));
  EXPECT_THAT(both, Not(Contains(all[0])));
}

TEST_F(SearchRules, EndsOfAModifiedTimeRangeFollowTheSameRule) {
  const RecordKey record = portal_.server().Records("tickets")[50];
  const std::string time =
      portal_.server().Record("tickets", std::to_string(record.id))["modifiedTime"];
  const QueryParams params{{"modifiedTimeRange", time + "," + time}, {"sortBy", "modifiedTime"}};
  EXPECT_THAT(Column(portal_.Rows("tickets/search", params), "id"),
              Contains(std::to_string(record.id)));
  Set([](Settings& settings) { settings.range_bounds = RangeBounds::kExclusiveUpper; });
  EXPECT_EQ(Search(params).status, 204);
}

TEST_F(SearchRules, MayFindNewRecordsLate) {
  Set([](Settings& settings) { settings.index_lag_s = 100; });
  ASSERT_EQ(portal_.server().Schedule({.resource = "tickets", .create = 1}), "");
  const std::string id = std::to_string(portal_.server().Records("tickets").back().id);
  const QueryParams by_id{{"id", id}};
  const QueryParams newest{{"sortBy", "-createdTime"}, {"limit", "1"}};
  EXPECT_EQ(portal_.Get("tickets/" + id).status, 200);
  EXPECT_EQ(portal_.Rows("tickets", newest)[0]["id"], id);
  EXPECT_NE(portal_.Rows("tickets/search", newest)[0]["id"], id);
  EXPECT_EQ(Search(by_id).status, 204);
  EXPECT_EQ(Search(newest).json()["count"], 6'000);
  portal_.server().AdvanceDataClock(100);
  EXPECT_EQ(portal_.Rows("tickets/search", newest)[0]["id"], id);
  EXPECT_EQ(Search(by_id).status, 200);
}

TEST_F(SearchRules, AreSetOverHttpToo) {
  const Json document{{"search_count", "none"}, {"range_bounds", "exclusive"},
                      {"search_window", 1'000}, {"search_count_cap", 10},
                      {"index_lag_s", 5},       {"ties_follow_sort", true}};
  EXPECT_EQ(portal_.Post("/_sandbox/control", document.dump()).status, 200);
  const Settings settings = portal_.server().settings();
  EXPECT_EQ(settings.search_count, SearchCount::kNone);
  EXPECT_EQ(settings.range_bounds, RangeBounds::kExclusive);
  const Json status = portal_.GetRaw("/_sandbox/status", {}).json();
  for (const auto& [key, value] : document.items())
    EXPECT_EQ(status[key], value) << key;
  for (const Json& wrong : {Json{{"search_count", "all"}}, Json{{"range_bounds", 1}}})
    EXPECT_EQ(portal_.Post("/_sandbox/control", wrong.dump()).status, 400);
}

}  // namespace
}  // namespace zoho_desk::sandbox
