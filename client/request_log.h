#pragma once

// The log of this process's requests, behind the tables zoho_desk_requests and zoho_desk_usage.
// Bounded: the newest kRequestLogCapacity entries are kept; what all add up to is never forgotten.
// Entries hold no token, secret or header.

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace zoho_desk::client {

inline constexpr size_t kRequestLogCapacity = 1000;
// Bytes of a path and of an error; what is longer ends in "...". A search for a hundred ids takes
// half.
inline constexpr size_t kLongestLoggedText = 4096;

// One attempt of a request, or an answer that came from the cache.
struct RequestLogEntry {
  int64_t id = 0;          // 1, 2, ... within the process; set by Append
  int64_t started_ms = 0;  // epoch milliseconds
  std::string table;       // "zoho_desk_tickets"; empty for token calls
  std::string profile;     // whose login was used
  std::string method = "GET";
  std::string path;  // with query
  int status = 0;    // 0: no HTTP answer
  int64_t elapsed_ms = 0;
  int64_t bytes = 0;          // body, decompressed
  int64_t rows = -1;          // -1: not an answer with rows
  int64_t credits = -1;       // API credits this request cost; -1: the answer did not say
  int64_t credits_left = -1;  // credits left today; -1: the answer did not say
  bool is_cached = false;     // nothing was sent: the answer was in the cache
  int attempt = 1;            // 2 and more: a replay after a refresh or a passing failure
  std::string error;          // empty on success
};

// What the requests for one table by one profile add up to, since the process began.
struct RequestTotals {
  std::string table;  // empty: token calls
  std::string profile;
  int64_t requests = 0;  // sent
  int64_t cached = 0;    // answered by the cache instead
  int64_t failed = 0;    // of those sent, without a good answer
  int64_t rows = 0;
  int64_t bytes = 0;
  int64_t credits = 0;  // as far as answers told
};

// All functions are thread-safe and work on the process's one log.
int64_t AppendRequest(RequestLogEntry entry);   // returns the entry's id
void SetRequestRows(int64_t id, int64_t rows);  // once the body is decoded
void SetRequestError(int64_t id, const std::string& error);
std::vector<RequestLogEntry> RequestLogSnapshot();   // oldest first
std::vector<RequestTotals> RequestTotalsSnapshot();  // by table and profile
void ClearRequestLog();                              // for tests

}  // namespace zoho_desk::client
