// Getting, renewing and sharing tokens.

#include "auth/token_cache.h"
#include "tests/auth/token_source_fixture.h"

namespace zoho_desk::auth {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

TEST_F(TokenSourceTest, PostsTheRefreshTokenInTheBody) {
  const auto source = Make(TestConfig());
  EXPECT_EQ(Token(source->AccessToken({})), "token-1");
  ASSERT_EQ(transport_.calls(), 1U);
  const http::Request request = transport_.requests()[0];
  EXPECT_EQ(request.method, http::Method::kPost);
  EXPECT_EQ(request.url, "https://accounts.zoho.eu/oauth/v2/token");
  EXPECT_EQ(request.body,
            "grant_type=refresh_token&refresh_token=1000.s3cret-refresh&client_id=1000.CLIENT&"
            "client_secret=s3cret-client");
  EXPECT_EQ(request.timeout_ms, 60'000);
  EXPECT_EQ(source->GrantedScopes(), "Desk.tickets.READ,Desk.search.READ");
}

TEST_F(TokenSourceTest, KeepsATokenUntilAMinuteBeforeItsEnd) {
  const auto source = Make(TestConfig());
  EXPECT_EQ(Token(source->AccessToken({})), "token-1");
  clock_.Advance(59 * kMinute - 1);
  EXPECT_EQ(Token(source->AccessToken({})), "token-1");
  clock_.Advance(1);
  EXPECT_EQ(Token(source->AccessToken({})), "token-2");
  EXPECT_EQ(transport_.calls(), 2U);
}

TEST_F(TokenSourceTest, TakesATenthOffAShortLife) {
  AnswerWith(Json(R"({"access_token":"short","expires_in":100})"));
  const auto source = Make(TestConfig());
  Token(source->AccessToken({}));
  clock_.Advance(90 * kSecond - 1);
  Token(source->AccessToken({}));
  EXPECT_EQ(transport_.calls(), 1U);
  clock_.Advance(1);
  Token(source->AccessToken({}));
  EXPECT_EQ(transport_.calls(), 2U);
}

TEST_F(TokenSourceTest, RenewReplacesTheRejectedToken) {
  const auto source = Make(TestConfig());
  EXPECT_EQ(Token(source->AccessToken({})), "token-1");
  EXPECT_EQ(Token(source->Renew("token-1", {})), "token-2");
  EXPECT_EQ(Token(source->Renew("token-1", {})), "token-2") << "renewed already: no call";
  EXPECT_EQ(Token(source->AccessToken({})), "token-2");
  EXPECT_EQ(transport_.calls(), 2U);
}

TEST_F(TokenSourceTest, TheSameTokenAgainIsAnError) {
  AnswerWith(Json(R"({"access_token":"same"})"));
  const auto source = Make(TestConfig());
  const Error error = Failure(source->Renew("same", {}));
  EXPECT_EQ(error.code, Code::kAuth);
  EXPECT_THAT(error.message, AllOf(HasSubstr("ZOHO_DESK_DC is 'eu'"), HasSubstr("API_BASE")));
}

TEST_F(TokenSourceTest, AConfiguredTokenIsUsedAndNeverRenewed) {
  Config config = TestConfig(dir_.path() + "/cache");
  config.access_token = "1000.s3cret-access";
  const auto source = Make(config);
  EXPECT_EQ(Token(source->AccessToken({})), "1000.s3cret-access");
  EXPECT_FALSE(source->MayBeAtFault("1000.s3cret-access")) << "it cannot be replaced";
  const Error error = Failure(source->Renew("1000.s3cret-access", {}));
  EXPECT_EQ(error.code, Code::kAuth);
  EXPECT_THAT(error.message, AllOf(HasSubstr("ZOHO_DESK_ACCESS_TOKEN"), Not(HasSubstr("s3cret"))));
  EXPECT_EQ(transport_.calls(), 0U);
  EXPECT_EQ(source->GrantedScopes(), "");
  EXPECT_FALSE(std::filesystem::exists(config.cache_dir));
}

TEST_F(TokenSourceTest, TwoSourcesShareOneCallThroughTheCache) {
  const Config config = TestConfig(dir_.path() + "/cache");
  EXPECT_EQ(Token(Make(config)->AccessToken({})), "token-1");
  const auto second = Make(config);
  EXPECT_EQ(Token(second->AccessToken({})), "token-1");
  EXPECT_EQ(second->GrantedScopes(), "Desk.tickets.READ,Desk.search.READ");
  EXPECT_EQ(transport_.calls(), 1U);
}

TEST_F(TokenSourceTest, RenewTakesTheTokenAnotherProcessRenewed) {
  const Config config = TestConfig(dir_.path() + "/cache");
  const auto first = Make(config);
  const auto second = Make(config);
  Token(first->AccessToken({}));
  Token(second->AccessToken({}));
  EXPECT_EQ(Token(first->Renew("token-1", {})), "token-2");
  EXPECT_EQ(Token(second->Renew("token-1", {})), "token-2");
  EXPECT_EQ(transport_.calls(), 2U);
}

TEST_F(TokenSourceTest, OtherLoginsDoNotShare) {
  Config config = TestConfig(dir_.path() + "/cache");
  Token(Make(config)->AccessToken({}));
  config.refresh_token = "1000.other";
  EXPECT_EQ(Token(Make(config)->AccessToken({})), "token-2");
  config.accounts_base = "https://accounts.zoho.in";
  EXPECT_EQ(Token(Make(config)->AccessToken({})), "token-3");
}

TEST_F(TokenSourceTest, IgnoresCachedTokensThatCannotBeRight) {
  const Config config = TestConfig(dir_.path() + "/cache");
  Token(Make(config)->AccessToken({}));
  const auto file = *std::filesystem::directory_iterator(config.cache_dir);
  const std::string path = file.path().string().substr(0, file.path().string().find(".json") + 5);
  const std::string soon = std::to_string(clock_.now_ms() + kMinute);
  for (const std::string& text :
       {R"({"access_token":"old","expires_at_ms":)" + std::to_string(clock_.now_ms()) + "}",
        std::string(R"({"access_token":"eternal","expires_at_ms":9000000000000000000})"),
        R"({"access_token":"in\r\njected","expires_at_ms":)" + soon + "}",
        R"({"access_token":"","expires_at_ms":)" + soon + "}"}) {
    WriteFile(path, text);
    EXPECT_THAT(Token(Make(config)->AccessToken({})), ::testing::StartsWith("token-")) << text;
  }
  EXPECT_EQ(transport_.calls(), 5U);
}
TEST_F(TokenSourceTest, ReportsEveryCallWithoutSecrets) {
  const auto source = Make(TestConfig());
  Token(source->AccessToken({}));
  AnswerWith(Json(R"({"error":"odd s3cret-client"})", 400));
  Failure(source->Renew("token-1", {}));
  ASSERT_EQ(calls_.size(), 2U);
  EXPECT_EQ(calls_[0].path, "/oauth/v2/token");
  EXPECT_EQ(calls_[0].status, 200);
  EXPECT_GT(calls_[0].bytes, 0U);
  EXPECT_EQ(calls_[0].error, "");
  EXPECT_EQ(calls_[1].status, 400);
  EXPECT_THAT(calls_[1].error, AllOf(HasSubstr("odd ***"), Not(HasSubstr("s3cret"))));
}

TEST_F(TokenSourceTest, ReportsCallsWithoutAnAnswer) {
  FailWith(Code::kNetwork);
  const auto source = Make(TestConfig());
  EXPECT_EQ(Failure(source->AccessToken({})).code, Code::kNetwork);
  ASSERT_EQ(calls_.size(), 1U);
  EXPECT_EQ(calls_[0].status, 0);
  EXPECT_THAT(calls_[0].error, HasSubstr("no connection"));
}

TEST_F(TokenSourceTest, KeepsOnlyTheTokenInTheCacheFile) {
  const Config config = TestConfig(dir_.path() + "/cache");
  Token(Make(config)->AccessToken({}));
  for (const auto& file : std::filesystem::directory_iterator(config.cache_dir)) {
    EXPECT_EQ(ModeOf(file.path()), 0600U);
    EXPECT_THAT(ReadFile(file.path()), Not(HasSubstr("s3cret")));
    EXPECT_THAT(file.path().string(), Not(HasSubstr("CLIENT")));
  }
}

}  // namespace
}  // namespace zoho_desk::auth
