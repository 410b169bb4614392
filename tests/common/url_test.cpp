#include "common/url.h"

#include <gtest/gtest.h>

namespace zoho_desk {
namespace {

TEST(Url, KeepsUnreservedCharactersOnly) {
  EXPECT_EQ(PercentEncode("AZaz09-._~"), "AZaz09-._~");
  EXPECT_EQ(PercentEncode(" &=+?#/%:,@"), "%20%26%3D%2B%3F%23%2F%25%3A%2C%40");
  EXPECT_EQ(PercentEncode(""), "");
}

TEST(Url, EncodesEveryByteOfOtherText) {
  EXPECT_EQ(PercentEncode("Grüße"), "Gr%C3%BC%C3%9Fe");
  EXPECT_EQ(PercentEncode(std::string_view("\0\r\n\x7f\xff", 5)), "%00%0D%0A%7F%FF");
}

TEST(Url, LeavesListsAndTimesReadableInQueries) {
  EXPECT_EQ(EncodeQueryValue("contacts,products"), "contacts,products");
  EXPECT_EQ(EncodeQueryValue("2016-06-21T16:16:16.000Z"), "2016-06-21T16:16:16.000Z");
  EXPECT_EQ(EncodeQueryValue("a&b=c d"), "a%26b%3Dc%20d");
}

TEST(Url, JoinsParametersInOrder) {
  EXPECT_EQ(ToQueryString({}), "");
  EXPECT_EQ(ToQueryString({{"b", "1"}, {"a", "x y"}, {"empty", ""}}), "b=1&a=x%20y&empty=");
  EXPECT_EQ(ToQueryString({{"a&b", "c"}}), "a%26b=c");
}

TEST(Url, FormBodiesEncodeEverything) {
  EXPECT_EQ(ToFormBody({{"refresh_token", "1000.a+b/c="}, {"list", "a,b"}}),
            "refresh_token=1000.a%2Bb%2Fc%3D&list=a%2Cb");
}

}  // namespace
}  // namespace zoho_desk
