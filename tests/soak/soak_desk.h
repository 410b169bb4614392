#pragma once

// The faulty sandbox of a soak, in a process of its own, so that memory and descriptors of the soak
// are those of the extension.

#include <sys/types.h>

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "tests/support/desk.h"

namespace zoho_desk::testing {

// What the sandbox has counted.
struct SoakTraffic {
  int64_t requests = 0;
  std::map<std::string, int64_t> faults;  // by kind, as sandbox/random_faults.cpp names them
};

class SoakDesk {
 public:
  // To be made while the process has one thread: it forks. As long as it lives, the profiles "h1"
  // and "h2" lead the extension to the sandbox, straight and over HTTP/2, and nothing else does.
  SoakDesk(double fault_rate, uint64_t seed);
  SoakDesk(const SoakDesk&) = delete;
  SoakDesk& operator=(const SoakDesk&) = delete;
  ~SoakDesk();

  const Json& dump() const { return dump_; }
  // Over HTTP; zeros if the sandbox does not answer.
  SoakTraffic Traffic() const;

 private:
  pid_t child_ = -1;
  int until_closed_ = -1;  // the sandbox ends when this is closed
  TemporaryDirectory home_;
  std::unique_ptr<ScopedEnvironment> scope_;
  std::unique_ptr<Front> http2_;
  std::string base_url_;
  Json dump_;
};

}  // namespace zoho_desk::testing
