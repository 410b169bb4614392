// A page as the server's bytes, read over HTTP/1 and through nghttpx over HTTP/2. What both give
// for an answer is the same answer.

#include <memory>
#include <numeric>
#include <string>

#include "client/page.h"
#include "http/curl_transport.h"
#include "resources/resource.h"
#include "tests/fuzz/targets.h"
#include "tests/http/raw_server.h"
#include "tests/support/certificate.h"
#include "tests/support/front.h"

namespace zoho_desk::fuzz {
namespace {

// A server keeps the threads of its connections until it ends.
constexpr int kRunsPerServer = 500;

class FrontedServer {
 public:
  FrontedServer()
      : server_([this](http::Connection& connection) {
          if (connection.ReadRequest())
            connection.Write(answer_);
        }) {}

  // What the client is given for these bytes, straight or through the front.
  Result<http::Response> Read(std::string_view answer, bool fronted) {
    answer_ = answer;
    return http::CurlTransport().Send({.url = (fronted ? front_ : straight_).base_url() + "/page",
                                       .timeout_ms = 2'000,
                                       .total_timeout_ms = 4'000},
                                      {});
  }

 private:
  std::string answer_;
  http::RawServer server_;
  const testing::Front straight_{server_.port(), testing::FrontKind::kNone};
  const testing::Front front_{server_.port(), testing::FrontKind::kHttp2};
};

FrontedServer& Server() {
  static auto* const server = new std::unique_ptr<FrontedServer>;
  static int runs = 0;
  testing::TheTrustedServer();  // before the first request
  if (runs++ % kRunsPerServer == 0)
    *server = std::make_unique<FrontedServer>();
  return **server;
}

const client::Projection& EveryColumnOfTickets() {
  static const auto* const projection = [] {
    const resources::Resource& tickets = *resources::FindResource("tickets");
    std::vector<int> columns(tickets.columns.size());
    std::iota(columns.begin(), columns.end(), 0);
    return new client::Projection(tickets, columns);
  }();
  return *projection;
}

bool IsPage(const Result<http::Response>& answer) {
  if (!answer.ok()) {
    RequireMessage(answer.error().message);
    return false;
  }
  const auto page = client::Page::DecodeRows(answer->body, "data", EveryColumnOfTickets());
  return answer->status == 200 && page.ok();
}

}  // namespace

bool RunFrontedPage(std::string_view input) {
  FrontedServer& server = Server();
  const auto straight = server.Read(input, false);
  const auto fronted = server.Read(input, true);
  const bool both = IsPage(straight) && IsPage(fronted);
  if (straight.ok() && fronted.ok() && straight->status == fronted->status)
    Require(straight->body == fronted->body, "an answer is the same over HTTP/1 and HTTP/2");
  return both;
}

}  // namespace zoho_desk::fuzz
