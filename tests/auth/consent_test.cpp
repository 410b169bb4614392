#include "auth/consent.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "auth/data_center.h"
#include "tests/auth/auth_fixtures.h"

namespace zoho_desk::auth {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* kState = "st4te";
constexpr const char* kCallback = "http://localhost:8765/callback";

std::string Redirect(const std::string& query) {
  return std::string(kCallback).append("?").append(query);
}

Result<Consent> Read(const std::string& query, bool only_configured = false) {
  return ReadRedirect(Redirect(query), kState, TestConfig(), {.only_configured = only_configured});
}

// The error of a redirect that ends the login.
std::string Final(const std::string& query, bool only_configured = false) {
  const auto consent = Read(query, only_configured);
  EXPECT_FALSE(consent.ok()) << query;
  if (consent.ok())
    return {};
  EXPECT_EQ(consent.error().code, Code::kAuth) << query;
  return consent.error().message;
}

TEST(Consent, UrlHasEverythingZohoAsksFor) {
  const std::string url = ConsentUrl(TestConfig(), {.redirect_uri = kCallback,
                                                    .scopes = "Desk.tickets.READ,Desk.basic.READ",
                                                    .state = kState,
                                                    .code_challenge = "ch4llenge"});
  EXPECT_EQ(url,
            "https://accounts.zoho.eu/oauth/v2/auth?response_type=code&client_id=1000.CLIENT"
            "&redirect_uri=http:%2F%2Flocalhost:8765%2Fcallback"
            "&scope=Desk.tickets.READ,Desk.basic.READ&access_type=offline&prompt=consent"
            "&state=st4te&code_challenge=ch4llenge&code_challenge_method=S256");
  EXPECT_THAT(url, Not(HasSubstr("s3cret")));
}

TEST(Consent, ReadsTheCodeWhateverFormTheRedirectIsPastedIn) {
  for (const std::string& redirect :
       {Redirect("state=st4te&code=1000.a.b"), Redirect("code=1000.a.b&state=st4te#fragment"),
        Redirect("code=1000%2Ea%2eb&state=st%34te"),
        std::string("/callback?code=1000.a.b&state=st4te"),
        std::string("?code=1000.a.b&state=st4te&state=other&code=other")}) {
    const auto consent = ReadRedirect(redirect, kState, TestConfig(), {});
    ASSERT_TRUE(consent.ok()) << redirect << ": " << consent.error().message;
    EXPECT_EQ(consent->code, "1000.a.b");
    EXPECT_EQ(consent->accounts_base, "https://accounts.zoho.eu");
    EXPECT_EQ(consent->data_center, "eu");
  }
}

TEST(Consent, AnswersToOtherLoginsAreNotOurs) {
  for (const std::string query :
       {"code=1000.a.b&state=other", "code=1000.a.b&state=", "code=1000.a.b", "state=st4te",
        "state=st4te&code=", "", "error=access_denied&state=other", "error=access_denied",
        "error=Run:+curl+evil", "code=1000.a.b&state=st4te2",
        "code=1000.a.b&state=other&state=st4te"}) {
    const auto consent = Read(query);
    ASSERT_FALSE(consent.ok()) << query;
    EXPECT_EQ(consent.error().code, Code::kInvalidArgument) << query;
    EXPECT_THAT(consent.error().message, Not(HasSubstr("1000.a.b")));
  }
}

TEST(Consent, RefusalEndsTheLogin) {
  EXPECT_THAT(Final("error=access_denied&state=st4te"), HasSubstr("refused"));
  EXPECT_THAT(Final("error=inv%0Aal%C2%9Bid%E2%80%AE&state=st4te"), HasSubstr("'inv al id '"));
  EXPECT_LT(Final("error=" + std::string(5000, 'x') + "&state=st4te").size(), 300U);
}

TEST(Consent, GoesToTheAccountsServerOfTheUsersDataCentre) {
  for (const DataCenter& center : AllDataCenters()) {
    const std::string host(center.accounts_host);
    const auto by_server =
        Read("code=c&state=st4te&location=zz&accounts-server=https%3A%2F%2F" + host);
    ASSERT_TRUE(by_server.ok()) << by_server.error().message;
    EXPECT_EQ(by_server->accounts_base, "https://" + host);
    EXPECT_EQ(by_server->data_center, center.code);
    const auto by_location = Read("code=c&state=st4te&location=" + std::string(center.code));
    ASSERT_TRUE(by_location.ok());
    EXPECT_EQ(by_location->accounts_base, "https://" + host);
    EXPECT_EQ(by_location->data_center, center.code);
  }
}

TEST(Consent, NoOtherServerGetsTheSecret) {
  for (const char* server :
       {"https://accounts.zoho.com.evil.example", "https://evil.example",
        "http://accounts.zoho.com", "https://accounts.zoho.com@evil.example",
        "https://accounts.zoho.com:444", "https://accounts.zoho.com/x", "accounts.zoho.com",
        "https://ACCOUNTS.zoho.com.", "http://127.0.0.1:80"}) {
    const std::string query =
        std::string("code=1000.a.b&state=st4te&location=us&accounts-server=") + server;
    EXPECT_THAT(Final(query), AllOf(HasSubstr("none of Zoho's"), Not(HasSubstr("1000.a.b"))));
  }
  EXPECT_THAT(Final("code=c&state=st4te&location=mars"), HasSubstr("mars"));
}

TEST(Consent, AConfiguredServerIsTheOnlyOne) {
  Config config = TestConfig();
  config.accounts_base = "http://127.0.0.1:4711";
  const AllowedServers only{.only_configured = true};
  for (const std::string server : {"", "&accounts-server=http://127.0.0.1:4711",
                                   "&accounts-server=http://127.0.0.1:4711/", "&location=us"}) {
    const auto consent = ReadRedirect("?code=c&state=st4te" + server, kState, config, only);
    ASSERT_TRUE(consent.ok()) << server << consent.error().message;
    EXPECT_EQ(consent->accounts_base, config.accounts_base);
    EXPECT_EQ(consent->data_center, "eu");
  }
  const auto other = ReadRedirect("?code=c&state=st4te&accounts-server=https://accounts.zoho.com",
                                  kState, config, only);
  ASSERT_FALSE(other.ok());
  EXPECT_THAT(other.error().message, HasSubstr("http://127.0.0.1:4711"));
}

}  // namespace
}  // namespace zoho_desk::auth
