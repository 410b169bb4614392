// What refusals mean to a program, by Zoho's code whatever the status.

#include "client/error_body.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace zoho_desk::client {
namespace {

using Kind = Refusal::Kind;

http::Response Response(int status, std::string body, std::string type = "application/json") {
  return {.status = status, .content_type = std::move(type), .body = std::move(body)};
}

Refusal RefusalIn(int status, std::string body, const QueryParams& query = {}) {
  return ParseErrorBody(Response(status, std::move(body)), query).refusal;
}

std::string Coded(const std::string& code, const std::string& message = "No.") {
  return R"({"errorCode":")" + code + R"(","message":")" + message + R"("})";
}

TEST(ErrorBody, TellsTheCauseByTheCodeWhateverTheStatus) {
  const std::pair<const char*, Kind> kCodes[] = {
      {"INVALID_OAUTH", Kind::kToken},
      {"SCOPE_MISMATCH", Kind::kScope},
      {"OAUTH_ORG_MISMATCH", Kind::kOrganization},
      {"LICENSE_ACCESS_LIMITED", Kind::kLicense},
      {"FORBIDDEN", Kind::kPermission},
      {"URL_NOT_FOUND", Kind::kMissing},
      {"TOO_MANY_REQUESTS", Kind::kConcurrency},
      {"THRESHOLD_EXCEEDED", Kind::kCredits},
      {"INTERNAL_SERVER_ERROR", Kind::kFailure},
      {"forbidden", Kind::kPermission},
  };
  for (const auto& [code, kind] : kCodes) {
    for (const int status : {200, 400, 401, 403, 404, 422, 429, 500})
      EXPECT_EQ(RefusalIn(status, Coded(code)).kind, kind) << status << " " << code;
  }
}

TEST(ErrorBody, TakesAnUnknownWordOf401And403ForUnclear) {
  for (const int status : {401, 403}) {
    EXPECT_EQ(RefusalIn(status, R"({"errorMessage":"Insufficient previlleges..."})").kind,
              Kind::kUnclear);
    EXPECT_EQ(RefusalIn(status, Coded("SOMETHING_NEW")).kind, Kind::kUnclear);
  }
  EXPECT_EQ(RefusalIn(401, "").kind, Kind::kToken) << "seen live for tokens that had died";
  EXPECT_EQ(RefusalIn(403, "").kind, Kind::kUnclear);
}

TEST(ErrorBody, TakesAPageFor403AsSomebodyElses) {
  for (const int status : {401, 403}) {
    EXPECT_EQ(ParseErrorBody(Response(status, "<html>Blocked</html>", "text/html")).refusal.kind,
              Kind::kNotZoho);
  }
}

TEST(ErrorBody, FindsNoErrorInDataThatLookLikeOne) {
  for (const char* body :
       {R"({"data":[],"errorCode":"FORBIDDEN"})", R"({"id":"1","errorMessage":"x"})",
        R"({"data":[{"errorCode":"FORBIDDEN"}]})", R"({"errorCode":""})", R"({"errorCode":7})", "",
        "[]", "{}"}) {
    const ErrorBody read = ParseErrorBody(Response(200, body));
    EXPECT_EQ(read.refusal.kind, Kind::kNone) << body;
    EXPECT_EQ(read.code + read.message, "") << body;
  }
  EXPECT_EQ(ParseErrorBody(Response(204, "")).refusal.kind, Kind::kNone);
}

TEST(ErrorBody, KeepsZohosWordsOfAnErrorInASuccess) {
  const ErrorBody unknown = ParseErrorBody(Response(200, Coded("NEW_CODE", "Why.")));
  EXPECT_EQ(unknown.code, "NEW_CODE");
  EXPECT_EQ(unknown.message, "Why.");
  EXPECT_EQ(unknown.refusal.kind, Kind::kNone);
  EXPECT_EQ(ParseErrorBody(Response(200, R"({"errorMessage":"Insufficient"})")).message,
            "Insufficient");
}

TEST(ErrorBody, ReadsTheRangeOfANumber) {
  const Refusal limit =
      RefusalIn(422, Coded("UNPROCESSABLE_ENTITY",
                           "The value passed for field 'limit' exceeds the range of '1-99'."));
  EXPECT_EQ(limit.kind, Kind::kRange);
  EXPECT_EQ(limit.field, "limit");
  EXPECT_EQ(limit.least, 1);
  EXPECT_EQ(limit.most, 99);
  for (const char* message : {"field 'limit' exceeds the range of 'x-99'", "range of '1-99'",
                              "field 'limit' exceeds the range of '1-99999999999'",
                              "field 'limit' exceeds the range of '1'"})
    EXPECT_EQ(RefusalIn(422, Coded("X", message), {{"limit", "1"}}).kind, Kind::kParameter)
        << message;
}

TEST(ErrorBody, ReadsTheDepthOfASearch) {
  const Refusal deep =
      RefusalIn(422, Coded("UNPROCESSABLE_ENTITY", "Max search result iterable is 5000"));
  EXPECT_EQ(deep.kind, Kind::kTooDeep);
  EXPECT_EQ(deep.most, 5000);
}

TEST(ErrorBody, NamesTheParameterThatIsRefused) {
  const QueryParams query{{"from", "1"}, {"limit", "5"}, {"sortBy", "x"}, {"id", "7"}};
  const std::pair<const char*, const char*> kMessages[] = {
      {"The value passed for the 'from' query parameter is invalid.", "from"},
      {"sortBy is not allowed here", "sortBy"},
      {"an invalid request came from you", ""},
      {"'departmentIds' is wrong", ""},
  };
  for (const auto& [message, field] : kMessages) {
    const Refusal refusal = RefusalIn(422, Coded("UNPROCESSABLE_ENTITY", message), query);
    EXPECT_EQ(refusal.kind, Kind::kParameter) << message;
    EXPECT_EQ(refusal.field, field) << message;
  }
  EXPECT_EQ(RefusalIn(422,
                      R"({"errorCode":"INVALID_DATA","message":"The data does not comply.",)"
                      R"("errors":[{"fieldName":"/sortBy","errorType":"invalid"}]})",
                      query)
                .field,
            "sortBy");
  const Refusal extra = RefusalIn(
      422, Coded("UNPROCESSABLE_ENTITY", "Extra query parameter 'limit' is present in the input."),
      query);
  EXPECT_EQ(extra.kind, Kind::kExtraField);
  EXPECT_EQ(extra.field, "limit");
}

}  // namespace
}  // namespace zoho_desk::client
