#pragma once

// libcurl's failures in words: which host, what went wrong, what to do next. Times in milliseconds,
// sizes in bytes. Thread-safe.

#include <curl/curl.h>

#include <cstdint>
#include <string>

#include "common/status.h"
#include "http/transport.h"

namespace zoho_desk::http {

// What is known about a failed transfer.
struct Failure {
  CURLcode code = CURLE_OK;
  std::string host{};    // "desk.zoho.eu:443": never the path or query, which may name records
  std::string detail{};  // libcurl's own words, may be empty
  long os_error = 0;     // errno of the socket call, 0 if none
  int64_t connect_timeout_ms = 0;
  long proxy_status = 0;   // what a proxy answered to CONNECT, 0 if there was none
  bool connected = false;  // the request was being sent, or its answer read
  std::string peer{};      // address and port of the connection: the proxy's, if there is one
};

Error DescribeFailure(const Failure& failure);

// The server went silent.
Error SilentServer(const std::string& host, int64_t timeout_ms);

// The answer did not end in time, although it went on.
Error SlowServer(const std::string& host, int64_t timeout_ms);

// The body or the headers grew over `limit` bytes.
Error AnswerTooLarge(const std::string& host, size_t limit);
Error HeadersTooLarge(const std::string& host, size_t limit);

// The body has a coding that was not asked for, or more than one.
Error UnwantedCoding(const std::string& host, std::string_view coding);

}  // namespace zoho_desk::http
