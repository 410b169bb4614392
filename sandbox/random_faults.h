#pragma once

// Faults drawn by chance, for a client that runs for a long time: one request in so many is
// answered as an overloaded server, a broken proxy or a bad network would answer it. None of them
// is an answer that looks right and is not: whatever a client cannot see, it cannot survive.

#include <atomic>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "sandbox/faults.h"
#include "sandbox/http_types.h"

namespace zoho_desk::sandbox {

// Thread-safe. The same seed gives the same faults in the same order of requests.
class RandomFaults {
 public:
  RandomFaults();

  // The fault for this request, if chance (`rate`, 0 to 1) wants one. Token calls get only those
  // that leave the login as it is: a refusal would end every query for a minute. For the same
  // reason the API refuses the access token (401) in one fault of two hundred.
  std::optional<Fault> Draw(const HttpRequest& request, double rate, uint64_t seed);

  // How often each kind there is was drawn: "http_503", "truncated".
  std::map<std::string, int64_t> Counts() const;
  // Requests that chance was asked about.
  uint64_t requests() const { return requests_; }

 private:
  std::atomic<uint64_t> requests_{0};
  mutable std::mutex mutex_;
  std::map<std::string, int64_t> counts_;
};

}  // namespace zoho_desk::sandbox
