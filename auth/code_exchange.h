#pragma once

// The token endpoint's part of a login and of a logout: a code becomes tokens, a token is revoked.

#include <cstdint>
#include <string>

#include "auth/config.h"
#include "auth/token_cache.h"
#include "common/cancel.h"
#include "common/status.h"
#include "http/transport.h"

namespace zoho_desk::auth {

// An authorization code and what belongs to it.
struct AuthorizationCode {
  std::string code;           // secret
  std::string redirect_uri;   // as in the consent's URL; empty for a self client's code
  std::string code_verifier;  // secret; empty for a self client's code
};

// What a code is worth. All tokens are secret.
struct CodeGrant {
  std::string refresh_token;
  CachedToken access;  // ready for TokenCache::Write
};

// Trades the code at config.accounts_base, with the client of `config`. One request, never
// repeated: a code is good once. Errors: kAuth (refused: says what to check), kRateLimited,
// kNetwork, kTimeout, kServer, kBadResponse, kCancelled. Messages hold no secret.
Result<CodeGrant> ExchangeCode(const Config& config, const AuthorizationCode& code,
                               http::Transport& transport, const CancelCheck& cancelled);

// Ends a refresh token and every access token made from it (or a single access token). True if the
// server did so, false if it knows no such token (any more). Errors as above.
Result<bool> RevokeToken(const Config& config, const std::string& token, http::Transport& transport,
                         const CancelCheck& cancelled);

}  // namespace zoho_desk::auth
