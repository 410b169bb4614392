#pragma once

// zoho-desk status: the login that queries would use.

#include <string>

#include "auth/config.h"
#include "cli/console.h"
#include "common/status.h"

namespace zoho_desk::cli {

// Two or three requests, a credit each. Fails if the login does not work.
Status ShowStatus(const std::string& profile, bool json, const Console& console,
                  const auth::Environment& environment);

}  // namespace zoho_desk::cli
