// The table of the fault matrix. The ends are written from what ought to happen: what may pass is
// tried again, what another try cannot help is not, and an answer that is not what Zoho documents
// is never taken for rows.

#include "tests/extension/fault_matrix.h"
#include "tests/http/raw_server.h"

namespace zoho_desk::testing {
namespace {

using sandbox::Fault;
using Inject = std::function<void(Cell&)>;

constexpr const char* kJson = "application/json;charset=UTF-8";
constexpr const char* kHtml = "<!DOCTYPE html><html><body>Sign in</body></html>";

Expected Rows() {
  return {.end = End::kRows};
}
Expected RowsAgain() {
  return {.end = End::kRowsAgain};
}
Expected AtOnce(std::vector<std::string> says, int code = SQLITE_ERROR) {
  return {.end = End::kErrorAtOnce, .says = std::move(says), .code = code};
}
Expected AfterTries(std::vector<std::string> says, int code = SQLITE_ERROR) {
  says.emplace_back("given up after 2 tries");
  return {.end = End::kErrorAfterTries, .says = std::move(says), .code = code};
}
// What may pass: rows after another try, an error if it stays.
Ends Passing(std::vector<std::string> says) {
  return {RowsAgain(), AfterTries(std::move(says))};
}
// What another try cannot help.
Ends Final(const std::vector<std::string>& says, int code = SQLITE_ERROR) {
  return {AtOnce(says, code), AtOnce(says, code)};
}
Ends Harmless() {
  return {Rows(), Rows()};
}
Ends NoCase() {
  return {};
}
// It cannot stay: it is one event.
Ends Event(Expected end) {
  return {std::move(end), {}};
}

Fault Body(int status, std::string body, std::string type = kJson,
           sandbox::NameValues headers = {}) {
  return {.status = status,
          .headers = std::move(headers),
          .content_type = std::move(type),
          .body = std::move(body)};
}
Fault Refusal(int status, const std::string& code, sandbox::NameValues headers = {}) {
  return Body(status, R"({"errorCode":")" + code + R"(","message":"Said by Zoho."})", kJson,
              std::move(headers));
}
Fault TokenRefusal(int status, const std::string& error) {
  return Body(status, R"({"error":")" + error + R"(","status":"failure"})");
}
// In the real answer.
Fault Replace(std::string from, std::string to) {
  return {.replace = {std::move(from), std::move(to)}};
}

// The same everywhere.
Inject Everywhere(const Fault& fault) {
  return [fault](Cell& cell) { cell.Inject(fault); };
}
Inject PerMoment(const Fault& list, const Fault& record, const Fault& token) {
  return [=](Cell& cell) {
    cell.Inject(cell.moment == Moment::kToken  ? token
                : cell.moment == Moment::kById ? record
                                               : list);
  };
}
Inject PerEndpoint(const Fault& api, const Fault& token) {
  return PerMoment(api, api, token);
}
Inject Front(FaultFront::Kind kind) {
  return [kind](Cell& cell) { cell.Break(kind); };
}

// The token dies at that moment, and its renewal is answered so.
Inject DeadToken(const Fault& renewal) {
  return [renewal](Cell& cell) {
    Fault fault = renewal;
    if (cell.moment != Moment::kToken) {
      cell.Inject(Refusal(401, "INVALID_OAUTH"));
      fault.match = "/oauth/v2/token";
      fault.skip = 1;  // the first token is good
      fault.times = -1;
      cell.desk.server().Inject(fault);
    } else {
      cell.Inject(fault);
    }
  };
}

std::string Record(const Cell& cell, size_t index) {
  Json record = cell.desk.records("tickets").at(index);
  return record.dump();
}

// The page before, another record, the token that was refused.
void RepeatAnswer(Cell& cell) {
  if (cell.moment == Moment::kById) {
    cell.Inject(Body(200, Record(cell, 1)));
  } else if (cell.moment == Moment::kToken) {
    cell.Inject(Body(200, R"({"access_token":"always-the-same","expires_in":3600})"));
    cell.desk.server().Inject({.match = "/oauth/v2/token",
                               .times = -1,
                               .status = 200,
                               .body = R"({"access_token":"always-the-same","expires_in":3600})"});
  } else {
    const ScopedEnvironment scope(cell.settings);
    const QueryResult page =
        Database::WithExtension().Query("SELECT _raw FROM zoho_desk_tickets LIMIT 100");
    std::string rows;
    for (const SqlRow& row : page.rows)
      rows += (rows.empty() ? "" : ",") + std::get<std::string>(row.at(0));
    cell.Inject(Body(200, R"({"data":[)" + rows + "]}"));
  }
}

std::string Large(size_t size) {
  return R"({"data":[{"id":"1","subject":")" + std::string(size, 'x') + "\"}]}";
}

// Made when it is sent: a copy in every case of the matrix would take gigabytes.
void GiantBody(Cell& cell) {
  const bool is_token = cell.moment == Moment::kToken;
  cell.Inject(Body(200, Large((is_token ? size_t{300} : size_t{65} * 1024) * 1024)));
}

// Clocks that differ: Zoho's is two hours ahead, so that a token is dead before its time.
void SkewClock(Cell& cell) {
  sandbox::Server& server = cell.desk.server();
  if (cell.moment == Moment::kToken) {
    cell.Inject({.headers = {{"Date", "Tue, 01 Jan 2030 00:00:00 GMT"}}});
  } else if (cell.moment == Moment::kMiddlePage) {
    server.SetObserver([&server](const sandbox::LogEntry& entry) {
      if (entry.query.find("from=0&") != std::string::npos)
        server.AdvanceClock(7200);
    });
  } else {
    const ScopedEnvironment scope(cell.settings);
    const QueryResult warm =
        Database::WithExtension().Query("SELECT id FROM zoho_desk_contacts LIMIT 1");
    EXPECT_TRUE(warm.ok()) << warm.error;
    server.AdvanceClock(7200);
  }
}

// The other host must not hear of it, let alone get the token.
void Redirect(Cell& cell) {
  auto other = std::make_shared<http::RawServer>([](http::Connection& connection) {
    connection.ReadRequest();
    connection.Answer(R"({"data":[]})");
  });
  cell.Inject({.status = 302, .headers = {{"Location", other->Url("/api/v1/tickets")}}});
  cell.checks.emplace_back([other] { EXPECT_EQ(other->accepted(), 0) << "followed a redirect"; });
}

// On a connection that was used before libcurl asks again by itself, once.
void CutConnection(Cell& cell) {
  if (cell.times == 1)
    cell.times = 2;
  cell.Inject({.close = true});
}

// Silence and drips end by the clock: the shortest there is.
Inject Slow(Fault fault) {
  return [fault = std::move(fault)](Cell& cell) {
    cell.settings["ZOHO_DESK_TIMEOUT"] = "1";
    cell.Inject(fault);
  };
}

std::string Deep() {
  return std::string(5000, '[') + std::string(5000, ']');
}

std::vector<FaultCase> HttpStatuses() {
  const std::vector<std::string> token_failed = {"127.0.0.1", "failed (HTTP "};
  const Ends token_passes = Passing(token_failed);
  const Ends token_throttled = Final(
      {"refuses to renew the access token for now", "10 renewals in 10 minutes", "try again in"});
  return {
      {"Http408", "HTTP 408", Everywhere(Refusal(408, "X")), Passing({"HTTP 408"}), token_passes},
      {"TooManyAtOnce", "HTTP 429, too many calls at once",
       Everywhere(Refusal(429, "TOO_MANY_REQUESTS")),
       Passing({"HTTP 429 TOO_MANY_REQUESTS", "ZOHO_DESK_CONCURRENCY"}), token_throttled},
      {"NoCredits", "HTTP 429, the day's credits are gone",
       Everywhere(Refusal(429, "THRESHOLD_EXCEEDED", {{"Retry-After", "3600"}})),
       Final({"THRESHOLD_EXCEEDED", "they return in 3600 seconds, at 20"}), token_throttled},
      {"Http500", "HTTP 500", Everywhere(Refusal(500, "INTERNAL_SERVER_ERROR")),
       Passing({"HTTP 500", "try again"}), token_passes},
      {"Http502", "HTTP 502 with a gateway's page", Everywhere(Body(502, kHtml, "text/html")),
       Passing({"HTTP 502", "not JSON"}), token_passes},
      {"Http503", "HTTP 503 with Retry-After: 0",
       Everywhere(Refusal(503, "X", {{"Retry-After", "0"}})), Passing({"HTTP 503"}), token_passes},
      {"LongRetryAfter", "HTTP 503 with Retry-After: 600",
       Everywhere(Refusal(503, "X", {{"Retry-After", "600"}})),
       Final({"HTTP 503", "come back in 600 seconds"}), Final({"come back in 600 seconds"})},
      {"Http504", "HTTP 504", Everywhere(Body(504, "", "")), Passing({"HTTP 504"}), token_passes},
      {"Unauthorized",
       "HTTP 401, the token is dead",
       PerEndpoint(Refusal(401, "INVALID_OAUTH"), TokenRefusal(401, "invalid_client")),
       {RowsAgain(),
        {.end = End::kErrorAfterTries,
         .says = {"HTTP 401", "even after renewing"},
         .code = SQLITE_AUTH}},
       Final({"refused the client (invalid_client)", "ZOHO_DESK_CLIENT_ID"}, SQLITE_AUTH)},
      {"Revoked", "Token dead, and the refresh token revoked",
       DeadToken(TokenRefusal(200, "invalid_code")),
       Event(AtOnce({"refused the refresh token (invalid_code)", "ZOHO_DESK_REFRESH_TOKEN"},
                    SQLITE_AUTH)),
       Final({"refused the refresh token (invalid_code)", "ZOHO_DESK_REFRESH_TOKEN"}, SQLITE_AUTH)},
      {"Throttled", "Token dead, and its renewal throttled",
       DeadToken(TokenRefusal(400, "Access Denied")),
       Event(AtOnce({"refuses to renew the access token for now", "try again in 600 s"})),
       token_throttled},
      {"Forbidden", "HTTP 403, no permission",
       PerEndpoint(Refusal(403, "FORBIDDEN"), TokenRefusal(403, "access_denied")),
       Final({"HTTP 403 FORBIDDEN", "ask an administrator"}, SQLITE_AUTH), token_throttled},
      {"NotFoundPage", "HTTP 404 with a web server's page",
       Everywhere(Body(404, kHtml, "text/html")), Final({"HTTP 404", "not JSON", "ZOHO_DESK_DC"}),
       Final({"something other than JSON (HTTP 404)"})},
      {"LimitRange",
       "HTTP 422, smaller pages wanted",
       Everywhere(Body(422,
                       R"({"errorCode":"UNPROCESSABLE_ENTITY","message":"The value passed for )"
                       R"(field 'limit' exceeds the range of '1-50'."})")),
       {RowsAgain(), {.end = End::kErrorAfterTries, .says = {"HTTP 422", "'1-50'"}}},
       NoCase(),
       {{Moment::kById, Final({"HTTP 422"})}}},
      {"Redirect", "HTTP 302 to another host", Redirect, Final({"HTTP 302", "not followed"}),
       Final({"something other than JSON (HTTP 302)"})},
  };
}

