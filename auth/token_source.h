#pragma once

// Hands out access tokens and renews them: the OAuth refresh-token flow of Zoho Accounts.
//
// Zoho allows 10 token calls in 10 minutes and kills the oldest of more than 10 live tokens, so a
// token is shared as widely as possible: within the process by this object's mutex, across
// processes by a cache file (token_cache.h) under a file lock.

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "auth/config.h"
#include "common/cancel.h"
#include "common/status.h"
#include "http/transport.h"

namespace zoho_desk::auth {

// Token calls before a token's turn in ten minutes; the comment of TokenSource says why so many.
inline constexpr size_t kMostEarlyCalls = 9;

// One call to the token endpoint, for the request log. Holds no secret.
struct TokenCall {
  std::string path;  // "/oauth/v2/token"
  int status = 0;    // 0: no answer
  int64_t elapsed_ms = 0;
  size_t bytes = 0;
  std::string error;  // empty on success
};
using TokenCallObserver = std::function<void(const TokenCall&)>;

// Time as TokenSource sees it; tests stand in their own.
struct TokenClock {
  std::function<int64_t()> now_ms;           // since 1970, as NowMillis; somebody may set it
  std::function<int64_t()> steady_ms;        // since any moment; nobody can
  std::function<void(int64_t ms)> sleep_ms;  // called in short slices
  static TokenClock System();
};

// Thread-safe. One per Config. A refusal stands for a minute, a throttle until it is over and any
// other failure for some seconds: until then it is repeated without a call. A clock that is set
// while one stands does not make it stand longer.
//
// Calls before a token's turn (to replace one that was refused, or after a failure) are at most
// kMostEarlyCalls in ten minutes, over all of the user's processes: so many leave Zoho's limit room
// for a token that ends by itself.
class TokenSource {
 public:
  // `transport` must outlive this object. `observer` is called once per HTTP call, on the thread
  // that makes it.
  TokenSource(Config config, http::Transport& transport, TokenCallObserver observer = {},
              TokenClock clock = TokenClock::System());
  TokenSource(const TokenSource&) = delete;
  TokenSource& operator=(const TokenSource&) = delete;
  ~TokenSource();

  // A token that should work: the configured one, one from memory or the cache file with time left,
  // or a fresh one. Errors: kAuth (refused: names the setting or data centre to fix), kRateLimited
  // (token throttle: says how long to wait), kNetwork, kTimeout, kServer, kBadResponse, kCancelled.
  Result<std::string> AccessToken(const CancelCheck& cancelled);

  // Whether `token` may be at fault for a refusal that does not say so. Not if it has already
  // replaced one that was refused, whichever process renewed it: then something else is, a right
  // that is missing for instance, and the next token would be refused like this one.
  bool MayBeAtFault(const std::string& token) const;

  // After the API refused `rejected`: a different token. When another thread or process has renewed
  // it already, that one is returned without a call. Not for a configured ZOHO_DESK_ACCESS_TOKEN.
  Result<std::string> Renew(const std::string& rejected, const CancelCheck& cancelled);

  // The scopes the last token answer named, comma separated; empty if unknown.
  std::string GrantedScopes() const;

 private:
  struct State;  // what it knows and does, mutex and all
  std::unique_ptr<State> state_;
};

}  // namespace zoho_desk::auth
