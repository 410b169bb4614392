// Which failures are worth another try, which are final, and what ends the waiting.

#include "client/page.h"
#include "tests/client/session_fixture.h"

namespace zoho_desk::client {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::StartsWith;

constexpr const char* kThings = "/api/v1/things";

class RetryTest : public SessionFixture {
 protected:
  // Sends one call that may be retried that often.
  Result<ApiAnswer> GetWithRetries(int retries, std::deque<Answer> answers) {
    auto config = TokenConfig();
    config.retries = retries;
    Use(config);
    transport_.Script(kThings, std::move(answers));
    return Get();
  }
};

// The fake answers at once and says "come back in 0 seconds", so that nothing waits.
Answer AtOnce(Answer answer) {
  answer.headers.push_back({"Retry-After", "0"});
  return answer;
}

TEST_F(RetryTest, TriesPassingFailuresAgain) {
  const auto answer = GetWithRetries(
      7, {AtOnce(Refusal(429, "TOO_MANY_REQUESTS")), AtOnce(Refusal(500, "INTERNAL_SERVER_ERROR")),
          AtOnce(Html(502)), AtOnce(Html(503)), AtOnce(Html(504)), AtOnce(Refusal(408, "X")),
          AtOnce(Refusal(429, "")), Json("{}")});
  ASSERT_TRUE(answer.ok()) << answer.error().message;
  const auto log = RequestLogSnapshot();
  ASSERT_EQ(log.size(), 8U);
  for (size_t i = 0; i < log.size(); ++i)
    EXPECT_EQ(log[i].attempt, static_cast<int>(i) + 1);
  EXPECT_EQ(budget_.used, 8);
}

TEST_F(RetryTest, TriesNetworkFailuresAgain) {
  const auto answer = GetWithRetries(2, {Broken(), Broken(Code::kTimeout), Json("{}")});
  EXPECT_TRUE(answer.ok()) << answer.error().message;
  EXPECT_EQ(transport_.CountOf(kThings), 3);
}

TEST_F(RetryTest, StopsAfterTheSettingsNumberOfRetries) {
  const auto answer = GetWithRetries(2, {AtOnce(Html(503)), AtOnce(Html(503)), AtOnce(Html(503))});
  ASSERT_FALSE(answer.ok());
  EXPECT_EQ(answer.error().code, Code::kServer);
  EXPECT_THAT(answer.error().message, AllOf(StartsWith("zoho_desk_things: "), HasSubstr("503")));
  EXPECT_EQ(transport_.CountOf(kThings), 3);
}

TEST_F(RetryTest, NamesTheTableWhenTheNetworkStaysDown) {
  const auto answer = GetWithRetries(0, {Broken()});
  ASSERT_FALSE(answer.ok());
  EXPECT_EQ(answer.error().code, Code::kNetwork);
  EXPECT_EQ(answer.error().message, "zoho_desk_things: connection to desk.test was reset");
  const auto log = RequestLogSnapshot();
  ASSERT_EQ(log.size(), 1U);
  EXPECT_EQ(log[0].status, 0);
  EXPECT_EQ(log[0].error, "connection to desk.test was reset");
}

TEST_F(RetryTest, TakesOtherRefusalsAsFinal) {
  for (const Answer& answer :
       {Refusal(429, "THRESHOLD_EXCEEDED"), Refusal(400, "BAD_REQUEST"), Refusal(403, "FORBIDDEN"),
        Refusal(404, "URL_NOT_FOUND"), Refusal(422, "INVALID_DATA"), Html(404),
        Answer{.status = 302, .content_type = ""}, Broken(Code::kBadResponse),
        Broken(Code::kCancelled), Html(200)}) {
    const auto outcome = GetWithRetries(3, {answer});
    EXPECT_FALSE(outcome.ok()) << answer.status;
  }
}

TEST_F(RetryTest, RenewsTheTokenBetweenRetries) {
  auto config = RefreshConfig();
  config.retries = 3;
  Use(config);
  transport_.Script(kTokenPath, {Token("1000.old"), Token("1000.new")});
  transport_.Script(
      kThings, {AtOnce(Html(503)), Refusal(401, "INVALID_OAUTH"), AtOnce(Html(503)), Json("{}")});
  EXPECT_TRUE(Get().ok());
  EXPECT_EQ(transport_.CountOf(kTokenPath), 2);
}

TEST_F(RetryTest, TriesAPassingErrorInASuccessAgain) {
  for (const char* code : {"TOO_MANY_REQUESTS", "INTERNAL_SERVER_ERROR"}) {
    const auto answer = GetWithRetries(1, {AtOnce(Refusal(200, code)), Json("{}")});
    EXPECT_TRUE(answer.ok()) << code;
    EXPECT_THAT(RequestLogSnapshot().front().error, HasSubstr("TOO_MANY_REQUESTS"));
  }
}

TEST_F(RetryTest, EndsThePauseWhenTheQueryIsInterrupted) {
  Answer later = Html(503);
  later.headers = {{"Retry-After", "30"}};  // without the check the test would run into its timeout
  int checks = 0;
  cancelled_ = [&] { return ++checks >= 2; };
  const auto answer = GetWithRetries(3, {later});
  ASSERT_FALSE(answer.ok());
  EXPECT_EQ(answer.error().code, Code::kCancelled);
  EXPECT_THAT(answer.error().message, HasSubstr("zoho_desk_things: interrupted"));
  EXPECT_EQ(transport_.CountOf(kThings), 1);
}

TEST_F(RetryTest, WaitsNoLongerThanAMinuteAndThenSaysWhatWasAskedFor) {
  for (const int status : {429, 503}) {
    Answer later = Refusal(status, "BUSY");
    later.headers = {{"Retry-After", "61"}};
    const auto answer = GetWithRetries(3, {later});
    ASSERT_FALSE(answer.ok());
    EXPECT_THAT(answer.error().message,
                AllOf(HasSubstr("come back in 61 seconds"), HasSubstr("no longer than 60")));
  }
}

TEST_F(RetryTest, SaysHowOftenItTried) {
  const auto answer = GetWithRetries(1, {AtOnce(Html(503)), AtOnce(Html(503))});
  ASSERT_FALSE(answer.ok());
  EXPECT_THAT(answer.error().message, testing::EndsWith(" (given up after 2 tries)"));
}

// What is left of a 200 that was cut off before its body, of a damaged gzip, of a page without one.
TEST_F(RetryTest, TriesA200WithoutContentAgainAndThenSaysSo) {
  const Answer empty = AtOnce({.body = ""});
  EXPECT_TRUE(GetWithRetries(1, {empty, Json("{}")}).ok());
  for (const Answer& damaged :
       {Answer{.body = ""}, Answer{.body = " \r\n"}, Answer{.body = "\xEF\xBB\xBF"},
        Answer{.body = "", .content_type = ""}, Answer{.body = "", .content_type = "text/html"}}) {
    ClearRequestLog();
    const auto answer = GetWithRetries(1, {AtOnce(damaged), AtOnce(damaged)});
    ASSERT_FALSE(answer.ok());
    EXPECT_EQ(answer.error().code, Code::kBadResponse);
    EXPECT_THAT(answer.error().message,
                AllOf(HasSubstr("zoho_desk_things: GET /api/v1/things: the answer has no content"),
                      HasSubstr("given up after 2 tries"), HasSubstr("proxy")));
    EXPECT_EQ(RequestLogSnapshot().back().error, answer.error().message);
  }
}

TEST_F(RetryTest, Takes204ForNoRowsWhateverItsType) {
  for (const char* type : {"", "text/html", "application/json"}) {
    const auto answer = GetWithRetries(0, {{.status = 204, .content_type = type}});
    ASSERT_TRUE(answer.ok()) << answer.error().message;
    EXPECT_EQ(answer->status, 204);
  }
}

TEST_F(RetryTest, DoesNotTryAgainWithAProxyThatRefuses) {
  const Answer refused{
      .error = Error{.code = Code::kNetwork, .message = "407", .signal = Signal::kProxyRefused}};
  EXPECT_FALSE(GetWithRetries(3, {refused}).ok());
  EXPECT_EQ(transport_.CountOf(kThings), 1);
}

TEST_F(RetryTest, DoesNotTryAgainWithAServerThatCannotProveWhoItIs) {
  const Answer untrusted{.error = Error{.code = Code::kNetwork,
                                        .message = "bad certificate",
                                        .signal = Signal::kUntrustedServer}};
  EXPECT_FALSE(GetWithRetries(3, {untrusted}).ok());
  EXPECT_EQ(transport_.CountOf(kThings), 1);
}

// Six times ZOHO_DESK_TIMEOUT for all tries together: a pause that would end later is not begun.
TEST_F(RetryTest, BeginsNoPauseThatEndsAfterTheDeadline) {
  auto config = TokenConfig();
  config.retries = 3;
  config.timeout_ms = 1000;
  Use(config);
  Answer later = Html(503);
  later.headers = {{"Retry-After", "7"}};
  transport_.Script(kThings, {later});
  EXPECT_FALSE(Get().ok());
  EXPECT_EQ(transport_.timeouts().back(), 3000) << "of the transfer";
}

TEST_F(RetryTest, AsksAgainForAnAnswerThatIsCutOff) {
  auto config = TokenConfig();
  config.retries = 1;
  config.cache_ttl_s = 60;
  Use(config);
  const auto decode = [](ApiAnswer answer) -> Result<std::string> {
    if (answer.body == "{}")
      return answer.body;
    return Error{.code = Code::kBadResponse, .message = "half", .signal = Signal::kCutOff};
  };
  const ApiCall call{.table = "t", .path = kThings};
  transport_.Script(kThings, {Json("{"), Json("{}")});
  const auto answer = PendingCall(*session(), call, budget_).WaitAnd(cancelled_, decode);
  ASSERT_TRUE(answer.ok()) << answer.error().message;
  EXPECT_EQ(budget_.used, 2);
  Use(config);
  transport_.Script(kThings, {Json("{"), Json("{")});
  const auto never = PendingCall(*session(), call, budget_).WaitAnd(cancelled_, decode);
  ASSERT_FALSE(never.ok());
  EXPECT_EQ(never.error().message, "half (given up after 2 tries)");
  // Nothing damaged is kept in the cache.
  transport_.Script(kThings, {Json("{}")});
  EXPECT_TRUE(PendingCall(*session(), call, budget_).WaitAnd(cancelled_, decode).ok());
}

TEST_F(RetryTest, CountsEveryRequestAgainstTheLimit) {
  auto config = TokenConfig();
  config.max_requests = 2;
  Use(config);
  transport_.Script(kThings, {Json("{}"), Json("{}")});
  ASSERT_TRUE(Get().ok());
  ASSERT_TRUE(Get().ok());
  const auto third = Get();
  ASSERT_FALSE(third.ok());
  EXPECT_EQ(third.error().code, Code::kRateLimited);
  EXPECT_THAT(third.error().message,
              AllOf(StartsWith("zoho_desk_things: "), HasSubstr("2 requests"),
                    HasSubstr("ZOHO_DESK_MAX_REQUESTS")));
  EXPECT_EQ(transport_.CountOf(kThings), 2);
}

TEST_F(RetryTest, CountsRetriesAgainstTheLimitToo) {
  auto config = TokenConfig();
  config.max_requests = 1;
  config.retries = 5;
  Use(config);
  transport_.Script(kThings, {AtOnce(Html(503))});
  const auto answer = Get();
  ASSERT_FALSE(answer.ok());
  EXPECT_EQ(answer.error().code, Code::kRateLimited);
}

TEST_F(RetryTest, HasNoLimitAtZero) {
  transport_.Serve(kThings, [](const Seen&) { return Json("{}"); });
  for (int i = 0; i < 50; ++i)
    ASSERT_TRUE(Get().ok());
  EXPECT_EQ(budget_.used, 50);
}

TEST_F(RetryTest, RefusesAPageInPlaceOfJson) {
  const auto answer = GetWithRetries(0, {Html(200)});
  ASSERT_FALSE(answer.ok());
  EXPECT_EQ(answer.error().code, Code::kBadResponse);
  EXPECT_THAT(answer.error().message,
              AllOf(StartsWith("zoho_desk_things: "), HasSubstr("text/html")));
  EXPECT_THAT(RequestLogSnapshot().at(0).error, HasSubstr("text/html"));
}

TEST_F(RetryTest, PutsTheWholeRefusalInTheLog) {
  const auto answer = GetWithRetries(0, {Refusal(422, "INVALID_DATA", "No.")});
  ASSERT_FALSE(answer.ok());
  EXPECT_EQ(RequestLogSnapshot().at(0).error, answer.error().message);
}

TEST_F(RetryTest, TakesAMissingRecordForAnAnswerOnlyIfTheCallerDoes) {
  transport_.Script(kThings, {Refusal(404, "URL_NOT_FOUND"), Refusal(404, "URL_NOT_FOUND")});
  EXPECT_FALSE(Get().ok());
  const auto answer = Get({.table = "t", .path = kThings, .missing_is_ok = true});
  ASSERT_TRUE(answer.ok()) << answer.error().message;
  EXPECT_EQ(answer->status, 404);
}

// A proxy's or web server's 404 says nothing about the record.
TEST_F(RetryTest, TakesNo404ForAMissingRecordButZohos) {
  for (const Answer& answer : {Html(404), Answer{.status = 404, .content_type = ""},
                               Answer{.status = 404, .body = "{}"}}) {
    transport_.Script(kThings, {answer});
    const auto outcome = Get({.table = "t", .path = kThings, .missing_is_ok = true});
    ASSERT_FALSE(outcome.ok()) << answer.body;
    EXPECT_EQ(outcome.error().code, Code::kBadResponse);
  }
}

}  // namespace
}  // namespace zoho_desk::client
