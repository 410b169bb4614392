// What a person reads when Zoho refuses: what failed, status, errorCode, and the next step.

#include "client/api_error.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>

#include "common/safe_text.h"

namespace zoho_desk::client {
namespace {

using testing::AllOf;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

constexpr RequestContext kContext{.table = "zoho_desk_tickets",
                                  .path = "/api/v1/tickets",
                                  .scopes = "Desk.tickets.READ",
                                  .data_center = "eu",
                                  .api_base = "https://desk.zoho.eu",
                                  .org_id = "777"};

http::Response Response(int status, std::string body,
                        std::string type = "application/json;charset=UTF-8") {
  return {.status = status, .content_type = std::move(type), .body = std::move(body)};
}

std::string Body(std::string_view code, std::string_view message) {
  return R"({"errorCode":")" + std::string(code) + R"(","message":")" + std::string(message) +
         R"("})";
}

Error ErrorFor(const http::Response& response) {
  return ErrorFromResponse(response, ParseErrorBody(response), kContext);
}

// One line of the table of errors (facts/platform.md, "Errors").
struct Case {
  int status;
  const char* error_code;
  const char* message;
  Code code;
  const char* next_step;  // a part of the advice that names what to do
};
constexpr Case kCases[] = {
    {400, "BAD_REQUEST", "Bad.", Code::kBadResponse, "ZOHO_DESK_API_BASE"},
    {401, "UNAUTHORIZED", "You are not authenticated to perform this operation.", Code::kAuth,
     "check ZOHO_DESK_REFRESH_TOKEN or ZOHO_DESK_ACCESS_TOKEN"},
    {401, "INVALID_OAUTH", "The OAuth Token you provided is invalid.", Code::kAuth,
     "create a new refresh token (ZOHO_DESK_REFRESH_TOKEN)"},
    {403, "SCOPE_MISMATCH", "The OAuth Token does not contain the scope.", Code::kAuth,
     "create a new refresh token with Desk.tickets.READ"},
    {403, "OAUTH_ORG_MISMATCH", "The OAuthToken is not valid for specified organization",
     Code::kAuth, "ZOHO_DESK_ORG_ID ('777')"},
    {403, "FORBIDDEN", "You are not authorized to access this resource.", Code::kAuth,
     "ask an administrator for the permission"},
    {403, "LICENSE_ACCESS_LIMITED", "Your Zoho Desk Edition does not support this.", Code::kAuth,
     "edition does not include this"},
    {404, "URL_NOT_FOUND", "The URL you requested could not be found.", Code::kNotFound,
     "a missing scope (Desk.tickets.READ) can also look like this"},
    {405, "METHOD_NOT_ALLOWED", "No.", Code::kBadResponse, "ZOHO_DESK_API_BASE"},
    {408, "TIMEOUT", "Slow.", Code::kTimeout, "try again in a moment"},
    {422, "INVALID_DATA", "The data does not comply.", Code::kInvalidArgument,
     "zoho_desk_requests"},
    {422, "UNPROCESSABLE_ENTITY", "The value passed for the 'from' query parameter is invalid.",
     Code::kInvalidArgument, "zoho_desk_requests"},
    {429, "TOO_MANY_REQUESTS", "The maximum number of Concurrent API Calls.", Code::kRateLimited,
     "lower ZOHO_DESK_CONCURRENCY"},
    {429, "THRESHOLD_EXCEEDED", "Credits gone.", Code::kRateLimited,
     "they return at midnight in the time zone of the data centre ('eu')"},
    {500, "INTERNAL_SERVER_ERROR", "An internal server error occurred.", Code::kServer,
     "try again in a moment"},
    {503, "UNAVAILABLE", "Down.", Code::kServer, "try again in a moment"},
};

TEST(ApiError, NamesTableStatusErrorCodeMessageAndNextStep) {
  for (const Case& c : kCases) {
    SCOPED_TRACE(c.error_code);
    const Error error = ErrorFor(Response(c.status, Body(c.error_code, c.message)));
    EXPECT_EQ(error.code, c.code);
    EXPECT_EQ(error.http_status, c.status);
    EXPECT_EQ(error.error_code, c.error_code);
    EXPECT_THAT(error.message,
                AllOf(StartsWith("zoho_desk_tickets: "),
                      HasSubstr("HTTP " + std::to_string(c.status) + " " + c.error_code),
                      HasSubstr("/api/v1/tickets"), HasSubstr(c.message), HasSubstr(c.next_step)));
  }
}

