#pragma once

// Where a setting's value comes from: zoho_desk_set of the connection first, then the environment,
// then the profile file.
//
// A profile that a query or zoho_desk_set picks is another login than the one the environment
// describes: its credentials, hosts and organisation come from the file alone, so that two profiles
// can never become one. The environment's own profile (ZOHO_DESK_PROFILE, or "default") is what it
// always was, whoever names it.

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "auth/config.h"
#include "auth/profile_file.h"
#include "auth/settings.h"
#include "common/status.h"

namespace zoho_desk::auth {

// A setting's value, and who says so.
struct FoundSetting {
  enum class Source : uint8_t { kSql, kEnvironment, kFile };
  std::string value;  // never empty
  Source source = Source::kEnvironment;
};

// "zoho_desk_set", "environment" or "profile file". Static storage.
std::string_view NameOf(FoundSetting::Source source);

class SettingSources {
 public:
  // Picks the profile, `profile` if given, and reads it. Errors are kInvalidArgument: a profile
  // that does not exist (the message lists those there are), an unknown setting in it, and those of
  // ReadProfile. The environment outlives this.
  static Result<SettingSources> Open(const Environment& environment, const SqlSettings& sql,
                                     const std::optional<std::string>& profile);
  // Without SQL; whether the profile exists is for the caller to ask.
  static Result<SettingSources> Open(const Environment& environment, const LoadOptions& options);

  const std::string& profile() const { return profile_; }
  // The profile file's path; empty if it has no place.
  const std::string& path() const { return path_; }
  // True if the environment's credentials, hosts and organisation are this profile's.
  bool uses_environment_login() const { return environment_login_; }

  std::optional<FoundSetting> Find(const SettingSpec& setting) const;
  // For messages: "environment", "profile 'x' in PATH", "zoho_desk_set".
  std::string OriginOf(FoundSetting::Source source) const;

 private:
  SettingSources(const Environment& environment, SqlSettings sql, LoadOptions options)
      : environment_(&environment), sql_(std::move(sql)), options_(std::move(options)) {}
  Status Read(const std::optional<std::string>& profile);
  Status CheckFile() const;
  std::optional<std::string> FromEnvironment(const SettingSpec& setting) const;

  const Environment* environment_;
  SqlSettings sql_;
  LoadOptions options_;
  std::string profile_;
  std::string path_;
  bool environment_login_ = true;
  std::optional<FoundSetting::Source> profile_source_;  // nullopt: the default profile
  Profile file_;
};

// The profile that the environment names; "default" if it names none.
std::string EnvironmentProfile(const Environment& environment);

// The profiles that a query may name: those of the file, and the environment's own. Errors as
// ReadProfile.
Result<std::vector<std::string>> KnownProfiles(const Environment& environment);

}  // namespace zoho_desk::auth
