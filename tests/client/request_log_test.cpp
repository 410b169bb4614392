#include "client/request_log.h"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <thread>
#include <vector>

#include "common/safe_text.h"

namespace zoho_desk::client {
namespace {

class RequestLog : public testing::Test {
 protected:
  void SetUp() override { ClearRequestLog(); }
  void TearDown() override { ClearRequestLog(); }

  static int64_t Append(const std::string& path) {
    RequestLogEntry entry;
    entry.path = path;
    return AppendRequest(std::move(entry));
  }
};

TEST_F(RequestLog, KeepsEntriesOldestFirst) {
  const int64_t first = Append("/a");
  const int64_t second = Append("/b");
  const auto entries = RequestLogSnapshot();
  ASSERT_EQ(entries.size(), 2U);
  EXPECT_EQ(entries[0].path, "/a");
  EXPECT_EQ(entries[0].id, first);
  EXPECT_EQ(entries[1].path, "/b");
  EXPECT_EQ(entries[1].id, second);
  EXPECT_EQ(second, first + 1);
}

TEST_F(RequestLog, SetsTheIdItself) {
  RequestLogEntry entry;
  entry.id = 4242424242;
  const int64_t id = AppendRequest(entry);
  EXPECT_NE(id, 4242424242);
  EXPECT_EQ(RequestLogSnapshot().at(0).id, id);
}

TEST_F(RequestLog, GoesOnCountingAfterItWasCleared) {
  const int64_t before = Append("/a");
  ClearRequestLog();
  EXPECT_TRUE(RequestLogSnapshot().empty());
  EXPECT_EQ(Append("/b"), before + 1);
}

TEST_F(RequestLog, CutsTextsThatAServerMadeLong) {
  RequestLogEntry entry;
  entry.path = "/a?id=" + std::string(300'000, '1');
  entry.error = std::string(300'000, 'e');
  const int64_t id = AppendRequest(entry);
  const auto check = [] {
    const RequestLogEntry logged = RequestLogSnapshot().at(0);
    EXPECT_EQ(logged.path.size(), kLongestLoggedText + 3);
    EXPECT_EQ(logged.error.size(), kLongestLoggedText + 3);
    EXPECT_TRUE(logged.path.starts_with("/a?id=111"));
    EXPECT_TRUE(logged.path.ends_with("1..."));
  };
  check();
  SetRequestError(id, std::string(300'000, 'f'));
  check();
}

TEST_F(RequestLog, KeepsNoSecret) {
  RememberSecret("s3cret-of-the-log");
  RequestLogEntry entry;
  entry.path = "/a?b=s3cret-of-the-log";
  entry.error = "server said s3cret-of-the-log";
  const int64_t id = AppendRequest(entry);
  EXPECT_EQ(RequestLogSnapshot().at(0).path, "/a?b=***");
  EXPECT_EQ(RequestLogSnapshot().at(0).error, "server said ***");
  SetRequestError(id, "later s3cret-of-the-log");
  EXPECT_EQ(RequestLogSnapshot().at(0).error, "later ***");
}

TEST_F(RequestLog, FillsInRowsAndErrorsLater) {
  const int64_t first = Append("/a");
  const int64_t second = Append("/b");
  EXPECT_EQ(RequestLogSnapshot().at(0).rows, -1);
  SetRequestRows(first, 100);
  SetRequestError(second, "cut off");
  const auto entries = RequestLogSnapshot();
  EXPECT_EQ(entries.at(0).rows, 100);
  EXPECT_EQ(entries.at(0).error, "");
  EXPECT_EQ(entries.at(1).rows, -1);
  EXPECT_EQ(entries.at(1).error, "cut off");
}

TEST_F(RequestLog, DropsTheOldestBeyondItsCapacity) {
  const int64_t first = Append("/first");
  for (size_t i = 0; i < kRequestLogCapacity + 2; ++i)
    Append("/later");
  const auto entries = RequestLogSnapshot();
  ASSERT_EQ(entries.size(), kRequestLogCapacity);
  EXPECT_EQ(entries.front().id, first + 3);
  EXPECT_EQ(entries.back().id, first + static_cast<int64_t>(kRequestLogCapacity) + 2);
}

TEST_F(RequestLog, IgnoresEntriesItNoLongerHas) {
  const int64_t first = Append("/first");
  for (size_t i = 0; i < kRequestLogCapacity; ++i)
    Append("/later");
  SetRequestRows(first, 7);
  SetRequestError(first, "late");
  SetRequestRows(first + 1'000'000, 7);
  SetRequestRows(0, 7);
  SetRequestRows(-5, 7);
  for (const RequestLogEntry& entry : RequestLogSnapshot()) {
    ASSERT_EQ(entry.rows, -1);
    ASSERT_EQ(entry.error, "");
  }
}

TEST_F(RequestLog, SurvivesManyThreads) {
  constexpr int kThreads = 4;
  constexpr int kEach = 200;
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([t] {
      for (int i = 0; i < kEach; ++i) {
        const int64_t id = Append("/" + std::to_string(t));
        SetRequestRows(id, t);
        (void)RequestLogSnapshot();
      }
    });
  }
  for (std::thread& thread : threads)
    thread.join();
  const auto entries = RequestLogSnapshot();
  ASSERT_EQ(entries.size(), static_cast<size_t>(kThreads * kEach));
  std::set<int64_t> ids;
  for (const RequestLogEntry& entry : entries) {
    ids.insert(entry.id);
    EXPECT_EQ(entry.path, "/" + std::to_string(entry.rows));
  }
  EXPECT_EQ(ids.size(), entries.size());
  EXPECT_EQ(*ids.rbegin() - *ids.begin() + 1, kThreads * kEach);
}

}  // namespace
}  // namespace zoho_desk::client
