// zoho-desk profiles, called by main: lists and removes logins in the profile file. It asks Zoho
// nothing, and of a secret it tells only whether there is one.

#include "cli/profiles.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <vector>

#include "auth/profile_store.h"
#include "cli/interrupt.h"
#include "cli/logout.h"
#include "cli/settings.h"

namespace zoho_desk::cli {
namespace {

// A profile without its secrets.
struct Listed {
  std::string name;
  bool current = false;
  std::string data_center;
  std::string org_id;
  std::string credentials;  // what there is, or what is missing
};

std::string Get(const auth::Profile& profile, std::string_view setting) {
  const auto found = profile.find(setting);
  return found == profile.end() ? std::string() : found->second;
}

std::string CredentialsOf(const auth::Profile& profile) {
  if (!Get(profile, "access_token").empty())
    return "access token";
  std::string missing;
  for (const char* setting : {"client_id", "client_secret", "refresh_token"}) {
    if (Get(profile, setting).empty())
      missing += (missing.empty() ? "no " : ", no ") + std::string(setting);
  }
  return missing.empty() ? "refresh token" : missing;
}

std::string Padded(const std::string& text, size_t width) {
  return text + std::string(width - std::min(width, text.size()) + 2, ' ');
}

void SayTable(const Console& console, const std::vector<Listed>& listed) {
  const std::vector<Listed> header{{.name = "profile",
                                    .current = false,
                                    .data_center = "dc",
                                    .org_id = "organisation",
                                    .credentials = "credentials"}};
  size_t name_width = 0;
  size_t org_width = 0;
  for (const auto* rows : {&header, &listed}) {
    for (const Listed& row : *rows) {
      name_width = std::max(name_width, row.name.size());
      org_width = std::max(org_width, row.org_id.size());
    }
  }
  for (const auto* rows : {&header, &listed}) {
    for (const Listed& row : *rows) {
      console.Say((row.current ? "* " : "  ") + Padded(row.name, name_width) +
                  Padded(row.data_center, 2) + Padded(row.org_id, org_width) + row.credentials);
    }
  }
}

}  // namespace

Status ListProfiles(bool json, const Console& console, const auth::Environment& environment) {
  ZD_ASSIGN_OR_RETURN(const ProfileChoice choice, ChooseProfile(environment, {}));
  ZD_ASSIGN_OR_RETURN(const std::vector<std::string> names, auth::ProfileNames(choice.path));
  std::vector<Listed> listed;
  for (const std::string& name : names) {
    ZD_ASSIGN_OR_RETURN(const auto profile, auth::ReadProfile(choice.path, name));
    if (!profile)
      continue;
    const std::string data_center = Get(*profile, "dc");
    listed.push_back({.name = name,
                      .current = name == choice.name,
                      .data_center = data_center.empty() ? "us" : data_center,
                      .org_id = Get(*profile, "org_id"),
                      .credentials = CredentialsOf(*profile)});
  }
  if (json) {
    auto rows = nlohmann::ordered_json::array();
    for (const Listed& row : listed) {
      rows.push_back({{"name", row.name},
                      {"current", row.current},
                      {"dc", row.data_center},
                      {"org_id", row.org_id},
                      {"credentials", row.credentials}});
    }
    console.SayJson(rows.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
    return Ok();
  }
  if (listed.empty()) {
    console.Say("There are no profiles in " + choice.path + ". Run 'zoho-desk login'.");
    return Ok();
  }
  SayTable(console, listed);
  console.Say("");
  console.Say("* is used now; ZOHO_DESK_PROFILE=NAME picks another.");
  return Ok();
}

Status RemoveProfile(const std::string& name, const Console& console,
                     const auth::Environment& environment) {
  ZD_ASSIGN_OR_RETURN(const ProfileChoice choice, ChooseProfile(environment, name));
  bool logged_in = false;
  if (auto config = StoredLogin(environment, choice); config.ok()) {
    logged_in = !config->refresh_token.empty();
    DropCachedToken(*config);
  }
  ZD_ASSIGN_OR_RETURN(const bool removed, auth::RemoveProfile(choice.path, name, OnInterrupt()));
  if (!removed) {
    return Error{Code::kInvalidArgument, "there is no profile '" + name + "' in " + choice.path +
                                             "; 'zoho-desk profiles' lists them"};
  }
  console.Say("Removed the profile '" + name + "' from " + choice.path + ".");
  if (logged_in) {
    console.Say(
        "Its refresh token was not revoked; 'zoho-desk logout' would have done that, and so "
        "does Connected Apps in your Zoho account.");
  }
  return Ok();
}

}  // namespace zoho_desk::cli
