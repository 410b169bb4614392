#include "auth/token_answer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/safe_text.h"
#include "tests/auth/auth_fixtures.h"

namespace zoho_desk::auth {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

TokenGrant Granted(const std::string& body, int status = 200) {
  const auto grant = JudgeTokenAnswer(Json(body, status), TestConfig());
  EXPECT_TRUE(grant.ok()) << grant.error().message;
  return grant.ok() ? *grant : TokenGrant{};
}

Error Refused(const http::Response& answer, const Config& config = TestConfig()) {
  const auto grant = JudgeTokenAnswer(answer, config);
  EXPECT_FALSE(grant.ok());
  return grant.ok() ? Error{} : grant.error();
}

TEST(TokenAnswer, ReadsAGrant) {
  const TokenGrant grant = Granted(
      R"({"access_token":"1000.abc","scope":"Desk.tickets.READ,Desk.search.READ",
          "api_domain":"https://www.zohoapis.eu","token_type":"Bearer","expires_in":1800})");
  EXPECT_EQ(grant.access_token, "1000.abc");
  EXPECT_EQ(grant.scope, "Desk.tickets.READ,Desk.search.READ");
  EXPECT_EQ(grant.lifetime_s, 1800);
}

TEST(TokenAnswer, ReadsEveryFormOfLifetime) {
  const auto lifetime = [](const std::string& fields) {
    return Granted(R"({"access_token":"a")" + fields + "}").lifetime_s;
  };
  EXPECT_EQ(lifetime(""), 3600);
  EXPECT_EQ(lifetime(R"(,"expires_in":"1800")"), 1800);
  EXPECT_EQ(lifetime(R"(,"expires_in":3600000,"expires_in_sec":1200)"), 1200);
  EXPECT_EQ(lifetime(R"(,"expires_in":0)"), 3600);
  EXPECT_EQ(lifetime(R"(,"expires_in":-5)"), 3600);
  EXPECT_EQ(lifetime(R"(,"expires_in":null)"), 3600);
  EXPECT_EQ(lifetime(R"(,"expires_in":1e300)"), 86'400);
}

TEST(TokenAnswer, SeparatesScopesByCommas) {
  EXPECT_EQ(Granted(R"({"access_token":"a","scope":"A.READ B.READ"})").scope, "A.READ,B.READ");
}

TEST(TokenAnswer, KeepsNoMoreThanTokensAndScopesTake) {
  EXPECT_EQ(Granted(R"({"access_token":")" + std::string(4096, 'a') + "\"}").access_token.size(),
            4096U);
  EXPECT_THAT(Refused(Json(R"({"access_token":")" + std::string(4097, 'a') + "\"}")).message,
              HasSubstr("a token that no header can carry"));
  EXPECT_EQ(Granted(R"({"access_token":"a","scope":")" + std::string(17'000, 's') + "\"}").scope,
            "");
}

TEST(TokenAnswer, ParsesNoDeepAnswer) {
  const std::string deep = std::string(76'000, '[') + std::string(76'000, ']');
  EXPECT_EQ(Refused(Json(R"({"access_token":"a","x":)" + deep + "}")).code, Code::kBadResponse);
  EXPECT_EQ(Refused(Json(R"({"error":"invalid_code","x":)" + deep + "}")).code, Code::kBadResponse);
}

TEST(TokenAnswer, JudgesTheJsonBeforeTheStatus) {
  EXPECT_EQ(Granted(R"({"access_token":"a"})", 400).access_token, "a");
  for (const int status : {200, 400, 401})
    EXPECT_EQ(Refused(Json(R"({"error":"invalid_code"})", status)).code, Code::kAuth);
}

TEST(TokenAnswer, InvalidClientPointsToIdSecretAndDataCentre) {
  const Error error = Refused(Json(R"({"error":"invalid_client"})"));
  EXPECT_EQ(error.code, Code::kAuth);
  EXPECT_EQ(error.error_code, "invalid_client");
  EXPECT_EQ(error.http_status, 200);
  EXPECT_THAT(error.message,
              AllOf(HasSubstr("accounts.zoho.eu"), HasSubstr("ZOHO_DESK_CLIENT_ID"),
                    HasSubstr("ZOHO_DESK_CLIENT_SECRET"), HasSubstr("ZOHO_DESK_DC is 'eu'")));
}

TEST(TokenAnswer, NamesTheBaseWhereItReplacesTheDataCentre) {
  Config config = TestConfig();
  config.accounts_base = "https://accounts.example.com";
  EXPECT_THAT(Refused(Json(R"({"error":"invalid_client"})"), config).message,
              HasSubstr("ZOHO_DESK_ACCOUNTS_BASE is https://accounts.example.com"));
}

TEST(TokenAnswer, InvalidCodeAsksForConsent) {
  const Error error = Refused(Json(R"({"error":"invalid_code"})"));
  EXPECT_EQ(error.code, Code::kAuth);
  EXPECT_THAT(error.message, AllOf(HasSubstr("ZOHO_DESK_REFRESH_TOKEN"), HasSubstr("consent"),
                                   HasSubstr("revoked")));
}

TEST(TokenAnswer, OtherErrorsArePrinted) {
  const Error error =
      Refused(Json(R"({"error":"invalid_scope","error_description":"no such scope"})", 400));
  EXPECT_EQ(error.code, Code::kAuth);
  EXPECT_EQ(error.error_code, "invalid_scope");
  EXPECT_THAT(error.message, HasSubstr("invalid_scope: no such scope"));
}

TEST(TokenAnswer, KnowsTheThrottleByErrorOrDescription) {
  for (
      const char* body :
      {R"({"error":"Access Denied","status":"failure"})",
       R"({"error":"general","error_description":"You have made too many requests continuously."})",
       R"({"error":"access_denied"})", R"({"error":"ACCESS DENIED"})",
       R"({"message":"Access Denied"})", R"({"error":"x","error_description":"Access Denied"})",
       R"({"errorCode":"THRESHOLD_EXCEEDED","message":"Said by Zoho."})",
       R"({"errorCode":"TOO_MANY_REQUESTS","message":"Said by Zoho."})"}) {
    for (const int status : {200, 400}) {
      const Error error = Refused(Json(body, status));
      EXPECT_EQ(error.code, Code::kRateLimited);
      EXPECT_THAT(error.message, AllOf(HasSubstr("10 renewals in 10 minutes"), HasSubstr("600 s")));
    }
  }
  EXPECT_EQ(Refused({.status = 429, .body = "slow down"}).code, Code::kRateLimited);
  EXPECT_EQ(Refused(Json(R"({"error":"whatever"})", 429)).code, Code::kRateLimited);
  EXPECT_NE(Refused(Json(R"({"error":"invalid_client","message":"No access."})")).code,
            Code::kRateLimited);
}

TEST(TokenAnswer, KeepsZohosWordsOfAnErrorInTheWordsOfTheApi) {
  const Error credits =
      Refused(Json(R"({"errorCode":"THRESHOLD_EXCEEDED","message":"Said by Zoho."})"));
  EXPECT_THAT(credits.message, AllOf(HasSubstr("THRESHOLD_EXCEEDED"), HasSubstr("Said by Zoho.")));
  const Error other = Refused(Json(R"({"errorCode":"NEW_CODE","errorMessage":"Said by Zoho."})"));
  EXPECT_EQ(other.code, Code::kAuth);
  EXPECT_THAT(other.message, HasSubstr("NEW_CODE: Said by Zoho."));
}

TEST(TokenAnswer, NamesTheCommandThatLogsAProfileInAgain) {
  Config config = TestConfig();
  config.login_command = "zoho-desk login --profile north";
  for (const char* error : {"invalid_code", "invalid_client", "odd"}) {
    EXPECT_THAT(Refused(Json(R"({"error":")" + std::string(error) + "\"}"), config).message,
                HasSubstr("run 'zoho-desk login --profile north'"))
        << error;
  }
}

