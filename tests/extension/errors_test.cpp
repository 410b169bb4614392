// Answers that are not what Zoho Desk documents, in the place of the first page of a list and of
// one in the middle. A query then ends with an error that says what happened and what to do, or
// with exactly the right rows after a retry: never with fewer rows and no error.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "resources/resource.h"
#include "tests/extension/own_desk.h"

namespace zoho_desk::testing {
namespace {

using sandbox::Fault;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* kSql = "SELECT id, subject FROM zoho_desk_tickets";
constexpr const char* kJson = "application/json;charset=UTF-8";

struct Case {
  const char* name;
  Fault fault;                     // where it applies is set by the test
  std::vector<std::string> parts;  // of the message, besides the table and the path
  int code = SQLITE_ERROR;
  bool retried = false;         // ZOHO_DESK_RETRIES times
  bool blames_nothing = false;  // it may be for the order that a list is asked for

  friend void PrintTo(const Case& test_case, std::ostream* out) { *out << test_case.name; }
};

Fault Body(int status, std::string body, std::string type = kJson) {
  return {.status = status, .content_type = std::move(type), .body = std::move(body)};
}

Fault ZohoError(int status, const std::string& code) {
  return Body(status, R"({"errorCode":")" + code + R"(","message":"Said by Zoho."})");
}

// Where they tell apart, in the order of the sheet: odd bodies, broken transfers, refusals.
std::vector<Case> AllCases() {
  const std::string html = "<!DOCTYPE html><html><body>Sign in</body></html>";
  return {
      {"HtmlWithStatus200",
       Body(200, html, "text/html;charset=UTF-8"),
       {"expected JSON", "text/html", "HTTP 200", "ZOHO_DESK_DC"}},
      {"PlainTextWithStatus200",
       Body(200, R"({"data":[]})", "text/plain"),
       {"expected JSON", "text/plain", "HTTP 200", "ZOHO_DESK_API_BASE"}},
      {"HtmlThatCallsItselfJson", Body(200, html), {"not a JSON object", "Try again"}},
      {"MalformedJson", Body(200, R"({"data":[{"id":"1","subject":x}]})"), {"not valid JSON"}},
      {"MalformedJsonInAFieldThatIsNotRead",
       Body(200, R"({"data":[{"id":"1","subject":"a","phone":[1,}]})"),
       {"not valid JSON"}},
      {"JsonThatEndsEarly",
       Body(200, R"({"data":[{"id":"1","subject":"a"},{"id":"2","sub)"),
       {"cut off", "Try again"},
       SQLITE_ERROR,
       true},
      {"JsonThatEndsAfterARow",
       Body(200, R"({"data":[{"id":"1","subject":"a"})"),
       {"cut off"},
       SQLITE_ERROR,
       true},
      {"SomethingAfterTheJson", Body(200, R"({"data":[]} {"data":[]})"), {"after its JSON"}},
      {"NoDataKey", Body(200, R"({"rows":[]})"), {"no \"data\" key", "Try again"}},
      {"DataThatIsNoArray", Body(200, R"({"data":{"id":"1"}})"), {"\"data\" is not an array"}},
      {"RowThatIsNoObject", Body(200, R"({"data":[{"id":"1"},17]})"), {"row 2", "not an object"}},
      {"RowWithoutId", Body(200, R"({"data":[{"subject":"a"}]})"), {"row 1 has no \"id\""}},
      {"ConnectionCutInTheBody", {.truncate_at = 500}, {"127.0.0.1"}, SQLITE_ERROR, true},
      {"ConnectionCutBeforeTheAnswer", {.close = true}, {"127.0.0.1"}, SQLITE_ERROR, true},
      {"NotPermitted",
       ZohoError(403, "FORBIDDEN"),
       {"HTTP 403", "FORBIDDEN", "Said by Zoho.", "ask an administrator"},
       SQLITE_AUTH},
      {"NotInThisEdition",
       ZohoError(403, "LICENSE_ACCESS_LIMITED"),
       {"HTTP 403", "LICENSE_ACCESS_LIMITED", "edition"},
       SQLITE_AUTH},
      {"RefusedParameter",
       ZohoError(422, "UNPROCESSABLE_ENTITY"),
       {"HTTP 422", "UNPROCESSABLE_ENTITY", "zoho_desk_requests"},
       SQLITE_ERROR,
       false,
       true},
      {"BadRequest",
       ZohoError(400, "BAD_REQUEST"),
       {"HTTP 400", "BAD_REQUEST", "ZOHO_DESK_DC"},
       SQLITE_ERROR,
       false,
       true},
      {"HtmlNotFound",
       Body(404, html, "text/html"),
       {"HTTP 404", "not JSON", "ZOHO_DESK_DC", "ZOHO_DESK_API_BASE"}},
      {"JsonNotFound", ZohoError(404, "URL_NOT_FOUND"), {"HTTP 404", "URL_NOT_FOUND", "scope"}},
      {"NoCreditsLeft",
       {.status = 429,
        .headers = {{"Retry-After", "1234"}},
        .body = R"({"errorCode":"THRESHOLD_EXCEEDED","message":"No credits."})"},
       {"HTTP 429", "THRESHOLD_EXCEEDED", "1234 seconds"}},
      {"TooManyCallsAtOnce",
       ZohoError(429, "TOO_MANY_REQUESTS"),
       {"HTTP 429", "TOO_MANY_REQUESTS", "ZOHO_DESK_CONCURRENCY"},
       SQLITE_ERROR,
       true},
      {"ServerError",
       ZohoError(500, "INTERNAL_SERVER_ERROR"),
       {"HTTP 500", "INTERNAL_SERVER_ERROR", "try again"},
       SQLITE_ERROR,
       true},
      {"GatewayPage",
       Body(502, html, "text/html"),
       {"HTTP 502", "not JSON", "try again"},
       SQLITE_ERROR,
       true},
      {"Redirect",
       {.status = 302, .headers = {{"Location", "/api/v1/contacts?from=0&limit=100"}}},
       {"HTTP 302", "redirects are not followed"}},
  };
}

constexpr int kRetries = 1;

// A small portal, because every test starts one.
sandbox::Options TicketsOnly() {
  sandbox::Options options;
  for (const resources::Resource* resource : resources::AllResources())
    options.SetRows(resource->name, resource->name == "tickets" ? 250 : 1);
  return options;
}

class EveryFault : public OwnDesk, public ::testing::WithParamInterface<Case> {
 protected:
  EveryFault() : OwnDesk(TicketsOnly()) {}

