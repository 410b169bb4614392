// Says in words why a transfer failed; called by CurlJob. A message names the host, the cause and
// what to check, never a path, a query or a token. Code and Signal tell http::MayPass, and so
// whoever retries, whether another try can help.

#include "http/curl_error.h"

#include <array>
#include <cstdio>
#include <system_error>

#include "common/safe_text.h"

namespace zoho_desk::http {
namespace {

// "60 s", "0.25 s".
std::string Seconds(int64_t millis) {
  std::array<char, 32> text{};
  static_cast<void>(
      std::snprintf(text.data(), text.size(), "%g s", static_cast<double>(millis) / 1000.0));
  return text.data();
}

// libcurl's words in parentheses, or the system's when there was a socket error.
std::string Cause(const Failure& failure) {
  if (failure.os_error != 0)
    return " (" + std::generic_category().message(static_cast<int>(failure.os_error)) + ")";
  if (!failure.detail.empty())
    return " (" + failure.detail + ")";
  return std::string(" (") + curl_easy_strerror(failure.code) + ")";
}

Error TlsError(const Failure& failure) {
  switch (failure.code) {
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_ISSUER_ERROR:
      return {
          .code = Code::kNetwork,
          .message = "the TLS certificate of " + failure.host + " could not be verified" +
                     Cause(failure) +
                     "; check the system clock and the ca-certificates package, or name your CA "
                     "bundle in SSL_CERT_FILE if a proxy inspects TLS",
          .signal = Signal::kUntrustedServer};
    case CURLE_SSL_CACERT_BADFILE:
      return {.code = Code::kNetwork,
              .message = "the CA bundle for " + failure.host + " cannot be read" + Cause(failure) +
                         "; check CURL_CA_BUNDLE, SSL_CERT_FILE and the ca-certificates "
                         "package",
              .signal = Signal::kUntrustedServer};
    default:
      return {Code::kNetwork, "no TLS connection to " + failure.host + Cause(failure) +
                                  "; check that the host speaks https and that no firewall or "
                                  "proxy interferes"};
  }
}

// A proxy that answers has decided: asking again would only lock the user's account there.
Error ProxyRefusal(const Failure& failure) {
  std::string text = "the proxy at " + failure.peer + " does not connect to " + failure.host +
                     ": it answered HTTP " + std::to_string(failure.proxy_status) + "; ";
  if (failure.proxy_status == 407)
    text += "its user name and password are missing or wrong: check https_proxy and all_proxy";
  else
    text +=
        "ask whoever runs it to allow this host, or leave it out with no_proxy; it is named by "
        "https_proxy or all_proxy";
  return {.code = Code::kNetwork, .message = std::move(text), .signal = Signal::kProxyRefused};
}

// A gateway's own trouble passes.
bool IsProxyRefusal(const Failure& failure) {
  return failure.proxy_status >= 300 && failure.proxy_status < 500 && failure.proxy_status != 408 &&
         failure.proxy_status != 429;
}

Error Interrupted(const Failure& failure) {
  return {Code::kNetwork, "the connection to " + failure.host +
                              " ended before the answer was complete" + Cause(failure) +
                              "; check the network and try again"};
}

}  // namespace

Error DescribeFailure(const Failure& failure) {
  const std::string& host = failure.host;
  if (IsProxyRefusal(failure))
    return ProxyRefusal(failure);
  switch (failure.code) {
    case CURLE_COULDNT_RESOLVE_HOST:
      return {Code::kNetwork, "cannot find the host " + host +
                                  "; check the network and the data centre (ZOHO_DESK_DC, or "
                                  "the base URLs if you set them)"};
    case CURLE_COULDNT_RESOLVE_PROXY:
      return {Code::kNetwork, "cannot find the proxy for " + host +
                                  "; check the environment variables https_proxy and all_proxy"};
    case CURLE_COULDNT_CONNECT:
      return {Code::kNetwork, "cannot connect to " + host + Cause(failure) +
                                  "; check that the server is running, the network and any proxy"};
    case CURLE_OPERATION_TIMEDOUT:
      return {Code::kTimeout, "no connection to " + host + " within " +
                                  Seconds(failure.connect_timeout_ms) +
                                  "; check the network, the firewall and any proxy"};
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_SHUTDOWN_FAILED:
    case CURLE_SSL_ENGINE_INITFAILED:
      return TlsError(failure);
    case CURLE_GOT_NOTHING:
    case CURLE_PARTIAL_FILE:
    case CURLE_RECV_ERROR:
    case CURLE_SEND_ERROR:
    case CURLE_HTTP2:
    case CURLE_HTTP2_STREAM:
      return Interrupted(failure);
    case CURLE_BAD_CONTENT_ENCODING:
      return {Code::kNetwork, "the answer of " + host + " could not be decompressed" +
                                  Cause(failure) + "; try again, and check any proxy in between"};
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_UNSUPPORTED_PROTOCOL:
      return {Code::kBadResponse, host + " does not answer as an HTTP server" + Cause(failure) +
                                      "; check the data centre and the base URLs"};
    case CURLE_OUT_OF_MEMORY:
      // What libcurl says of a line over its own bounds, too.
      if (failure.connected) {
        return {Code::kBadResponse,
                "the answer of " + host +
                    " was dropped: a line of its headers is longer than libcurl takes, or memory "
                    "ran out; check what stands in between (proxy, ZOHO_DESK_API_BASE)"};
      }
      return {Code::kInternal, "out of memory during the request to " + host};
    default:
      return {Code::kNetwork, "the request to " + host + " failed" + Cause(failure) +
                                  "; check the network and try again"};
  }
}

Error SilentServer(const std::string& host, int64_t timeout_ms) {
  return {Code::kTimeout, host + " sent nothing of an answer for " + Seconds(timeout_ms) +
                              "; try again, or raise ZOHO_DESK_TIMEOUT"};
}

Error SlowServer(const std::string& host, int64_t timeout_ms) {
  return {Code::kTimeout, host + " did not complete its answer within " + Seconds(timeout_ms) +
                              ", although it kept sending; try again, or raise ZOHO_DESK_TIMEOUT"};
}

Error AnswerTooLarge(const std::string& host, size_t limit) {
  return {Code::kBadResponse, "the answer of " + host + " was dropped: it is larger than the " +
                                  std::to_string(limit) + " bytes allowed"};
}

Error HeadersTooLarge(const std::string& host, size_t limit) {
  return {Code::kBadResponse, "the answer of " + host +
                                  " was dropped: its headers are larger than the " +
                                  std::to_string(limit) +
                                  " bytes allowed; check what stands in between (proxy, "
                                  "ZOHO_DESK_API_BASE)"};
}

Error UnwantedCoding(const std::string& host, std::string_view coding) {
  return {Code::kBadResponse,
          "the answer of " + host + " was dropped: it is encoded as '" +
              QuotedName(std::string(coding)) +
              "', and one gzip is all that was asked for; check what stands in between (proxy, "
              "ZOHO_DESK_API_BASE)"};
}

}  // namespace zoho_desk::http
