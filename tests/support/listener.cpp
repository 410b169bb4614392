// The listening socket of tests' servers. Invariant: other programs do not inherit it.

#include "tests/support/listener.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <stdexcept>

namespace zoho_desk::testing {

Listener::Listener() : fd_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  auto* const any = reinterpret_cast<sockaddr*>(&address);
  socklen_t length = sizeof address;
  if (fd_ < 0 || bind(fd_, any, length) != 0 || getsockname(fd_, any, &length) != 0 ||
      listen(fd_, SOMAXCONN) != 0)
    throw std::runtime_error("cannot listen on 127.0.0.1");
  port_ = ntohs(address.sin_port);
}

Listener::~Listener() {
  close(fd_);
}

}  // namespace zoho_desk::testing
