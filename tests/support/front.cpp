// nghttpx before a server of the tests. Invariant: it never outlives the thread that started it,
// nor the Front.

#include "tests/support/front.h"

#include <cstdlib>
#include <stdexcept>
#include <string_view>
#include <vector>

#include "tests/support/certificate.h"
#include "tests/support/listener.h"
#include "tests/support/process.h"

namespace zoho_desk::testing {
namespace {

// nghttpx takes over a listening socket that its environment names, as it does when it replaces
// itself. Clients may connect from the start: they wait in the socket's queue until it is ready.
std::unique_ptr<ChildProcess> StartNghttpx(const Listener& listener, int server, FrontKind kind) {
  const TrustedServer& trusted = TheTrustedServer();
  std::vector<std::string> command{
      "setpriv", "--pdeathsig", "KILL", "nghttpx", "--conf=/dev/null", "--single-process",
      // What it would add to or change in the server's answers.
      "--no-server-rewrite", "--no-location-rewrite", "--no-ocsp", "--errorlog-file=/dev/null",
      "--frontend=127.0.0.1," + std::to_string(listener.port()),
      "--backend=127.0.0.1," + std::to_string(server)};
  if (kind == FrontKind::kHttp2OneStream)
    command.emplace_back("--frontend-http2-max-concurrent-streams=1");
  command.push_back(trusted.key_file);
  command.push_back(trusted.certificate_file);
  return std::make_unique<ChildProcess>(
      command, std::map<std::string, std::string>{{"NGHTTPX_ACCEPT_1", "tcp,0"}}, listener.fd());
}

}  // namespace

FrontKind FrontOfThisRun() {
  const char* const text = std::getenv("ZOHO_DESK_TEST_FRONT");
  const std::string_view name = text != nullptr ? text : "";
  if (name.empty())
    return FrontKind::kNone;
  if (name == "h2")
    return FrontKind::kHttp2;
  if (name == "h2-one-stream")
    return FrontKind::kHttp2OneStream;
  throw std::runtime_error("ZOHO_DESK_TEST_FRONT is neither h2 nor h2-one-stream");
}

Front::Front(int port, FrontKind kind) {
  if (kind == FrontKind::kNone) {
    base_url_ = "http://127.0.0.1:" + std::to_string(port);
    return;
  }
  const Listener listener;
  nghttpx_ = StartNghttpx(listener, port, kind);
  base_url_ = "https://127.0.0.1:" + std::to_string(listener.port());
}

Front::~Front() = default;

}  // namespace zoho_desk::testing
