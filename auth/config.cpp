#include "auth/config.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>

#include "auth/data_center.h"
#include "auth/profile_file.h"
#include "http/url_parts.h"

namespace zoho_desk::auth {
namespace {

constexpr std::string_view kPrefix = "ZOHO_DESK_";

// The settings a profile may hold; ZOHO_DESK_PROFILE itself picks the profile.
constexpr std::array<std::string_view, 14> kProfileSettings{
    "client_id", "client_secret", "refresh_token", "access_token", "org_id",
    "dc",        "api_base",      "accounts_base", "concurrency",  "max_requests",
    "cache_ttl", "progress",      "timeout",       "retries"};

// "client_id" -> "ZOHO_DESK_CLIENT_ID".
std::string VariableName(std::string_view setting) {
  std::string name(kPrefix);
  for (const char c : setting)
    name += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return name;
}

std::optional<std::string> NonEmpty(const Environment& environment, const std::string& name) {
  auto value = environment(name.c_str());
  return value && !value->empty() ? value : std::nullopt;
}

// ${variable}/zoho_desk, or ~/home_part/zoho_desk. The XDG specification has relative paths
// ignored.
std::string XdgDirectory(const Environment& environment, const char* variable,
                         const char* home_part) {
  if (const auto base = NonEmpty(environment, variable); base && base->front() == '/')
    return *base + "/zoho_desk";
  if (const auto home = NonEmpty(environment, "HOME"))
    return *home + "/" + home_part + "/zoho_desk";
  return {};
}

// A value and where it came from, for messages.
struct Setting {
  std::string name;    // "ZOHO_DESK_DC"
  std::string origin;  // "environment", or "profile 'x' in PATH"
  std::string value;
  bool from_environment = false;
};

Error Invalid(const Setting& setting, const std::string& expected) {
  return {Code::kInvalidArgument,
          setting.name + " (from " + setting.origin + ") must be " + expected};
}

// Reads one Config: where values come from, and the checks they share.
class Loader {
 public:
  explicit Loader(const Environment& environment) : environment_(environment) {}

  Result<Config> Load();

 private:
  Status LoadProfile();
  Error UnknownSetting(const std::string& name) const;
  std::optional<Setting> Find(std::string_view name) const;

  Status ReadSecret(std::string_view name, std::string& target) const;
  Status ReadInteger(std::string_view name, int64_t min, int64_t max, std::string_view unit,
                     int64_t& target) const;
  Status ReadBase(std::string_view name, std::string& target) const;
  Status ReadIdentity();
  Status ReadDataCenter();
  Status ReadLimits();
  Status CheckCredentials();

