#pragma once

// What the tests of the real zoho_desk.so share: the sqlite3 shell with the module loaded.

#include <map>
#include <string>
#include <vector>

#include "tests/paths.h"
#include "tests/support/desk.h"
#include "tests/support/process.h"

namespace zoho_desk::testing {

inline std::string ModulePath() {
  return ZOHO_DESK_BINARY_DIR "/zoho_desk.so";
}

// The command that loads a module and runs statements, which print JSON.
inline std::vector<std::string> ShellCommand(const std::vector<std::string>& statements,
                                             const std::string& module = ModulePath(),
                                             const std::string& database = ":memory:") {
  std::vector<std::string> command{"sqlite3", "-batch",     "-bail",
                                   database,  ".mode json", ".load '" + module + "'"};
  command.insert(command.end(), statements.begin(), statements.end());
  return command;
}

inline CommandResult Shell(const std::vector<std::string>& statements,
                           const std::map<std::string, std::string>& environment = {}) {
  return RunCommand(ShellCommand(statements), environment);
}

// Settings under which nobody has credentials; `home` is an empty directory.
inline std::map<std::string, std::string> NoCredentials(const TemporaryDirectory& home) {
  return {{"ZOHO_DESK_CLIENT_ID", ""},
          {"ZOHO_DESK_CLIENT_SECRET", ""},
          {"ZOHO_DESK_REFRESH_TOKEN", ""},
          {"ZOHO_DESK_ACCESS_TOKEN", ""},
          {"ZOHO_DESK_ORG_ID", ""},
          {"ZOHO_DESK_API_BASE", ""},
          {"ZOHO_DESK_ACCOUNTS_BASE", ""},
          {"HOME", home.path().string()},
          {"XDG_CONFIG_HOME", home.path() / "config"},
          {"XDG_CACHE_HOME", home.path() / "cache"}};
}

}  // namespace zoho_desk::testing
