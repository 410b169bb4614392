#pragma once

// Every setting there is: one list that loading, zoho_desk_settings, zoho_desk_set and the README's
// table share.

#include <span>
#include <string>
#include <string_view>

#include "auth/config.h"

namespace zoho_desk::auth {

// Where a setting may come from, and what it belongs to.
enum class SettingKind : uint8_t {
  kProfile,     // which profile: not in the file
  kCredential,  // never shown, never from SQL
  kHost,        // decides who gets the credentials: never from SQL
  kLogin,       // belongs to one login, like the two above, but SQL may set it
  kLimit,       // how requests are sent, whosever they are
};

struct SettingSpec {
  std::string_view name;  // "max_requests"; ZOHO_DESK_MAX_REQUESTS in the environment
  SettingKind kind;
  std::string_view default_value;  // empty: none, or it depends on others
  std::string_view description;
  // Checks a value, which is not empty, and stores it. Returns what the value must be ("a whole
  // number from 1 to 25"), or nothing once it is stored.
  std::string (*store)(const std::string& value, Config& config);

  bool is_secret() const { return kind == SettingKind::kCredential; }
  bool is_in_file() const { return kind != SettingKind::kProfile; }
  bool is_from_sql() const {
    return kind != SettingKind::kCredential && kind != SettingKind::kHost;
  }
  // A profile that SQL picks brings all of its own; the environment's are another login's.
  bool is_of_login() const {
    return kind == SettingKind::kCredential || kind == SettingKind::kHost ||
           kind == SettingKind::kLogin;
  }
};

// In the order in which they are documented and loaded: `dc` before the hosts it decides.
std::span<const SettingSpec> AllSettings();

// By name, in any case, with or without ZOHO_DESK_; nullptr if there is none.
const SettingSpec* FindSetting(std::string_view name);

// "client_id" -> "ZOHO_DESK_CLIENT_ID".
std::string VariableName(std::string_view setting);

}  // namespace zoho_desk::auth
