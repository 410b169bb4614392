#include <gtest/gtest.h>

#include "tests/sandbox/client.h"

namespace zoho_desk::sandbox {
namespace {

constexpr const char* kWeight = "x-rate-limit-request-weight-v3";
constexpr const char* kRemaining = "x-rate-limit-remaining-v3";

TEST(Credits, AreChargedByOffset) {
  Options options;
  ASSERT_TRUE(options.SetRows("tasks", 120'000));
  options.settings.list_ceiling = -1;
  Portal portal(options);
  const auto weight = [&](const std::string& path, const QueryParams& params) {
    return portal.Get(path, params).header(kWeight);
  };
  for (const char* path : {"tasks", "tasks/search"}) {
    EXPECT_EQ(weight(path, {{"from", "1999"}, {"limit", "100"}}), "3") << path;
    EXPECT_EQ(weight(path, {{"from", "2000"}, {"limit", "100"}}), "3") << path;
    EXPECT_EQ(weight(path, {{"from", "2001"}, {"limit", "1"}}), "10") << path;
  }
  EXPECT_EQ(weight("tasks", {{"from", "10000"}}), "10");
  EXPECT_EQ(weight("tasks", {{"from", "10001"}}), "50");
  EXPECT_EQ(weight("tasks", {{"from", "100000"}}), "50");
  EXPECT_EQ(weight("tasks", {{"from", "100001"}}), "100");
  EXPECT_EQ(weight("tickets/search", {}), "3");
  const std::string id = portal.server().Dump("tickets")[0]["id"];
  EXPECT_EQ(weight("tickets/" + id, {}), "1");
  EXPECT_EQ(weight("tickets/search", {{"id", id}}), "1");
  EXPECT_EQ(weight("tasks/count", {}), "50");
}

TEST(Credits, RemainingCountsDown) {
  Options options;
  options.settings.credits = 100;
  Portal portal(options);
  EXPECT_EQ(portal.Get("tickets").header(kRemaining), "97");
  EXPECT_EQ(portal.Get("tickets").header(kRemaining), "94");
  EXPECT_EQ(portal.Get("tickets/search", {{"from", "2001"}}).header(kRemaining), "84");
  EXPECT_EQ(portal.server().credits_left(), 84);
}

TEST(Credits, OnceGoneCallsAreRefusedForTheDay) {
  Options options;
  options.settings.credits = 4;
  Portal portal(options);
  EXPECT_EQ(portal.Get("tickets").status, 200);
  const Answer refused = portal.Get("tickets");
  EXPECT_EQ(refused.status, 429);
  EXPECT_EQ(refused.error(), "THRESHOLD_EXCEEDED");
  EXPECT_EQ(refused.header("retry-after"), "3600");
  portal.server().SetCreditsLeft(3);
  EXPECT_EQ(portal.Get("tickets").status, 200);
}

TEST(Credits, CanBeUnlimited) {
  Options options;
  options.settings.credits = -1;
  Portal portal(options);
  const Answer answer = portal.Get("tickets");
  EXPECT_EQ(answer.header(kWeight), "3");
  EXPECT_FALSE(answer.headers.contains(kRemaining));
}

TEST(Concurrency, CallsBeyondTheLimitAreRefusedWithoutRetryAfter) {
  Portal portal;
  portal.server().Change([](Settings& settings) { settings.concurrency = 0; });
  const Answer refused = portal.Get("tickets");
  EXPECT_EQ(refused.status, 429);
  EXPECT_EQ(refused.error(), "TOO_MANY_REQUESTS");
  EXPECT_FALSE(refused.headers.contains("retry-after"));
  EXPECT_FALSE(refused.headers.contains(kWeight));
  portal.server().Change([](Settings& settings) { settings.concurrency = 1; });
  EXPECT_EQ(portal.Get("tickets").status, 200);
}

TEST(Log, TellsWhatWasAsked) {
  Portal portal;
  portal.Get("tickets", {{"limit", "5"}, {"from", "10"}}, {{"Accept-Encoding", "gzip"}});
  portal.Get("contacts", {{"nope", "1"}});
  const std::vector<LogEntry> log = portal.server().Log();
  ASSERT_EQ(log.size(), 2U);
  EXPECT_EQ(log[0].path, "/api/v1/tickets");
  EXPECT_EQ(log[0].query, "limit=5&from=10");
  EXPECT_EQ(log[0].resource, "tickets");
  EXPECT_EQ(log[0].route, "list");
  EXPECT_EQ(log[0].rows, 5U);
  EXPECT_EQ(log[0].weight, 3);
  EXPECT_EQ(log[0].scheme, "Zoho-oauthtoken");
  EXPECT_TRUE(log[0].org_header);
  EXPECT_TRUE(log[0].accepts_gzip);
  EXPECT_EQ(log[1].status, 422);
  EXPECT_EQ(log[1].error_code, "UNPROCESSABLE_ENTITY");
  portal.server().ResetLog();
  EXPECT_TRUE(portal.server().Log().empty());
}

TEST(Transport, CompressesOnlyWhenToldTo) {
  Portal portal;
  EXPECT_FALSE(portal.Get("tickets", {}, {{"Accept-Encoding", "gzip"}})
                   .headers.contains("content-encoding"));
  portal.server().Change([](Settings& settings) { settings.gzip = true; });
  const Answer answer = portal.Get("tickets", {}, {{"Accept-Encoding", "gzip"}});
  EXPECT_EQ(answer.headers.at("content-encoding"), "gzip");
  EXPECT_EQ(answer.json()["data"].size(), 25U);
}

TEST(Transport, TakenPortIsReported) {
  Server first;
  ASSERT_TRUE(first.Start());
  Server second({.port = first.port()});
  EXPECT_FALSE(second.Start());
}

}  // namespace
}  // namespace zoho_desk::sandbox
