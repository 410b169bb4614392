// The list of settings, with the check of each; called by config.cpp to load, by sql_settings.cpp
// to show and to set. A check says what a value must be and never what it is: it may be a secret,
// put in the wrong place.

#include "auth/settings.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "auth/data_center.h"
#include "common/text.h"
#include "http/url_parts.h"

namespace zoho_desk::auth {
namespace {

constexpr std::string_view kPrefix = "ZOHO_DESK_";

// Secrets enter headers and form bodies: visible ASCII only.
std::string StoreWord(const std::string& value, std::string& target) {
  const auto visible = [](char c) { return c > ' ' && c < '\x7f'; };
  if (!std::all_of(value.begin(), value.end(), visible)) {
    return "one word without spaces, line breaks or special characters; check that it was copied "
           "whole";
  }
  target = value;
  return {};
}

template <typename Number>
std::string StoreNumber(const std::string& value, int64_t min, int64_t max, std::string_view unit,
                        int64_t factor, Number& target) {
  int64_t number = 0;
  const char* const last = value.data() + value.size();
  const auto [end, error] = std::from_chars(value.data(), last, number);
  if (error != std::errc{} || end != last || number < min || number > max) {
    return "a whole number from " + std::to_string(min) + " to " + std::to_string(max) +
           std::string(unit);
  }
  target = static_cast<Number>(number * factor);
  return {};
}

std::string StoreBase(const std::string& value, std::string& target) {
  std::string text = value;
  while (!text.empty() && text.back() == '/')
    text.pop_back();
  const auto url = http::ParseUrl(text);
  // The parser tolerates some of these and would drop others; none belongs in a base.
  const bool plain = text.find_first_of("?#@\\") == std::string::npos;
  if (!url || !plain || url->has_user || url->path != "/")
    return "scheme://host or scheme://host:port, without a path, query or user name";
  if (!http::IsAllowedOrigin(*url)) {
    return "an https URL; http is allowed only on this machine (127.0.0.1, ::1, localhost)";
  }
  target = std::move(text);
  return {};
}

std::string StoreOrganization(const std::string& value, Config& config) {
  // Zoho answers an unexplained HTTP 500 to anything but digits.
  if (value.size() > 20 || !std::all_of(value.begin(), value.end(), IsAsciiDigit))
    return "the organisation's number: up to 20 digits";
  config.org_id = value;
  return {};
}

std::string StoreDataCenter(const std::string& value, Config& config) {
  const DataCenter* const center = FindDataCenter(value);
  if (center == nullptr)
    return "one of " + DataCenterCodes();
  config.data_center = center->code;
  config.api_base = "https://" + std::string(center->desk_host);
  config.accounts_base = "https://" + std::string(center->accounts_host);
  return {};
}

std::string StoreProfile(const std::string& value, Config& config) {
  config.profile = value;
  return {};
}

template <typename Flag>
std::string StoreFlag(const std::string& value, Flag& target) {
  int number = 0;
  std::string expected = StoreNumber(value, 0, 1, "", 1, number);
  if (expected.empty())
    target = number != 0;
  return expected;
}

using Text = const std::string&;

constexpr std::array<SettingSpec, 18> kSettings{{
    {"profile", SettingKind::kProfile, "default", "which login of the profile file is used",
     StoreProfile},
    {"client_id", SettingKind::kCredential, "", "the OAuth client's id",
     [](Text value, Config& config) { return StoreWord(value, config.client_id); }},
    {"client_secret", SettingKind::kCredential, "", "the OAuth client's secret",
     [](Text value, Config& config) { return StoreWord(value, config.client_secret); }},
    {"refresh_token", SettingKind::kCredential, "", "what the login got; access tokens come of it",
     [](Text value, Config& config) { return StoreWord(value, config.refresh_token); }},
    {"access_token", SettingKind::kCredential, "",
     "an access token instead of the three, for an hour",
     [](Text value, Config& config) { return StoreWord(value, config.access_token); }},
    {"org_id", SettingKind::kLogin, "",
     "the organisation; found when there is only one, or a default", StoreOrganization},
    {"dc", SettingKind::kHost, "us", "data centre: us, eu, in, au, jp, ca, cn, sa, sg, ae or uk",
     StoreDataCenter},
    {"api_base", SettingKind::kHost, "",
     "another host than the data centre's: https://host; http on loopback only",
     [](Text value, Config& config) { return StoreBase(value, config.api_base); }},
    {"accounts_base", SettingKind::kHost, "",
     "likewise for the accounts server, which gives tokens",
     [](Text value, Config& config) { return StoreBase(value, config.accounts_base); }},
    {"concurrency", SettingKind::kLimit, "4",
     "most requests under way at once, 1 to 25; 1 also asks for nothing ahead",
     [](Text value, Config& config) {
       return StoreNumber(value, 1, 25, "", 1, config.concurrency);
     }},
    {"max_requests", SettingKind::kLimit, "0",
     "most requests a statement may send, all its tables together; 0: no limit",
     [](Text value, Config& config) {
       return StoreNumber(value, 0, 1'000'000'000, " (0: no limit)", 1, config.max_requests);
     }},
    {"max_credits", SettingKind::kLimit, "10000",
     "credits after which a statement asks for no more lists of single records (the comments of a "
     "ticket); 0: no limit",
     [](Text value, Config& config) {
       return StoreNumber(value, 0, 1'000'000'000, " (0: no limit)", 1, config.max_credits);
     }},
    {"statement_timeout", SettingKind::kLimit, "0",
     "seconds a statement may wait for Zoho in all, up to 86400; 0: no limit",
     [](Text value, Config& config) {
       return StoreNumber(value, 0, 86'400, " seconds (0: no limit)", 1000,
                          config.statement_timeout_ms);
     }},
    {"cache_ttl", SettingKind::kLimit, "0", "seconds for which answers are used again; 0: never",
     [](Text value, Config& config) {
       return StoreNumber(value, 0, 604'800, " seconds (0: off)", 1, config.cache_ttl_s);
     }},
    {"progress", SettingKind::kLimit, "",
     "1 or 0: whether long scans report their progress; unset: in a shell on a terminal",
     [](Text value, Config& config) { return StoreFlag(value, config.progress); }},
    {"timeout", SettingKind::kLimit, "60",
     "seconds without any progress before a request fails, 1 to 3600; with its retries it takes at "
     "most six times that",
     [](Text value, Config& config) {
       return StoreNumber(value, 1, 3600, " seconds", 1000, config.timeout_ms);
     }},
    {"retries", SettingKind::kLimit, "3", "how often a passing failure is retried, 0 to 10",
     [](Text value, Config& config) { return StoreNumber(value, 0, 10, "", 1, config.retries); }},
    {"skip_refused", SettingKind::kLimit, "0",
     "1: records and parts of a table that Zoho refuses to show are left out, with a warning; 0: "
     "they are an error",
     [](Text value, Config& config) { return StoreFlag(value, config.skip_refused); }},
}};

}  // namespace

std::span<const SettingSpec> AllSettings() {
  return kSettings;
}

std::string VariableName(std::string_view setting) {
  return std::string(kPrefix) + UpperAscii(std::string(setting));
}

const SettingSpec* FindSetting(std::string_view name) {
  const std::string variable = VariableName(name);  // upper case, once or twice prefixed
  const std::string_view wanted = std::string_view(variable).substr(kPrefix.size());
  for (const SettingSpec& setting : kSettings) {
    const std::string full = VariableName(setting.name);
    if (wanted == full || wanted == std::string_view(full).substr(kPrefix.size()))
      return &setting;
  }
  return nullptr;
}

}  // namespace zoho_desk::auth
