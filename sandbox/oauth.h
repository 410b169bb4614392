#pragma once

// The accounts server: authorization codes, refresh and access tokens, their lives and limits.

#include <atomic>
#include <cstdint>
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sandbox/http_types.h"

namespace zoho_desk::sandbox {

// What a client needs to connect. Derived from the seed, so a restarted sandbox accepts the same.
struct Credentials {
  std::string client_id;
  std::string client_secret;
  std::string refresh_token;
  std::string authorization_code;  // good for one use
};

struct TokenRules {
  int64_t ttl_s = 3600;
  int64_t throttle = 10;  // requests per 10 minutes and refresh token; -1: no limit
  std::vector<std::string> scopes;
};

enum class TokenState { kValid, kUnknown };

// Thread-safe.
class OAuth {
 public:
  explicit OAuth(uint64_t seed);

  const Credentials& credentials() const { return credentials_; }

  // POST /oauth/v2/token and /oauth/v2/token/revoke; `params` are the form and the query together.
  HttpResponse Token(const NameValues& params, const TokenRules& rules);
  HttpResponse Revoke(const NameValues& params);

  TokenState Check(std::string_view access_token) const;
  // A code to be exchanged once, within three minutes.
  std::string IssueCode();
  // Every access token handed out so far stops working.
  void ExpireAll();
  // Moves the clock that token lives and throttles are measured by.
  void AdvanceClock(int64_t seconds);
  // Forgets the token requests counted so far.
  void ResetThrottle();

 private:
  struct Access {
    std::string token;
    int64_t expires;  // seconds of Now()
  };
  struct Refresh {
    std::deque<Access> live;       // oldest first
    std::deque<int64_t> requests;  // times, oldest first
  };

  int64_t Now() const;
  std::string NewToken();
  HttpResponse Exchange(const NameValues& params, const TokenRules& rules);
  HttpResponse Renew(const NameValues& params, const TokenRules& rules);
  // False once the refresh token has made too many requests.
  bool Admit(Refresh& refresh, const TokenRules& rules);
  HttpResponse Grant(const std::string& refresh_token, const TokenRules& rules, bool show_refresh);
  void AddRefreshToken(const std::string& token);

  mutable std::mutex mutex_;
  Credentials credentials_;
  uint64_t state_;  // of the token generator
  int64_t clock_offset_ = 0;
  std::map<std::string, Refresh, std::less<>> refresh_;
  std::deque<std::string> refresh_order_;              // oldest first
  std::map<std::string, int64_t, std::less<>> codes_;  // code -> expiry
};

}  // namespace zoho_desk::sandbox
