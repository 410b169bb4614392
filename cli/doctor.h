#pragma once

// zoho-desk doctor: looks at everything a query needs and says what to fix.

#include <string>

#include "auth/config.h"
#include "cli/console.h"
#include "common/status.h"

namespace zoho_desk::cli {

// The command line's.
struct DoctorOptions {
  std::string profile;
  std::string tables;  // that must be readable; empty: as many as the token's scopes allow
  bool probe = false;  // read a record of each table instead of comparing scopes; costs credits
  bool json = false;
};

// True if no check found a problem. Fails if it was interrupted, or cannot begin.
Result<bool> Doctor(const DoctorOptions& options, const Console& console,
                    const auth::Environment& environment);

}  // namespace zoho_desk::cli
