#include "tests/http/raw_server.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <cstdlib>
#include <stdexcept>

#include "tests/support/certificate.h"

namespace zoho_desk::http {
namespace {

size_t ContentLength(const std::string& head) {
  const size_t at = head.find("Content-Length: ");
  return at == std::string::npos ? 0 : std::strtoul(head.c_str() + at + 16, nullptr, 10);
}

// Chooses the server's protocol if the client offers it.
int ChooseProtocol(SSL* /*tls*/, const unsigned char** chosen, unsigned char* length,
                   const unsigned char* offered, unsigned int offered_length, void* wanted) {
  const auto& protocol = *static_cast<const std::string*>(wanted);
  const std::string_view list(reinterpret_cast<const char*>(offered), offered_length);
  const size_t at = list.find(protocol);
  if (at == std::string_view::npos)
    return SSL_TLSEXT_ERR_NOACK;
  *chosen = offered + at;
  *length = static_cast<unsigned char>(protocol.size());
  return SSL_TLSEXT_ERR_OK;
}

SSL_CTX* NewTlsContext(const Tls& tls) {
  SSL_CTX* const context = SSL_CTX_new(TLS_server_method());
  const testing::Identity& identity = testing::TheTrustedServer().identity;
  SSL_CTX_set_security_level(context, 0);  // so that old versions can be tried
  SSL_CTX_use_certificate(context, identity.certificate.get());
  SSL_CTX_use_PrivateKey(context, identity.key.get());
  SSL_CTX_set_min_proto_version(context, 0);
  SSL_CTX_set_max_proto_version(context, tls.most_version);
  static const std::string kHttp1 = "http/1.1";
  static const std::string kHttp2 = "h2";
  SSL_CTX_set_alpn_select_cb(context, ChooseProtocol,
                             const_cast<std::string*>(tls.protocol == kHttp2 ? &kHttp2 : &kHttp1));
  return context;
}

}  // namespace

void TlsDeleter::operator()(SSL_CTX* context) const {
  SSL_CTX_free(context);
}

void TlsDeleter::operator()(SSL* session) const {
  SSL_free(session);
}

bool Connection::StartTls(SSL_CTX* context) {
  tls_.reset(SSL_new(context));
  return SSL_set_fd(tls_.get(), fd_) == 1 && SSL_accept(tls_.get()) == 1;
}

bool Connection::ReadMore() {
  std::array<char, 16384> chunk{};
  const ssize_t count = tls_ ? SSL_read(tls_.get(), chunk.data(), static_cast<int>(chunk.size()))
                             : recv(fd_, chunk.data(), chunk.size(), 0);
  if (count <= 0)
    return false;
  buffer_.append(chunk.data(), static_cast<size_t>(count));
  return true;
}

std::optional<std::string> Connection::ReadBytes(size_t count) {
  while (buffer_.size() < count) {
    if (!ReadMore())
      return std::nullopt;
  }
  std::string bytes = buffer_.substr(0, count);
  buffer_.erase(0, count);
  return bytes;
}

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
    if (!ReadMore())
      return std::nullopt;
  }
}

bool Connection::Write(std::string_view text) {
  while (!text.empty()) {
    const ssize_t count = tls_ ? SSL_write(tls_.get(), text.data(), static_cast<int>(text.size()))
                               : send(fd_, text.data(), text.size(), MSG_NOSIGNAL);
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
  while (ReadMore())
    buffer_.clear();
}

RawServer::RawServer(Handler handler, const std::optional<Tls>& tls)
    : handler_(std::move(handler)), tls_(tls ? NewTlsContext(*tls) : nullptr) {
  if (tls_)
    signal(SIGPIPE, SIG_IGN);  // OpenSSL writes without MSG_NOSIGNAL
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
      if (!tls_ || connection.StartTls(tls_.get()))
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
  if (tls_)
    return "https://127.0.0.1:" + std::to_string(port()) + std::string(path);
  return front_.base_url() + std::string(path);
}

int UnusedPort() {
  return testing::Listener().port();
}

}  // namespace zoho_desk::http
