// Refusals, throttles and failures of token calls: how long they stand, for whom, and what is tried
// again.

#include "auth/token_cache.h"
#include "tests/auth/token_source_fixture.h"

namespace zoho_desk::auth {
namespace {

using ::testing::HasSubstr;

using TokenFailures = TokenSourceTest;

TEST_F(TokenFailures, ARefusalStandsForAMinute) {
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

TEST_F(TokenFailures, AThrottleStandsUntilItIsOverAndCountsDown) {
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

TEST_F(TokenFailures, AThrottleHoldsForTheUsersOtherProcesses) {
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

TEST_F(TokenFailures, OtherFailuresStandForSeconds) {
  AnswerWith({.status = 200, .content_type = "text/html", .body = "<html>"});
  const auto source = Make(TestConfig());
  EXPECT_EQ(Failure(source->AccessToken({})).code, Code::kBadResponse);
  EXPECT_EQ(Failure(source->AccessToken({})).code, Code::kBadResponse);
  EXPECT_EQ(transport_.calls(), 1U);
  clock_.Advance(5 * kSecond);
  transport_.set_answer(NumberedTokens());
  EXPECT_EQ(Token(source->AccessToken({})), "token-1");
}

TEST_F(TokenFailures, RetriesServerAndNetworkFailuresTwice) {
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

TEST_F(TokenFailures, ARetryMaySucceed) {
  Config config = TestConfig();
  config.retries = 1;
  const int64_t start = clock_.now_ms();
  transport_.set_answer([n = 0](const http::Request&) mutable -> Result<http::Response> {
    return ++n == 1 ? http::Response{.status = 502} : Json(R"({"access_token":"second"})");
  });
  EXPECT_EQ(Token(Make(config)->AccessToken({})), "second");
  EXPECT_GE(clock_.now_ms() - start, 500) << "not without a pause";
}

TEST_F(TokenFailures, NeverRetriesWhatAnotherTryCannotHelp) {
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

TEST_F(TokenFailures, RetriesTimeoutsAndPagesInPlaceOfJson) {
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

TEST_F(TokenFailures, RetriesNoLongerThanSixTimeouts) {
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

TEST_F(TokenFailures, DoesNotTryAgainWithAServerThatCannotProveWhoItIs) {
  Config config = TestConfig();
  config.retries = 10;
  transport_.set_answer([](const http::Request&) -> Result<http::Response> {
    return Error{.code = Code::kNetwork, .message = "no", .signal = Signal::kUntrustedServer};
  });
  Failure(Make(config)->AccessToken({}));
  EXPECT_EQ(transport_.calls(), 1U);
}

TEST_F(TokenFailures, CancellingLeavesNoFailureBehind) {
  const auto source = Make(TestConfig());
  EXPECT_EQ(Failure(source->AccessToken([] { return true; })).code, Code::kCancelled);
  EXPECT_EQ(Token(source->AccessToken({})), "token-2");
}

TEST_F(TokenFailures, CancelEndsThePauseBetweenRetries) {
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

// A 403 without a code may be the token's fault or a right that is missing.
TEST_F(TokenFailures, ATokenThatReplacedARefusedOneIsNotAtFaultInAnyProcess) {
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

TEST_F(TokenFailures, AFailureLeavesAGoodTokenToTheOtherProcesses) {
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

TEST_F(TokenFailures, ADeadLoginIsFoundOutByOneProcessAMinute) {
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

TEST_F(TokenFailures, CallsNoMoreThanTenTimesInTenMinutesWhateverIsRefused) {
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

TEST_F(TokenFailures, TokensThatLivedTheirTimeAreRenewedWithoutLimit) {
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

TEST_F(TokenFailures, AFailureDoesNotOutliveAClockThatIsCorrected) {
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

TEST_F(TokenFailures, AThrottleIsNotForgottenWhenTheClockIsSetAhead) {
  AnswerWith(Json(R"({"error":"Access Denied"})", 400));
  const auto source = Make(TestConfig());
  Failure(source->AccessToken({}));
  clock_.Set(24LL * 60 * kMinute);
  EXPECT_EQ(Failure(source->AccessToken({})).code, Code::kRateLimited);
  EXPECT_EQ(transport_.calls(), 1U);
}

}  // namespace
}  // namespace zoho_desk::auth
