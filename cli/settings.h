#pragma once

// Which profile a command is about, and its settings, which auth/config.h reads.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "auth/config.h"
#include "common/status.h"

namespace zoho_desk::cli {

// What the command line and the environment say about the profile.
struct ProfileChoice {
  std::string name;  // --profile, else ZOHO_DESK_PROFILE, else "default"
  std::string path;  // of the profile file
};
// `named` is the value of --profile, or empty. kInvalidArgument if there is no place for a profile
// file (neither XDG_CONFIG_HOME nor HOME is set).
Result<ProfileChoice> ChooseProfile(const auth::Environment& environment, const std::string& named);

// Whether a profile may have that name: letters, digits and . _ - , so that it can be typed in a
// shell without quotes.
bool IsProfileName(std::string_view name);

// Whose login it is where the environment describes one too.
enum class LoginFrom : uint8_t {
  kEnvironmentFirst,  // as for a query
  kProfileAlone,      // what is stored, whatever the environment says
};

// Everything that a query with that profile would use. A missing profile is an error unless it is
// the default one, whose settings may all come from the environment.
Result<auth::Config> LoadProfile(const auth::Environment& environment, const ProfileChoice& choice,
                                 LoginFrom login = LoginFrom::kEnvironmentFirst);

// The settings of a profile that need not exist, without refresh and access token: for a login.
// With `data_center` (a known code) that one counts, and hosts that the profile names do not.
Result<auth::Config> LoadSettings(const auth::Environment& environment, const ProfileChoice& choice,
                                  const std::string& data_center = {},
                                  LoginFrom login = LoginFrom::kEnvironmentFirst);

// Whether a host is set that is not the data centre's.
bool HasOwnAccountsServer(const auth::Config& config);
bool HasOwnDeskHost(const auth::Config& config);

// Names of the variables in the environment that win over what a profile says about the login.
std::vector<std::string> CredentialVariables(const auth::Environment& environment);

// Of these, those that say otherwise than a stored profile: they win over it.
std::vector<std::string> VariablesThatWin(const auth::Environment& environment,
                                          const auth::Config& stored);

}  // namespace zoho_desk::cli
