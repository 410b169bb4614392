#pragma once

// zoho-desk logout: ends a login at Zoho and forgets its secrets here.

#include <string>

#include "auth/config.h"
#include "cli/console.h"
#include "cli/settings.h"
#include "common/status.h"

namespace zoho_desk::cli {

// Revokes the profile's tokens, takes its secrets out of the profile file and removes its cached
// access token. Without `revoke` only the latter two. If Zoho cannot be reached nothing is
// forgotten, so that it can be tried again.
Status Logout(const std::string& profile, bool revoke, const Console& console,
              const auth::Environment& environment);

// What the profile file alone says about a login, whatever credentials the environment has. Tokens
// that are not there are empty.
Result<auth::Config> StoredLogin(const auth::Environment& environment, const ProfileChoice& choice);

// Removes the cached access token of that login, if there is one.
void DropCachedToken(const auth::Config& config);

}  // namespace zoho_desk::cli
