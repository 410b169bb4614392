#pragma once

// A Zoho Desk behind https, whose connections fail: it passes requests on to a sandbox until it
// breaks. Names that end in ".matrix.test" lead to this machine; nothing else has such names.

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>

namespace zoho_desk::testing {

class FaultFront {
 public:
  enum class Kind {
    kUntrusted,  // presents a certificate nobody vouches for
    kHandshake,  // ends the TLS handshake with an alert
    kRefused,    // nobody listens on its port
    kNoName,     // its name is unknown
  };

  // Passes requests on to http://127.0.0.1:<port>. Needs TheTrustedServer before the first request.
  explicit FaultFront(int port);
  FaultFront(const FaultFront&) = delete;
  FaultFront& operator=(const FaultFront&) = delete;
  ~FaultFront();

  // "https://desk<n>.matrix.test:<port>"; another name for each object, because resolvers remember.
  std::string base_url() const;

  // After that many requests the next `times` connections fail so (-1: all of them).
  void BreakAfter(int requests, Kind kind, int64_t times);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace zoho_desk::testing
