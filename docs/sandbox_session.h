#pragma once

// A sandbox in this process with everything that documents shall not depend on held fixed: the data
// set is the sandbox's own, settings are the defaults, requests are sent one at a time, and 'now'
// is the data set's present.

#include <filesystem>

#include "sandbox/server.h"

namespace zoho_desk::docs {

// Sets the process's environment and SQLite's default VFS for good; one at a time.
class SandboxSession {
 public:
  SandboxSession();
  SandboxSession(const SandboxSession&) = delete;
  SandboxSession& operator=(const SandboxSession&) = delete;
  ~SandboxSession();

  sandbox::Server& server() { return server_; }

 private:
  sandbox::Server server_{sandbox::Options()};
  std::filesystem::path home_;
};

}  // namespace zoho_desk::docs