std::vector<FaultCase> Connections() {
  const std::vector<std::string> ended = {"ended before the answer was complete"};
  // nghttpx tells a server that hangs up before its answer by a status.
  const std::vector<std::string> cut =
      FrontOfThisRun() == FrontKind::kNone ? ended : std::vector<std::string>{"HTTP 502"};
  return {
      {"Reset", "Connection cut before the answer", CutConnection, Passing(cut), Passing(cut)},
      {"Truncated", "Connection cut in the body", Everywhere({.truncate_at = 50}), Passing(ended),
       Passing(ended)},
      {"TruncatedUnseen", "Body cut short, HTTP/1.0 without a length",
       Everywhere({.truncate_at = 50, .http_1_0 = true}), Passing({"cut off"}),
       Passing({"something other than JSON"})},
      {"EmptyUnseen", "No body at all, HTTP/1.0 without a length",
       Everywhere({.truncate_at = 0, .http_1_0 = true}), Passing({"has no content"}),
       Passing({"something other than JSON"})},
      {"Http10", "HTTP/1.0, closed after the answer", Everywhere({.http_1_0 = true}), Harmless(),
       Harmless()},
      {"Stalled", "The server falls silent", Slow({.truncate_at = 10, .stall = true}),
       Passing({"sent nothing of an answer for 1 s"}),
       Passing({"sent nothing of an answer for 1 s"})},
      {"SlowDrip", "A byte now and then", Slow({.drip_ms = 100}),
       Passing({"did not complete its answer within"}),
       Passing({"did not complete its answer within"})},
      {"BadGzip", "Damaged compression",
       Everywhere(Body(200, "this is not gzip", kJson, {{"Content-Encoding", "gzip"}})),
       Passing({"could not be decompressed"}), Passing({"could not be decompressed"})},
      {"GzipHead", "Compression cut off in its first bytes",
       Everywhere(Body(200, std::string("\x1f\x8b\x08\0\0\0\0\0\0\x03", 10), kJson,
                       {{"Content-Encoding", "gzip"}})),
       Passing({"has no content"}), Passing({"something other than JSON"})},
      {"Refused", "Connection refused", Front(FaultFront::Kind::kRefused),
       Passing({"cannot connect to", "Connection refused"}),
       Passing({"cannot connect to", "Connection refused"})},
      // A name that was found is remembered for the page in the middle.
      {"NoName",
       "The host's name is unknown (DNS)",
       Front(FaultFront::Kind::kNoName),
       Passing({"cannot find the host", "ZOHO_DESK_DC"}),
       Passing({"cannot find the host", "ZOHO_DESK_DC"}),
       {{Moment::kMiddlePage, NoCase()}}},
      {"Handshake", "TLS handshake fails", Front(FaultFront::Kind::kHandshake),
       Passing({"no TLS connection"}), Passing({"no TLS connection"})},
      {"Untrusted", "TLS certificate that nobody vouches for", Front(FaultFront::Kind::kUntrusted),
       Final({"certificate", "could not be verified"}),
       Final({"certificate", "could not be verified"})},
      {"ClockSkew", "Clocks two hours apart", SkewClock, Event(RowsAgain()), Event(Rows())},
  };
}

