#include "client/seen_keys.h"

#include <gtest/gtest.h>

namespace zoho_desk::client {
namespace {

TEST(SeenKeys, TellsFirstFromRepeated) {
  SeenKeys seen;
  for (const char* key : {"1", "01", "0", "00", "", "EMAIL", "email", "99999999999999999999999",
                          "18446744073709551615", "-1", "1a"}) {
    EXPECT_TRUE(seen.Insert(key)) << key;
    EXPECT_FALSE(seen.Insert(key)) << key;
  }
}

TEST(SeenKeys, CountsWhatItTakes) {
  SeenKeys seen;
  seen.Insert("1");
  const size_t one = seen.bytes();
  EXPECT_GE(one, sizeof(uint64_t));
  seen.Insert("1");
  EXPECT_EQ(seen.bytes(), one);
  seen.Insert(std::string(1000, 'k'));
  EXPECT_GE(seen.bytes(), one + 1000);
  seen.Rotate();
  seen.Insert("1");
  EXPECT_GE(seen.bytes(), 2 * one + 1000);
  seen.Rotate();
  EXPECT_EQ(seen.bytes(), one);
  EXPECT_FALSE(seen.is_full());
  for (int i = 0; !seen.is_full(); ++i) {
    ASSERT_LT(i, 1'000'000);
    seen.Insert(std::to_string(i) + std::string(400, 'k'));
  }
}

TEST(SeenKeys, TellsWhichListShowedAKeyLast) {
  using Met = SeenKeys::Met;
  SeenKeys seen;
  const auto a = seen.NewList();
  const auto b = seen.NewList();
  for (const char* key : {"12", "code"}) {
    EXPECT_EQ(seen.Meet(key, a), Met::kNever);
    EXPECT_EQ(seen.Meet(key, a), Met::kHere);
    EXPECT_TRUE(seen.WasMet(key, a));
    EXPECT_FALSE(seen.WasMet(key, b));
    seen.Rotate();
    EXPECT_EQ(seen.Meet(key, b), Met::kElsewhere);
    EXPECT_EQ(seen.Meet(key, b), Met::kHere);
    seen.Rotate();
    EXPECT_TRUE(seen.WasMet(key, b));
    seen.Rotate();
    EXPECT_EQ(seen.Meet(key, b), Met::kNever);
  }
}

}  // namespace
}  // namespace zoho_desk::client
