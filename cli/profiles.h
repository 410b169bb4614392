#pragma once

// zoho-desk profiles: what the profile file holds, secrets left out.

#include <string>

#include "auth/config.h"
#include "cli/console.h"
#include "common/status.h"

namespace zoho_desk::cli {

Status ListProfiles(bool json, const Console& console, const auth::Environment& environment);

// Takes the profile out of the file, and its cached access token along. Revokes nothing.
Status RemoveProfile(const std::string& name, const Console& console,
                     const auth::Environment& environment);

}  // namespace zoho_desk::cli
