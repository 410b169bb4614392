// Logins through the browser: the consent page, and what its codes are good for.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/sandbox/client.h"

namespace zoho_desk::sandbox {
namespace {

// The consent page and the browser's redirects, as a login through the browser sees them.
class Consent : public ::testing::Test {
 protected:
  static constexpr const char* kRedirect = "http://localhost:8123/callback";
  // RFC 7636, appendix B.
  static constexpr const char* kVerifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
  static constexpr const char* kChallenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

  // The request with some parameters changed; an empty value leaves one out.
  QueryParams Request(const std::map<std::string, std::string>& changes = {}) {
    QueryParams params{{"response_type", "code"},
                       {"client_id", portal_.server().credentials().client_id},
                       {"redirect_uri", kRedirect},
                       {"scope", "Desk.tickets.READ,Desk.basic.READ"},
                       {"access_type", "offline"},
                       {"prompt", "consent"},
                       {"state", "st-4711"},
                       {"code_challenge", kChallenge},
                       {"code_challenge_method", "S256"}};
    for (auto& [name, value] : params) {
      if (const auto change = changes.find(name); change != changes.end())
        value = change->second;
    }
    std::erase_if(params, [](const auto& param) { return param.second.empty(); });
    return params;
  }

  Answer Open(const QueryParams& params) {
    return portal_.GetRaw("/oauth/v2/auth?" + ToQueryString(params), {});
  }

  // Follows the page's link of that name, and returns where the redirect leads: its parameters by
  // name.
  std::map<std::string, std::string> Click(const Answer& page, const std::string& link) {
    const std::string end = "\">" + link + "</a>";
    const size_t at = page.body.find(end);
    const size_t start = page.body.rfind("href=\"", at) + 6;
    std::string target = page.body.substr(start, at - start);
    for (size_t amp = target.find("&amp;"); amp != std::string::npos; amp = target.find("&amp;"))
      target.erase(amp + 1, 4);
    return Follow(portal_.GetRaw(target, {}));
  }
  static std::map<std::string, std::string> Follow(const Answer& redirect) {
    EXPECT_EQ(redirect.status, 302) << redirect.body;
    const std::string location = redirect.header("location");
    EXPECT_TRUE(location.starts_with(std::string(kRedirect) + "?")) << location;
    std::map<std::string, std::string> params;
    for (const auto& [name, value] : ParseQuery(location.substr(location.find('?') + 1)))
      params[name] = value;
    return params;
  }
  std::string Accept(const std::map<std::string, std::string>& changes = {}) {
    return Click(Open(Request(changes)), "accept")["code"];
  }

  Json Exchange(const std::string& code, const std::map<std::string, std::string>& changes = {}) {
    QueryParams form{{"grant_type", "authorization_code"},
                     {"client_id", portal_.server().credentials().client_id},
                     {"client_secret", portal_.server().credentials().client_secret},
                     {"redirect_uri", kRedirect},
                     {"code_verifier", kVerifier},
                     {"code", code}};
    for (auto& [name, value] : form) {
      if (const auto change = changes.find(name); change != changes.end())
        value = change->second;
    }
    std::erase_if(form, [](const auto& param) { return param.second.empty(); });
    const Answer answer = portal_.TokenCall(form);
    EXPECT_EQ(answer.status, 200);
    return answer.json();
  }

