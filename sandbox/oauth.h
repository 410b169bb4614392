#pragma once

// The accounts server: consent, authorization codes, refresh and access tokens, their lives and
// limits.

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

// What the consent page knows of its surroundings.
struct ConsentRules {
  std::string accounts_server;      // its own base URL
  std::vector<std::string> scopes;  // those that exist
};

enum class TokenState { kValid, kUnknown };

// Thread-safe.
class OAuth {
 public:
  explicit OAuth(uint64_t seed);

  const Credentials& credentials() const { return credentials_; }

  // GET /oauth/v2/auth: a page that asks the user, whose links lead here again with
  // sandbox_consent=accept or =reject and from here to the redirect_uri. A request that Zoho would
  // show an error page for gets one.
  HttpResponse Authorize(const NameValues& params, const ConsentRules& rules);

  // POST /oauth/v2/token and /oauth/v2/token/revoke; `params` are the form and the query together.
  HttpResponse Token(const NameValues& params, const TokenRules& rules);
  HttpResponse Revoke(const NameValues& params);

  TokenState Check(std::string_view access_token) const;
  // Whether the consent the token comes from covers `needed`, written as for ScopesSuffice. Tokens
  // of self clients are not bound to scopes here: Settings::scopes says what those may do.
  bool Allows(std::string_view access_token, std::string_view needed) const;
  // A self client's code, to be exchanged once, within three minutes.
  std::string IssueCode();
  // What the exchange of such a code yields: a login of its own.
  std::string IssueRefreshToken();
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
    std::deque<Access> live;          // oldest first
    std::deque<int64_t> requests;     // times, oldest first
    std::vector<std::string> scopes;  // of the consent; empty: not bound to any
  };
  // An authorization code and what it is bound to.
  struct Code {
    int64_t expires = 0;
    std::string redirect_uri;  // empty: a self client's code, which has none
    std::string challenge;     // as plain text or S256; empty: no PKCE
    bool s256 = false;
    bool offline = true;              // its exchange yields a refresh token
    std::vector<std::string> scopes;  // empty: not bound to any
  };

  int64_t Now() const;
  std::string NewToken();
  HttpResponse Exchange(const NameValues& params, const TokenRules& rules);
  HttpResponse Renew(const NameValues& params, const TokenRules& rules);
  // False once the refresh token has made too many requests.
  bool Admit(Refresh& refresh, const TokenRules& rules);
  HttpResponse Grant(const std::string& refresh_token, const TokenRules& rules, bool show_refresh);
  std::string RefusalOfConsent(const NameValues& params, const ConsentRules& rules) const;
  std::string CodeForConsent(const NameValues& params);
  void AddRefreshToken(const std::string& token);

  mutable std::mutex mutex_;
  Credentials credentials_;
  uint64_t state_;  // of the token generator
  int64_t clock_offset_ = 0;
  std::map<std::string, Refresh, std::less<>> refresh_;
  std::deque<std::string> refresh_order_;  // oldest first
  std::map<std::string, Code, std::less<>> codes_;
  bool consented_ = false;  // the user has said yes to this client before
};

}  // namespace zoho_desk::sandbox