TEST(ApiError, SaysWhenCreditsReturnIfZohoDoes) {
  http::Response response = Response(429, Body("THRESHOLD_EXCEEDED", "x"));
  response.headers = {{"retry-after", "3600"}};
  EXPECT_THAT(
      ErrorFor(response).message,
      AllOf(testing::ContainsRegex("they return in 3600 seconds, at 20[0-9-]+T[0-9]+:[0-9]+Z$"),
            Not(HasSubstr("midnight"))));
}

TEST(ApiError, TakesHtmlForTheWrongHost) {
  for (const int status : {404, 400}) {
    const Error error =
        ErrorFor(Response(status, "<html><body>secret page</body></html>", "text/html"));
    EXPECT_EQ(error.code, Code::kBadResponse) << "a page is no record that is missing";
    EXPECT_EQ(error.error_code, "");
    EXPECT_THAT(error.message,
                AllOf(HasSubstr("HTTP " + std::to_string(status)), HasSubstr("not JSON"),
                      HasSubstr("ZOHO_DESK_DC (now 'eu')"), HasSubstr("https://desk.zoho.eu"),
                      Not(HasSubstr("secret page"))));
  }
}

TEST(ApiError, DoesNotCallAnEmptyBodyAPage) {
  const Error error = ErrorFor(Response(401, "", ""));
  EXPECT_EQ(error.code, Code::kAuth);
  EXPECT_THAT(error.message, AllOf(HasSubstr("HTTP 401"), Not(HasSubstr("page"))));
}

TEST(ApiError, NamesRedirectsThatWereNotFollowed) {
  const Error error = ErrorFor(Response(302, "", ""));
  EXPECT_EQ(error.code, Code::kBadResponse);
  EXPECT_THAT(error.message, AllOf(HasSubstr("302"), HasSubstr("redirects are not followed"),
                                   HasSubstr("ZOHO_DESK_DC")));
}

TEST(ApiError, ReadsTheOtherSpellingOfMessage) {
  const ErrorBody body =
      ParseErrorBody(Response(403, R"({"errorCode":"X","errorMessage":"Insufficient"})"));
  EXPECT_EQ(body.code, "X");
  EXPECT_EQ(body.message, "Insufficient");
}

TEST(ApiError, NamesTheFieldsAtFault) {
  const ErrorBody body = ParseErrorBody(
      Response(422, R"({"errorCode":"INVALID_DATA","message":"No.","errors":[)"
                    R"({"fieldName":"/limit","errorType":"invalid","errorMessage":""},7,)"
                    R"({"fieldName":"/from","errorType":"missing"}]})"));
  EXPECT_THAT(body.message,
              AllOf(StartsWith("No."), HasSubstr("/limit invalid"), HasSubstr("/from missing")));
}

TEST(ApiError, SurvivesBodiesOfTheWrongShape) {
  for (const std::string_view body : {"", "null", "[]", "{", R"({"errorCode":7,"message":[]})",
                                      R"({"errors":{"a":1}})", "\xff\xfe", R"({"errors":["x"]})"}) {
    const ErrorBody parsed = ParseErrorBody(Response(500, std::string(body)));
    EXPECT_EQ(parsed.code, "") << body;
    EXPECT_EQ(parsed.message, "") << body;
  }
}

bool HasControlCharacter(std::string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](unsigned char c) { return c < 0x20 || c == 0x7f; });
}

