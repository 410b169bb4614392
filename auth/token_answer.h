#pragma once

// What the token endpoint's answers mean (facts/platform.md, "Error answers of the token
// endpoint"). Pure.

#include <cstdint>
#include <string>
#include <string_view>

#include "auth/config.h"
#include "common/status.h"
#include "http/transport.h"

namespace zoho_desk::auth {

// An access token as the endpoint gives it out.
struct TokenGrant {
  std::string access_token;
  std::string scope;          // comma separated; empty if the answer names none
  int64_t lifetime_s = 3600;  // up to a day
};

// Judges the JSON first, the status second: Zoho reports most errors with HTTP 200. Errors: kAuth
// (refused for good), kRateLimited (throttled), kServer (worth another try), kBadResponse. Messages
// name the setting to fix and never hold a secret, even if the answer echoes one: who asks has
// remembered those of `config` (RememberSecret).
Result<TokenGrant> JudgeTokenAnswer(const http::Response& answer, const Config& config);

// Until when to use a token, milliseconds like `asked_at_ms`. Ends before Zoho ends it: a request
// under way must not outlive its token.
int64_t UsableUntil(int64_t asked_at_ms, int64_t lifetime_s);

// What an answer of the accounts server says is wrong, as the server spells it; both empty if it
// says nothing, or is not JSON.
struct AccountsError {
  std::string error;        // error, else errorCode
  std::string description;  // error_description, else message, else errorMessage

  bool empty() const { return error.empty() && description.empty(); }
  // For a message: without secrets (common/safe_text.h), one line, short.
  std::string Quoted() const;
};
AccountsError ErrorIn(const http::Response& answer);

// Whether it means "too many token calls", in any of the spellings seen.
bool IsThrottle(const http::Response& answer, const AccountsError& error);

// Whether the refresh token, which stands for the login, is dead: nothing but a new one helps.
bool IsDeadLogin(const Error& error);

// The error of a refusal for good; `http_status` 0 if it is repeated.
Error RefusalError(const Config& config, const AccountsError& error, int http_status);

// How long a throttle lasts: its Retry-After, else the 10 minutes over which Zoho counts calls.
inline constexpr int64_t kThrottleMs = 600'000;
inline constexpr int64_t kMaxThrottleMs = 3'600'000;
int64_t ThrottleMillis(const http::Response& answer);

// The error of a throttle with `wait_ms` to go, in the server's words if they are at hand.
Error ThrottleError(const Config& config, int64_t wait_ms, const AccountsError& words = {});

// Whether the token can be put into a header: visible ASCII, not empty.
bool IsWellFormedToken(std::string_view token);

}  // namespace zoho_desk::auth
