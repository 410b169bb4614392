#include "auth/code_exchange.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/time_text.h"
#include "tests/auth/auth_fixtures.h"

namespace zoho_desk::auth {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* kTokens =
    R"({"access_token":"1000.acc","refresh_token":"1000.ref","scope":"Desk.tickets.READ Desk.basic.READ",
        "api_domain":"https://www.zohoapis.eu","token_type":"Bearer","expires_in":3600})";

const AuthorizationCode kSelfClientCode{.code = "1000.s3cret-code"};
const AuthorizationCode kBrowserCode{.code = "1000.s3cret-code",
                                     .redirect_uri = "http://localhost:8765/callback",
                                     .code_verifier = "s3cret-verifier"};

FakeTransport::Answer Always(http::Response answer) {
  return [answer = std::move(answer)](const http::Request&) -> Result<http::Response> {
    return answer;
  };
}

// The error that this answer to an exchange is reported as.
Error Failure(http::Response answer, const AuthorizationCode& code = kBrowserCode) {
  FakeTransport transport(Always(std::move(answer)));
  const auto grant = ExchangeCode(TestConfig(), code, transport, {});
  EXPECT_EQ(transport.calls(), 1U);  // a code is good once
  EXPECT_FALSE(grant.ok());
  if (grant.ok())
    return {};
  EXPECT_THAT(grant.error().message, Not(HasSubstr("s3cret")));
  EXPECT_THAT(grant.error().error_code, Not(HasSubstr("s3cret")));
  return grant.error();
}

TEST(CodeExchange, SendsASelfClientsCodeWithoutARedirectUri) {
  FakeTransport transport(Always(Json(kTokens)));
  const int64_t before = NowMillis();
  const auto grant = ExchangeCode(TestConfig(), kSelfClientCode, transport, {});
  ASSERT_TRUE(grant.ok()) << grant.error().message;
  EXPECT_EQ(grant->refresh_token, "1000.ref");
  EXPECT_EQ(grant->access.access_token, "1000.acc");
  EXPECT_EQ(grant->access.scope, "Desk.tickets.READ,Desk.basic.READ");
  EXPECT_GT(grant->access.expires_at_ms, before + 3'500'000);
  EXPECT_LT(grant->access.expires_at_ms, NowMillis() + 3'600'000);
  const http::Request request = transport.requests().at(0);
  EXPECT_EQ(request.method, http::Method::kPost);
  EXPECT_EQ(request.url, "https://accounts.zoho.eu/oauth/v2/token");
  EXPECT_EQ(request.body,
            "grant_type=authorization_code&client_id=1000.CLIENT&client_secret=s3cret-client"
            "&code=1000.s3cret-code");
}

TEST(CodeExchange, SendsABrowsersCodeWithItsRedirectUriAndVerifier) {
  FakeTransport transport(Always(Json(kTokens)));
  ASSERT_TRUE(ExchangeCode(TestConfig(), kBrowserCode, transport, {}).ok());
  EXPECT_THAT(transport.requests().at(0).body,
              HasSubstr("&redirect_uri=http%3A%2F%2Flocalhost%3A8765%2Fcallback"
                        "&code_verifier=s3cret-verifier"));
}

TEST(CodeExchange, RefusalsSayWhatToCheck) {
  const Error code = Failure(Json(R"({"error":"invalid_code"})"));
  EXPECT_EQ(code.code, Code::kAuth);
  EXPECT_THAT(code.message, HasSubstr("used before"));
  const Error client = Failure(Json(R"({"error":"invalid_client"})"));
  EXPECT_EQ(client.code, Code::kAuth);
  EXPECT_THAT(client.message, AllOf(HasSubstr("client secret"), HasSubstr("data centre"),
                                    HasSubstr("accounts.zoho.eu"), HasSubstr("uk")));
  EXPECT_THAT(Failure(Json(R"({"error":"invalid_redirect_uri"})")).message,
              HasSubstr("http://localhost:8765/callback"));
  const Error odd = Failure(Json(R"({"error":"odd","error_description":"Very\nodd."})", 400));
  EXPECT_EQ(odd.code, Code::kAuth);
  EXPECT_THAT(odd.message, HasSubstr("(odd: Very odd.)"));
}