  const Environment& environment_;
  std::string path_;
  Profile file_;
  Config config_;
};

Status Loader::LoadProfile() {
  const auto named = NonEmpty(environment_, "ZOHO_DESK_PROFILE");
  config_.profile = named.value_or("default");
  path_ = ProfilePath(environment_);
  std::optional<Profile> found;
  if (!path_.empty()) {
    ZD_ASSIGN_OR_RETURN(found, ReadProfile(path_, config_.profile));
  }
  if (!found && named) {
    return Error{Code::kInvalidArgument,
                 "ZOHO_DESK_PROFILE (from environment) names the profile '" + *named +
                     "', which is not in " +
                     (path_.empty() ? "any file: neither XDG_CONFIG_HOME nor HOME is set" : path_)};
  }
  if (found)
    file_ = std::move(*found);
  for (const auto& [name, value] : file_) {
    if (std::find(kProfileSettings.begin(), kProfileSettings.end(), name) != kProfileSettings.end())
      continue;
    return UnknownSetting(name);
  }
  return Ok();
}

Error Loader::UnknownSetting(const std::string& name) const {
  std::string known;
  for (const std::string_view setting : kProfileSettings)
    known.append(known.empty() ? "" : ", ").append(setting);
  return {Code::kInvalidArgument, "profile file " + path_ + ": profile '" + config_.profile +
                                      "' has the unknown setting '" + name + "'; known are " +
                                      known};
}

std::optional<Setting> Loader::Find(std::string_view name) const {
  const std::string variable = VariableName(name);
  if (auto value = NonEmpty(environment_, variable))
    return Setting{variable, "environment", std::move(*value), true};
  if (const auto found = file_.find(name); found != file_.end())
    return Setting{variable, "profile '" + config_.profile + "' in " + path_, found->second, false};
  return std::nullopt;
}

// Secrets enter headers and form bodies: visible ASCII only. The value is never echoed.
Status Loader::ReadSecret(std::string_view name, std::string& target) const {
  const auto setting = Find(name);
  if (!setting)
    return Ok();
  const auto visible = [](char c) { return c > ' ' && c < '\x7f'; };
  if (!std::all_of(setting->value.begin(), setting->value.end(), visible)) {
    return Invalid(*setting,
                   "one word without spaces, line breaks or special characters; check that it was "
                   "copied whole");
  }
  target = setting->value;
  return Ok();
}

Status Loader::ReadInteger(std::string_view name, int64_t min, int64_t max, std::string_view unit,
                           int64_t& target) const {
  const auto setting = Find(name);
  if (!setting)
    return Ok();
  const char* const first = setting->value.data();
  const char* const last = first + setting->value.size();
  int64_t value = 0;
  const auto [end, error] = std::from_chars(first, last, value);
  if (error != std::errc{} || end != last || value < min || value > max) {
    return Invalid(*setting, "a whole number from " + std::to_string(min) + " to " +
                                 std::to_string(max) + std::string(unit));
  }
  target = value;
  return Ok();
}

Status Loader::ReadBase(std::string_view name, std::string& target) const {
  const auto setting = Find(name);
  if (!setting)
    return Ok();
  std::string text = setting->value;
  while (!text.empty() && text.back() == '/')
    text.pop_back();
  const auto url = http::ParseUrl(text);
  // The parser tolerates some of these and would drop others; none belongs in a base.
  const bool plain = text.find_first_of("?#@\\") == std::string::npos;
  if (!url || !plain || url->has_user || url->path != "/") {
    return Invalid(*setting,
                   "scheme://host or scheme://host:port, without a path, query or user name");
  }
  if (!http::IsAllowedOrigin(*url)) {
    return Invalid(*setting,
                   "an https URL; http is allowed only on this machine (127.0.0.1, ::1, "
                   "localhost)");
  }
  target = std::move(text);
  return Ok();
}

Status Loader::ReadIdentity() {
  ZD_RETURN_IF_ERROR(ReadSecret("client_id", config_.client_id));
  ZD_RETURN_IF_ERROR(ReadSecret("client_secret", config_.client_secret));
  ZD_RETURN_IF_ERROR(ReadSecret("refresh_token", config_.refresh_token));
  ZD_RETURN_IF_ERROR(ReadSecret("access_token", config_.access_token));
  const auto org = Find("org_id");
  if (!org)
    return Ok();
  // Zoho answers an unexplained HTTP 500 to anything but digits.
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  if (org->value.size() > 20 || !std::all_of(org->value.begin(), org->value.end(), digit))
    return Invalid(*org, "the organisation's number: up to 20 digits");
  config_.org_id = org->value;
  return Ok();
}

Status Loader::ReadDataCenter() {
  const DataCenter* center = &AllDataCenters().front();
  if (const auto setting = Find("dc")) {
    center = FindDataCenter(setting->value);
    if (center == nullptr)
      return Invalid(*setting, "one of " + DataCenterCodes());
  }
  config_.data_center = center->code;
  config_.api_base = "https://" + std::string(center->desk_host);
  config_.accounts_base = "https://" + std::string(center->accounts_host);
  ZD_RETURN_IF_ERROR(ReadBase("api_base", config_.api_base));
  return ReadBase("accounts_base", config_.accounts_base);
}

Status Loader::ReadLimits() {
  int64_t concurrency = config_.concurrency;
  ZD_RETURN_IF_ERROR(ReadInteger("concurrency", 1, 25, "", concurrency));
  config_.concurrency = static_cast<int>(concurrency);
  ZD_RETURN_IF_ERROR(
      ReadInteger("max_requests", 0, 1'000'000'000, " (0: no limit)", config_.max_requests));
  ZD_RETURN_IF_ERROR(
      ReadInteger("cache_ttl", 0, 604'800, " seconds (0: off)", config_.cache_ttl_s));
  int64_t progress = 0;
  ZD_RETURN_IF_ERROR(ReadInteger("progress", 0, 1, "", progress));
  if (Find("progress"))
    config_.progress = progress != 0;
  int64_t timeout_s = config_.timeout_ms / 1000;
  ZD_RETURN_IF_ERROR(ReadInteger("timeout", 1, 3600, " seconds", timeout_s));
  config_.timeout_ms = timeout_s * 1000;
  int64_t retries = config_.retries;
  ZD_RETURN_IF_ERROR(ReadInteger("retries", 0, 10, "", retries));
  config_.retries = static_cast<int>(retries);
  return Ok();
}

Status Loader::CheckCredentials() {
  std::string missing;
  bool all_from_environment = true;
  for (const std::string_view name : {"client_id", "client_secret", "refresh_token"}) {
    const auto setting = Find(name);
    all_from_environment = all_from_environment && setting && setting->from_environment;
    if (!setting)
      missing.append(missing.empty() ? "" : ", ").append(VariableName(name));
  }
  if (!config_.access_token.empty()) {
    // "Environment first" holds for the two ways to log in as well.
    if (all_from_environment && !Find("access_token")->from_environment)
      config_.access_token.clear();
    return Ok();
  }
  if (missing.empty())
    return Ok();
  return Error{Code::kAuth,
               "Zoho Desk credentials are missing: set " + missing +
                   " in the environment or in the profile '" + config_.profile + "'" +
                   (path_.empty() ? "" : " of " + path_) +
                   ", or set ZOHO_DESK_ACCESS_TOKEN instead of all three; the README's section on "
                   "credentials shows how to get them"};
}

Result<Config> Loader::Load() {
  ZD_RETURN_IF_ERROR(LoadProfile());
  ZD_RETURN_IF_ERROR(ReadIdentity());
  ZD_RETURN_IF_ERROR(ReadDataCenter());
  ZD_RETURN_IF_ERROR(ReadLimits());
  ZD_RETURN_IF_ERROR(CheckCredentials());
  config_.cache_dir = XdgDirectory(environment_, "XDG_CACHE_HOME", ".cache");
  return std::move(config_);
}

}  // namespace

Environment ProcessEnvironment() {
  return [](const char* name) -> std::optional<std::string> {
    const char* const value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): no other
    return value == nullptr ? std::nullopt : std::optional<std::string>(value);
  };
}

Result<Config> LoadConfig(const Environment& environment) {
  return Loader(environment).Load();
}

std::string ProfilePath(const Environment& environment) {
  const std::string directory = XdgDirectory(environment, "XDG_CONFIG_HOME", ".config");
  return directory.empty() ? directory : directory + "/config.json";
}

}  // namespace zoho_desk::auth
