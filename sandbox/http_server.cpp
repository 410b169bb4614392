// HttpServer: owned by Server, and the only file that knows the HTTP library. What the library
// cannot do on purpose (cut, drip, stall, HTTP/1.0) goes to the connection's socket, which is found
// by its ports. Once Stop has returned no handler runs.

#include "sandbox/http_server.h"

#include <arpa/inet.h>
#include <dirent.h>
#include <httplib.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <thread>
#include <vector>

namespace zoho_desk::sandbox {
namespace {

// The library keeps a thread for as long as a connection is kept alive, so this bounds the
// connections that can be open at once.
constexpr size_t kThreads = 96;
constexpr size_t kRequestsPerConnection = 1'000'000;
constexpr int kIdleSeconds = 30;
// The library listens with a backlog of 5; a client that opens forty connections at once would see
// some of them wait a second for a repeated SYN.
constexpr int kBacklog = 256;

constexpr int64_t kLookMs = 50;  // how often a held connection is looked at

// Port numbers of a connected TCP socket; 0 if it is none.
struct Ports {
  int local = 0;
  int peer = 0;
};

int PortOf(int (*name_of)(int, sockaddr*, socklen_t*), int fd) {
  sockaddr_storage address{};
  auto size = static_cast<socklen_t>(sizeof(address));
  if (name_of(fd, reinterpret_cast<sockaddr*>(&address), &size) != 0 ||
      address.ss_family != AF_INET)
    return 0;
  sockaddr_in in{};
  std::memcpy(&in, &address, sizeof(in));
  return ntohs(in.sin_port);
}

bool Connects(int fd, int local_port, int peer_port) {
  const Ports ports{PortOf(getsockname, fd), PortOf(getpeername, fd)};
  return ports.local == local_port && ports.peer != 0 &&
         (peer_port == 0 || ports.peer == peer_port);
}

// The server's side of its connections: those to `peer_port`, or all of them if it is 0. The
// library has no handle for one connection, so they are found among the open files by their ports.
std::vector<int> Connections(int local_port, int peer_port) {
  std::vector<int> found;
  DIR* files = opendir("/proc/self/fd");
  if (files == nullptr)
    return found;
  // One thread reads this directory stream.
  while (const dirent* entry = readdir(files)) {  // NOLINT(concurrency-mt-unsafe)
    int fd = -1;
    const std::string_view name = entry->d_name;
    if (std::from_chars(name.data(), name.data() + name.size(), fd).ec == std::errc() &&
        Connects(fd, local_port, peer_port))
      found.push_back(fd);
  }
  closedir(files);
  return found;
}

void ShutDownConnections(int local_port, int peer_port) {
  for (const int fd : Connections(local_port, peer_port))
    shutdown(fd, SHUT_RDWR);
}

// Whether the client of the request at hand has gone. To be called on the thread that serves it.
bool ClosedByPeer(int local_port, int peer_port) {
  // A thread keeps its connection for many requests, so it is looked for once.
  thread_local int own = -1;
  if (own < 0 || !Connects(own, local_port, peer_port)) {
    const std::vector<int> found = Connections(local_port, peer_port);
    own = found.empty() ? -1 : found.front();
  }
  char next = 0;
  const ssize_t size = own < 0 ? 0 : recv(own, &next, 1, MSG_PEEK | MSG_DONTWAIT);
  return size == 0 || (size < 0 && errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR);
}

class Library : public httplib::Server {
 public:
  void WidenBacklog() { ::listen(svr_sock_, kBacklog); }
};

HttpRequest Translate(const httplib::Request& in) {
  HttpRequest out{.method = in.method, .body = in.body};
  const size_t question = in.target.find('?');
  out.path = PercentDecode(std::string_view(in.target).substr(0, question));
  if (question != std::string::npos)
    out.query = in.target.substr(question + 1);
  for (const auto& [name, value] : in.headers) {
    std::string lower = name;
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    out.headers.emplace(std::move(lower), value);
  }
  return out;
}

}  // namespace

class HttpServer::Impl {
 public:
  Impl(Handler handler, std::function<bool()> gzip_enabled, std::function<void()> abandoned)
      : handler_(std::move(handler)),
        gzip_enabled_(std::move(gzip_enabled)),
        abandoned_(std::move(abandoned)) {
    // Reads have no body and can be answered before the library's own routing, which would match
    // each path against regular expressions.
    library_.set_pre_routing_handler([this](const httplib::Request& in, httplib::Response& out) {
      if (in.method != "GET")
        return httplib::Server::HandlerResponse::Unhandled;
      Serve(in, out);
      return httplib::Server::HandlerResponse::Handled;
    });
    const auto serve = [this](const httplib::Request& in, httplib::Response& out) {
      Serve(in, out);
    };
    library_.Post(".*", serve);
    library_.Put(".*", serve);
    library_.Patch(".*", serve);
    library_.Delete(".*", serve);
    library_.new_task_queue = [] { return new httplib::ThreadPool(kThreads); };
    library_.set_tcp_nodelay(true);
    library_.set_keep_alive_max_count(kRequestsPerConnection);
    library_.set_keep_alive_timeout(kIdleSeconds);
    // The library's default lets two servers share a port, and clients would reach either.
    library_.set_socket_options([](socket_t socket) {
      const int yes = 1;
      setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
    });
  }

