#include "client/record_memory.h"

#include <gtest/gtest.h>

#include "tests/client/gadgets.h"

namespace zoho_desk::client {
namespace {

TEST(RecordMemory, KnowsOnlyWhatWasRemembered) {
  RecordMemory memory;
  const auto none = std::make_shared<const std::optional<Page>>();
  EXPECT_EQ(memory.Find("1"), nullptr);
  memory.Remember("1", {resources::kGet, none});
  ASSERT_NE(memory.Find("1"), nullptr);
  EXPECT_EQ(memory.Find("1")->page, none);
  EXPECT_EQ(memory.Find("2"), nullptr);
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

TEST(RecordMemory, HoldsNoMoreThanItsBytes) {
  const int columns[] = {gadgets::kName};
  const Projection projection(gadgets::kGadgets, columns);
  const auto record = [&](int id, size_t bytes) {
    auto page = Page::DecodeRecord(
        R"({"id":")" + std::to_string(id) + R"(","x":")" + std::string(bytes, 'x') + "\"}",
        projection);
    EXPECT_TRUE(page.ok());
    return RememberedRecord{
        resources::kGet, std::make_shared<const std::optional<Page>>(std::move(page).value()), 0};
  };
  RecordMemory memory;
  const size_t large = kMostKeptBytes / 8;
  for (int i = 1; i <= 10; ++i)
    memory.Remember(std::to_string(i), record(i, large));
  size_t kept = 0;
  for (int i = 1; i <= 10; ++i)
    kept += memory.Find(std::to_string(i)) != nullptr ? 1U : 0U;
  EXPECT_GE(kept, 3U);
  EXPECT_LE(kept * large, kMostKeptBytes);
  EXPECT_EQ(memory.Find("1"), nullptr);
  EXPECT_NE(memory.Find("10"), nullptr);
  // One that is larger than all is kept alone: whoever asked for it is about to read it.
  memory.Remember("11", record(11, kMostKeptBytes + 1));
  EXPECT_EQ(memory.Find("10"), nullptr);
  EXPECT_NE(memory.Find("11"), nullptr);
  memory.Remember("12", record(12, 10));
  EXPECT_EQ(memory.Find("11"), nullptr);
  EXPECT_NE(memory.Find("12"), nullptr);
}

}  // namespace
}  // namespace zoho_desk::client
