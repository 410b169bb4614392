#pragma once

// The faulty sandbox of a soak, in a process of its own, so that memory and descriptors of the soak
// are those of the extension.

#include <sys/types.h>

#include <algorithm>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "tests/support/desk.h"

namespace zoho_desk::testing {

// What the sandbox has counted; nothing if it did not answer.
struct SoakTraffic {
  int64_t requests = 0;
  std::map<std::string, int64_t> faults;  // by kind, every one sandbox/random_faults.cpp has

  int64_t kinds_injected() const {
    return std::count_if(faults.begin(), faults.end(),
                         [](const auto& fault) { return fault.second > 0; });
  }
};

class SoakDesk {
 public:
  // To be made while the process has one thread: it forks. As long as it lives, the profiles below
  // lead the extension to the sandbox, straight or over HTTP/2, and nothing else does.
  SoakDesk(double fault_rate, uint64_t seed);
  SoakDesk(const SoakDesk&) = delete;
  SoakDesk& operator=(const SoakDesk&) = delete;
  ~SoakDesk();

  const Json& dump() const { return dump_; }
  // Each is a login of its own.
  const std::vector<std::string>& http1_profiles() const { return http1_profiles_; }
  const std::vector<std::string>& http2_profiles() const { return http2_profiles_; }
  // Over HTTP.
  SoakTraffic Traffic() const;

 private:
  pid_t child_ = -1;
  int until_closed_ = -1;  // the sandbox ends when this is closed
  TemporaryDirectory home_;
  std::unique_ptr<ScopedEnvironment> scope_;
  std::unique_ptr<Front> http2_;
  std::string base_url_;
  std::vector<std::string> http1_profiles_;
  std::vector<std::string> http2_profiles_;
  Json dump_;
};

}  // namespace zoho_desk::testing
