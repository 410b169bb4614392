#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/sandbox/client.h"

namespace zoho_desk::sandbox {
namespace {

TEST(OAuth, RefreshGivesAnHourLongTokenAndNoRefreshToken) {
  Portal portal;
  const Answer answer = portal.TokenCall(portal.RefreshForm());
  EXPECT_EQ(answer.status, 200);
  const Json body = answer.json();
  EXPECT_EQ(body["expires_in"], 3600);
  EXPECT_EQ(body["token_type"], "Bearer");
  EXPECT_FALSE(body.contains("refresh_token"));
  EXPECT_EQ(body["api_domain"].get<std::string>().find("127.0.0.1"), std::string::npos);
}

TEST(OAuth, ParametersMayComeInTheQuery) {
  Portal portal;
  const Answer answer = portal.Post("/oauth/v2/token?" + ToQueryString(portal.RefreshForm()), "");
  EXPECT_TRUE(answer.json().contains("access_token")) << answer.body;
}

TEST(OAuth, ErrorsComeWithStatus200) {
  Portal portal;
  const auto with = [&](const std::string& name, const std::string& value) {
    QueryParams form = portal.RefreshForm();
    for (auto& [key, text] : form) {
      if (key == name)
        text = value;
    }
    const Answer answer = portal.TokenCall(form);
    EXPECT_EQ(answer.status, 200);
    return answer.json().value("error", "");
  };
  EXPECT_EQ(with("refresh_token", "1000.aa.bb"), "invalid_code");
  EXPECT_EQ(with("client_id", "1000.OTHER"), "invalid_client");
  EXPECT_EQ(with("client_secret", "wrong"), "invalid_client");
  EXPECT_EQ(with("grant_type", "password"), "unsupported_grant_type");
}

TEST(OAuth, CodeIsGoodForOneExchange) {
  Portal portal;
  QueryParams form{{"grant_type", "authorization_code"},
                   {"client_id", portal.server().credentials().client_id},
                   {"client_secret", portal.server().credentials().client_secret},
                   {"code", portal.server().credentials().authorization_code}};
  const Json first = portal.TokenCall(form).json();
  EXPECT_TRUE(first.contains("access_token"));
  EXPECT_TRUE(first.contains("refresh_token"));
  EXPECT_EQ(portal.TokenCall(form).json().value("error", ""), "invalid_code");

  QueryParams renew = portal.RefreshForm();
  renew[1].second = first["refresh_token"];
  EXPECT_TRUE(portal.TokenCall(renew).json().contains("access_token"));
}

TEST(OAuth, LoginsAreThrottledOneByOne) {
  Portal portal;
  while (portal.TokenCall(portal.RefreshForm()).status == 200) {
  }
  QueryParams other = portal.RefreshForm();
  other[1].second = portal.server().IssueRefreshToken();
  EXPECT_TRUE(portal.TokenCall(other).json().contains("access_token"));
}

TEST(OAuth, CodeDiesAfterThreeMinutes) {
  Portal portal;
  const std::string code = portal.server().IssueCode();
  portal.server().AdvanceClock(181);
  const Answer answer =
      portal.TokenCall({{"grant_type", "authorization_code"},
                        {"client_id", portal.server().credentials().client_id},
                        {"client_secret", portal.server().credentials().client_secret},
                        {"code", code}});
  EXPECT_EQ(answer.json().value("error", ""), "invalid_code");
}

TEST(OAuth, EleventhTokenRequestInTenMinutesIsThrottled) {
  Portal portal;  // its own token was the first request
  for (int i = 2; i <= 10; ++i)
    EXPECT_EQ(portal.TokenCall(portal.RefreshForm()).status, 200) << i;
  const Answer refused = portal.TokenCall(portal.RefreshForm());
  EXPECT_EQ(refused.status, 400);
  EXPECT_EQ(refused.json()["error"], "Access Denied");
  EXPECT_EQ(refused.json()["status"], "failure");
  portal.server().AdvanceClock(601);
  EXPECT_EQ(portal.TokenCall(portal.RefreshForm()).status, 200);
}

TEST(OAuth, EleventhLiveTokenPushesOutTheOldest) {
  Portal portal;
  portal.server().Change([](Settings& settings) { settings.throttle_tokens = -1; });
  const std::string oldest = portal.token();
  for (int i = 0; i < 9; ++i)
    portal.TokenCall(portal.RefreshForm());
  EXPECT_EQ(portal.Get("channels").status, 200);
  portal.TokenCall(portal.RefreshForm());
  const Answer answer = portal.Get("channels");
  EXPECT_EQ(answer.status, 401);
  EXPECT_EQ(answer.error(), "INVALID_OAUTH");
}

TEST(OAuth, RevokingTheRefreshTokenKillsItsAccessTokens) {
  Portal portal;
  const std::string target = "/oauth/v2/token/revoke?token=";
  EXPECT_EQ(portal.Post(target + "unknown", "").status, 400);
  const Answer revoked = portal.Post(target + portal.server().credentials().refresh_token, "");
  EXPECT_EQ(revoked.json()["status"], "success");
  EXPECT_EQ(portal.Get("channels").error(), "INVALID_OAUTH");
  EXPECT_EQ(portal.TokenCall(portal.RefreshForm()).json()["error"], "invalid_code");
}

TEST(OAuth, ServerInfoListsTheAccountsServers) {
  Portal portal;
  const Answer answer = portal.GetRaw("/oauth/serverinfo", {});
  EXPECT_EQ(answer.json()["locations"]["us"], portal.server().base_url());
}

TEST(Access, TokenExpires) {
  Portal portal;
  EXPECT_EQ(portal.Get("channels").status, 200);
  portal.server().AdvanceClock(3601);
  EXPECT_EQ(portal.Get("channels").error(), "INVALID_OAUTH");
  portal.Renew();
  EXPECT_EQ(portal.Get("channels").status, 200);
}

TEST(Access, NeedsAnAuthorizationHeader) {
  Portal portal;
  const std::string org = portal.server().org_id();
  const Answer none = portal.GetRaw("/api/v1/channels", {{"orgId", org}});
  EXPECT_EQ(none.status, 401);
  EXPECT_EQ(none.error(), "UNAUTHORIZED");
  const Answer basic =
      portal.GetRaw("/api/v1/channels", {{"orgId", org}, {"Authorization", "Basic abc"}});
  EXPECT_EQ(basic.error(), "UNAUTHORIZED");
  const Answer wrong =
      portal.GetRaw("/api/v1/channels", {{"orgId", org}, {"Authorization", "Zoho-oauthtoken x"}});
  EXPECT_EQ(wrong.status, 401);
  EXPECT_EQ(wrong.error(), "INVALID_OAUTH");
  EXPECT_FALSE(wrong.headers.contains("x-rate-limit-remaining-v3"));
}

TEST(Access, TakesBearerToo) {
  Portal portal;
  EXPECT_EQ(portal.Get("channels", {}, {{"Authorization", "Bearer " + portal.token()}}).status,
            200);
}

TEST(Access, OrganizationMustMatch) {
  Portal portal;
  const Answer other = portal.Get("channels", {}, {{"orgId", "12345"}});
  EXPECT_EQ(other.status, 403);
  EXPECT_EQ(other.error(), "OAUTH_ORG_MISMATCH");
  EXPECT_EQ(portal.Get("channels", {}, {{"orgId", "lanternworks"}}).status, 500);
  EXPECT_EQ(portal.Get("channels", {}, {{"orgId", "12 3"}}).status, 500);
}

TEST(Access, MissingOrganizationIsRefusedUnlessAllowed) {
  Portal portal;
  const Headers headers{{"Authorization", "Zoho-oauthtoken " + portal.token()}};
  EXPECT_EQ(portal.GetRaw("/api/v1/channels", headers).status, 403);
  portal.server().Change([](Settings& settings) { settings.require_org_header = false; });
  EXPECT_EQ(portal.GetRaw("/api/v1/channels", headers).status, 200);
}

TEST(Access, OrganizationsNeedNoOrganization) {
  Portal portal({.organizations = {{.id = 77, .company_name = "A", .portal_name = "a"},
                                   {.id = 78, .company_name = "B", .portal_name = "b"}}});
  const Answer answer = portal.GetRaw("/api/v1/organizations",
                                      {{"Authorization", "Zoho-oauthtoken " + portal.token()}});
  ASSERT_EQ(answer.status, 200);
  const Json data = answer.json()["data"];
  ASSERT_EQ(data.size(), 2U);
  EXPECT_TRUE(data[0]["id"].is_number());
  EXPECT_EQ(data[0]["id"], 77);
  EXPECT_EQ(portal.server().org_id(), "77");
}

TEST(Access, EachOrganizationHasARecord) {
  Portal portal(
      {.organizations = {{.id = 77, .company_name = "A", .portal_name = "a", .is_default = true},
                         {.id = 78, .company_name = "B", .portal_name = "b"}}});
  const Headers headers{{"Authorization", "Zoho-oauthtoken " + portal.token()}};
  const Json listed = portal.GetRaw("/api/v1/organizations", headers).json()["data"][0];
  const std::string path = "/api/v1/organizations/77";
  Json record = portal.GetRaw(path, headers).json();
  // The record spells these two as text.
  EXPECT_EQ(record["id"], "77");
  EXPECT_EQ(record["isDefault"], "true");
  record["id"] = listed["id"];
  record["isDefault"] = listed["isDefault"];
  EXPECT_EQ(record, listed);
  EXPECT_FALSE(listed.contains("customDomain"));
  const Json with_domain = portal.GetRaw(path + "?includeCustomDomain=true", headers).json();
  EXPECT_TRUE(with_domain["customDomain"].is_string());
  EXPECT_EQ(portal.GetRaw(path + "?includeCustomDomain=false", headers).json().size(),
            listed.size());
  EXPECT_EQ(portal.GetRaw("/api/v1/organizations/78", headers).json()["companyName"], "B");

  EXPECT_EQ(portal.GetRaw("/api/v1/organizations/79", headers).status, 404);
  EXPECT_EQ(portal.GetRaw(path + "?includeCustomDomain=yes", headers).status, 422);
  EXPECT_EQ(portal.GetRaw(path + "?include=customDomain", headers).status, 422);
  EXPECT_EQ(portal.GetRaw("/api/v1/organizations?includeCustomDomain=true", headers).status, 422);
}

TEST(Access, EndpointsAskForTheirScopes) {
  Portal portal;
  portal.server().Change([](Settings& settings) { settings.scopes = {"Desk.tickets.READ"}; });
  EXPECT_EQ(portal.Get("tickets").status, 200);
  const Answer contacts = portal.Get("contacts");
  EXPECT_EQ(contacts.status, 403);
  EXPECT_EQ(contacts.error(), "SCOPE_MISMATCH");
  // A search needs the module's scope and Desk.search.READ.
  EXPECT_EQ(portal.Get("tickets/search").error(), "SCOPE_MISMATCH");
  portal.server().Change([](Settings& settings) { settings.scopes = {"Desk.search.READ"}; });
  EXPECT_EQ(portal.Get("tickets/search").error(), "SCOPE_MISMATCH");
  portal.server().Change([](Settings& settings) {
    settings.scopes = {"Desk.search.READ", "Desk.tickets.ALL"};
  });
  EXPECT_EQ(portal.Get("tickets/search").status, 200);
}

TEST(Access, WrongPathIsAPageForPeople) {
  Portal portal;
  const Answer answer = portal.Get("ticket");
  EXPECT_EQ(answer.status, 404);
  EXPECT_TRUE(answer.headers.at("content-type").starts_with("text/html"));
  EXPECT_TRUE(answer.json().is_discarded());
}

TEST(Access, UnknownRecordIsNotFound) {
  Portal portal;
  const Answer answer = portal.Get("tickets/218450220999999999");
  EXPECT_EQ(answer.status, 404);
  EXPECT_EQ(answer.error(), "URL_NOT_FOUND");
}

TEST(Access, MyInfoIsTheFirstAgent) {
  Portal portal;
  const Answer answer = portal.Get("myinfo");
  EXPECT_EQ(answer.status, 200);
  const Json agent = portal.Rows("agents", {{"limit", "1"}})[0];
  EXPECT_EQ(answer.json()["id"], agent["id"]);
  EXPECT_EQ(answer.json()["emailId"], agent["emailId"]);
  EXPECT_EQ(portal.Get("myinfo", {{"limit", "1"}}).status, 422);
}

TEST(Access, OnlyReads) {
  Portal portal;
  const Answer answer = portal.Post("/api/v1/tickets", "{}",
                                    {{"Authorization", "Zoho-oauthtoken " + portal.token()},
                                     {"orgId", portal.server().org_id()}});
  EXPECT_EQ(answer.status, 405);
  EXPECT_EQ(answer.error(), "METHOD_NOT_ALLOWED");
}

}  // namespace
}  // namespace zoho_desk::sandbox
