// The settings a command works with; called by all of them. auth::LoadConfig reads them, so that a
// command sees what a query would see. Only LoadSettings does without credentials.

#include "cli/settings.h"

#include <algorithm>

#include "auth/data_center.h"
#include "auth/profile_file.h"
#include "common/text.h"

namespace zoho_desk::cli {
namespace {

std::string ValueOr(const auth::Environment& environment, const char* name,
                    const std::string& fallback) {
  const auto value = environment(name);
  return value && !value->empty() ? *value : fallback;
}

}  // namespace

auth::Environment Overlay(auth::Environment base, std::map<std::string, std::string> changes) {
  return [base = std::move(base),
          changes = std::move(changes)](const char* name) -> std::optional<std::string> {
    const auto found = changes.find(name);
    return found == changes.end() ? base(name) : found->second;
  };
}

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

Result<auth::Config> LoadProfile(const auth::Environment& environment,
                                 const ProfileChoice& choice) {
  ZD_ASSIGN_OR_RETURN(const auto profile, auth::ReadProfile(choice.path, choice.name));
  if (!profile && choice.name != "default") {
    return Error{Code::kInvalidArgument,
                 "there is no profile '" + choice.name + "' in " + choice.path +
                     "; 'zoho-desk profiles' lists them, 'zoho-desk login --profile " +
                     choice.name + "' makes it"};
  }
  return auth::LoadConfig(
      Overlay(environment, {{"ZOHO_DESK_PROFILE", profile ? choice.name : std::string()}}));
}

Result<auth::Config> LoadSettings(const auth::Environment& environment, const ProfileChoice& choice,
                                  const std::string& data_center) {
  ZD_ASSIGN_OR_RETURN(const auto profile, auth::ReadProfile(choice.path, choice.name));
  // An access token that is never sent lets the settings be read before there are credentials.
  std::map<std::string, std::string> changes{{"ZOHO_DESK_ACCESS_TOKEN", "unused"},
                                             {"ZOHO_DESK_REFRESH_TOKEN", ""}};
  changes["ZOHO_DESK_PROFILE"] = profile ? choice.name : "";
  if (!profile)  // nothing is below /dev/null, so no profile is read, the default one neither
    changes["XDG_CONFIG_HOME"] = "/dev/null";
  if (const auth::DataCenter* center = auth::FindDataCenter(data_center)) {
    changes["ZOHO_DESK_DC"] = data_center;
    changes["ZOHO_DESK_ACCOUNTS_BASE"] = ValueOr(environment, "ZOHO_DESK_ACCOUNTS_BASE",
                                                 "https://" + std::string(center->accounts_host));
    changes["ZOHO_DESK_API_BASE"] =
        ValueOr(environment, "ZOHO_DESK_API_BASE", "https://" + std::string(center->desk_host));
  }
  ZD_ASSIGN_OR_RETURN(auth::Config config, auth::LoadConfig(Overlay(environment, changes)));
  config.profile = choice.name;
  config.access_token.clear();
  config.refresh_token.clear();
  return config;
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
  for (const char* name :
       {"ZOHO_DESK_CLIENT_ID", "ZOHO_DESK_CLIENT_SECRET", "ZOHO_DESK_REFRESH_TOKEN",
        "ZOHO_DESK_ACCESS_TOKEN", "ZOHO_DESK_ORG_ID", "ZOHO_DESK_DC"}) {
    if (!ValueOr(environment, name, "").empty())
      set.emplace_back(name);
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