  bool Bind(int port) {
    if (port == 0)
      port_ = library_.bind_to_any_port("127.0.0.1");
    else
      port_ = library_.bind_to_port("127.0.0.1", port) ? port : -1;
    if (port_ <= 0)
      return false;
    library_.WidenBacklog();
    return true;
  }

  void Start() {
    thread_ = std::thread([this] { library_.listen_after_bind(); });
    while (!library_.is_running())
      std::this_thread::yield();
  }

  int port() const { return port_; }

  void Stop() {
    if (!thread_.joinable())
      return;
    stopping_ = true;
    library_.stop();
    // Idle connections are waited for until their time-out; there is no reason to.
    ShutDownConnections(port_, 0);
    thread_.join();
  }

 private:
  void Serve(const httplib::Request& in, httplib::Response& out) {
    HttpResponse answer = handler_(Translate(in));
    if (ClosedByPeer(port_, in.remote_port))
      abandoned_();
    if (answer.cut || stopping_) {
      ShutDownConnections(port_, in.remote_port);
      return;
    }
    if (answer.http_1_0 || answer.drip_ms > 0 || answer.stall) {
      SendByHand(std::move(answer), in.remote_port);
      return;
    }
    out.status = answer.status;
    for (const auto& [name, value] : answer.headers)
      out.set_header(name, value);
    if (answer.content_type.empty() && answer.body.empty())
      return;
    // The library compresses bodies of exactly this type whenever the client offers it, and leaves
    // types with parameters alone.
    std::string type = answer.content_type;
    if (gzip_enabled_() && type.starts_with("application/json"))
      type = "application/json";
    if (answer.truncate_at) {
      Truncate(std::move(answer.body), *answer.truncate_at, type, in.remote_port, out);
      return;
    }
    out.body = std::move(answer.body);
    out.set_header("Content-Type", type);
  }

  // What the library would not send: the bytes go to the socket itself, which is closed then.
  void SendByHand(HttpResponse answer, int peer_port) {
    const std::vector<int> found = Connections(port_, peer_port);
    if (found.empty())
      return;
    const int fd = found.front();
    std::string head = std::string(answer.http_1_0 ? "HTTP/1.0 " : "HTTP/1.1 ") +
                       std::to_string(answer.status) + " Answer\r\n";
    if (!answer.content_type.empty())
      head += "Content-Type: " + answer.content_type + "\r\n";
    for (const auto& [name, value] : answer.headers)
      head.append(name).append(": ").append(value).append("\r\n");
    if (!answer.http_1_0)
      head += "Content-Length: " + std::to_string(answer.body.size()) + "\r\n";
    SendAll(fd, head + "\r\n");
    answer.body.resize(
        std::min(answer.truncate_at.value_or(answer.body.size()), answer.body.size()));
    if (answer.stall) {
      SendAll(fd, std::string_view(answer.body).substr(0, answer.truncate_at.value_or(0)));
      while (!GoesWithin(fd, kLookMs)) {
      }
    } else if (answer.drip_ms > 0) {
      for (size_t i = 0; i < answer.body.size() && !GoesWithin(fd, answer.drip_ms); ++i)
        SendAll(fd, std::string_view(answer.body).substr(i, 1));
    } else {
      SendAll(fd, answer.body);
    }
    shutdown(fd, SHUT_RDWR);
  }

  static void SendAll(int fd, std::string_view text) {
    while (!text.empty()) {
      const ssize_t count = send(fd, text.data(), text.size(), MSG_NOSIGNAL);
      if (count <= 0)
        return;
      text.remove_prefix(static_cast<size_t>(count));
    }
  }

  // Waits that long; true as soon as the client has closed the connection or the server stops.
  bool GoesWithin(int fd, int64_t millis) const {
    pollfd watched{.fd = fd, .events = POLLRDHUP, .revents = 0};
    return poll(&watched, 1, static_cast<int>(millis)) != 0 || stopping_;
  }

  // Announces the whole body, sends a part of it and cuts the connection.
  void Truncate(std::string body, size_t keep, const std::string& type, int peer_port,
                httplib::Response& out) {
    const size_t size = body.size();
    out.set_content_provider(size, type,
                             [this, body = std::move(body), keep, peer_port](
                                 size_t offset, size_t, httplib::DataSink& sink) {
                               const size_t end = std::min(keep, body.size());
                               if (offset < end && !sink.write(body.data() + offset, end - offset))
                                 return false;
                               ShutDownConnections(port_, peer_port);
                               return false;
                             });
  }

  Handler handler_;
  std::function<bool()> gzip_enabled_;
  std::function<void()> abandoned_;
  Library library_;
  std::thread thread_;
  std::atomic<bool> stopping_ = false;
  int port_ = 0;
};

HttpServer::HttpServer(Handler handler, std::function<bool()> gzip_enabled,
                       std::function<void()> abandoned)
    : impl_(std::make_unique<Impl>(std::move(handler), std::move(gzip_enabled),
                                   std::move(abandoned))) {}
HttpServer::~HttpServer() {
  Stop();
}
bool HttpServer::Bind(int port) {
  return impl_->Bind(port);
}
void HttpServer::Start() {
  impl_->Start();
}
int HttpServer::port() const {
  return impl_->port();
}
void HttpServer::Stop() {
  impl_->Stop();
}

}  // namespace zoho_desk::sandbox
