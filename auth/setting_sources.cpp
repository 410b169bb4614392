// Finds a setting's value; called by config.cpp and sql_settings.cpp, and by client/connection for
// the profiles there are. Which source wins stands in Find and nowhere else. A profile that SQL
// picks takes nothing of the environment's login, so that two logins can never be mixed.

#include "auth/setting_sources.h"

#include <algorithm>
#include <utility>

#include "auth/profile_store.h"
#include "common/text.h"

namespace zoho_desk::auth {
namespace {

constexpr std::string_view kDefaultProfile = "default";

std::optional<std::string> NonEmpty(const Environment& environment, const std::string& name) {
  auto value = environment(name.c_str());
  return value && !value->empty() ? value : std::nullopt;
}

Error NoSuchProfile(const std::string& profile, const std::string& path, bool is_environments) {
  const std::string subject = is_environments
                                  ? "ZOHO_DESK_PROFILE (from environment) names the profile '" +
                                        profile + "', which is not in "
                                  : "there is no profile '" + profile + "' in ";
  if (path.empty()) {
    return {Code::kInvalidArgument, subject + "any file: neither XDG_CONFIG_HOME nor HOME is set"};
  }
  const auto names = ProfileNames(path);
  return {Code::kInvalidArgument,
          subject + path +
              (names.ok() && !names->empty() ? " (it has " + Joined(*names) + ")" : "") +
              "; pick another, or make it with zoho-desk login --profile NAME"};
}

// Under a relative one, what is read would depend on the folder in which a program happens to run:
// somebody else's login, or a token left where others look.
Status CheckFolders(const Environment& environment) {
  for (const char* name : {"HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"}) {
    const auto folder = NonEmpty(environment, name);
    if (folder && !folder->starts_with('/')) {
      return Error{Code::kInvalidArgument,
                   std::string(name) + " (from environment) is '" + *folder +
                       "', a relative path; profiles and tokens lie under an absolute one: set it "
                       "to one that begins with /, or unset it"};
    }
  }
  return Ok();
}

}  // namespace

std::string EnvironmentProfile(const Environment& environment) {
  return NonEmpty(environment, "ZOHO_DESK_PROFILE").value_or(std::string(kDefaultProfile));
}

Result<std::vector<std::string>> KnownProfiles(const Environment& environment) {
  ZD_RETURN_IF_ERROR(CheckFolders(environment));
  const std::string path = ProfilePath(environment);
  std::vector<std::string> names;
  if (!path.empty()) {
    ZD_ASSIGN_OR_RETURN(names, ProfileNames(path));
  }
  const std::string own = EnvironmentProfile(environment);
  if (std::find(names.begin(), names.end(), own) == names.end())
    names.push_back(own);
  return names;
}

Result<SettingSources> SettingSources::Open(const Environment& environment, const SqlSettings& sql,
                                            const std::optional<std::string>& profile) {
  SettingSources sources(environment, sql, {});
  ZD_RETURN_IF_ERROR(sources.Read(profile));
  return sources;
}

Result<SettingSources> SettingSources::Open(const Environment& environment,
                                            const LoadOptions& options) {
  SettingSources sources(environment, {}, options);
  ZD_RETURN_IF_ERROR(sources.Read(std::nullopt));
  return sources;
}

Status SettingSources::Read(const std::optional<std::string>& profile) {
  ZD_RETURN_IF_ERROR(CheckFolders(*environment_));
  const std::string own = options_.profile.value_or(EnvironmentProfile(*environment_));
  const bool is_named = !options_.profile && NonEmpty(*environment_, "ZOHO_DESK_PROFILE");
  const auto set = sql_.values.find("profile");
  profile_ = profile ? *profile : set != sql_.values.end() ? set->second : own;
  environment_login_ = profile_ == own;
  if (profile || set != sql_.values.end())
    profile_source_ = FoundSetting::Source::kSql;
  else if (is_named || options_.profile)
    profile_source_ = FoundSetting::Source::kEnvironment;

  if (options_.reads_file)
    path_ = ProfilePath(*environment_);
  std::optional<Profile> found;
  if (!path_.empty()) {
    ZD_ASSIGN_OR_RETURN(found, ReadProfile(path_, profile_));
  }
  // The environment alone may describe the default profile.
  if (!found && (!environment_login_ || is_named))
    return NoSuchProfile(profile_, path_, environment_login_);
  if (found)
    file_ = std::move(*found);
  return CheckFile();
}

Status SettingSources::CheckFile() const {
  std::string known;
  for (const SettingSpec& setting : AllSettings()) {
    if (setting.is_in_file())
      AppendToList(known, setting.name);
  }
  for (const auto& [name, value] : file_) {
    const auto all = AllSettings();
    const bool is_known = std::any_of(all.begin(), all.end(), [&name = name](const auto& setting) {
      return setting.is_in_file() && setting.name == name;
    });
    if (is_known)
      continue;
    std::string message = "profile file ";
    message.append(path_).append(": profile '").append(profile_);
    message.append("' has the unknown setting '").append(name).append("'; known are ");
    message.append(known);
    return Error{Code::kInvalidArgument, std::move(message)};
  }
  return Ok();
}

// Of what SQL sets, a login's setting counts for the profile it was set for alone.
std::optional<FoundSetting> SettingSources::Find(const SettingSpec& setting) const {
  using Source = FoundSetting::Source;
  if (setting.kind == SettingKind::kProfile) {
    return profile_source_ ? std::optional(FoundSetting{profile_, *profile_source_}) : std::nullopt;
  }
  const bool of_login = setting.is_of_login();
  if (of_login) {
    if (const auto own = sql_.login_values.find({profile_, std::string(setting.name)});
        own != sql_.login_values.end())
      return FoundSetting{own->second, Source::kSql};
  } else if (const auto set = sql_.values.find(setting.name); set != sql_.values.end()) {
    return FoundSetting{set->second, Source::kSql};
  }
  if (!of_login || environment_login_) {
    if (auto value = FromEnvironment(setting))
      return FoundSetting{std::move(*value), Source::kEnvironment};
  }
  if (const auto found = file_.find(setting.name); found != file_.end())
    return FoundSetting{found->second, Source::kFile};
  return std::nullopt;
}

std::optional<std::string> SettingSources::FromEnvironment(const SettingSpec& setting) const {
  const auto given = options_.values.find(setting.name);
  if (given == options_.values.end())
    return NonEmpty(*environment_, VariableName(setting.name));
  return given->second.empty() ? std::nullopt : std::optional(given->second);
}

std::string_view NameOf(FoundSetting::Source source) {
  switch (source) {
    case FoundSetting::Source::kSql:
      return "zoho_desk_set";
    case FoundSetting::Source::kEnvironment:
      return "environment";
    case FoundSetting::Source::kFile:
      break;
  }
  return "profile file";
}

std::string SettingSources::OriginOf(FoundSetting::Source source) const {
  if (source == FoundSetting::Source::kFile)
    return "profile '" + profile_ + "' in " + path_;
  return std::string(NameOf(source));
}

}  // namespace zoho_desk::auth
