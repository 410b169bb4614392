#include "auth/token_source.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "auth/token_cache.h"
#include "tests/auth/auth_fixtures.h"

namespace zoho_desk::auth {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr int64_t kSecond = 1000;
constexpr int64_t kMinute = 60 * kSecond;

class TokenSourceTest : public ::testing::Test {
 protected:
  std::unique_ptr<TokenSource> Make(const Config& config) {
    return std::make_unique<TokenSource>(
        config, transport_, [this](const TokenCall& call) { calls_.push_back(call); },
        clock_.clock());
  }

  void AnswerWith(http::Response answer) {
    transport_.set_answer(
        [answer](const http::Request&) -> Result<http::Response> { return answer; });
  }
  void FailWith(Code code) {
    transport_.set_answer([code](const http::Request&) -> Result<http::Response> {
      return Error{code, "no connection to accounts.zoho.eu"};
    });
  }

  static std::string Token(const Result<std::string>& result) {
    EXPECT_TRUE(result.ok()) << result.error().message;
    return result.ok() ? *result : "";
  }
  static Error Failure(const Result<std::string>& result) {
    EXPECT_FALSE(result.ok());
    return result.ok() ? Error{} : result.error();
  }

  FakeClock clock_;
  FakeTransport transport_{NumberedTokens()};
  std::vector<TokenCall> calls_;
  TempDir dir_;
};

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

TEST_F(TokenSourceTest, ARefusalStandsForAMinute) {
  AnswerWith(Json(R"({"error":"invalid_client"})"));
  const auto source = Make(TestConfig());
  const Error first = Failure(source->AccessToken({}));
  EXPECT_EQ(first.code, Code::kAuth);
  EXPECT_EQ(first.error_code, "invalid_client");
  clock_.Advance(kMinute - 1);
  EXPECT_EQ(Failure(source->AccessToken({})).message, first.message);
  EXPECT_EQ(Failure(source->Renew("x", {})).message, first.message);
  EXPECT_EQ(transport_.calls(), 1U);
  clock_.Advance(1);
  transport_.set_answer(NumberedTokens());
  EXPECT_EQ(Token(source->AccessToken({})), "token-1");
}

TEST_F(TokenSourceTest, AThrottleStandsUntilItIsOverAndCountsDown) {
  AnswerWith(Json(R"({"error":"Access Denied"})", 400));
  const auto source = Make(TestConfig());
  EXPECT_THAT(Failure(source->AccessToken({})).message, HasSubstr("in 600 s"));
  clock_.Advance(9 * kMinute);
  const Error later = Failure(source->AccessToken({}));
  EXPECT_EQ(later.code, Code::kRateLimited);
  EXPECT_THAT(later.message, HasSubstr("in 60 s"));
  EXPECT_EQ(transport_.calls(), 1U);
  clock_.Advance(kMinute);
  transport_.set_answer(NumberedTokens());
  EXPECT_EQ(Token(source->AccessToken({})), "token-1");
}

TEST_F(TokenSourceTest, AThrottleHoldsForTheUsersOtherProcesses) {
  const Config config = TestConfig(dir_.path() + "/cache");
  http::Response answer = Json(R"({"error":"Access Denied"})", 400);
  answer.headers = {{"Retry-After", "120"}};
  AnswerWith(answer);
  EXPECT_EQ(Failure(Make(config)->AccessToken({})).code, Code::kRateLimited);
  clock_.Advance(kMinute);
  const auto other = Make(config);
  const Error error = Failure(other->AccessToken({}));
  EXPECT_EQ(error.code, Code::kRateLimited);
  EXPECT_THAT(error.message, HasSubstr("in 60 s"));
  EXPECT_EQ(transport_.calls(), 1U);
  clock_.Advance(kMinute);
  transport_.set_answer(NumberedTokens());
  EXPECT_EQ(Token(other->AccessToken({})), "token-1");
  clock_.Advance(58 * kMinute);
  EXPECT_EQ(Token(Make(config)->AccessToken({})), "token-1") << "the throttle is forgotten";
}

TEST_F(TokenSourceTest, OtherFailuresStandForSeconds) {
  AnswerWith({.status = 200, .content_type = "text/html", .body = "<html>"});
  const auto source = Make(TestConfig());
  EXPECT_EQ(Failure(source->AccessToken({})).code, Code::kBadResponse);
  EXPECT_EQ(Failure(source->AccessToken({})).code, Code::kBadResponse);
  EXPECT_EQ(transport_.calls(), 1U);
  clock_.Advance(5 * kSecond);
  transport_.set_answer(NumberedTokens());
  EXPECT_EQ(Token(source->AccessToken({})), "token-1");
}

TEST_F(TokenSourceTest, RetriesServerAndNetworkFailuresTwice) {
  Config config = TestConfig();
  config.retries = 10;
  AnswerWith({.status = 503, .body = "<html>"});
  EXPECT_EQ(Failure(Make(config)->AccessToken({})).code, Code::kServer);
  EXPECT_EQ(transport_.calls(), 3U);
  FailWith(Code::kNetwork);
  EXPECT_EQ(Failure(Make(config)->AccessToken({})).code, Code::kNetwork);
  EXPECT_EQ(transport_.calls(), 6U);
  EXPECT_EQ(calls_.size(), 6U);
}

TEST_F(TokenSourceTest, ARetryMaySucceed) {
  Config config = TestConfig();
  config.retries = 1;
  const int64_t start = clock_.now_ms();
  transport_.set_answer([n = 0](const http::Request&) mutable -> Result<http::Response> {
    return ++n == 1 ? http::Response{.status = 502} : Json(R"({"access_token":"second"})");
  });
  EXPECT_EQ(Token(Make(config)->AccessToken({})), "second");
  EXPECT_GE(clock_.now_ms() - start, 500) << "not without a pause";
}

TEST_F(TokenSourceTest, NeverRetriesWhatAnotherTryCannotHelp) {
  Config config = TestConfig();
  config.retries = 10;
  for (const http::Response& answer :
       {Json(R"({"error":"invalid_code"})"), Json(R"({"error":"Access Denied"})"),
        http::Response{.status = 302}, http::Response{.status = 404, .body = "<html>"}}) {
    const size_t before = transport_.calls();
    AnswerWith(answer);
    Failure(Make(config)->AccessToken({}));
    EXPECT_EQ(transport_.calls(), before + 1) << answer.body;
  }
}

TEST_F(TokenSourceTest, RetriesTimeoutsAndPagesInPlaceOfJson) {
  Config config = TestConfig();
  config.retries = 10;
  AnswerWith({.status = 200, .content_type = "text/html", .body = "<html>"});
  const Error page = Failure(Make(config)->AccessToken({}));
  EXPECT_EQ(page.code, Code::kBadResponse);
  EXPECT_THAT(page.message, HasSubstr("(given up after 3 tries)"));
  EXPECT_EQ(transport_.calls(), 3U);
  AnswerWith({.status = 408});
  Failure(Make(config)->AccessToken({}));
  EXPECT_EQ(transport_.calls(), 6U);
  FailWith(Code::kTimeout);
  EXPECT_EQ(Failure(Make(config)->AccessToken({})).code, Code::kTimeout);
  EXPECT_EQ(transport_.calls(), 9U);
}

TEST_F(TokenSourceTest, RetriesNoLongerThanSixTimeouts) {
  Config config = TestConfig();
  config.retries = 10;
  config.timeout_ms = 1000;
  transport_.set_answer([this](const http::Request& request) -> Result<http::Response> {
    EXPECT_EQ(request.total_timeout_ms, 3000);
    clock_.Advance(6000);
    return Error{Code::kTimeout, "too slow"};
  });
  Failure(Make(config)->AccessToken({}));
  EXPECT_EQ(transport_.calls(), 1U);
}

TEST_F(TokenSourceTest, DoesNotTryAgainWithAServerThatCannotProveWhoItIs) {
  Config config = TestConfig();
  config.retries = 10;
  transport_.set_answer([](const http::Request&) -> Result<http::Response> {
    return Error{.code = Code::kNetwork, .message = "no", .signal = Signal::kUntrustedServer};
  });
  Failure(Make(config)->AccessToken({}));
  EXPECT_EQ(transport_.calls(), 1U);
}

TEST_F(TokenSourceTest, CancellingLeavesNoFailureBehind) {
  const auto source = Make(TestConfig());
  EXPECT_EQ(Failure(source->AccessToken([] { return true; })).code, Code::kCancelled);
  EXPECT_EQ(Token(source->AccessToken({})), "token-2");
}

TEST_F(TokenSourceTest, CancelEndsThePauseBetweenRetries) {
  Config config = TestConfig();
  config.retries = 2;
  AnswerWith({.status = 503});
  int polls = 0;
  const int64_t start = clock_.now_ms();
  EXPECT_EQ(Failure(Make(config)->AccessToken([&polls] { return ++polls > 3; })).code,
            Code::kCancelled);
  EXPECT_EQ(transport_.calls(), 1U);
  EXPECT_LE(clock_.now_ms() - start, 100);
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

// A 403 without a code may be the token's fault or a right that is missing.
TEST_F(TokenSourceTest, ATokenThatReplacedARefusedOneIsNotAtFaultInAnyProcess) {
  const Config config = TestConfig(dir_.path() + "/cache");
  const auto source = Make(config);
  EXPECT_TRUE(source->MayBeAtFault(Token(source->AccessToken({}))));
  const std::string second = Token(source->Renew("token-1", {}));
  EXPECT_FALSE(source->MayBeAtFault(second));
  EXPECT_TRUE(source->MayBeAtFault("token-1")) << "there is a newer one to try";
  const auto other = Make(config);
  EXPECT_EQ(Token(other->AccessToken({})), second);
  EXPECT_FALSE(other->MayBeAtFault(second));
  clock_.Advance(59 * kMinute);
  EXPECT_TRUE(other->MayBeAtFault(Token(other->AccessToken({})))) << "its time had come";
}

TEST_F(TokenSourceTest, AFailureLeavesAGoodTokenToTheOtherProcesses) {
  const Config config = TestConfig(dir_.path() + "/cache");
  for (const char* body :
       {R"({"error":"Access Denied"})", R"({"error":"invalid_code"})", R"({"error":"odd"})"}) {
    transport_.set_answer(NumberedTokens());
    const std::string good = Token(Make(config)->AccessToken({}));
    AnswerWith(Json(body));
    const auto source = Make(config);
    EXPECT_FALSE(source->Renew(good, {}).ok()) << body;
    EXPECT_EQ(Token(source->AccessToken({})), good) << body;
    EXPECT_EQ(Token(Make(config)->AccessToken({})), good) << body;
    clock_.Advance(kMinute * 60);
  }
}

TEST_F(TokenSourceTest, ADeadLoginIsFoundOutByOneProcessAMinute) {
  const Config config = TestConfig(dir_.path() + "/cache");
  AnswerWith(Json(R"({"error":"invalid_code"})"));
  const Error first = Failure(Make(config)->AccessToken({}));
  for (int process = 0; process < 20; ++process) {
    const Error error = Failure(Make(config)->AccessToken({}));
    EXPECT_EQ(error.code, Code::kAuth);
    EXPECT_EQ(error.message, first.message);
  }
  EXPECT_EQ(transport_.calls(), 1U);
  clock_.Advance(kMinute);
  Failure(Make(config)->AccessToken({}));
  EXPECT_EQ(transport_.calls(), 2U);
}

TEST_F(TokenSourceTest, CallsNoMoreThanTenTimesInTenMinutesWhateverIsRefused) {
  for (const std::string& cache : {dir_.path() + "/cache", std::string()}) {
    const Config config = TestConfig(cache);
    transport_.set_answer(NumberedTokens());
    const size_t before = transport_.calls();
    auto source = Make(config);
    std::string token = Token(source->AccessToken({}));
    Result<std::string> last = token;
    for (int query = 0; query < 30; ++query) {
      if (!cache.empty())
        source = Make(config);  // a process of its own
      last = source->Renew(token, {});
      if (last.ok())
        token = *last;
      clock_.Advance(kSecond);
    }
    EXPECT_EQ(transport_.calls() - before, kMostEarlyCalls);
    const Error error = Failure(last);
    EXPECT_EQ(error.code, Code::kRateLimited);
    EXPECT_THAT(error.message, HasSubstr("10 renewals in 10 minutes"));
    EXPECT_EQ(Token(source->AccessToken({})), token) << "it may still do for other tables";
    clock_.Advance(10 * kMinute);
    EXPECT_NE(Token(source->Renew(token, {})), token);
  }
}

TEST_F(TokenSourceTest, TokensThatLivedTheirTimeAreRenewedWithoutLimit) {
  const Config config = TestConfig(dir_.path() + "/cache");
  transport_.set_answer([n = 0](const http::Request&) mutable -> Result<http::Response> {
    return Json(R"({"expires_in":10,"access_token":"short-)" + std::to_string(++n) + "\"}");
  });
  const auto source = Make(config);
  for (int i = 0; i < 30; ++i) {
    Token(source->AccessToken({}));
    clock_.Advance(10 * kSecond);
  }
  EXPECT_EQ(transport_.calls(), 30U);
}

TEST_F(TokenSourceTest, AFailureDoesNotOutliveAClockThatIsCorrected) {
  constexpr int64_t kYear = 365LL * 24 * 60 * kMinute;
  const Config config = TestConfig(dir_.path() + "/cache");
  for (const char* body : {R"({"error":"Access Denied"})", R"({"error":"invalid_code"})"}) {
    clock_.Set(5 * kYear);
    AnswerWith(Json(body));
    const auto source = Make(config);
    Failure(source->AccessToken({}));
    clock_.Set(0);
    transport_.set_answer(NumberedTokens());
    EXPECT_EQ(Token(Make(config)->AccessToken({})), "token-1") << "in another process, at once";
    clock_.Advance(10 * kMinute);
    EXPECT_TRUE(source->AccessToken({}).ok()) << body;
    clock_.Advance(60 * kMinute);
  }
}

TEST_F(TokenSourceTest, AThrottleIsNotForgottenWhenTheClockIsSetAhead) {
  AnswerWith(Json(R"({"error":"Access Denied"})", 400));
  const auto source = Make(TestConfig());
  Failure(source->AccessToken({}));
  clock_.Set(24LL * 60 * kMinute);
  EXPECT_EQ(Failure(source->AccessToken({})).code, Code::kRateLimited);
  EXPECT_EQ(transport_.calls(), 1U);
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