  // The fault at the page that begins at `from`, so often (-1: always).
  void InjectAt(int from, int64_t times) {
    Fault fault = GetParam().fault;
    fault.match = "/api/v1/tickets";
    fault.query = "from=" + std::to_string(from) + "&";
    fault.times = times;
    server().Inject(fault);
  }

  void ExpectErrorAfter(size_t rows) {
    const QueryResult result = QueryWith({{"ZOHO_DESK_RETRIES", std::to_string(kRetries)}}, kSql);
    EXPECT_EQ(result.code, GetParam().code);
    ExpectTickets(result, rows);
    EXPECT_THAT(result.error, HasSubstr("zoho_desk_tickets"));
    for (const std::string& part : GetParam().parts)
      EXPECT_THAT(result.error, HasSubstr(part));
    EXPECT_THAT(result.error, Not(HasSubstr("\n")));
    // Nothing but the pages before, the page that fails, and its retries; before any row, it is
    // asked for without an order if that may be what is refused. A kept connection that is cut
    // before the answer is replaced by libcurl once, without a word.
    const size_t without_order = rows == 0 && GetParam().blames_nothing ? 1 : 0;
    const size_t requests = rows / 100 + 1 + without_order + (GetParam().retried ? kRetries : 0);
    const size_t replaced = GetParam().fault.close ? 1 : 0;
    const size_t sent = desk_.TakeRequests().size();
    EXPECT_GE(sent, requests);
    EXPECT_LE(sent, requests + replaced);
  }
};

TEST_P(EveryFault, OnTheFirstPageIsAnError) {
  InjectAt(0, -1);
  ExpectErrorAfter(0);
}

TEST_P(EveryFault, OnAMiddlePageIsAnErrorAfterTheRowsBefore) {
  InjectAt(99, -1);
  ExpectErrorAfter(100);
}

TEST_P(EveryFault, ThatPassesIsRetriedOrReported) {
  InjectAt(99, 1);
  const QueryResult result = QueryWith({{"ZOHO_DESK_RETRIES", "2"}}, kSql);
  if (GetParam().retried) {
    ExpectEveryTicket(result);
  } else {
    EXPECT_EQ(result.code, GetParam().code);
    ExpectTickets(result, 100);
  }
}

INSTANTIATE_TEST_SUITE_P(Pages, EveryFault, ::testing::ValuesIn(AllCases()),
                         [](const auto& suite) { return std::string(suite.param.name); });

class Errors : public OwnDesk {
 protected:
  std::string FirstId() const { return desk_.records("tickets").at(0).at("id").get<std::string>(); }
  // Once, at a get-by-id.
  void InjectAtRecord(Fault fault) {
    fault.match = "/api/v1/tickets/";
    server().Inject(std::move(fault));
  }
  std::string LookupSql() const {
    return "SELECT id, subject FROM zoho_desk_tickets WHERE id = '" + FirstId() + "'";
  }
};

TEST_F(Errors, JsonNotFoundForAKeyIsNoRow) {
  InjectAtRecord(ZohoError(404, "URL_NOT_FOUND"));
  const QueryResult result = Query(LookupSql());
  EXPECT_TRUE(result.ok()) << result.error;
  EXPECT_TRUE(result.rows.empty());
}

TEST_F(Errors, HtmlNotFoundForAKeyIsAnError) {
  InjectAtRecord(Body(404, "<html>Nothing here</html>", "text/html"));
  const QueryResult result = Query(LookupSql());
  EXPECT_EQ(result.code, SQLITE_ERROR);
  EXPECT_THAT(result.error, HasSubstr("/api/v1/tickets/" + FirstId()));
  for (const char* part : {"zoho_desk_tickets", "HTTP 404", "ZOHO_DESK_DC"})
    EXPECT_THAT(result.error, HasSubstr(part));
}

TEST_F(Errors, OddRecordsForAKeyAreErrors) {
  for (const char* body : {R"({"data":[]})", R"([])", R"({"id":"1","subject)", "<html>"}) {
    InjectAtRecord(Body(200, body));
    const QueryResult result = QueryWith({{"ZOHO_DESK_RETRIES", "0"}}, LookupSql());
    EXPECT_EQ(result.code, SQLITE_ERROR) << body;
    EXPECT_THAT(result.error, HasSubstr("zoho_desk_tickets"));
    EXPECT_THAT(result.error, HasSubstr("/api/v1/tickets/" + FirstId()));
  }
}

TEST_F(Errors, OfDetailsEndTheQueryAtTheirRow) {
  // tagCount comes with get-by-id only.
  server().Inject({.match = "/api/v1/tickets/",
                   .skip = 2,
                   .times = -1,
                   .status = 403,
                   .body = R"({"errorCode":"FORBIDDEN","message":"No."})"});
  const QueryResult result = Query("SELECT id, tagCount FROM zoho_desk_tickets LIMIT 5");
  EXPECT_EQ(result.code, SQLITE_AUTH);
  EXPECT_THAT(result.error, HasSubstr("FORBIDDEN"));
  EXPECT_LE(result.rows.size(), 2U);
}

TEST_F(Errors, OfTheParentTableAreReported) {
  server().Inject({.match = "/api/v1/departments",
                   .times = -1,
                   .status = 403,
                   .body = R"({"errorCode":"FORBIDDEN","message":"No."})"});
  const QueryResult result = Query("SELECT id FROM zoho_desk_skills");
  EXPECT_EQ(result.code, SQLITE_AUTH);
  EXPECT_THAT(result.error, HasSubstr("FORBIDDEN"));
  EXPECT_THAT(result.error, HasSubstr("zoho_desk_departments"));
}

TEST_F(Errors, AServerThatRepeatsAPageIsNoEndlessTable) {
  Json page{{"data", Json::array()}};
  for (size_t i = 0; i < 100; ++i)
    page["data"].push_back({{"id", desk_.records("tickets").at(i).at("id")}, {"subject", "a"}});
  Fault fault = Body(200, page.dump());
  fault.match = "/api/v1/tickets";
  fault.times = -1;
  server().Inject(fault);
  const QueryResult result = Query(kSql);
  EXPECT_EQ(result.code, SQLITE_ERROR);
  EXPECT_THAT(result.error, HasSubstr("repeats the same rows"));
  ExpectTickets(result, 100);
}

TEST_F(Errors, MoreRequestsThanAllowedAreNotSent) {
  const QueryResult result = QueryWith({{"ZOHO_DESK_MAX_REQUESTS", "2"}}, kSql);
  EXPECT_EQ(result.code, SQLITE_ERROR);
  for (const char* part : {"zoho_desk_tickets", "2 requests", "ZOHO_DESK_MAX_REQUESTS", "LIMIT"})
    EXPECT_THAT(result.error, HasSubstr(part));
  ExpectTickets(result, 199);  // pages overlap by a row
  EXPECT_EQ(desk_.TakeRequests().size(), 2U);
}

TEST_F(Errors, ADeskThatIsNotThereIsReportedWithItsAddress) {
  const std::string base = server().base_url();
  server().Stop();
  const QueryResult result = QueryWith({{"ZOHO_DESK_RETRIES", "0"}}, kSql);
  EXPECT_EQ(result.code, SQLITE_ERROR);
  EXPECT_THAT(result.error, HasSubstr("zoho_desk_tickets"));
  EXPECT_THAT(result.error, HasSubstr(base.substr(base.find("127"))));
}

TEST_F(Errors, TheConnectionWorksAfterwards) {
  const Database database = Database::WithExtension();
  server().Inject({.match = "/api/v1/tickets",
                   .query = "from=99&",
                   .status = 403,
                   .body = R"({"errorCode":"FORBIDDEN","message":"No."})"});
  EXPECT_EQ(database.Query(kSql).code, SQLITE_AUTH);
  ExpectEveryTicket(database.Query(kSql));
}

class ListCeiling : public OwnDesk {
 protected:
  static sandbox::Options Options() {
    sandbox::Options options;
    EXPECT_TRUE(options.SetRows("tickets", 5200));
    return options;
  }
  ListCeiling() : OwnDesk(Options()) {}
};

// Views are lists of the API's own, which no search continues.
TEST_F(ListCeiling, EndsAScanThatNothingContinuesWithAnErrorThatSaysHowManyRowsCame) {
  const std::string view = desk_.records("views").at(0).at("id").get<std::string>();
  const QueryResult result = Query("SELECT id FROM zoho_desk_tickets('" + view + "')");
  EXPECT_EQ(result.code, SQLITE_ERROR);
  for (const char* part : {"zoho_desk_tickets", "5000", "not the whole result"})
    EXPECT_THAT(result.error, HasSubstr(part));
  ExpectTickets(result, 5000);
}

}  // namespace
}  // namespace zoho_desk::testing