TEST(TokenAnswer, HonoursRetryAfter) {
  const auto wait = [](const std::string& value) {
    return ThrottleMillis({.status = 400, .headers = {{"Retry-After", value}}});
  };
  EXPECT_EQ(wait("30"), 30'000);
  EXPECT_EQ(wait("0"), 600'000);
  EXPECT_EQ(wait("soon"), 600'000);
  EXPECT_EQ(wait("999999999"), 3'600'000);
  EXPECT_EQ(ThrottleMillis({}), 600'000);
}

TEST(TokenAnswer, HtmlIsABadResponse) {
  const Error error =
      Refused({.status = 200, .content_type = "text/html", .body = "<html>s3cret login</html>"});
  EXPECT_EQ(error.code, Code::kBadResponse);
  EXPECT_THAT(error.message, AllOf(HasSubstr("other than JSON"), HasSubstr("HTTP 200"),
                                   HasSubstr("ZOHO_DESK_DC is 'eu'"), Not(HasSubstr("s3cret"))));
}

TEST(TokenAnswer, ServerErrorsAreWorthAnotherTry) {
  EXPECT_EQ(Refused({.status = 503, .body = "<html>"}).code, Code::kServer);
  EXPECT_EQ(Refused({.status = 500, .body = ""}).code, Code::kServer);
  EXPECT_EQ(Refused(Json(R"({"error":"server_error"})", 500)).code, Code::kServer);
  EXPECT_THAT(Refused({.status = 503, .body = "<html>"}).message, HasSubstr("HTTP 503"));
}

TEST(TokenAnswer, AnythingElseIsABadResponse) {
  for (const char* body : {"", "[]", "{}", "null", R"({"access_token":7})", R"({"error":{}})",
                           R"({"access_token":""})", R"({"access_token":"a\r\nb"})",
                           R"({"access_token":"a b"})", R"({"access_token":)"})
    EXPECT_EQ(Refused(Json(body)).code, Code::kBadResponse) << body;
}

TEST(TokenAnswer, NeverRepeatsASecretTheServerEchoes) {
  for (const char* secret : {"1000.s3cret-refresh", "s3cret-client"})
    RememberSecret(secret);
  const Error error = Refused(Json(
      R"({"error":"bad 1000.s3cret-refresh","error_description":"s3cret-client\r\nX and s3cret-client"})"));
  EXPECT_THAT(error.message,
              AllOf(HasSubstr("bad ***"), Not(HasSubstr("s3cret")), Not(HasSubstr("\n"))));
  EXPECT_THAT(error.error_code, Not(HasSubstr("s3cret")));
}

TEST(TokenAnswer, CutsLongErrors) {
  const Error error = Refused(Json(R"({"error":")" + std::string(5000, 'x') + R"("})"));
  EXPECT_LT(error.message.size(), 600U);
}

}  // namespace
}  // namespace zoho_desk::auth
