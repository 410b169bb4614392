// Behind zoho_desk_settings and zoho_desk_set; called by client/connection. SQL text may come from
// somebody else and is kept in logs: no secret is shown to it, and it sets neither credentials nor
// hosts. A change is made on a copy, so that one which is refused leaves all as it was.

#include "auth/sql_settings.h"

#include "auth/setting_sources.h"
#include "auth/settings.h"
#include "common/safe_text.h"
#include "common/text.h"

namespace zoho_desk::auth {
namespace {

// The data centre's own host, for a setting that replaces it.
std::string DataCenterHost(const SettingSources& sources, std::string_view setting) {
  const SettingSpec& data_center = *FindSetting("dc");
  Config config;
  const auto chosen = sources.Find(data_center);
  if (!chosen || !data_center.store(chosen->value, config).empty())
    data_center.store(std::string(data_center.default_value), config);
  return setting == "api_base" ? config.api_base : config.accounts_base;
}

ShownSetting Shown(const SettingSources& sources, const SettingSpec& setting) {
  const auto found = sources.Find(setting);
  ShownSetting shown{.name = setting.name,
                     .value = std::nullopt,
                     .source = found ? NameOf(found->source) : "default",
                     .default_value = std::nullopt,
                     .description = setting.description};
  if (setting.is_secret()) {
    shown.value = found ? "(set)" : "(not set)";
    return shown;
  }
  if (setting.name == "api_base" || setting.name == "accounts_base")
    shown.default_value = DataCenterHost(sources, setting.name);
  else if (!setting.default_value.empty())
    shown.default_value = std::string(setting.default_value);
  shown.value = found ? std::optional(found->value) : shown.default_value;
  return shown;
}

Error Refusal(const std::string& message) {
  return {Code::kInvalidArgument, "zoho_desk_set: " + message};
}

Error UnknownName(std::string_view name) {
  std::string known;
  for (const SettingSpec& setting : AllSettings()) {
    if (setting.is_from_sql())
      AppendToList(known, setting.name);
  }
  return Refusal("there is no setting '" + QuotedName(std::string(name)) + "'; it sets " + known +
                 " (zoho_desk_settings lists all settings)");
}

Error NotFromSql(const SettingSpec& setting) {
  const std::string name(setting.name);
  if (setting.is_secret()) {
    return Refusal(name +
                   " is a credential, and SQL text is kept in histories and logs: log in with "
                   "zoho-desk login, or set " +
                   VariableName(name) + " in the program's environment");
  }
  return Refusal(name +
                 " decides which host gets the credentials, and SQL may come from somebody else: "
                 "set it in a profile (zoho-desk login --profile NAME) or as " +
                 VariableName(name) + " in the program's environment");
}

void Erase(SqlSettings& sql, const SettingSpec& setting, const std::string& profile) {
  if (setting.is_of_login())
    sql.login_values.erase({profile, std::string(setting.name)});
  else if (const auto found = sql.values.find(setting.name); found != sql.values.end())
    sql.values.erase(found);
}

}  // namespace

Result<std::vector<ShownSetting>> ShowSettings(const Environment& environment,
                                               const SqlSettings& sql) {
  ZD_ASSIGN_OR_RETURN(const SettingSources sources,
                      SettingSources::Open(environment, sql, std::nullopt));
  std::vector<ShownSetting> shown;
  for (const SettingSpec& setting : AllSettings())
    shown.push_back(Shown(sources, setting));
  return shown;
}

Result<std::optional<std::string>> SetSetting(const Environment& environment, SqlSettings& sql,
                                              std::string_view name,
                                              const std::optional<std::string>& value) {
  const SettingSpec* const setting = FindSetting(name);
  if (setting == nullptr)
    return UnknownName(name);
  if (!setting->is_from_sql())
    return NotFromSql(*setting);
  SqlSettings changed = sql;
  const bool resets = !value || value->empty();
  if (setting->kind == SettingKind::kProfile) {
    Erase(changed, *setting, {});
    if (!resets)
      changed.values["profile"] = *value;
  } else {
    std::string profile;
    if (setting->is_of_login()) {
      ZD_ASSIGN_OR_RETURN(const SettingSources now,
                          SettingSources::Open(environment, sql, std::nullopt));
      profile = now.profile();
    }
    Erase(changed, *setting, profile);
    if (!resets) {
      Config unused;
      if (const std::string expected = setting->store(*value, unused); !expected.empty()) {
        return Error{Code::kInvalidArgument,
                     VariableName(setting->name) + " (from zoho_desk_set) must be " + expected};
      }
      if (setting->is_of_login())
        changed.login_values[{profile, std::string(setting->name)}] = *value;
      else
        changed.values[std::string(setting->name)] = *value;
    }
  }
  ZD_ASSIGN_OR_RETURN(const SettingSources sources,
                      SettingSources::Open(environment, changed, std::nullopt));
  std::optional<std::string> in_use = Shown(sources, *setting).value;
  sql = std::move(changed);
  return in_use;
}

}  // namespace zoho_desk::auth
