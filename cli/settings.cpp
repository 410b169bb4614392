// The settings a command works with; called by all of them. auth::LoadConfig reads them, so that a
// command sees what a query would see. Only LoadSettings does without credentials.

#include "cli/settings.h"

#include <algorithm>

#include "auth/data_center.h"
#include "auth/profile_file.h"
#include "auth/settings.h"
#include "common/text.h"

namespace zoho_desk::cli {
namespace {

std::string ValueOr(const auth::Environment& environment, const char* name,
                    const std::string& fallback) {
  const auto value = environment(name);
  return value && !value->empty() ? *value : fallback;
}

// What tells one login from another, of which an environment may say part.
constexpr std::string_view kLoginSettings[] = {"client_id",    "client_secret", "refresh_token",
                                               "access_token", "org_id",        "dc"};

auth::LoadOptions OptionsFor(const ProfileChoice& choice, LoginFrom login) {
  auth::LoadOptions options{.profile = choice.name};
  if (login == LoginFrom::kProfileAlone) {
    for (const std::string_view setting : kLoginSettings)
      options.values.emplace(setting, "");
  }
  return options;
}

}  // namespace

Result<ProfileChoice> ChooseProfile(const auth::Environment& environment,
                                    const std::string& named) {
  ProfileChoice choice{
      .name = named.empty() ? ValueOr(environment, "ZOHO_DESK_PROFILE", "default") : named,
      .path = auth::ProfilePath(environment)};
  if (choice.path.empty()) {
    return Error{Code::kInvalidArgument,
                 "there is no place for a profile file: set HOME or XDG_CONFIG_HOME"};
  }
  return choice;
}

bool IsProfileName(std::string_view name) {
  constexpr size_t kLongest = 64;
  return !name.empty() && name.size() <= kLongest && name.front() != '-' &&
         std::all_of(name.begin(), name.end(), [](char c) {
           return IsAsciiAlphanumeric(c) || c == '.' || c == '_' || c == '-';
         });
}

Result<auth::Config> LoadProfile(const auth::Environment& environment, const ProfileChoice& choice,
                                 LoginFrom login) {
  ZD_ASSIGN_OR_RETURN(const auto profile, auth::ReadProfile(choice.path, choice.name));
  if (!profile && choice.name != "default") {
    return Error{Code::kInvalidArgument,
                 "there is no profile '" + choice.name + "' in " + choice.path +
                     "; 'zoho-desk profiles' lists them, 'zoho-desk login --profile " +
                     choice.name + "' makes it"};
  }
  return auth::LoadConfig(environment, OptionsFor(choice, login));
}

Result<auth::Config> LoadSettings(const auth::Environment& environment, const ProfileChoice& choice,
                                  const std::string& data_center, LoginFrom login) {
  auth::LoadOptions options = OptionsFor(choice, login);
  options.reads_file = !choice.path.empty();
  options.needs_login = false;
  if (const auth::DataCenter* center = auth::FindDataCenter(data_center)) {
    options.values["dc"] = data_center;
    options.values["accounts_base"] = ValueOr(environment, "ZOHO_DESK_ACCOUNTS_BASE",
                                              "https://" + std::string(center->accounts_host));
    options.values["api_base"] =
        ValueOr(environment, "ZOHO_DESK_API_BASE", "https://" + std::string(center->desk_host));
  }
  return auth::LoadConfig(environment, options);
}

bool HasOwnAccountsServer(const auth::Config& config) {
  const auth::DataCenter* const center = auth::FindDataCenter(config.data_center);
  return center == nullptr ||
         config.accounts_base != "https://" + std::string(center->accounts_host);
}

bool HasOwnDeskHost(const auth::Config& config) {
  const auth::DataCenter* const center = auth::FindDataCenter(config.data_center);
  return center == nullptr || config.api_base != "https://" + std::string(center->desk_host);
}

std::vector<std::string> CredentialVariables(const auth::Environment& environment) {
  std::vector<std::string> set;
  for (const std::string_view setting : kLoginSettings) {
    std::string name = auth::VariableName(setting);
    if (!ValueOr(environment, name.c_str(), "").empty())
      set.push_back(std::move(name));
  }
  return set;
}

std::vector<std::string> VariablesThatWin(const auth::Environment& environment,
                                          const auth::Config& stored) {
  const std::map<std::string, std::string> values{{"ZOHO_DESK_CLIENT_ID", stored.client_id},
                                                  {"ZOHO_DESK_CLIENT_SECRET", stored.client_secret},
                                                  {"ZOHO_DESK_REFRESH_TOKEN", stored.refresh_token},
                                                  {"ZOHO_DESK_ORG_ID", stored.org_id},
                                                  {"ZOHO_DESK_DC", stored.data_center}};
  std::vector<std::string> names = CredentialVariables(environment);
  std::erase_if(names, [&](const std::string& name) {
    const auto found = values.find(name);
    return found != values.end() && environment(name.c_str()) == found->second;
  });
  return names;
}

}  // namespace zoho_desk::cli
