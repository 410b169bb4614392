// Receives a redirect for consent_flow, which polls the descriptors and calls Serve. It never
// waits: sockets do not block, and a connection that stays silent is dropped. An answer holds
// nothing of its request, and tells the browser neither to keep nor to pass on the address, which
// has the code in it.

#include "cli/loopback_server.h"

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <system_error>

namespace zoho_desk::cli {
namespace {

using Clock = std::chrono::steady_clock;
using auth::FileDescriptor;

constexpr size_t kMaxHead = size_t{16} * 1024;        // bytes of a request
constexpr size_t kMaxConnections = 32;                // one more, and the oldest is dropped
constexpr auto kPatience = std::chrono::seconds(30);  // with a request that is not whole yet
constexpr int kBacklog = 16;

// A listening socket on the loopback address of that family; errno tells why not.
FileDescriptor ListenOn(int family, int port) {
  FileDescriptor file(socket(family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  if (!file)
    return file;
  const int yes = 1;
  // A port whose last connections are only winding down is free.
  setsockopt(file.get(), SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  sockaddr_storage address{};
  socklen_t size = sizeof(sockaddr_in);
  if (family == AF_INET) {
    sockaddr_in in{};
    in.sin_family = AF_INET;
    in.sin_port = htons(static_cast<uint16_t>(port));
    in.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    std::memcpy(&address, &in, sizeof in);
  } else {
    setsockopt(file.get(), IPPROTO_IPV6, IPV6_V6ONLY, &yes, sizeof yes);
    sockaddr_in6 in6{};
    in6.sin6_family = AF_INET6;
    in6.sin6_port = htons(static_cast<uint16_t>(port));
    in6.sin6_addr = in6addr_loopback;
    std::memcpy(&address, &in6, sizeof in6);
    size = sizeof in6;
  }
  if (bind(file.get(), reinterpret_cast<const sockaddr*>(&address), size) != 0 ||
      listen(file.get(), kBacklog) != 0)
    return {};
  return file;
}

int PortOf(int fd) {
  sockaddr_in in{};
  socklen_t size = sizeof in;
  if (getsockname(fd, reinterpret_cast<sockaddr*>(&in), &size) != 0)
    return 0;
  return ntohs(in.sin_port);
}

std::string Answer(const LoopbackServer::Page& page) {
  const std::string body =
      "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>zoho-desk</title></head>"
      "<body><p>" +
      page.text + "</p></body></html>\n";
  // The address holds the code: it must be neither kept nor passed on.
  return "HTTP/1.1 " + std::to_string(page.status) + (page.status == 200 ? " OK" : " Refused") +
         "\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: " +
         std::to_string(body.size()) +
         "\r\nCache-Control: no-store\r\nReferrer-Policy: no-referrer\r\n"
         "Content-Security-Policy: default-src 'none'\r\nConnection: close\r\n\r\n" +
         body;
}

// The target of a GET's request line; empty for anything else.
std::string_view Target(std::string_view head) {
  constexpr std::string_view kMethod = "GET ";
  const std::string_view line = head.substr(0, head.find('\r'));
  const size_t end = line.rfind(" HTTP/1.");
  if (!line.starts_with(kMethod) || end == std::string_view::npos || end < kMethod.size())
    return {};
  return line.substr(kMethod.size(), end - kMethod.size());
}

}  // namespace

Result<LoopbackServer> LoopbackServer::Listen(int port) {
  LoopbackServer server;
  FileDescriptor ip4 = ListenOn(AF_INET, port);
  const int ip4_error = errno;
  if (ip4)
    server.port_ = PortOf(ip4.get());
  FileDescriptor ip6 = ip4 ? ListenOn(AF_INET6, server.port_) : FileDescriptor();
  const bool ip6_taken = ip4 && !ip6 && errno == EADDRINUSE;  // "localhost" may lead there
  if (!ip4 || ip6_taken) {
    const int error = ip6_taken ? EADDRINUSE : ip4_error;
    return Error{Code::kInternal,
                 "cannot listen on port " + std::to_string(port) + " of localhost (" +
                     std::generic_category().message(error) +
                     "); choose another with --port, and change the client's redirect URI in the "
                     "API console to match"};
  }
  server.listeners_.push_back(std::move(ip4));
  if (ip6)
    server.listeners_.push_back(std::move(ip6));
  return server;
}

void LoopbackServer::AddTo(std::vector<pollfd>& files) const {
  for (const FileDescriptor& listener : listeners_)
    files.push_back({listener.get(), POLLIN, 0});
  for (const Connection& connection : connections_)
    files.push_back({connection.file.get(), POLLIN, 0});
}

void LoopbackServer::Accept() {
  for (const FileDescriptor& listener : listeners_) {
    for (;;) {
      FileDescriptor file(accept4(listener.get(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK));
      if (!file)
        break;
      if (connections_.size() >= kMaxConnections)
        connections_.erase(connections_.begin());
      connections_.push_back({.file = std::move(file), .head = {}, .since = Clock::now()});
    }
  }
}

bool LoopbackServer::Advance(Connection& connection, const Handler& handler) {
  std::array<char, 4096> chunk{};
  for (;;) {
    const ssize_t count = recv(connection.file.get(), chunk.data(), chunk.size(), 0);
    if (count < 0 && errno == EINTR)
      continue;
    if (count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
      return Clock::now() - connection.since > kPatience;
    if (count <= 0)
      return true;
    connection.head.append(chunk.data(), static_cast<size_t>(count));
    if (connection.head.find("\r\n\r\n") != std::string::npos)
      break;
    if (connection.head.size() > kMaxHead)
      return true;
  }
  const std::string_view target = Target(connection.head);
  const Page page = target.empty() ? Page{405, "Only GET is answered here."} : handler(target);
  // A new connection's send buffer takes the whole answer.
  const std::string answer = Answer(page);
  send(connection.file.get(), answer.data(), answer.size(), MSG_NOSIGNAL);
  shutdown(connection.file.get(), SHUT_WR);
  return true;
}

void LoopbackServer::Serve(const Handler& handler) {
  Accept();
  std::erase_if(connections_, [&](Connection& connection) { return Advance(connection, handler); });
}

}  // namespace zoho_desk::cli
