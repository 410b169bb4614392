#include "tests/extension/fault_front.h"

#include <arpa/inet.h>
#include <dlfcn.h>
#include <httplib.h>
#include <netdb.h>
#include <netinet/in.h>
#include <openssl/ssl.h>
#include <sys/socket.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <mutex>
#include <stdexcept>
#include <thread>

#include "tests/support/certificate.h"

namespace {

constexpr std::string_view kSuffix = ".matrix.test";

// What the process's own connect() and getaddrinfo() below do instead of what they are asked for.
struct NetworkPlan {
  std::mutex mutex;
  int refused_port = 0;
  int64_t refusals = 0;  // left; -1: for ever
  std::string unknown_name;
  int64_t unknown = 0;  // left; -1: for ever
};

NetworkPlan& Plan() {
  static auto* plan = new NetworkPlan;
  return *plan;
}

// Counts one down; false if none is left.
bool Take(int64_t& left) {
  if (left == 0)
    return false;
  if (left > 0)
    --left;
  return true;
}

bool IsRefused(const sockaddr* address) {
  if (address == nullptr || address->sa_family != AF_INET)
    return false;
  sockaddr_in in{};
  std::memcpy(&in, address, sizeof in);
  NetworkPlan& plan = Plan();
  const std::lock_guard lock(plan.mutex);
  return plan.refused_port != 0 && ntohs(in.sin_port) == plan.refused_port && Take(plan.refusals);
}

bool IsUnknown(std::string_view name) {
  NetworkPlan& plan = Plan();
  const std::lock_guard lock(plan.mutex);
  return plan.unknown_name == name && Take(plan.unknown);
}

template <typename Function>
Function* Next(const char* name) {
  return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}

}  // namespace

// The dynamic linker takes these for libcurl's calls too.
extern "C" __attribute__((visibility("default"))) int connect(int fd, const sockaddr* address,
                                                              socklen_t size) {
  static auto* const next = Next<int(int, const sockaddr*, socklen_t)>("connect");
  if (!IsRefused(address))
    return next(fd, address, size);
  errno = ECONNREFUSED;
  return -1;
}

extern "C" __attribute__((visibility("default"))) int getaddrinfo(const char* name,
                                                                  const char* service,
                                                                  const addrinfo* hints,
                                                                  addrinfo** result) {
  static auto* const next =
      Next<int(const char*, const char*, const addrinfo*, addrinfo**)>("getaddrinfo");
  if (name == nullptr || !std::string_view(name).ends_with(kSuffix))
    return next(name, service, hints, result);
  return IsUnknown(name) ? EAI_NONAME : next("127.0.0.1", service, hints, result);
}

namespace zoho_desk::testing {
namespace {

const Identity& Stranger() {
  static const auto* identity = new Identity("a stranger", "DNS:*.matrix.test", 86'400);
  return *identity;
}

// A host name of its own for each front: libcurl remembers what it found.
std::string NextName() {
  static std::atomic<int> count{0};
  return "desk" + std::to_string(++count) + std::string(kSuffix);
}

}  // namespace

class FaultFront::Impl {
 public:
  explicit Impl(int port)
      : server_(TheTrustedServer().identity.certificate.get(),
                TheTrustedServer().identity.key.get()),
        backend_(port),
        name_(NextName()) {
    SSL_CTX* const context = server_.ssl_context();
    SSL_CTX_set_options(context, SSL_OP_NO_TICKET);
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_cert_cb(context, &Impl::OnHandshake, this);
    // Every request comes on a connection of its own, so that each can fail.
    server_.set_keep_alive_max_count(1);
    server_.set_tcp_nodelay(true);
    const auto pass = [this](const httplib::Request& in, httplib::Response& out) { Pass(in, out); };
    server_.Get(".*", pass);
    server_.Post(".*", pass);
    port_ = server_.bind_to_any_port("127.0.0.1");
    if (port_ <= 0)
      throw std::runtime_error("no port for the front");
    thread_ = std::thread([this] { server_.listen_after_bind(); });
    while (!server_.is_running())  // stop() has no effect before
      std::this_thread::yield();
  }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;
  ~Impl() {
    {
      NetworkPlan& plan = Plan();
      const std::lock_guard lock(plan.mutex);
      plan.refused_port = 0;
      plan.unknown_name.clear();
    }
    server_.stop();
    thread_.join();
  }

  std::string base_url() const { return "https://" + name_ + ":" + std::to_string(port_); }

  void BreakAfter(int requests, Kind kind, int64_t times) {
    const std::lock_guard lock(mutex_);
    requests_left_ = requests;
    kind_ = kind;
    times_ = times;
    if (requests == 0)
      BreakNow();
  }

 private:
  void BreakNow() {
    if (kind_ == Kind::kUntrusted || kind_ == Kind::kHandshake) {
      bad_handshakes_ = times_;
      return;
    }
    NetworkPlan& plan = Plan();
    const std::lock_guard lock(plan.mutex);
    if (kind_ == Kind::kRefused) {
      plan.refused_port = port_;
      plan.refusals = times_;
    } else {
      plan.unknown_name = name_;
      plan.unknown = times_;
    }
  }

  static int OnHandshake(SSL* ssl, void* self) {
    auto* const front = static_cast<Impl*>(self);
    const std::lock_guard lock(front->mutex_);
    const bool bad = Take(front->bad_handshakes_);
    if (bad && front->kind_ == Kind::kHandshake)
      return 0;
    const Identity& shown = bad ? Stranger() : TheTrustedServer().identity;
    SSL_use_certificate(ssl, shown.certificate.get());
    SSL_use_PrivateKey(ssl, shown.key.get());
    return 1;
  }

  void Pass(const httplib::Request& in, httplib::Response& out) {
    httplib::Client client("127.0.0.1", backend_);
    httplib::Headers headers;
    for (const char* name : {"Authorization", "orgId", "Accept", "featureFlags"}) {
      if (in.has_header(name))
        headers.emplace(name, in.get_header_value(name));
    }
    const auto answer = in.method == "POST" ? client.Post(in.target.c_str(), headers, in.body,
                                                          "application/x-www-form-urlencoded")
                                            : client.Get(in.target.c_str(), headers);
    out.status = answer ? answer->status : 502;
    if (answer && !answer->body.empty())
      out.set_content(answer->body, answer->get_header_value("Content-Type").c_str());
    const std::lock_guard lock(mutex_);
    if (requests_left_ > 0 && --requests_left_ == 0)
      BreakNow();
  }

  httplib::SSLServer server_;
  const int backend_;
  std::string name_;
  int port_ = 0;
  std::mutex mutex_;
  int requests_left_ = -1;
  Kind kind_ = Kind::kUntrusted;
  int64_t times_ = 0;
  int64_t bad_handshakes_ = 0;
  std::thread thread_;
};

FaultFront::FaultFront(int port) : impl_(std::make_unique<Impl>(port)) {}
FaultFront::~FaultFront() = default;

std::string FaultFront::base_url() const {
  return impl_->base_url();
}

void FaultFront::BreakAfter(int requests, Kind kind, int64_t times) {
  impl_->BreakAfter(requests, kind, times);
}

}  // namespace zoho_desk::testing
