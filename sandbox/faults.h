#pragma once

// Answers put in the place of the real ones, to see how a client copes: error statuses, odd bodies,
// truncated ones, cut connections, delays. A queue of rules; the first that matches is applied.

#include <cstddef>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "sandbox/http_types.h"

namespace zoho_desk::sandbox {

struct Fault {
  std::string match;   // part of the path; empty: any
  std::string query;   // part of the decoded query; empty: any
  std::string method;  // empty: any
  int64_t skip = 0;    // let this many matching requests through first
  int64_t times = 1;   // then apply this often; -1: for ever
  // Without a status the real answer is kept, and only headers, truncation, closing and delay
  // apply.
  std::optional<int> status{};
  NameValues headers{};
  std::string content_type{};  // empty: as JSON answers have it
  std::optional<std::string> body{};
  std::optional<size_t> truncate_at{};  // cut the connection after this many bytes of the body
  bool close = false;                   // cut the connection before any answer
  std::pair<std::string, std::string> replace{};  // in the body: every first text by the second
  bool http_1_0 = false;  // answer as HTTP/1.0: without a length, the body ends with the connection
  int64_t drip_ms = 0;    // send the body a byte at a time, this far apart
  bool stall = false;     // send the head, and `truncate_at` bytes of the body if set; then nothing
  int64_t delay_ms = 0;
};

// Thread-safe.
class Faults {
 public:
  void Add(Fault fault);
  void Clear();
  // The fault to apply to this request, if any; counts the request.
  std::optional<Fault> Take(const HttpRequest& request);

 private:
  std::mutex mutex_;
  std::vector<Fault> queue_;
};

// Changes `answer` into what the fault says.
void ApplyFault(const Fault& fault, HttpResponse& answer);

}  // namespace zoho_desk::sandbox
