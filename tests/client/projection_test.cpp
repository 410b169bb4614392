#include "client/projection.h"

#include <gtest/gtest.h>

#include "tests/client/gadgets.h"

namespace zoho_desk::client {
namespace {

using gadgets::kGadgets;
using gadgets::kId;
using gadgets::kName;
using gadgets::kSize;

TEST(Projection, AddsTheKeyAndLeavesOutRepeats) {
  const std::vector<int> columns = {kSize, kId, kSize};
  const Projection projection(kGadgets, columns);
  EXPECT_EQ(projection.width(), 2U);
  EXPECT_GE(projection.SlotOf(kId), 0);
  EXPECT_GE(projection.SlotOf(kSize), 0);
  EXPECT_NE(projection.SlotOf(kId), projection.SlotOf(kSize));
  EXPECT_EQ(projection.SlotOf(kName), -1);
  EXPECT_EQ(projection.SlotOf(kRawColumn), -1);
  EXPECT_FALSE(projection.wants_raw());
}

TEST(Projection, FindsAColumnByItsAliasToo) {
  const std::vector<int> columns = {kName};
  const Projection projection(kGadgets, columns);
  EXPECT_EQ(projection.SlotOfKey("name"), projection.SlotOf(kName));
  EXPECT_EQ(projection.SlotOfKey("label"), projection.SlotOf(kName));
  EXPECT_EQ(projection.SlotOfKey("Name"), -1);
  EXPECT_EQ(projection.SlotOfKey("size"), -1);
}

}  // namespace
}  // namespace zoho_desk::client
