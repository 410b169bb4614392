#include "auth/pkce.h"

#include <gtest/gtest.h>

#include <set>

namespace zoho_desk::auth {
namespace {

TEST(Pkce, EncodesAsTheStandardDoes) {
  // RFC 4648, section 10, without padding.
  EXPECT_EQ(Base64Url(""), "");
  EXPECT_EQ(Base64Url("f"), "Zg");
  EXPECT_EQ(Base64Url("fo"), "Zm8");
  EXPECT_EQ(Base64Url("foo"), "Zm9v");
  EXPECT_EQ(Base64Url("foob"), "Zm9vYg");
  EXPECT_EQ(Base64Url("fooba"), "Zm9vYmE");
  EXPECT_EQ(Base64Url("foobar"), "Zm9vYmFy");
  EXPECT_EQ(Base64Url("\xfb\xff\xfe"), "-__-");  // 62 and 63 are the two that differ from base64
}

TEST(Pkce, ChallengeIsThatOfTheStandardsExample) {
  // RFC 7636, appendix B.
  EXPECT_EQ(CodeChallenge("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"),
            "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
}

TEST(Pkce, VerifiersAreLongEnoughAndNeverTheSame) {
  std::set<std::string> seen;
  for (int i = 0; i < 1000; ++i) {
    const auto verifier = MakeCodeVerifier();
    ASSERT_TRUE(verifier.ok());
    EXPECT_EQ(verifier->size(), 43U);
    EXPECT_EQ(verifier->find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                          "0123456789-_"),
              std::string::npos);
    EXPECT_TRUE(seen.insert(*verifier).second);
  }
}

TEST(Pkce, RandomTextHasAsManyBytesAsAskedFor) {
  EXPECT_EQ(RandomText(0)->size(), 0U);
  EXPECT_EQ(RandomText(16)->size(), 22U);
  EXPECT_EQ(RandomText(1000)->size(), 1334U);  // more than getrandom gives without a pause
}

TEST(Pkce, ComparesWholeSecrets) {
  EXPECT_TRUE(SameSecret("", ""));
  EXPECT_TRUE(SameSecret("abc", "abc"));
  EXPECT_FALSE(SameSecret("abc", "abd"));
  EXPECT_FALSE(SameSecret("bbc", "abc"));
  EXPECT_FALSE(SameSecret("abc", "abcd"));
  EXPECT_FALSE(SameSecret("abc", ""));
}

}  // namespace
}  // namespace zoho_desk::auth