// In a 200, and in the words of the API.
TEST(CodeExchange, KeepsZohosWords) {
  for (const int status : {200, 400}) {
    const Error error = Failure(Json(R"({"errorCode":"NEW","message":"Said by Zoho."})", status));
    EXPECT_EQ(error.code, Code::kAuth);
    EXPECT_THAT(error.message, HasSubstr("(NEW: Said by Zoho.)"));
    const Error credits =
        Failure(Json(R"({"errorCode":"THRESHOLD_EXCEEDED","message":"Said by Zoho."})", status));
    EXPECT_EQ(credits.code, Code::kRateLimited);
    EXPECT_THAT(credits.message, HasSubstr("(THRESHOLD_EXCEEDED: Said by Zoho.)"));
  }
}

TEST(CodeExchange, SecretsThatTheServerRepeatsAreLeftOut) {
  Failure(Json(
      R"({"error":"bad 1000.s3cret-code","error_description":"s3cret-client s3cret-verifier"})"));
  Failure(Json(R"({"error":"s3cret-client"})", 500));
  Failure(Json("s3cret-client", 200));
}

TEST(CodeExchange, OtherFailuresKeepTheirKind) {
  EXPECT_EQ(Failure(Json(R"({"error":"Access Denied","status":"failure",
      "error_description":"You have made too many requests continuously."})",
                         400))
                .code,
            Code::kRateLimited);
  EXPECT_EQ(Failure(Json(R"({"error":"internal"})", 500)).code, Code::kServer);
  EXPECT_EQ(Failure(Json("<html>", 502)).code, Code::kServer);
  EXPECT_EQ(Failure(Json("<html>")).code, Code::kBadResponse);
  EXPECT_EQ(Failure(Json("{}")).code, Code::kBadResponse);
}

TEST(CodeExchange, AnAnswerWithoutRefreshTokenIsAFailure) {
  for (const char* body :
       {R"({"access_token":"1000.acc","expires_in":3600})",
        R"({"access_token":"1000.acc","refresh_token":"a b","expires_in":3600})"}) {
    const Error error = Failure(Json(body));
    EXPECT_EQ(error.code, Code::kAuth);
    EXPECT_THAT(error.message, HasSubstr("without a refresh token"));
  }
}

TEST(CodeExchange, CanBeInterrupted) {
  FakeTransport transport(Always(Json(kTokens)));
  const auto grant = ExchangeCode(TestConfig(), kSelfClientCode, transport, [] { return true; });
  ASSERT_FALSE(grant.ok());
  EXPECT_EQ(grant.error().code, Code::kCancelled);
}

TEST(Revocation, SendsTheTokenInTheBody) {
  FakeTransport transport(Always(Json(R"({"status":"success"})")));
  const auto revoked = RevokeToken(TestConfig(), "1000.ref", transport, {});
  ASSERT_TRUE(revoked.ok());
  EXPECT_TRUE(*revoked);
  const http::Request request = transport.requests().at(0);
  EXPECT_EQ(request.method, http::Method::kPost);
  EXPECT_EQ(request.url, "https://accounts.zoho.eu/oauth/v2/token/revoke");
  EXPECT_EQ(request.body, "token=1000.ref");
}

TEST(Revocation, TakesNoRefusalForAnUnknownToken) {
  FakeTransport transport(Always(Json(R"({"error":"access_denied","message":"Slower."})", 400)));
  const auto throttled = RevokeToken(TestConfig(), "1000.ref", transport, {});
  ASSERT_FALSE(throttled.ok());
  EXPECT_EQ(throttled.error().code, Code::kRateLimited);
  EXPECT_THAT(throttled.error().message, HasSubstr("access_denied: Slower."));
  transport.set_answer(Always(Json(R"({"errorCode":"NEW","message":"Said by Zoho."})")));
  const auto odd = RevokeToken(TestConfig(), "1000.ref", transport, {});
  ASSERT_FALSE(odd.ok());
  EXPECT_THAT(odd.error().message, HasSubstr("NEW: Said by Zoho."));
}

TEST(Revocation, TellsAnUnknownTokenFromAFailure) {
  FakeTransport transport(Always(Json(R"({"status":"failure","error":"invalid_token"})", 400)));
  const auto unknown = RevokeToken(TestConfig(), "1000.ref", transport, {});
  ASSERT_TRUE(unknown.ok());
  EXPECT_FALSE(*unknown);
  for (const http::Response& answer :
       {Json("<html>", 400), Json("{}", 200), Json("{}", 404), Json("{}", 503)}) {
    transport.set_answer(Always(answer));
    EXPECT_FALSE(RevokeToken(TestConfig(), "1000.ref", transport, {}).ok()) << answer.status;
  }
}

}  // namespace
}  // namespace zoho_desk::auth
