#pragma once

// Stands in for the network: answers requests from a script and remembers them. A request nobody
// scripted fails the test.

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "http/transport.h"

namespace zoho_desk::client {

// One request as the server would see it.
struct Seen {
  http::Method method = http::Method::kGet;
  std::string host;                          // "https://desk.test"
  std::string path;                          // without query, as sent
  std::map<std::string, std::string> query;  // decoded
  std::string target;                        // path and query, as sent
  std::vector<http::Header> headers;
  std::string body;

  // The query parameter, "" if it was not sent.
  std::string Param(const std::string& name) const;
  // Every value of that header, exactly so spelled, joined by "|".
  std::string Header(std::string_view name) const;
};

struct Answer {
  int status = 200;
  std::string body{};
  std::string content_type = "application/json;charset=UTF-8";
  std::vector<http::Header> headers{};
  std::optional<Error> error{};  // no HTTP answer at all
};

inline Answer Json(std::string body) {
  return {.body = std::move(body)};
}
inline Answer Nothing() {
  return {.status = 204, .content_type = ""};
}
// Zoho's error body.
Answer Refusal(int status, const std::string& code, const std::string& message = "text");
inline Answer Html(int status) {
  return {.status = status,
          .body = "<!DOCTYPE html><html><body>Not Found</body></html>",
          .content_type = "text/html;charset=UTF-8"};
}
inline Answer Broken(Code code = Code::kNetwork) {
  return {.error = Error{code, "connection to desk.test was reset"}};
}

class FakeTransport : public http::Transport {
 public:
  using Handler = std::function<Answer(const Seen&)>;

  // Answers requests for that path with `handler`.
  void Serve(const std::string& path, Handler handler);
  // Answers them with these in turn; one request more fails the test.
  void Script(const std::string& path, std::deque<Answer> answers);

  std::unique_ptr<http::Transfer> Start(http::Request request) override;

  const std::vector<Seen>& requests() const { return requests_; }
  // How long each request was allowed to take, in milliseconds.
  const std::vector<int64_t>& timeouts() const { return timeouts_; }
  // Path and query of every request, in order.
  std::vector<std::string> Targets() const;
  // How many requests went to that path.
  int CountOf(std::string_view path) const;

 private:
  std::map<std::string, Handler> handlers_;
  std::vector<Seen> requests_;
  std::vector<int64_t> timeouts_;
};

}  // namespace zoho_desk::client
