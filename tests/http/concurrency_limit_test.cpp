#include "http/concurrency_limit.h"

#include <gtest/gtest.h>

namespace zoho_desk::http {
namespace {

TEST(ConcurrencyLimit, HalvesOnARefusalAndGrowsBackSlowly) {
  ConcurrencyLimit limit(8);
  EXPECT_EQ(limit.now(), 8);
  limit.OnRefusal();
  EXPECT_EQ(limit.now(), 4);
  limit.OnSuccess();
  EXPECT_EQ(limit.now(), 4);
  for (int i = 0; i < 1000; ++i)
    limit.OnSuccess();
  EXPECT_EQ(limit.now(), 8);
}

TEST(ConcurrencyLimit, LeavesOneAlways) {
  ConcurrencyLimit limit(0);
  EXPECT_EQ(limit.now(), 1);
  limit.OnRefusal();
  EXPECT_EQ(limit.now(), 1);
}

}  // namespace
}  // namespace zoho_desk::http
