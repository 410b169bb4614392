#pragma once

// Guides are Markdown with SQL in it that runs. FillIn runs every block that begins with ```sql, in
// order and on one connection, and writes what comes into the block ```text right after it:
//   - rows as the sqlite3 shell's box mode shows them, one box per statement that has columns;
//   - "Error: ..." and nothing more where a statement fails.
// A block without a ```text after it runs as well; it may return rows but not fail.
// A line <!-- sandbox [...] --> changes the sandbox's data at that point: the `changes` of
// sandbox/control.h. A line <!-- profiles acme globex --> moves the login to a profile file that
// has these two (SandboxSession::UseProfiles).

#include <string>
#include <string_view>
#include <vector>

#include "common/status.h"

namespace zoho_desk::tools {

// The guide with its output filled in, from a sandbox of its own; or which block fails, and how.
// Uses SandboxSession.
Result<std::string> FillIn(std::string_view guide);

// Rows of text, NULL as nothing, as the sqlite3 shell draws them with `.mode box`.
std::string Box(const std::vector<std::string>& columns,
                const std::vector<std::vector<std::string>>& rows);

}  // namespace zoho_desk::tools
