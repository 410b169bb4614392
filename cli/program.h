#pragma once

// Other programs: the sqlite3 shell that doctor looks at, the browser that login opens.

#include <string>
#include <vector>

#include "common/status.h"

namespace zoho_desk::cli {

struct ProgramResult {
  int exit_code = 0;   // 128 + number if a signal ended it
  std::string output;  // standard output and standard error, the first 64 KiB or so
};

// Runs a program found in PATH to its end, without standard input. Errors: kNotFound if there is no
// such program, kTimeout (it is killed) and kCancelled.
Result<ProgramResult> RunProgram(const std::vector<std::string>& command, int timeout_ms);

// Starts a program found in PATH in a session of its own and lets it be. False if it cannot be
// started.
bool StartProgram(const std::vector<std::string>& command);

// The extension's module where this installation has it: beside this program, or in the lib
// directory beside its directory. Empty if it is not there.
std::string FindModule();

}  // namespace zoho_desk::cli
