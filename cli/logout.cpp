// zoho-desk logout, called by main; profiles remove drops cached tokens with it. Zoho revokes first
// and this machine forgets afterwards, --local apart: a token that may still be good stays where it
// can be revoked.

#include "cli/logout.h"

#include <unistd.h>

#include "auth/code_exchange.h"
#include "auth/profile_store.h"
#include "auth/token_cache.h"
#include "cli/interrupt.h"
#include "cli/scopes.h"
#include "common/text.h"
#include "http/curl_transport.h"
#include "http/url_parts.h"

namespace zoho_desk::cli {
namespace {

std::string Get(const auth::Profile& profile, std::string_view setting) {
  const auto found = profile.find(setting);
  return found == profile.end() ? std::string() : found->second;
}

Status Revoke(const auth::Config& config, const Console& console) {
  for (const auto& [name, token] : {std::pair("refresh token", &config.refresh_token),
                                    std::pair("access token", &config.access_token)}) {
    if (token->empty())
      continue;
    const auto revoked = auth::RevokeToken(config, *token, http::CurlTransport(), OnInterrupt());
    if (!revoked.ok()) {
      Error error = revoked.error();
      error.message +=
          "; nothing was removed here. 'zoho-desk logout --local' forgets the login without "
          "revoking it";
      return error;
    }
    if (*revoked)
      console.Say("Revoked the " + std::string(name) + ".");
    else
      console.Complain("Zoho knows no such " + std::string(name) +
                       " (any more), so there was nothing to revoke. To be sure, look at Connected "
                       "Apps in your Zoho account.");
  }
  return Ok();
}

}  // namespace

Result<auth::Config> StoredLogin(const auth::Environment& environment,
                                 const ProfileChoice& choice) {
  ZD_ASSIGN_OR_RETURN(const auto profile, auth::ReadProfile(choice.path, choice.name));
  if (!profile) {
    return Error{Code::kInvalidArgument, "there is no profile '" + choice.name + "' in " +
                                             choice.path + "; 'zoho-desk profiles' lists them"};
  }
  ZD_ASSIGN_OR_RETURN(auth::Config config,
                      LoadSettings(environment, choice, {}, LoginFrom::kProfileAlone));
  config.refresh_token = Get(*profile, "refresh_token");
  config.access_token = Get(*profile, "access_token");
  return config;
}

void DropCachedToken(const auth::Config& config) {
  const std::string path = auth::TokenCache(config.cache_dir, auth::LoginIdentity(config)).path();
  if (path.empty() || config.refresh_token.empty())
    return;
  unlink(path.c_str());
  unlink((path + ".lock").c_str());
  unlink((path + ".lock2").c_str());
}

Status Logout(const std::string& profile, bool revoke, const Console& console,
              const auth::Environment& environment) {
  ZD_ASSIGN_OR_RETURN(const ProfileChoice choice, ChooseProfile(environment, profile));
  ZD_ASSIGN_OR_RETURN(const auth::Config config, StoredLogin(environment, choice));
  if (config.refresh_token.empty() && config.access_token.empty())
    console.Say("The profile '" + choice.name + "' is not logged in.");
  else if (revoke)
    ZD_RETURN_IF_ERROR(Revoke(config, console));
  DropCachedToken(config);
  auth::ProfileChanges changes{{"client_secret", std::nullopt},
                               {"refresh_token", std::nullopt},
                               {"access_token", std::nullopt}};
  // A sandbox's port is good for the login that was made on it alone.
  for (const auto& [setting, base] : {std::pair("accounts_base", &config.accounts_base),
                                      std::pair("api_base", &config.api_base)}) {
    if (const auto url = http::ParseUrl(*base); url && http::IsLoopbackHost(url->host))
      changes.emplace(setting, std::nullopt);
  }
  ZD_RETURN_IF_ERROR(auth::ChangeProfile(choice.path, choice.name, changes, OnInterrupt()));
  console.Say("Removed the secrets of the profile '" + choice.name + "' from " + choice.path + ".");
  const std::vector<std::string> variables = CredentialVariables(environment);
  if (!variables.empty())
    console.Complain("Note: the environment still has " + Joined(variables) + ".");
  return Ok();
}

}  // namespace zoho_desk::cli
