#pragma once

// The settings as SQL sees them: zoho_desk_settings and zoho_desk_set.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "auth/config.h"
#include "common/status.h"

namespace zoho_desk::auth {

// A row of zoho_desk_settings.
struct ShownSetting {
  std::string_view name;
  std::optional<std::string> value;  // in use; of a secret "(set)" or "(not set)"
  std::string_view source;           // "zoho_desk_set", "environment", "profile file", "default"
  std::optional<std::string> default_value;
  std::string_view description;
};

// Every setting as a query on the connection would use it now, unchecked: what is wrong can be
// looked at. Needs no credentials. Errors as SettingSources::Open.
Result<std::vector<ShownSetting>> ShowSettings(const Environment& environment,
                                               const SqlSettings& sql);

// Sets one for the connection; nullopt or "" gives it back to environment and profile. A setting of
// a login (org_id) holds for the profile in use. `name` as FindSetting takes it. Returns the value
// in use afterwards; after an error, nothing has changed. Errors are kInvalidArgument: an unknown
// name, one that SQL may not set (the message says where it belongs), or a value that is refused as
// it would be in the environment.
Result<std::optional<std::string>> SetSetting(const Environment& environment, SqlSettings& sql,
                                              std::string_view name,
                                              const std::optional<std::string>& value);

}  // namespace zoho_desk::auth
