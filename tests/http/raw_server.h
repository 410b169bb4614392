#pragma once

// A server on 127.0.0.1 that says exactly what a test tells it to, broken answers included.

#include <atomic>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "tests/support/front.h"
#include "tests/support/listener.h"

namespace zoho_desk::http {

// One accepted connection. Used by its handler's thread.
class Connection {
 public:
  explicit Connection(int fd) : fd_(fd) {}

  // The next request, head and body; nullopt once the client has closed.
  std::optional<std::string> ReadRequest();

  // Sends the text as it is. False if the client has closed.
  bool Write(std::string_view text);

  // A complete answer with Content-Length, on a connection that stays open.
  bool Answer(std::string_view body, std::string_view head = "200 OK\r\nContent-Type: text/plain");

  // Returns when the client closes the connection (or the server ends).
  void WaitForClose();

 private:
  int fd_;
  std::string buffer_;
};

// Every connection gets a thread that runs the handler and then closes it.
class RawServer {
 public:
  using Handler = std::function<void(Connection&)>;
  explicit RawServer(Handler handler);
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
  const testing::Listener listener_;
  std::atomic<int> accepted_{0};
  std::mutex mutex_;
  std::vector<int> open_;
  std::vector<std::thread> threads_;
  std::thread acceptor_;
  const testing::Front front_{listener_.port()};
};

// A port of 127.0.0.1 on which nobody listens.
int UnusedPort();

}  // namespace zoho_desk::http