TEST(ApiError, TamesControlCharacters) {
  const Error error = ErrorFor(
      Response(500, R"({"errorCode":"A\nB","message":"one\r\ntwo\u001b[31m\u007f\u0000"})"));
  EXPECT_FALSE(HasControlCharacter(error.message)) << error.message;
  EXPECT_FALSE(HasControlCharacter(error.error_code));
  EXPECT_THAT(error.message, AllOf(HasSubstr("A B"), HasSubstr("one  two")));
  http::Response credits = Response(429, Body("THRESHOLD_EXCEEDED", "x"));
  credits.headers = {{"Retry-After", "1\x1b[31m"}};
  EXPECT_FALSE(HasControlCharacter(ErrorFor(credits).message));
}

// A debugging gateway may send the request back.
TEST(ApiError, NeverRepeatsASecretTheServerEchoes) {
  const std::string secret = "s3cret-that-the-server-has-seen";
  const std::string unknown = "1000.0123456789abcdef0123456789abcdef.0123456789abcdef";
  RememberSecret(secret);
  for (const int status : {302, 400, 401, 403, 404, 422, 429, 500, 503}) {
    for (const std::string& text : {secret, unknown}) {
      http::Response response =
          Response(status, R"({"errorCode":"X )" + text + R"(","message":"You sent )" + text +
                               R"(","errors":[{"fieldName":")" + text + R"(","errorType":")" +
                               text + R"("}]})");
      response.headers = {{"Retry-After", text}};
      const Error error = ErrorFor(response);
      EXPECT_THAT(error.message, AllOf(HasSubstr("You sent ***"), Not(HasSubstr(text)),
                                       Not(HasSubstr("s3cret")), Not(HasSubstr("0123"))));
      EXPECT_EQ(error.error_code, "X ***");
    }
  }
  const auto type = CheckContentType(Response(200, "{}", "text/" + secret), kContext);
  ASSERT_FALSE(type.ok());
  EXPECT_THAT(type.error().message, Not(HasSubstr(secret)));
}

// Parsed JSON takes many times the room of its text.
TEST(ApiError, DoesNotParseABodyLargerThanAnyError) {
  const std::string padding(256 * 1024, ' ');
  EXPECT_EQ(ParseErrorBody(Response(500, Body("X", "y"))).code, "X");
  EXPECT_EQ(ParseErrorBody(Response(500, Body("X", "y") + padding)).code, "");
  const Error error = ErrorFor(Response(500, std::string(70'000'000, '[')));
  EXPECT_EQ(error.code, Code::kServer);
  EXPECT_THAT(error.message, HasSubstr("HTTP 500"));
}

TEST(ApiError, CutsVeryLongTexts) {
  const std::string flood(100'000, 'x');
  const Error error = ErrorFor(Response(500, Body(flood, flood)));
  EXPECT_LT(error.message.size(), 2000U);
  EXPECT_THAT(error.message, HasSubstr("..."));
  EXPECT_THAT(error.message, EndsWith("try again in a moment"));
}

// Hosts decode messages as UTF-8; Python raises when it cannot.
TEST(ApiError, CutsBetweenCharactersNotWithinThem) {
  for (size_t lead = 0; lead < 4; ++lead) {
    std::string text(lead, 'x');
    while (text.size() < 1000)
      text += "\xf0\x9f\x98\x80";  // four bytes
    const ErrorBody body = ParseErrorBody(Response(500, Body("X", text)));
    ASSERT_THAT(body.message, EndsWith("..."));
    const std::string kept = body.message.substr(0, body.message.size() - 3);
    EXPECT_EQ((kept.size() - lead) % 4, 0U) << "cut within a character, lead " << lead;
    EXPECT_GT(kept.size(), 250U);
  }
}

TEST(CheckContentType, AcceptsJsonAndEmptyBodies) {
  EXPECT_TRUE(CheckContentType(Response(200, "{}"), kContext).ok());
  EXPECT_TRUE(CheckContentType(Response(200, "{}", "application/json"), kContext).ok());
  EXPECT_TRUE(CheckContentType(Response(204, "", ""), kContext).ok());
}

TEST(CheckContentType, RefusesPages) {
  const auto html = CheckContentType(Response(200, "<html>", "text/html"), kContext);
  ASSERT_FALSE(html.ok());
  EXPECT_EQ(html.error().code, Code::kBadResponse);
  EXPECT_THAT(html.error().message, AllOf(StartsWith("zoho_desk_tickets: "), HasSubstr("text/html"),
                                          HasSubstr("HTTP 200"), HasSubstr("ZOHO_DESK_DC")));
  const auto bare = CheckContentType(Response(200, "{}", ""), kContext);
  ASSERT_FALSE(bare.ok());
  EXPECT_THAT(bare.error().message, HasSubstr("no Content-Type"));
  const auto hostile = CheckContentType(Response(200, "x", "text/\x1b[31m\n"), kContext);
  ASSERT_FALSE(hostile.ok());
  EXPECT_FALSE(HasControlCharacter(hostile.error().message));
}

TEST(InContext, PutsTheTableInFrontAndKeepsTheRest) {
  const Error error = InContext({Code::kNetwork, "no route to host"}, kContext);
  EXPECT_EQ(error.message, "zoho_desk_tickets: no route to host");
  EXPECT_EQ(error.code, Code::kNetwork);
}

}  // namespace
}  // namespace zoho_desk::client
