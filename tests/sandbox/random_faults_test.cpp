#include "sandbox/random_faults.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/sandbox/client.h"

namespace zoho_desk::sandbox {
namespace {

constexpr int kRequests = 20'000;

const HttpRequest kPage{.method = "GET", .path = "/api/v1/tickets"};
const HttpRequest kTokenCall{.method = "POST", .path = "/oauth/v2/token"};

TEST(RandomFaults, HitTheirShareOfTheRequestsInManyWays) {
  RandomFaults faults;
  int hits = 0;
  for (int i = 0; i < kRequests; ++i)
    hits += faults.Draw(kPage, 0.05, 1).has_value() ? 1 : 0;
  // Five standard deviations around one in twenty.
  EXPECT_NEAR(hits, kRequests * 0.05, 155);
  EXPECT_EQ(faults.requests(), static_cast<uint64_t>(kRequests));
  const auto counts = faults.Counts();
  EXPECT_GE(counts.size(), 16U);
  int64_t total = 0;
  for (const auto& [kind, count] : counts) {
    EXPECT_GT(count, 0) << kind;
    total += count;
  }
  EXPECT_EQ(total, hits);
}

TEST(RandomFaults, AreNamedBeforeTheyCome) {
  RandomFaults faults;
  EXPECT_EQ(faults.Counts().at("truncated"), 0);
}

// A login has ten renewals in ten minutes.
TEST(RandomFaults, RefuseTheTokenInOneOfTwoHundred) {
  RandomFaults faults;
  for (int i = 0; i < kRequests; ++i)
    faults.Draw(kPage, 1, 1);
  // Five standard deviations.
  EXPECT_NEAR(static_cast<double>(faults.Counts().at("http_401")), kRequests / 200.0, 50);
}

TEST(RandomFaults, AreTheSameForTheSameSeed) {
  const auto draw = [](uint64_t seed) {
    RandomFaults faults;
    for (int i = 0; i < 2000; ++i)
      faults.Draw(kPage, 0.1, seed);
    return faults.Counts();
  };
  EXPECT_EQ(draw(7), draw(7));
  EXPECT_NE(draw(7), draw(8));
}

TEST(RandomFaults, LeaveTheLoginAsItIs) {
  RandomFaults faults;
  for (int i = 0; i < kRequests; ++i) {
    const auto fault = faults.Draw(kTokenCall, 0.5, 1);
    if (fault && fault->status) {
      ASSERT_GE(*fault->status, 500);
    }
  }
}

TEST(RandomFaults, AreSwitchedOnWhileTheSandboxRuns) {
  Portal portal;
  const auto faulty = [&portal] {
    for (int i = 0; i < 20; ++i)
      portal.Get("channels");
    const auto log = portal.server().Log();
    return std::count_if(log.begin(), log.end(), [](const auto& entry) { return entry.faulted; });
  };
  EXPECT_EQ(faulty(), 0);
  EXPECT_EQ(portal.Post("/_sandbox/control", R"({"fault_rate": 1.5})").status, 400);
  EXPECT_EQ(portal.Post("/_sandbox/control", R"({"fault_rate": 1, "fault_seed": 3})").status, 200);
  EXPECT_EQ(faulty(), 20);
  const Json status = portal.GetRaw("/_sandbox/status", {}).json();
  EXPECT_EQ(status["fault_draws"], 20);
  int64_t drawn = 0;
  for (const auto& [kind, count] : status["faults"].items())
    drawn += count.get<int64_t>();
  EXPECT_EQ(drawn, 20);
}

}  // namespace
}  // namespace zoho_desk::sandbox
