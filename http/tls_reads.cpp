// Bounds what a turn reads of a TLS connection. Called by the transfers' loop (curl_loop.cpp)
// before each turn, and by OpenSSL before it reads. A read that is refused is repeated in the next
// turn: nothing is lost, and other connections are not held up (docs/DECISIONS.md, "Floods").

#include "http/tls_reads.h"

#include <dlfcn.h>

#include <atomic>
#include <cstdint>
#include <memory>
#include <string_view>

namespace zoho_desk::http {
namespace {

// A record of up to 16 KiB takes two: its head and the rest.
constexpr int kReadsPerTurn = 16;

// OpenSSL's ABI (ssl.h, bio.h). Its headers are not needed otherwise, nor is it linked.
constexpr int kHandshakeStarts = 0x10;        // SSL_CB_HANDSHAKE_START
constexpr int kBeforeFree = 0x01;             // BIO_CB_FREE
constexpr int kBeforeRead = 0x02;             // BIO_CB_READ
constexpr int kReadAgainLater = 0x01 | 0x08;  // BIO_FLAGS_READ | BIO_FLAGS_SHOULD_RETRY
using BioCallback = long (*)(void* bio, int operation, const char* data, size_t length, int, long,
                             int result, size_t* processed);
using InfoCallback = void (*)(const void* ssl, int type, int value);

struct TlsFunctions {
  void (*SSL_CTX_set_info_callback)(void* context, InfoCallback callback) = nullptr;
  void* (*SSL_get_rbio)(const void* ssl) = nullptr;
  BioCallback (*BIO_get_callback_ex)(const void* bio) = nullptr;
  void (*BIO_set_callback_ex)(void* bio, BioCallback callback) = nullptr;
  char* (*BIO_get_callback_arg)(const void* bio) = nullptr;
  void (*BIO_set_callback_arg)(void* bio, char* argument) = nullptr;
  void (*BIO_set_flags)(void* bio, int flags) = nullptr;
};

// The reads that a connection may still do in this turn. Belongs to its BIO, which frees it.
struct Share {
  uint64_t turn = 0;
  int reads = 0;
};

std::atomic<uint64_t> g_turn{1};

// All functions or, if one is missing, none.
TlsFunctions FindAll(const std::function<void*(const char* name)>& find) {
  TlsFunctions found;
  bool complete = true;
  const auto take = [&](auto& function, const char* name) {
    function = reinterpret_cast<std::remove_reference_t<decltype(function)>>(find(name));
    complete = complete && function != nullptr;
  };
#define ZD_TAKE(name) take(found.name, #name)
  ZD_TAKE(SSL_CTX_set_info_callback);
  ZD_TAKE(SSL_get_rbio);
  ZD_TAKE(BIO_get_callback_ex);
  ZD_TAKE(BIO_set_callback_ex);
  ZD_TAKE(BIO_get_callback_arg);
  ZD_TAKE(BIO_set_callback_arg);
  ZD_TAKE(BIO_set_flags);
#undef ZD_TAKE
  return complete ? found : TlsFunctions{};
}

TlsFunctions& Tls() {
  static TlsFunctions functions =
      FindAll([](const char* name) { return dlsym(RTLD_DEFAULT, name); });
  return functions;
}

// BIO_set_callback_ex(3): called before and after each operation, and what it returns counts.
long OnBio(void* bio, int operation, const char* /*data*/, size_t /*length*/, int, long, int result,
           size_t* /*processed*/) {
  auto* const share = reinterpret_cast<Share*>(Tls().BIO_get_callback_arg(bio));
  if (operation == kBeforeFree)
    delete share;  // NOLINT(cppcoreguidelines-owning-memory): made in OnHandshake
  if (operation != kBeforeRead)
    return result;
  const uint64_t turn = g_turn.load(std::memory_order_relaxed);
  if (share->turn != turn)
    *share = {.turn = turn, .reads = kReadsPerTurn};
  if (share->reads > 0) {
    --share->reads;
    return result;
  }
  Tls().BIO_set_flags(bio, kReadAgainLater);
  return -1;
}

// SSL_CTX_set_info_callback(3). A connection has its BIO by the time that its handshake starts.
void OnHandshake(const void* ssl, int type, int /*value*/) {
  void* const bio = type == kHandshakeStarts ? Tls().SSL_get_rbio(ssl) : nullptr;
  if (bio == nullptr || Tls().BIO_get_callback_ex(bio) != nullptr)
    return;
  auto* const share = new (std::nothrow) Share;
  if (share == nullptr)
    return;
  Tls().BIO_set_callback_arg(bio, reinterpret_cast<char*>(share));
  Tls().BIO_set_callback_ex(bio, OnBio);
}

CURLcode OnTlsContext(CURL* /*easy*/, void* context, void* /*unused*/) {
  Tls().SSL_CTX_set_info_callback(context, OnHandshake);
  return CURLE_OK;
}

bool UsesOpenSsl() {
  static const bool uses = [] {
    const char* const name = curl_version_info(CURLVERSION_NOW)->ssl_version;
    return name != nullptr && std::string_view(name).starts_with("OpenSSL/");
  }();
  return uses && Tls().BIO_set_flags != nullptr;
}

}  // namespace

void UseTlsFunctions(const std::function<void*(const char* name)>& find) {
  Tls() = FindAll(find);
}

void LimitTlsReads(CURL* easy) {
  if (UsesOpenSsl())
    curl_easy_setopt(easy, CURLOPT_SSL_CTX_FUNCTION, &OnTlsContext);
}

void GrantTlsReads() {
  g_turn.fetch_add(1, std::memory_order_relaxed);
}

}  // namespace zoho_desk::http
