#pragma once

// The little HTTP server that a browser's redirect reaches: on this machine's loopback addresses
// alone, GET alone, closed as soon as the login is through. It has no thread; whoever waits polls
// its descriptors along with others.

#include <poll.h>

#include <chrono>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "auth/private_file.h"
#include "common/status.h"

namespace zoho_desk::cli {

class LoopbackServer {
 public:
  // What a request gets: a page with that text and nothing of the request on it.
  struct Page {
    int status = 200;
    std::string text;
  };
  // Called with the request's target, "/callback?code=...".
  using Handler = std::function<Page(std::string_view target)>;

  // Listens on 127.0.0.1 and, where there is IPv6, on ::1. Port 0 means any free one. kInternal if
  // the port is taken or cannot be listened on.
  static Result<LoopbackServer> Listen(int port);

  int port() const { return port_; }

  // Appends what to wait for.
  void AddTo(std::vector<pollfd>& files) const;

  // Accepts, reads and answers whatever can be without waiting. Silent connections are dropped
  // after a while: browsers open some in advance and never use them.
  void Serve(const Handler& handler);

 private:
  struct Connection {
    auth::FileDescriptor file;
    std::string head;
    std::chrono::steady_clock::time_point since;
  };

  void Accept();
  // True once the connection is done with.
  static bool Advance(Connection& connection, const Handler& handler);

  std::vector<auth::FileDescriptor> listeners_;
  std::vector<Connection> connections_;
  int port_ = 0;
};

}  // namespace zoho_desk::cli
