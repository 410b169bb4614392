#pragma once

// Requests and answers as the sandbox sees them. Only http_server.cpp knows the HTTP library.

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace zoho_desk::sandbox {

using NameValues = std::vector<std::pair<std::string, std::string>>;

struct HttpRequest {
  std::string method;
  std::string path;                            // decoded
  std::string query;                           // as sent, without '?'
  std::map<std::string, std::string> headers;  // names in lower case
  std::string body;

  // nullptr if the header was not sent.
  const std::string* Header(const std::string& lower_name) const;
};

struct HttpResponse {
  int status = 200;
  std::string body;
  std::string content_type = "application/json;charset=UTF-8";
  NameValues headers{};
  // Faults: send this many bytes of the body, then cut the connection; or cut it before any answer.
  std::optional<size_t> truncate_at{};
  bool cut = false;
  // As in Fault.
  bool http_1_0 = false;
  int64_t drip_ms = 0;
  bool stall = false;
};

// Pairs of "a=1&b=x%20y", decoded, in order. '+' means a space.
NameValues ParseQuery(std::string_view query);
std::string PercentDecode(std::string_view text);

// {"errorCode":code,"message":message}
HttpResponse ErrorAnswer(int status, std::string_view code, std::string_view message);
// 422 UNPROCESSABLE_ENTITY.
HttpResponse Unprocessable(std::string_view message);
// 422 INVALID_DATA that names the field at fault.
HttpResponse InvalidData(std::string_view field);
// What a wrong path gets: a page for people, not JSON.
HttpResponse NotFoundPage();

}  // namespace zoho_desk::sandbox
