#pragma once

// The settings of the extension: read from the environment and from a profile file, environment
// first. The names are a contract with users (README.md lists them).
//
//   Profile file: ${XDG_CONFIG_HOME:-~/.config}/zoho_desk/config.json, mode 0600 or tighter, owned
//   by the user (anything looser is refused). It holds
//     {"profiles": {"default": {"client_id": "...", "client_secret": "...", "refresh_token": "...",
//                               "dc": "eu", "org_id": "..."}}}
//   with the lower-case setting names without the ZOHO_DESK_ prefix; numbers may be written as
//   such. An unknown name is an error. ZOHO_DESK_PROFILE picks the profile. A missing file is not
//   an error; a named profile that does not exist is.
//
// settings.h lists the settings; setting_sources.h says which source wins.

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "common/status.h"

namespace zoho_desk::auth {

// Looks a variable up; nullopt if unset. An empty value counts as unset. Injected so that tests
// need no process environment. The process's is read at every look, by getenv(3): no other thread
// may change it meanwhile.
using Environment = std::function<std::optional<std::string>(const char* name)>;
Environment ProcessEnvironment();

// Every setting with the value that counts, checked.
struct Config {
  std::string profile = "default";
  std::string data_center = "us";
  std::string client_id;
  std::string client_secret;  // secret
  std::string refresh_token;  // secret
  std::string access_token;   // secret; if set it is used instead of the three above
  std::string org_id;         // digits; empty: ask /organizations
  std::string api_base;       // "https://desk.zoho.eu", no trailing slash
  std::string accounts_base;  // "https://accounts.zoho.eu", no trailing slash
  std::string cache_dir;  // ${XDG_CACHE_HOME:-~/.cache}/zoho_desk; empty if neither variable is set
  int concurrency = 4;    // requests in flight, 1-25
  int64_t max_requests = 0;          // per statement; 0: no limit
  int64_t max_credits = 10'000;      // per statement, for tables read parent by parent; 0: no limit
  int64_t statement_timeout_ms = 0;  // ZOHO_DESK_STATEMENT_TIMEOUT, seconds, up to a day; 0: off
  int64_t cache_ttl_s = 0;           // ZOHO_DESK_CACHE_TTL, seconds, up to a week; 0: off
  std::optional<bool> progress;      // written 0 or 1; unset: the host and the terminal decide
  int64_t timeout_ms = 60'000;       // ZOHO_DESK_TIMEOUT is in seconds, 1-3600
  int retries = 3;                   // 0-10
  bool skip_refused = false;         // leave out records and parts of a table that Zoho refuses

  // What makes a new login, "zoho-desk login --profile x", if the profile file holds this one;
  // empty if the environment does.
  std::string login_command;

  // Equal configs may share a session (token, organisation).
  bool operator==(const Config&) const = default;
};

// What zoho_desk_set has set on one SQLite connection; sql_settings.h changes it. Values are text
// as the environment would have them, and checked.
struct SqlSettings {
  std::map<std::string, std::string, std::less<>> values;
  // Those that belong to one login, by profile and name.
  std::map<std::pair<std::string, std::string>, std::string> login_values;
};

// Reads and checks every setting. Errors are kAuth (credentials missing or incomplete: the message
// names the settings to set) or kInvalidArgument (a value that cannot be right: names the setting,
// never echoes a secret). ZOHO_DESK_API_BASE and ZOHO_DESK_ACCOUNTS_BASE must be https, or http on
// loopback.
Result<Config> LoadConfig(const Environment& environment);

// The same with what SQL says: a connection's own settings, and a profile named in the query.
Result<Config> LoadConfig(const Environment& environment, const SqlSettings& sql,
                          const std::optional<std::string>& profile);

// What a program that makes, tries or ends a login asks for.
struct LoadOptions {
  // Stands for ZOHO_DESK_PROFILE, but need not exist.
  std::optional<std::string> profile{};
  // Stand for the environment's, by setting ("dc"); an empty one hides the environment's.
  std::map<std::string, std::string, std::less<>> values{};
  // False: as if there were no profile file.
  bool reads_file = true;
  // False: without refresh and access token; that there are none is no error.
  bool needs_login = true;
};
Result<Config> LoadConfig(const Environment& environment, const LoadOptions& options);

// The path of the profile file under that environment; empty if neither XDG_CONFIG_HOME nor HOME is
// set.
std::string ProfilePath(const Environment& environment);

}  // namespace zoho_desk::auth
