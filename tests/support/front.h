#pragma once

// How clients reach a server of the tests: straight, over HTTP/1, or through nghttpx, which speaks
// HTTP/2 over TLS. Every server of the tests has a front, so that the same suites run over both.

#include <memory>
#include <string>

namespace zoho_desk::testing {

class ChildProcess;

enum class FrontKind {
  kNone,
  kHttp2,
  kHttp2OneStream,  // one request at a time on each connection
};

// As ZOHO_DESK_TEST_FRONT says: unset, "h2" or "h2-one-stream".
FrontKind FrontOfThisRun();

class Front {
 public:
  // Before the server on that port of 127.0.0.1.
  explicit Front(int port, FrontKind kind = FrontOfThisRun());
  Front(const Front&) = delete;
  Front& operator=(const Front&) = delete;
  ~Front();

  // "http://127.0.0.1:<port>" or "https://127.0.0.1:<port>"
  const std::string& base_url() const { return base_url_; }

 private:
  std::unique_ptr<ChildProcess> nghttpx_;
  std::string base_url_;
};

}  // namespace zoho_desk::testing
