// Looks at where a URL leads before a token goes there: auth/ and cli/ ask for the base URLs of the
// settings, CurlJob for every URL that it is about to request. What libcurl's own parser does not
// read as https, or as this machine, is not allowed.

#include "http/url_parts.h"

#include <arpa/inet.h>
#include <curl/curl.h>

#include <cstring>

#include "common/text.h"
#include "http/curl_handles.h"

namespace zoho_desk::http {
namespace {

// One part of the URL; empty if it has none.
std::string GetPart(CURLU* url, CURLUPart part, unsigned flags = 0) {
  char* text = nullptr;
  if (curl_url_get(url, part, &text, flags) != CURLUE_OK)
    return {};
  const CurlString owner(text);
  return text;
}

}  // namespace

std::optional<UrlParts> ParseUrl(const std::string& url) {
  // The C parser would stop at a NUL byte and approve only what precedes it.
  if (url.find('\0') != std::string::npos)
    return std::nullopt;
  const CurlUrl handle(curl_url());
  if (!handle || curl_url_set(handle.get(), CURLUPART_URL, url.c_str(), 0) != CURLUE_OK)
    return std::nullopt;
  UrlParts parts;
  parts.scheme = GetPart(handle.get(), CURLUPART_SCHEME);
  parts.host = GetPart(handle.get(), CURLUPART_HOST);
  parts.port = GetPart(handle.get(), CURLUPART_PORT, CURLU_DEFAULT_PORT);
  parts.path = GetPart(handle.get(), CURLUPART_PATH);
  parts.has_user = !GetPart(handle.get(), CURLUPART_USER).empty() ||
                   !GetPart(handle.get(), CURLUPART_PASSWORD).empty();
  if (parts.host.size() > 2 && parts.host.front() == '[')
    parts.host = parts.host.substr(1, parts.host.size() - 2);
  if (parts.scheme.empty() || parts.host.empty())
    return std::nullopt;
  return parts;
}

bool IsLoopbackHost(std::string_view host) {
  const std::string text(host);
  in_addr v4{};
  if (inet_pton(AF_INET, text.c_str(), &v4) == 1)
    return (ntohl(v4.s_addr) >> 24U) == 127;
  in6_addr v6{};
  if (inet_pton(AF_INET6, text.c_str(), &v6) == 1)
    return std::memcmp(&v6, &in6addr_loopback, sizeof v6) == 0;
  return EqualIgnoringCase(host, "localhost");
}

bool IsAllowedOrigin(const UrlParts& url) {
  return url.scheme == "https" || (url.scheme == "http" && IsLoopbackHost(url.host));
}

}  // namespace zoho_desk::http
