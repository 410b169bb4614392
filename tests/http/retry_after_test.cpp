// How long a server asks to wait.

#include <gtest/gtest.h>

#include "http/transport.h"

namespace zoho_desk::http {
namespace {

std::optional<int64_t> Read(std::vector<Header> headers) {
  return RetryAfterMillis({.status = 503, .headers = std::move(headers)});
}

TEST(RetryAfter, IsReadAsSeconds) {
  EXPECT_EQ(Read({{"retry-after", "7"}}), 7000);
  EXPECT_EQ(Read({{"Retry-After", "0"}}), 0);
}

TEST(RetryAfter, IsReadAsADateByTheServersOwnClock) {
  EXPECT_EQ(Read({{"Date", "Wed, 01 Jan 2020 00:00:00 GMT"},
                  {"Retry-After", "Wed, 01 Jan 2020 00:01:30 GMT"}}),
            90'000);
  EXPECT_EQ(Read({{"Date", "Wed, 01 Jan 2020 00:01:30 GMT"},
                  {"Retry-After", "Wed, 01 Jan 2020 00:00:00 GMT"}}),
            0)
      << "already past";
}

TEST(RetryAfter, IsReadAsADateByOurClockIfTheServerTellsNone) {
  EXPECT_EQ(Read({{"Retry-After", "Wed, 01 Jan 2020 00:00:00 GMT"}}), 0);
}

TEST(RetryAfter, IsBoundedAndIgnoredIfItIsNonsense) {
  EXPECT_EQ(Read({{"Retry-After", "99999999999999999999999"}}), int64_t{366} * 86'400'000);
  for (const char* text : {"", "soon", "-5", "1.5s", "7 seconds"})
    EXPECT_EQ(Read({{"Retry-After", text}}), std::nullopt) << text;
  EXPECT_EQ(Read({}), std::nullopt);
}

}  // namespace
}  // namespace zoho_desk::http