  Portal portal_;
};

TEST_F(Consent, YesLeadsBackWithACodeTheStateAndTheAccountsServer) {
  const Answer page = Open(Request());
  EXPECT_EQ(page.status, 200);
  EXPECT_TRUE(page.header("content-type").starts_with("text/html"));
  const auto redirect = Click(page, "accept");
  EXPECT_EQ(redirect.at("state"), "st-4711");
  EXPECT_EQ(redirect.at("location"), "us");
  EXPECT_EQ(redirect.at("accounts-server"), portal_.server().base_url());
  const Json tokens = Exchange(redirect.at("code"));
  EXPECT_TRUE(tokens.contains("refresh_token")) << tokens;
  EXPECT_EQ(tokens.value("scope", ""), "Desk.tickets.READ Desk.basic.READ");
}

TEST_F(Consent, NoLeadsBackWithAccessDenied) {
  const auto redirect = Click(Open(Request()), "reject");
  EXPECT_EQ(redirect.at("error"), "access_denied");
  EXPECT_EQ(redirect.at("state"), "st-4711");
  EXPECT_FALSE(redirect.contains("code"));
}

TEST_F(Consent, RequestsZohoWouldNotTakeGetAnErrorPageAndNoRedirect) {
  const std::map<std::string, std::string> wrong[] = {
      {{"client_id", "1000.OTHER"}},
      {{"response_type", "token"}},
      {{"redirect_uri", "https://example.com/callback"}},
      {{"scope", "Desk.tickets.READ,Desk.nothing.READ"}},
      {{"scope", "Desk.tickets.LOOK"}},
      {{"code_challenge", "short"}},
      {{"code_challenge_method", "S512"}},
      {{"code_challenge", ""}},
  };
  for (const auto& change : wrong) {
    const Answer page = Open(Request(change));
    EXPECT_EQ(page.status, 400) << change.begin()->first;
    EXPECT_FALSE(page.headers.contains("location")) << change.begin()->first;
    EXPECT_TRUE(page.header("content-type").starts_with("text/html"));
  }
}

TEST_F(Consent, CodeIsBoundToItsRedirectUri) {
  EXPECT_EQ(Exchange(Accept(), {{"redirect_uri", "http://localhost:8124/callback"}})["error"],
            "invalid_redirect_uri");
  EXPECT_EQ(Exchange(Accept(), {{"redirect_uri", ""}})["error"], "invalid_redirect_uri");
}

TEST_F(Consent, CodeIsBoundToItsVerifier) {
  const std::string other(43, 'a');
  EXPECT_EQ(Exchange(Accept(), {{"code_verifier", other}})["error"], "invalid_code");
  EXPECT_EQ(Exchange(Accept(), {{"code_verifier", ""}})["error"], "invalid_code");
  EXPECT_EQ(Exchange(Accept(), {{"code_verifier", kChallenge}})["error"], "invalid_code");
  // The plain method is the default: the challenge is the verifier.
  const std::string plain = Accept({{"code_challenge_method", ""}});
  EXPECT_TRUE(Exchange(plain, {{"code_verifier", kChallenge}}).contains("access_token"));
  // Without a challenge no verifier is asked for.
  const std::string none = Accept({{"code_challenge", ""}, {"code_challenge_method", ""}});
  EXPECT_TRUE(Exchange(none, {{"code_verifier", ""}}).contains("access_token"));
}

TEST_F(Consent, CodeIsGoodOnceForTwoMinutes) {
  const std::string code = Accept();
  EXPECT_TRUE(Exchange(code).contains("access_token"));
  EXPECT_EQ(Exchange(code)["error"], "invalid_code");
  const std::string late = Accept();
  portal_.server().AdvanceClock(121);
  EXPECT_EQ(Exchange(late)["error"], "invalid_code");
}

TEST_F(Consent, AFailedExchangeUsesTheCodeUp) {
  const std::string code = Accept();
  EXPECT_EQ(Exchange(code, {{"code_verifier", ""}})["error"], "invalid_code");
  EXPECT_EQ(Exchange(code)["error"], "invalid_code");
}

TEST_F(Consent, OnlineAccessGetsNoRefreshToken) {
  const Json tokens = Exchange(Accept({{"access_type", "online"}}));
  EXPECT_TRUE(tokens.contains("access_token"));
  EXPECT_FALSE(tokens.contains("refresh_token"));
}

TEST_F(Consent, WithoutPromptASecondConsentIsSilentAndGetsNoRefreshToken) {
  EXPECT_TRUE(Exchange(Accept({{"prompt", ""}})).contains("refresh_token"));
  const auto redirect = Follow(Open(Request({{"prompt", ""}})));
  EXPECT_FALSE(Exchange(redirect.at("code")).contains("refresh_token"));
  EXPECT_TRUE(Exchange(Accept()).contains("refresh_token"));
}

TEST_F(Consent, TokensMayDoWhatWasConsentedTo) {
  const Json tokens = Exchange(Accept());
  QueryParams renew = portal_.RefreshForm();
  renew[1].second = tokens["refresh_token"];
  for (const Json& answer : {tokens, portal_.TokenCall(renew).json()}) {
    const Headers headers{
        {"Authorization", "Zoho-oauthtoken " + answer["access_token"].get<std::string>()}};
    EXPECT_EQ(portal_.Get("tickets", {}, headers).status, 200);
    EXPECT_EQ(portal_.Get("departments", {}, headers).status, 200);
    EXPECT_EQ(portal_.Get("contacts", {}, headers).error(), "SCOPE_MISMATCH");
    EXPECT_EQ(portal_.Get("tickets/search", {}, headers).error(), "SCOPE_MISMATCH");
  }
  EXPECT_EQ(portal_.Get("contacts").status, 200);  // a self client's token
}

}  // namespace
}  // namespace zoho_desk::sandbox
