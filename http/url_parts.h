#pragma once

// A URL taken apart by the same parser that later requests it (libcurl's), so that a check and the
// request cannot disagree about which host a URL names. Pure; thread-safe.

#include <optional>
#include <string>
#include <string_view>

namespace zoho_desk::http {

struct UrlParts {
  std::string scheme;     // lower case
  std::string host;       // as requested; an IPv6 address without its brackets
  std::string port;       // the scheme's own if the URL names none
  std::string path;       // "/" if the URL names none
  bool has_user = false;  // user name or password present
};

// nullopt if `url` is not an absolute URL.
std::optional<UrlParts> ParseUrl(const std::string& url);

// Whether the host is this machine: 127.0.0.0/8, ::1 or "localhost" (which libcurl never looks up).
bool IsLoopbackHost(std::string_view host);

// Whether requests may go there: https anywhere, http on loopback only, because a token must not
// cross a network in clear text.
bool IsAllowedOrigin(const UrlParts& url);

}  // namespace zoho_desk::http
