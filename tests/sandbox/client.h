#pragma once

// A plain HTTP client for the sandbox's tests, and a sandbox with a token ready to use.

#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "common/url.h"
#include "sandbox/server.h"

namespace zoho_desk::sandbox {

using Json = nlohmann::json;
using Headers = std::map<std::string, std::string>;

struct Answer {
  int status = 0;  // 0: no answer came
  std::string body;
  std::map<std::string, std::string> headers;  // names in lower case
  // Empty if there is no such header.
  std::string header(const std::string& lower_name) const {
    const auto it = headers.find(lower_name);
    return it == headers.end() ? std::string() : it->second;
  }
  // The body as JSON; discarded if it is none.
  Json json() const { return Json::parse(body, nullptr, false); }
  std::string error() const { return json().value("errorCode", ""); }
  std::string message() const { return json().value("message", ""); }
};

Answer Send(int port, const std::string& method, const std::string& target, const Headers& headers,
            const std::string& body = {});

// A running sandbox and a client with a token. All calls go over a socket.
class Portal {
 public:
  explicit Portal(const Options& options = {});

  Server& server() { return server_; }
  const std::string& token() const { return token_; }

  // GET with Authorization and orgId.
  Answer Get(const std::string& path, const QueryParams& params = {}, const Headers& extra = {});
  // GET with exactly these headers.
  Answer GetRaw(const std::string& target, const Headers& headers);
  Answer Post(const std::string& target, const std::string& body, const Headers& headers = {});
  // The token endpoint, with a form body.
  Answer TokenCall(const QueryParams& form);
  QueryParams RefreshForm();
  // The `data` array of a list; empty for 204.
  Json Rows(const std::string& path, const QueryParams& params = {});
  // Replaces the token by a new one.
  void Renew();

 private:
  Server server_;
  std::string token_;
};

// The values of one key in an array of records, in order.
std::vector<std::string> Column(const Json& rows, std::string_view key);

}  // namespace zoho_desk::sandbox
