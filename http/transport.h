#pragma once

// HTTP behind a small interface, so that auth/ and client/ know nothing of libcurl and tests can
// stand in a fake. The real one (curl_transport.h) keeps one connection pool for the process.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/cancel.h"
#include "common/status.h"
#include "http/concurrency_limit.h"

namespace zoho_desk::http {

struct Header {
  std::string name;
  std::string value;
};

enum class Method { kGet, kPost };

// The largest body that anything is answered with.
inline constexpr size_t kMostBodyBytes = size_t{64} * 1024 * 1024;

struct Request {
  Method method = Method::kGet;
  std::string url;  // absolute; https, or http on loopback: anything else fails the transfer
  std::vector<Header> headers{};
  std::string body{};                   // kPost: application/x-www-form-urlencoded
  int64_t timeout_ms = 60'000;          // without a byte of the answer's body
  int64_t connect_timeout_ms = 15'000;  // DNS, TCP and TLS together
  // For the whole transfer, however it progresses: a server may send a byte now and then for ever.
  // Time during which no thread of the process waits or polls does not count. 0: no limit.
  int64_t total_timeout_ms = 0;
  size_t max_body_bytes = kMostBodyBytes;  // after decompression; more is an error, not a cut
  // Requests with the same limit wait for one another in the order they were started; those that
  // somebody waits for go first. Null: no limit.
  std::shared_ptr<ConcurrencyLimit> limit{};
};

struct Response {
  int status = 0;
  std::string content_type{};     // the Content-Type header as received; empty if there was none
  std::vector<Header> headers{};  // as received, in order
  std::string body{};             // decompressed
  int64_t elapsed_ms = 0;         // from start of the transfer to its last byte

  // Whether content_type says JSON: "application/json", "application/problem+json", any case.
  bool IsJson() const { return ContentTypeNames("json"); }
  // Whether content_type has that word in it; lower-case.
  bool ContentTypeNames(std::string_view word) const;

  // The first header of that name, any case; nullptr if there is none.
  const std::string* FindHeader(std::string_view name) const;
};

// Whether the same request may succeed later: a time-out, or a network failure, but for a server
// that cannot prove who it is and a proxy that refuses.
bool MayPass(const Error& error);

// How long an answer asks to wait before the next request, from its Retry-After header: seconds, or
// a date, which is taken relative to the answer's own Date. Milliseconds, not negative; nullopt if
// the header is absent or says neither.
std::optional<int64_t> RetryAfterMillis(const Response& response);

// One request under way. Destroying it cancels the transfer at once. Use on one thread at a time.
class Transfer {
 public:
  Transfer() = default;
  Transfer(const Transfer&) = delete;
  Transfer& operator=(const Transfer&) = delete;
  virtual ~Transfer() = default;

  // Moves every transfer of the process along without waiting; true once this one has ended.
  virtual bool Poll() = 0;

  // Waits for the end, polling `cancelled` at least every 50 ms. Any complete HTTP answer is a
  // Response, whatever its status. Errors: kCancelled, kTimeout, kNetwork (DNS, TCP, TLS, truncated
  // or undecodable body: the message says which host and what to check), kBadResponse (body over
  // the limit). Call once.
  virtual Result<Response> Wait(const CancelCheck& cancelled) = 0;
};

// Thread-safe: transfers may be started and awaited on any thread.
class Transport {
 public:
  Transport() = default;
  Transport(const Transport&) = delete;
  Transport& operator=(const Transport&) = delete;
  virtual ~Transport() = default;

  // Starts a request. Failures to start are reported by the transfer's Wait.
  virtual std::unique_ptr<Transfer> Start(Request request) = 0;

  // Start and Wait.
  Result<Response> Send(Request request, const CancelCheck& cancelled);
};

}  // namespace zoho_desk::http
