#include "tests/http/raw_server.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <stdexcept>

namespace zoho_desk::http {
namespace {

size_t ContentLength(const std::string& head) {
  const size_t at = head.find("Content-Length: ");
  return at == std::string::npos ? 0 : std::strtoul(head.c_str() + at + 16, nullptr, 10);
}

}  // namespace

std::optional<std::string> Connection::ReadRequest() {
  for (;;) {
    const size_t end = buffer_.find("\r\n\r\n");
    if (end != std::string::npos) {
      const size_t total = end + 4 + ContentLength(buffer_.substr(0, end));
      if (buffer_.size() >= total) {
        std::string request = buffer_.substr(0, total);
        buffer_.erase(0, total);
        return request;
      }
    }
    std::array<char, 4096> chunk{};
    const ssize_t count = recv(fd_, chunk.data(), chunk.size(), 0);
    if (count <= 0)
      return std::nullopt;
    buffer_.append(chunk.data(), static_cast<size_t>(count));
  }
}

bool Connection::Write(std::string_view text) {
  while (!text.empty()) {
    const ssize_t count = send(fd_, text.data(), text.size(), MSG_NOSIGNAL);
    if (count <= 0)
      return false;
    text.remove_prefix(static_cast<size_t>(count));
  }
  return true;
}

bool Connection::Answer(std::string_view body, std::string_view head) {
  // In one piece: two small writes would wait for the client's delayed acknowledgement.
  std::string answer = "HTTP/1.1 ";
  answer.append(head).append("\r\nContent-Length: ").append(std::to_string(body.size()));
  return Write(answer.append("\r\n\r\n").append(body));
}

void Connection::WaitForClose() {
  std::array<char, 256> chunk{};
  while (recv(fd_, chunk.data(), chunk.size(), 0) > 0) {
  }
}

RawServer::RawServer(Handler handler) : handler_(std::move(handler)) {
  acceptor_ = std::thread([this] { AcceptAll(); });
}

RawServer::~RawServer() {
  shutdown(listener_.fd(), SHUT_RDWR);  // wakes accept()
  acceptor_.join();
  {
    const std::lock_guard lock(mutex_);
    for (const int fd : open_)
      shutdown(fd, SHUT_RDWR);
  }
  for (std::thread& thread : threads_)
    thread.join();
}

void RawServer::AcceptAll() {
  for (;;) {
    const int fd = accept4(listener_.fd(), nullptr, nullptr, SOCK_CLOEXEC);
    if (fd < 0)
      return;
    ++accepted_;
    const int on = 1;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    const std::lock_guard lock(mutex_);
    open_.push_back(fd);
    threads_.emplace_back([this, fd] {
      Connection connection(fd);
      handler_(connection);
      const std::lock_guard close_lock(mutex_);
      open_.erase(std::find(open_.begin(), open_.end(), fd));
      // Both directions, also for a forked child that inherited the socket.
      shutdown(fd, SHUT_RDWR);
      close(fd);
    });
  }
}

std::string RawServer::Url(std::string_view path) const {
  return front_.base_url() + std::string(path);
}

int UnusedPort() {
  return testing::Listener().port();
}

}  // namespace zoho_desk::http
