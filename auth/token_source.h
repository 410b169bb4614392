#pragma once

// Hands out access tokens and renews them: the OAuth refresh-token flow of Zoho Accounts.
//
// Zoho allows 10 token calls in 10 minutes and kills the oldest of more than 10 live tokens, so a token is
// shared as widely as possible: within the process by this object's mutex, across processes by a cache
// file (token_cache.h) under a file lock.

#include <functional>
#include <memory>
#include <mutex>
#include <string>

#include "auth/config.h"
#include "common/cancel.h"
#include "common/status.h"
#include "http/transport.h"

namespace zoho_desk::auth {

// One call to the token endpoint, for the request log. Holds no secret.
struct TokenCall {
  std::string path;     // "/oauth/v2/token"
  int status = 0;       // 0: no answer
  int64_t elapsed_ms = 0;
  size_t bytes = 0;
  std::string error;    // empty on success
};
using TokenCallObserver = std::function<void(const TokenCall&)>;

// Thread-safe. One per Config.
class TokenSource {
 public:
  // `transport` must outlive this object.
  TokenSource(Config config, http::Transport& transport, TokenCallObserver observer = {});
  TokenSource(const TokenSource&) = delete;
  TokenSource& operator=(const TokenSource&) = delete;
  ~TokenSource();

  // A token that should work: the configured one, one from memory or the cache file with time left, or a
  // fresh one. Errors: kAuth (refused: names the setting or data centre to fix), kRateLimited (token
  // throttle: says how long to wait), kNetwork, kTimeout, kServer, kBadResponse, kCancelled.
  Result<std::string> AccessToken(const CancelCheck& cancelled);

  // After the API refused `rejected`: a different token. When another thread or process has renewed it
  // already, that one is returned without a call. With a configured ZOHO_DESK_ACCESS_TOKEN there is
  // nothing to renew: kAuth.
  Result<std::string> Renew(const std::string& rejected, const CancelCheck& cancelled);

  // The scopes the last token answer named, comma separated; empty if unknown.
  std::string GrantedScopes() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace zoho_desk::auth
