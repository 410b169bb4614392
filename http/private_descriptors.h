#pragma once

// Descriptors that libcurl opens without FD_CLOEXEC: programs that the host starts would inherit
// them, and could read and write the process's connections.

#include <set>

#include "http/curl_handles.h"

namespace zoho_desk::http {

// What the process had open at one moment.
class OpenDescriptors {
 public:
  OpenDescriptors();

  // Sets FD_CLOEXEC on the UNIX sockets and pipes opened since that hold bytes not read yet. That
  // tells what libcurl made from what another thread opens at the same time.
  void CloseNewFullSocketsOnExec() const;

 private:
  std::set<int> open_;
};

// Sets the handle's sockets up to be closed on exec, from their creation on.
bool KeepSocketsPrivate(CURL* easy);

}  // namespace zoho_desk::http
