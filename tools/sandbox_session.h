#pragma once

// A sandbox in this process with everything that documents shall not depend on held fixed: the data
// set is the sandbox's own, settings are the defaults, requests are sent one at a time, and 'now'
// is the data set's present.

#include <filesystem>
#include <memory>
#include <string>

#include "sandbox/server.h"

namespace zoho_desk::tools {

// Sets the process's environment and SQLite's default VFS for good; one at a time.
class SandboxSession {
 public:
  SandboxSession();
  SandboxSession(const SandboxSession&) = delete;
  SandboxSession& operator=(const SandboxSession&) = delete;
  ~SandboxSession();

  sandbox::Server& server() { return server_; }

  // From now on the login is the profile acme of a profile file, which also has globex, that of a
  // second sandbox with other data.
  void UseProfiles();

  // The text with /home/you/.config where this session's own directory is named.
  std::string Shown(std::string text) const;

 private:
  sandbox::Server server_{sandbox::Options()};
  std::unique_ptr<sandbox::Server> globex_;
  std::filesystem::path home_;
};

}  // namespace zoho_desk::tools
