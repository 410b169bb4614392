#pragma once

// A socket that listens on a free port of 127.0.0.1.

namespace zoho_desk::testing {

class Listener {
 public:
  Listener();
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;
  ~Listener();

  int fd() const { return fd_; }
  int port() const { return port_; }

 private:
  int fd_;
  int port_ = 0;
};

}  // namespace zoho_desk::testing
