#include "client/answer_cache.h"

#include "tests/client/gadgets.h"
#include "tests/client/scan_fixture.h"

namespace zoho_desk::client {
namespace {

using std::chrono::seconds;

class AnswerCacheTest : public testing::Test {
 protected:
  bool Finds(const QueryParams& query, const std::string& headers = "") {
    return cache_.Find("/api/v1/things", query, headers).has_value();
  }
  void Store(const QueryParams& query, const std::string& body = "{}") {
    cache_.Store("/api/v1/things", query, "", 200, body);
  }

  std::chrono::steady_clock::time_point now_{};
  AnswerCache cache_{seconds(60), [this] { return now_; }};
};

TEST_F(AnswerCacheTest, ServesTheSameAndLess) {
  Store({{"status", "Open"}, {"include", "contacts,team"}, {"from", "0"}, {"limit", "100"}});
  EXPECT_TRUE(
      Finds({{"limit", "100"}, {"from", "0"}, {"include", "contacts,team"}, {"status", "Open"}}));
  EXPECT_TRUE(Finds({{"status", "Open"}, {"include", "team"}, {"from", "0"}, {"limit", "5"}}));
  EXPECT_TRUE(Finds({{"status", "Open"}, {"from", "0"}, {"limit", "5"}}));
}

// Answers without content take memory too.
TEST_F(AnswerCacheTest, CountsWhatEveryEntryTakes) {
  const std::string name(10'000, 'n');
  const size_t entries = AnswerCache::kMostBytes / name.size();
  for (size_t i = 0; i < entries; ++i)
    Store({{"name", name + std::to_string(i)}}, "");
  EXPECT_FALSE(Finds({{"name", name + "0"}}));
  EXPECT_TRUE(Finds({{"name", name + std::to_string(entries - 1)}}));
}

TEST_F(AnswerCacheTest, DoesNotServeMoreOrOther) {
  Store({{"status", "Open"}, {"include", "contacts"}, {"from", "0"}, {"limit", "50"}});
  EXPECT_FALSE(
      Finds({{"status", "Open"}, {"include", "contacts"}, {"from", "0"}, {"limit", "100"}}));
  EXPECT_FALSE(
      Finds({{"status", "Open"}, {"include", "contacts,team"}, {"from", "0"}, {"limit", "50"}}));
  EXPECT_FALSE(Finds({{"status", "Closed"}, {"from", "0"}, {"limit", "50"}}));
  EXPECT_FALSE(Finds({{"from", "0"}, {"limit", "50"}}));
  EXPECT_FALSE(Finds({{"status", "Open"}, {"from", "50"}, {"limit", "50"}}));
  EXPECT_FALSE(Finds({{"status", "Open"}, {"from", "0"}, {"limit", "50"}}, "other"));
  // A value cannot pass for two parameters.
  Store({{"a", "1\nb=2"}});
  EXPECT_FALSE(Finds({{"a", "1"}, {"b", "2"}}));
}

TEST_F(AnswerCacheTest, ForgetsAfterItsTime) {
  Store({});
  now_ += seconds(59);
  EXPECT_TRUE(Finds({}));
  now_ += seconds(1);
  EXPECT_FALSE(Finds({}));
}

TEST_F(AnswerCacheTest, IsOffWithoutATime) {
  AnswerCache off(seconds(0));
  off.Store("/api/v1/things", {}, "", 200, "{}");
  EXPECT_FALSE(off.Find("/api/v1/things", {}, ""));
}

TEST_F(AnswerCacheTest, DropsTheOldestWhenItIsFull) {
  const std::string large(AnswerCache::kMostBytes / 4 - 1024, 'x');  // less what an entry takes
  for (int i = 0; i < 5; ++i)
    Store({{"page", std::to_string(i)}}, large);
  EXPECT_FALSE(Finds({{"page", "0"}}));
  EXPECT_TRUE(Finds({{"page", "1"}}));
  EXPECT_TRUE(Finds({{"page", "4"}}));
}

class CachedScanTest : public ScanFixture {
 protected:
  CachedScanTest() {
    auth::Config config = TokenConfig();
    config.cache_ttl_s = 60;
    Use(config);
  }
};

TEST_F(CachedScanTest, AsksNothingAgainAndSaysSo) {
  transport_.Serve("/api/v1/gadgets", FakeList{.rows = 150});
  const ScanRequest request{.resource = &gadgets::kListOnly, .columns = {gadgets::kId}};
  const auto rows = Run(request);
  const size_t requests = transport_.requests().size();
  EXPECT_EQ(Run(request), rows);
  EXPECT_EQ(rows.size(), 150U);
  EXPECT_EQ(transport_.requests().size(), requests);
  const auto log = RequestLogSnapshot();
  ASSERT_GE(log.size(), 3U);
  const std::array<int64_t, 3> expected = {100, 50, 0};
  for (size_t i = 0; i < expected.size(); ++i) {
    const RequestLogEntry& entry = log.at(log.size() - 3 + i);
    EXPECT_TRUE(entry.is_cached);
    EXPECT_EQ(entry.credits, 0);
    EXPECT_EQ(entry.rows, expected.at(i));
  }
}

TEST_F(CachedScanTest, ServesFewerRowsFromALargerPage) {
  transport_.Serve("/api/v1/gadgets", FakeList{.rows = 30});
  EXPECT_EQ(Run({.resource = &gadgets::kListOnly, .columns = {gadgets::kId}}).size(), 30U);
  // Reads on past the rows expected: the page in the cache is the whole list.
  EXPECT_EQ(
      Run({.resource = &gadgets::kListOnly, .columns = {gadgets::kId}, .expected_rows = 5}).size(),
      30U);
  EXPECT_EQ(transport_.requests().size(), 2U) << "with the page that tells the end";
}

}  // namespace
}  // namespace zoho_desk::client
