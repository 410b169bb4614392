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

}  // namespace
}  // namespace zoho_desk::client
