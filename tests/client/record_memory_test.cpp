#include "client/record_memory.h"

#include <gtest/gtest.h>

namespace zoho_desk::client {
namespace {

TEST(RecordMemory, KnowsOnlyWhatWasRemembered) {
  RecordMemory memory;
  const auto none = std::make_shared<const std::optional<Page>>();
  memory.Use({1, 2});
  EXPECT_EQ(memory.Find("1"), nullptr);
  memory.Remember("1", {resources::kGet, none});
  memory.Use({1, 2});
  ASSERT_NE(memory.Find("1"), nullptr);
  EXPECT_EQ(memory.Find("1")->page, none);
  EXPECT_EQ(memory.Find("2"), nullptr);
  memory.Use({1});
  EXPECT_EQ(memory.Find("1"), nullptr);
}

TEST(RecordMemory, ForgetsTheOldestFirst) {
  RecordMemory memory;
  const auto none = std::make_shared<const std::optional<Page>>();
  for (int i = 0; i <= 4000; ++i) {
    memory.Remember(std::to_string(i), {resources::kGet, none});
    memory.Remember(std::to_string(i), {resources::kGet, none});
  }
  EXPECT_EQ(memory.Find("0"), nullptr);
  EXPECT_NE(memory.Find("1"), nullptr);
  EXPECT_NE(memory.Find("4000"), nullptr);
}

}  // namespace
}  // namespace zoho_desk::client
