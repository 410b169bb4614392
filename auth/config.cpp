// Makes a Config of what SettingSources finds; called by client/session for the session of a query,
// by cli/settings for a command. Every value in a Config has been checked, and there is a way to
// log in, unless a login is being made: nothing behind it asks again. The environment comes first
// here as well, between an access token and the three that yield one.

#include "auth/config.h"

#include <cstdlib>
#include <string_view>

#include "auth/profile_store.h"
#include "auth/setting_sources.h"
#include "auth/settings.h"
#include "common/text.h"

namespace zoho_desk::auth {
namespace {

// ${variable}/zoho_desk, or ~/home_part/zoho_desk. The XDG specification has relative paths
// ignored.
std::string XdgDirectory(const Environment& environment, const char* variable,
                         const char* home_part) {
  if (const auto base = environment(variable); base && base->starts_with('/'))
    return *base + "/zoho_desk";
  if (const auto home = environment("HOME"); home && home->starts_with('/'))
    return *home + "/" + home_part + "/zoho_desk";
  return {};
}

const SettingSpec& Spec(std::string_view name) {
  return *FindSetting(name);
}

// Names the logins that are stored under other names.
std::string OtherProfiles(const SettingSources& sources) {
  const auto names = ProfileNames(sources.path());
  std::string listed;
  for (const std::string& name : names.ok() ? *names : std::vector<std::string>()) {
    if (name != sources.profile())
      AppendToList(listed, "'" + name + "'");
  }
  if (listed.empty())
    return {};
  return "; " + sources.path() + " has other logins: " + listed + ", which ZOHO_DESK_PROFILE picks";
}

Status CheckCredentials(const SettingSources& sources, Config& config) {
  std::string missing;
  bool all_from_environment = true;
  for (const std::string_view name : {"client_id", "client_secret", "refresh_token"}) {
    const auto found = sources.Find(Spec(name));
    all_from_environment =
        all_from_environment && found && found->source == FoundSetting::Source::kEnvironment;
    if (!found)
      AppendToList(missing, VariableName(name));
  }
  if (const auto token = sources.Find(Spec("access_token"))) {
    // "Environment first" holds for the two ways to log in as well.
    if (all_from_environment && token->source != FoundSetting::Source::kEnvironment)
      config.access_token.clear();
    return Ok();
  }
  if (missing.empty())
    return Ok();
  if (!sources.uses_environment_login()) {
    return Error{Code::kAuth, "Zoho Desk credentials are missing: the profile '" + config.profile +
                                  "' in " + sources.path() + " lacks " + missing +
                                  " (a profile picked in SQL takes none from the environment); run "
                                  "zoho-desk login --profile " +
                                  config.profile};
  }
  return Error{Code::kAuth,
               "Zoho Desk credentials are missing: run 'zoho-desk login', or set " + missing +
                   " in the environment or in the profile '" + config.profile + "'" +
                   (sources.path().empty() ? "" : " of " + sources.path()) +
                   ", or ZOHO_DESK_ACCESS_TOKEN instead of all three (docs/guides/credentials.md "
                   "shows how to get them)" +
                   OtherProfiles(sources)};
}

// Every setting but the tokens, if those are not wanted.
Result<Config> ConfigOf(const SettingSources& sources, const Environment& environment,
                        bool needs_login) {
  Config config;
  config.profile = sources.profile();
  const SettingSpec& data_center = Spec("dc");
  data_center.store(std::string(data_center.default_value), config);
  for (const SettingSpec& setting : AllSettings()) {
    const auto found = sources.Find(setting);
    const bool is_token = setting.name == "refresh_token" || setting.name == "access_token";
    if (!found || (is_token && !needs_login))
      continue;
    const std::string expected = setting.store(found->value, config);
    if (!expected.empty()) {
      return Error{Code::kInvalidArgument, VariableName(setting.name) + " (from " +
                                               sources.OriginOf(found->source) + ") must be " +
                                               expected};
    }
  }
  if (needs_login)
    ZD_RETURN_IF_ERROR(CheckCredentials(sources, config));
  const auto login = sources.Find(Spec("refresh_token"));
  if (login && login->source == FoundSetting::Source::kFile) {
    config.login_command = "zoho-desk login";
    if (config.profile != Config().profile)
      config.login_command += " --profile " + config.profile;
  }
  config.cache_dir = XdgDirectory(environment, "XDG_CACHE_HOME", ".cache");
  return config;
}

}  // namespace

Environment ProcessEnvironment() {
  return [](const char* name) -> std::optional<std::string> {
    const char* const value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): no other
    return value == nullptr ? std::nullopt : std::optional<std::string>(value);
  };
}

Result<Config> LoadConfig(const Environment& environment) {
  return LoadConfig(environment, SqlSettings{}, std::nullopt);
}

Result<Config> LoadConfig(const Environment& environment, const SqlSettings& sql,
                          const std::optional<std::string>& profile) {
  ZD_ASSIGN_OR_RETURN(const SettingSources sources,
                      SettingSources::Open(environment, sql, profile));
  return ConfigOf(sources, environment, true);
}

Result<Config> LoadConfig(const Environment& environment, const LoadOptions& options) {
  ZD_ASSIGN_OR_RETURN(const SettingSources sources, SettingSources::Open(environment, options));
  return ConfigOf(sources, environment, options.needs_login);
}

std::string ProfilePath(const Environment& environment) {
  const std::string directory = XdgDirectory(environment, "XDG_CONFIG_HOME", ".config");
  return directory.empty() ? directory : directory + "/config.json";
}

}  // namespace zoho_desk::auth
