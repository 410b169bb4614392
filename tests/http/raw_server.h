#pragma once

// A server on 127.0.0.1 that says exactly what a test tells it to, broken answers included.

#include <openssl/types.h>

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "tests/support/front.h"
#include "tests/support/listener.h"

namespace zoho_desk::http {

// How a server speaks TLS, as testing::TheTrustedServer.
struct Tls {
  std::string protocol = "http/1.1";  // what it chooses by ALPN: "h2" for HTTP/2
  int most_version = 0;               // TLS1_1_VERSION and the like; 0 for the newest
};

struct TlsDeleter {
  void operator()(SSL_CTX* context) const;
  void operator()(SSL* session) const;
};

// One accepted connection. Used by its handler's thread.
class Connection {
 public:
  explicit Connection(int fd) : fd_(fd) {}

  // Speaks TLS from now on. False if the client does not agree.
  bool StartTls(SSL_CTX* context);

  // The next request, head and body; nullopt once the client has closed.
  std::optional<std::string> ReadRequest();

  // Exactly so many bytes; nullopt once the client has closed.
  std::optional<std::string> ReadBytes(size_t count);

  // Sends the text as it is. False if the client has closed.
  bool Write(std::string_view text);

  // A complete answer with Content-Length, on a connection that stays open.
  bool Answer(std::string_view body, std::string_view head = "200 OK\r\nContent-Type: text/plain");

  // Returns when the client closes the connection (or the server ends).
  void WaitForClose();

 private:
  bool ReadMore();

  int fd_;
  std::unique_ptr<SSL, TlsDeleter> tls_;
  std::string buffer_;
};

// Every connection gets a thread that runs the handler and then closes it: the socket only, TLS
// gets no close_notify.
class RawServer {
 public:
  using Handler = std::function<void(Connection&)>;
  // Without `tls` it speaks clear text.
  explicit RawServer(Handler handler, const std::optional<Tls>& tls = {});
  RawServer(const RawServer&) = delete;
  RawServer& operator=(const RawServer&) = delete;
  ~RawServer();

  // Where clients reach it.
  std::string Url(std::string_view path = "/") const;
  int port() const { return listener_.port(); }  // its own
  int accepted() const { return accepted_; }

 private:
  void AcceptAll();

  Handler handler_;
  std::unique_ptr<SSL_CTX, TlsDeleter> tls_;  // null: clear text
  const testing::Listener listener_;
  std::atomic<int> accepted_{0};
  std::mutex mutex_;
  std::vector<int> open_;
  std::vector<std::thread> threads_;
  std::thread acceptor_;
  // One that speaks TLS itself has none.
  const testing::Front front_{listener_.port(),
                              tls_ ? testing::FrontKind::kNone : testing::FrontOfThisRun()};
};

// A port of 127.0.0.1 on which nobody listens.
int UnusedPort();

}  // namespace zoho_desk::http
