#include "auth/config.h"

#include "auth/profile_file.h"
#include "common/text.h"
#include "http/url_parts.h"
#include "tests/fuzz/targets.h"

namespace zoho_desk::fuzz {
namespace {

constexpr size_t kLongEnoughToBeASecret = 12;

std::string VariableName(std::string_view setting) {
  return "ZOHO_DESK_" + UpperAscii(std::string(setting));
}

void RequireBase(const std::string& base) {
  const auto url = http::ParseUrl(base);
  Require(url.has_value(), "a base is a URL: " + base);
  Require(http::IsAllowedOrigin(*url), "a base is https, or on this machine: " + base);
  Require(!url->has_user && url->path == "/", "a base is bare: " + base);
}

bool IsVisible(const std::string& text) {
  for (const char c : text) {
    if (c <= ' ' || c > '~')
      return false;
  }
  return true;
}

}  // namespace

bool RunConfig(std::string_view input) {
  auto profile = auth::ParseProfile(std::string(input), "config.json", "default");
  if (!profile.ok() || !*profile)
    return false;
  // As the environment says it: the same checks, without a file.
  const auth::Environment environment = [&](const char* name) -> std::optional<std::string> {
    for (const auto& [setting, value] : **profile) {
      if (VariableName(setting) == name)
        return value;
    }
    return std::nullopt;
  };
  const auto config = auth::LoadConfig(environment);
  if (!config.ok()) {
    const std::string& message = config.error().message;
    Require(!message.empty(), "an error says something");
    for (const char* secret : {"client_secret", "refresh_token", "access_token"}) {
      const auto found = (*profile)->find(secret);
      Require(found == (*profile)->end() || found->second.size() < kLongEnoughToBeASecret ||
                  message.find(found->second) == std::string::npos,
              "no secret is repeated");
    }
    return false;
  }
  RequireBase(config->api_base);
  RequireBase(config->accounts_base);
  Require(config->concurrency >= 1 && config->concurrency <= 25, "concurrency is in range");
  Require(config->timeout_ms >= 1000 && config->timeout_ms <= 3'600'000, "timeout is in range");
  Require(config->retries >= 0 && config->retries <= 10, "retries is in range");
  for (const std::string* text :
       {&config->client_secret, &config->refresh_token, &config->access_token, &config->org_id})
    Require(IsVisible(*text), "what goes into a header is visible ASCII");
  return true;
}

}  // namespace zoho_desk::fuzz