std::vector<FaultCase> Bodies() {
  const Ends no_json = Passing({"something other than JSON (HTTP 200)"});
  const Ends no_token = Passing({"neither a token nor an error"});
  const std::string subject = R"("subject":)";
  const std::string token = R"("access_token":)";
  return {
      {"HtmlWith200", "HTML with status 200", Everywhere(Body(200, kHtml, "text/html")),
       Final({"expected JSON", "text/html", "ZOHO_DESK_DC"}), no_json},
      {"WrongType", "JSON called text/plain", Everywhere({.content_type = "text/plain"}),
       Final({"expected JSON", "text/plain"}), Harmless()},
      {"BadUtf8", "Text that is not UTF-8",
       PerEndpoint(Replace(R"("subject":")", "\"subject\":\"\xff\xfe"),
                   Replace(R"("token_type":")", "\"token_type\":\"\xff\xfe")),
       Final({"not valid UTF-8"}), no_json},
      {"Malformed", "Malformed JSON",
       PerEndpoint(Replace(subject, "subject:"), Replace(token, "access_token:")),
       Final({"not valid JSON"}), no_json},
      {"Deep", "Nesting 5,000 levels deep",
       PerEndpoint(Replace(subject, subject + Deep() + R"(,"other":)"),
                   Replace(token, token + Deep() + R"(,"other":)")),
       Final({"nested too deeply"}), Passing({"JSON that is nested too deeply (HTTP 200)"})},
      {"HugeNumber", "Numbers beyond every type",
       PerEndpoint(
           Replace(subject, R"("huge":1e99999,"long":)" + std::string(400, '9') + "," + subject),
           Replace(R"("expires_in":3600)", R"("expires_in":99999999999999999999)")),
       Harmless(), Harmless()},
      // A second token is taken: what counts is whether Desk accepts it.
      {"DuplicateKey", "A key twice, with two values",
       PerEndpoint(Replace(subject, R"("subject":"other",)" + subject),
                   Replace(token, R"("access_token":"1",)" + token)),
       Final({"has \"subject\" twice"}), Harmless()},
      {"Giant", "A body of 65 MiB (token: 300 KiB)", GiantBody, Final({"larger than"}),
       Final({"larger than"})},
      {"NoData",
       "The key that matters is missing",
       PerMoment(Body(200, R"({"rows":[]})"), Body(200, R"({"subject":"a"})"),
                 Body(200, R"({"expires_in":3600})")),
       Final({"no \"data\" key"}),
       no_token,
       {{Moment::kById, Final({"has no \"id\""})}}},
      {"Repeated",
       "The page before, another record, or the dead token again",
       RepeatAnswer,
       {RowsAgain(), {.end = End::kErrorAfterTries, .says = {"repeats the same rows"}}},
       Event({.end = End::kErrorAfterTries,
              .says = {"refuses the access token that Zoho Accounts hands out"},
              .code = SQLITE_AUTH}),
       {{Moment::kFirstPage, NoCase()}, {Moment::kById, Final({"the answer is another record"})}}},
      // An empty first page is what an empty table looks like.
      {"Empty",
       "An answer without content",
       PerMoment(Body(204, "", ""), Body(200, "", ""), Body(200, "", "")),
       {RowsAgain(), {.end = End::kErrorAfterTries, .says = {"answers no rows at from=99"}}},
       no_json,
       {{Moment::kFirstPage, NoCase()}, {Moment::kById, Passing({"has no content"})}}},
  };
}

}  // namespace

const Ends& FaultCase::EndsAt(Moment moment) const {
  const auto found = other.find(moment);
  if (found != other.end())
    return found->second;
  return moment == Moment::kToken ? token : api;
}

const std::vector<FaultCase>& FaultCases() {
  static const auto* cases = [] {
    auto* all = new std::vector<FaultCase>(HttpStatuses());
    for (auto more : {Connections(), Bodies()})
      all->insert(all->end(), more.begin(), more.end());
    return all;
  }();
  return *cases;
}

}  // namespace zoho_desk::testing
