#pragma once

// What the token endpoint's answers mean (platform facts, "Error answers of the token endpoint").
// Pure.

#include <cstdint>
#include <string>
#include <string_view>

#include "auth/config.h"
#include "common/status.h"
#include "http/transport.h"

namespace zoho_desk::auth {

struct TokenGrant {
  std::string access_token;
  std::string scope;  // comma separated; empty if the answer names none
  int64_t lifetime_s = 3600;
};

// Judges the JSON first, the status second: Zoho reports most errors with HTTP 200. Errors: kAuth
// (refused for good), kRateLimited (throttled), kServer (worth another try), kBadResponse. Messages
// name the setting to fix and never hold a secret, even if the answer echoes one.
Result<TokenGrant> JudgeTokenAnswer(const http::Response& answer, const Config& config);

// How long a throttle lasts: its Retry-After, else the 10 minutes over which Zoho counts calls.
int64_t ThrottleMillis(const http::Response& answer);

// The error of a throttle with `wait_ms` to go.
Error ThrottleError(const Config& config, int64_t wait_ms);

// Whether the token can be put into a header: visible ASCII, not empty.
bool IsWellFormedToken(std::string_view token);

}  // namespace zoho_desk::auth
