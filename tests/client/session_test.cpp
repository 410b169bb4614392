// Token, organisation and log of every request.

#include "client/session.h"

#include "tests/client/session_fixture.h"

namespace zoho_desk::client {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

using SessionTest = SessionFixture;

constexpr const char* kThings = "/api/v1/things";

TEST_F(SessionTest, SendsTokenOrganisationAndAccept) {
  transport_.Script(kThings, {Json("{}")});
  const auto answer = Get({.table = "zoho_desk_things",
                           .path = kThings,
                           .query = {{"include", "a,b"}, {"name", "x y"}},
                           .headers = {{"featureFlags", "f"}}});
  ASSERT_TRUE(answer.ok()) << answer.error().message;
  EXPECT_EQ(answer->status, 200);
  EXPECT_EQ(answer->body, "{}");
  ASSERT_EQ(transport_.requests().size(), 1U);
  const Seen& seen = transport_.requests().at(0);
  EXPECT_EQ(seen.method, http::Method::kGet);
  EXPECT_EQ(seen.host, "https://desk.test");
  EXPECT_EQ(seen.target, "/api/v1/things?include=a,b&name=x%20y");
  EXPECT_EQ(seen.Header("Authorization"), "Zoho-oauthtoken 1000.fixed-s3cr3t");
  EXPECT_EQ(seen.Header("orgId"), "777");
  EXPECT_EQ(seen.Header("Accept"), "application/json");
  EXPECT_EQ(seen.Header("featureFlags"), "f");
}

TEST_F(SessionTest, ReadsJsonWhateverTheCaseOfItsTypeAndWithAByteOrderMark) {
  for (const char* type : {"Application/JSON", "application/problem+JSON; charset=utf-8"}) {
    transport_.Script(kThings, {{.body = "\xEF\xBB\xBF{\"data\":[]}", .content_type = type}});
    const auto answer = Get();
    ASSERT_TRUE(answer.ok()) << answer.error().message;
    EXPECT_EQ(answer->body, "{\"data\":[]}");
  }
}

TEST_F(SessionTest, LeavesTheOrganisationOutWhereItIsNotNeeded) {
  auto config = TokenConfig();
  config.org_id = "";
  Use(config);
  transport_.Script(kOrganizations, {Json("{}")});
  ASSERT_TRUE(Get({.table = "t", .path = kOrganizations, .needs_org = false}).ok());
  EXPECT_EQ(transport_.requests().at(0).Header("orgId"), "");
}

TEST_F(SessionTest, RenewsTheTokenOnceAfter401AndReplays) {
  Use(RefreshConfig());
  transport_.Script(kTokenPath, {Token("1000.old"), Token("1000.new")});
  transport_.Script(kThings, {Refusal(401, "INVALID_OAUTH"), Json("{}")});
  const auto answer = Get();
  ASSERT_TRUE(answer.ok()) << answer.error().message;
  EXPECT_THAT(transport_.Targets(), ElementsAre(kTokenPath, kThings, kTokenPath, kThings));
  EXPECT_EQ(transport_.requests().at(0).host, "https://accounts.test");
  EXPECT_EQ(transport_.requests().at(1).Header("Authorization"), "Zoho-oauthtoken 1000.old");
  EXPECT_EQ(transport_.requests().at(3).Header("Authorization"), "Zoho-oauthtoken 1000.new");
}

TEST_F(SessionTest, RenewsATokenThatDiesTwiceInOneCall) {
  Use(RefreshConfig());
  transport_.Script(kTokenPath, {Token("1000.a"), Token("1000.b"), Token("1000.c")});
  transport_.Script(kThings, {Refusal(401, "INVALID_OAUTH"),
                              Answer{.status = 401, .content_type = ""}, Json("{}")});
  EXPECT_TRUE(Get().ok());
  EXPECT_EQ(transport_.requests().back().Header("Authorization"), "Zoho-oauthtoken 1000.c");
}

TEST_F(SessionTest, RenewsATokenAsOftenAsItDiesInOneCall) {
  Use(RefreshConfig());
  transport_.Script(kTokenPath, {Token("1000.a"), Token("1000.b"), Token("1000.c"), Token("1000.d"),
                                 Token("1000.e"), Token("1000.f")});
  const Answer dead = Refusal(401, "INVALID_OAUTH");
  transport_.Script(kThings, {dead, dead, dead, dead, dead, Json("{}")});
  const auto answer = Get();
  ASSERT_TRUE(answer.ok()) << answer.error().message;
  EXPECT_EQ(transport_.requests().back().Header("Authorization"), "Zoho-oauthtoken 1000.f");
}

// Then it has cost what Zoho's limit allows, and the next query costs nothing more.
TEST_F(SessionTest, GivesUpWhenEveryNewTokenIsRefused) {
  Use(RefreshConfig());
  transport_.Serve(kTokenPath, [tokens = 0](const Seen&) mutable {
    return Token("1000." + std::to_string(++tokens));
  });
  transport_.Serve(kThings, [](const Seen&) { return Refusal(401, "INVALID_OAUTH"); });
  const auto answer = Get();
  EXPECT_EQ(transport_.CountOf(kTokenPath), static_cast<int>(auth::kMostEarlyCalls));
  ASSERT_FALSE(answer.ok());
  EXPECT_EQ(answer.error().code, Code::kAuth);
  EXPECT_THAT(answer.error().message,
              AllOf(HasSubstr("INVALID_OAUTH"), HasSubstr("even after renewing it")));
  EXPECT_FALSE(Get().ok());
  EXPECT_EQ(transport_.CountOf(kTokenPath), static_cast<int>(auth::kMostEarlyCalls));
}

TEST_F(SessionTest, SaysThatAFixedTokenCannotBeRenewed) {
  transport_.Script(kThings, {Answer{.status = 401, .content_type = ""}});
  const auto answer = Get();
  ASSERT_FALSE(answer.ok());
  EXPECT_EQ(answer.error().code, Code::kAuth);
  EXPECT_THAT(answer.error().message,
              AllOf(StartsWith("zoho_desk_things: "), HasSubstr("ZOHO_DESK_ACCESS_TOKEN")));
}

TEST_F(SessionTest, DoesNotRenewForRefusalsATokenCannotHelp) {
  for (const char* code :
       {"SCOPE_MISMATCH", "OAUTH_ORG_MISMATCH", "FORBIDDEN", "LICENSE_ACCESS_LIMITED"}) {
    Use(RefreshConfig());
    transport_.Script(kTokenPath, {Token("1000.only")});
    transport_.Script(kThings, {Refusal(403, code)});
    const auto answer = Get();
    ASSERT_FALSE(answer.ok()) << code;
    EXPECT_EQ(answer.error().code, Code::kAuth);
    EXPECT_EQ(answer.error().error_code, code);
  }
}

TEST_F(SessionTest, RenewsOnceForA403OfUnknownCause) {
  Use(RefreshConfig());
  transport_.Script(kTokenPath, {Token("1000.old"), Token("1000.new")});
  transport_.Script(kThings, {Refusal(403, "SOMETHING_ELSE"), Json("{}")});
  EXPECT_TRUE(Get().ok());
  EXPECT_EQ(transport_.requests().back().Header("Authorization"), "Zoho-oauthtoken 1000.new");
}

// The words of a live server, where a right is missing: no token has it.
TEST_F(SessionTest, AMissingRightWithoutACodeCostsOneToken) {
  for (const int status : {401, 403}) {
    Use(RefreshConfig());
    const auto before = transport_.CountOf(kTokenPath);
    transport_.Script(kTokenPath, {Token("1000.a"), Token("1000.b")});
    transport_.Serve(kThings, [&](const Seen&) {
      return Answer{.status = status,
                    .body = R"({"errorMessage":"Insufficient previlleges to perform this"})"};
    });
    for (int query = 0; query < 12; ++query) {
      const auto answer = Get();
      ASSERT_FALSE(answer.ok());
      EXPECT_EQ(answer.error().code, Code::kAuth);
      EXPECT_EQ(answer.error().refusal.kind, Refusal::Kind::kUnclear);
      EXPECT_THAT(answer.error().message,
                  AllOf(HasSubstr("Insufficient previlleges"), HasSubstr("administrator")));
    }
    EXPECT_EQ(transport_.CountOf(kTokenPath) - before, 2);
  }
}

TEST_F(SessionTest, SaysWhatWasRefusedIfTheTokenCannotBeRenewedToMakeSure) {
  Use(RefreshConfig());
  transport_.Script(kTokenPath, {Token("1000.a"), Json(R"({"error":"Access Denied"})")});
  transport_.Script(kThings, {Refusal(403, "SOMETHING_ELSE", "Not you."), Json("{}")});
  const auto answer = Get();
  ASSERT_FALSE(answer.ok());
  EXPECT_EQ(answer.error().http_status, 403);
  EXPECT_THAT(answer.error().message,
              AllOf(HasSubstr("Not you."), HasSubstr("10 renewals in 10 minutes")));
  EXPECT_TRUE(Get().ok()) << "the token is good";
}

TEST_F(SessionTest, AdvisesByTheCodeWhateverTheStatus) {
  const std::pair<const char*, const char*> kAdvice[] = {
      {"SCOPE_MISMATCH", "lacks a scope"},
      {"OAUTH_ORG_MISMATCH", "ZOHO_DESK_ORG_ID ('777')"},
      {"LICENSE_ACCESS_LIMITED", "edition does not include"},
      {"FORBIDDEN", "ask an administrator"},
      {"THRESHOLD_EXCEEDED", "credits of the portal are used up"}};
  for (const auto& [code, advice] : kAdvice) {
    for (const int status : {200, 401, 403}) {
      Use(TokenConfig());
      transport_.Script(kThings, {Refusal(status, code, "Zoho's words.")});
      const auto answer = Get();
      ASSERT_FALSE(answer.ok()) << status << code;
      EXPECT_EQ(answer.error().error_code, code);
      EXPECT_EQ(answer.error().table, "zoho_desk_things");
      EXPECT_THAT(answer.error().message,
                  AllOf(HasSubstr("Zoho's words."), HasSubstr(advice), Not(HasSubstr("expired"))));
    }
  }
}

TEST_F(SessionTest, TakesAnErrorInASuccessForWhatItIs) {
  transport_.Script(kThings, {Refusal(200, "SOMETHING_NEW", "Not today.")});
  const auto answer = Get();
  ASSERT_FALSE(answer.ok());
  EXPECT_EQ(answer.error().error_code, "SOMETHING_NEW");
  EXPECT_THAT(answer.error().message, HasSubstr("Not today."));
  EXPECT_THAT(RequestLogSnapshot().back().error, HasSubstr("SOMETHING_NEW"));
  auto config = TokenConfig();
  config.org_id.clear();
  Use(config);
  transport_.Script(kOrganizations, {Refusal(200, "THRESHOLD_EXCEEDED", "All gone.")});
  const auto organization = session()->OrgId(budget_, cancelled_);
  ASSERT_FALSE(organization.ok());
  EXPECT_EQ(organization.error().code, Code::kRateLimited);
  EXPECT_THAT(organization.error().message, HasSubstr("All gone."));
}

TEST_F(SessionTest, TakesAFirewallsPageForNoRefusalOfZohos) {
  Use(RefreshConfig());
  transport_.Script(kTokenPath, {Token("1000.a")});
  transport_.Script(kThings, {Html(403)});
  const auto answer = Get();
  ASSERT_FALSE(answer.ok());
  EXPECT_EQ(answer.error().code, Code::kBadResponse);
  EXPECT_THAT(answer.error().message,
              AllOf(HasSubstr("firewall or proxy"), Not(HasSubstr("administrator"))));
  EXPECT_EQ(transport_.CountOf(kTokenPath), 1) << "another token would not pass either";
}

TEST_F(SessionTest, NamesTheCommandThatLogsInAgain) {
  auto config = RefreshConfig();
  config.login_command = "zoho-desk login --profile north";
  Use(config);
  transport_.Script(kTokenPath, {Json(R"({"error":"invalid_code"})")});
  const auto dead = Get();
  ASSERT_FALSE(dead.ok());
  EXPECT_THAT(dead.error().message, HasSubstr("run 'zoho-desk login --profile north'"));
}

TEST_F(SessionTest, LeavesOutARefusedPartIfItIsToldTo) {
  const ApiCall call{.table = "zoho_desk_things", .path = kThings, .part = {"module", "tasks"}};
  transport_.Serve(kThings, [](const Seen&) { return Refusal(403, "LICENSE_ACCESS_LIMITED"); });
  const auto refused = Get(call);
  ASSERT_FALSE(refused.ok());
  EXPECT_THAT(refused.error().message,
              AllOf(HasSubstr("only module = 'tasks'"), HasSubstr("ZOHO_DESK_SKIP_REFUSED=1")));
  auto config = TokenConfig();
  config.skip_refused = true;
  Use(config);
  const auto left_out = Get(call);
  ASSERT_TRUE(left_out.ok()) << left_out.error().message;
  EXPECT_EQ(left_out->status, 204);
  EXPECT_THAT(RequestLogSnapshot().back().error, StartsWith("left out: "));
  EXPECT_FALSE(Get().ok()) << "a whole table is never left out";
  transport_.Serve(kThings, [](const Seen&) { return Refusal(403, "SCOPE_MISMATCH"); });
  EXPECT_FALSE(Get(call).ok()) << "the scope is missing for all parts";
}

TEST_F(SessionTest, NamesTheTableWhenTheTokenIsRefused) {
  Use(RefreshConfig());
  transport_.Script(kTokenPath, {Json(R"({"error":"invalid_code"})")});
  const auto answer = Get();
  ASSERT_FALSE(answer.ok());
  EXPECT_EQ(answer.error().code, Code::kAuth);
  EXPECT_THAT(answer.error().message, StartsWith("zoho_desk_things: "));
  EXPECT_EQ(transport_.CountOf(kThings), 0);
}

TEST_F(SessionTest, LogsEachRequestWithItsPriceAndAttempt) {
  Use(RefreshConfig());
  transport_.Script(kTokenPath, {Token("1000.old"), Token("1000.new")});
  Answer priced = Json(R"({"a":1})");
  priced.headers = {{"x-rate-limit-request-weight-v3", "3"}, {"X-Rate-Limit-Remaining-v3", "4997"}};
  transport_.Script(kThings, {Refusal(401, "INVALID_OAUTH", "Expired."), priced});
  const auto answer = Get({.table = "zoho_desk_things", .path = kThings, .query = {{"from", "0"}}});
  ASSERT_TRUE(answer.ok());
  const auto log = RequestLogSnapshot();
  ASSERT_EQ(log.size(), 4U);
  EXPECT_EQ(log[0].method, "POST");
  EXPECT_EQ(log[0].path, kTokenPath);
  EXPECT_EQ(log[0].table, "");
  EXPECT_EQ(log[1].method, "GET");
  EXPECT_EQ(log[1].table, "zoho_desk_things");
  EXPECT_EQ(log[1].path, "/api/v1/things?from=0");
  EXPECT_EQ(log[1].status, 401);
  EXPECT_EQ(log[1].attempt, 1);
  EXPECT_EQ(log[1].error, "INVALID_OAUTH: Expired.");
  EXPECT_EQ(log[1].credits, -1);
  EXPECT_EQ(log[3].status, 200);
  EXPECT_EQ(log[3].attempt, 2);
  EXPECT_EQ(log[3].credits, 3);
  EXPECT_EQ(log[3].credits_left, 4997);
  EXPECT_EQ(log[3].bytes, 7);
  EXPECT_EQ(log[3].elapsed_ms, 5);
  EXPECT_EQ(log[3].error, "");
  EXPECT_EQ(log[3].id, answer->log_id);
  EXPECT_GT(log[3].started_ms, 0);
}

TEST_F(SessionTest, KeepsSecretsOutOfErrorsAndLog) {
  for (const Answer& answer : {Refusal(401, "INVALID_OAUTH"), Refusal(403, "SCOPE_MISMATCH"),
                               Html(200), Html(502), Broken(), Refusal(422, "INVALID_DATA")}) {
    Use(RefreshConfig());
    transport_.Script(kTokenPath,
                      {Token("1000.old-s3cr3t"), Json(R"({"error":"invalid_client"})")});
    transport_.Script(kThings, {answer});
    const auto outcome = Get();
    ASSERT_FALSE(outcome.ok()) << answer.status;
    EXPECT_THAT(outcome.error().message, Not(HasSubstr("s3cr3t")));
  }
  for (const RequestLogEntry& entry : RequestLogSnapshot()) {
    EXPECT_THAT(entry.path, Not(HasSubstr("s3cr3t")));
    EXPECT_THAT(entry.error, Not(HasSubstr("s3cr3t")));
  }
}

}  // namespace
}  // namespace zoho_desk::client
