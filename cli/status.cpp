// zoho-desk status, called by main: asks Zoho whose login queries would use, and prints it. What
// only adds to the picture may fail, with a remark; that the login does not work is an error. No
// token is printed.

#include "cli/status.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "auth/token_cache.h"
#include "cli/interrupt.h"
#include "cli/portal.h"
#include "cli/scopes.h"
#include "cli/settings.h"
#include "common/text.h"
#include "common/time_text.h"
#include "http/curl_transport.h"

namespace zoho_desk::cli {
namespace {

using Json = nlohmann::ordered_json;

// Everything the command tells. What Zoho would not tell is empty, with the reason in `remarks`.
struct Facts {
  std::string profile;
  std::string source;  // where the credentials are from
  auth::Config config;
  Organization organization;
  Agent agent;
  std::vector<std::string> scopes;
  int64_t token_expires_ms = 0;  // 0: unknown
  int64_t credits_left = -1;
  std::vector<std::string> remarks;
};

std::string SourceOf(const auth::Environment& environment, const ProfileChoice& choice) {
  const std::vector<std::string> set = CredentialVariables(environment);
  const auto is_set = [&](const char* name) {
    return std::find(set.begin(), set.end(), name) != set.end();
  };
  if (is_set("ZOHO_DESK_ACCESS_TOKEN") || is_set("ZOHO_DESK_REFRESH_TOKEN"))
    return "environment";
  return "profile '" + choice.name + "' in " + choice.path;
}

// An answer that is nice to have: without it there is a remark.
template <typename T>
Status Optionally(Result<T> answer, T& target, std::vector<std::string>& remarks) {
  if (answer.ok())
    target = std::move(answer).value();
  else if (answer.error().code == Code::kCancelled)
    return std::move(answer).error();
  else
    remarks.push_back(answer.error().message);
  return Ok();
}

// What the token cache knows about the token in use; a configured access token is not cached.
void ReadToken(Facts& facts) {
  if (!facts.config.access_token.empty())
    return;
  const auto cached =
      auth::TokenCache(facts.config.cache_dir, auth::LoginIdentity(facts.config)).Read();
  if (!cached)
    return;
  facts.scopes = SplitList(cached->scope);
  facts.token_expires_ms = cached->expires_at_ms;
}

Result<Facts> Gather(const auth::Environment& environment, const ProfileChoice& choice) {
  ZD_ASSIGN_OR_RETURN(auth::Config config, LoadProfile(environment, choice));
  Facts facts{.profile = choice.name,
              .source = SourceOf(environment, choice),
              .config = config,
              .organization = {},
              .agent = {},
              .scopes = {},
              .remarks = {}};
  client::Session session(std::move(config), http::CurlTransport());
  client::RequestBudget budget;
  ZD_ASSIGN_OR_RETURN(facts.organization.id, session.OrgId(budget, OnInterrupt()));
  std::vector<Organization> organizations;
  ZD_RETURN_IF_ERROR(Optionally(FetchOrganizations(session), organizations, facts.remarks));
  const auto own = std::find_if(
      organizations.begin(), organizations.end(),
      [&](const Organization& organization) { return organization.id == facts.organization.id; });
  if (own != organizations.end())
    facts.organization = *own;
  else if (!organizations.empty())
    facts.remarks.push_back("the organisation " + facts.organization.id +
                            " is none of those that the token's user belongs to; check "
                            "ZOHO_DESK_ORG_ID or log in again");
  const Result<Agent> agent = FetchAgent(session);
  if (!agent.ok() && organizations.empty())
    return agent.error();  // neither request worked: the login does not
  ZD_RETURN_IF_ERROR(Optionally(agent, facts.agent, facts.remarks));
  ReadToken(facts);
  facts.credits_left = CreditsLeft();
  return facts;
}

std::string OrUnknown(const std::string& text) {
  return text.empty() ? "unknown" : text;
}

std::string ExpiryText(const Facts& facts) {
  if (facts.token_expires_ms == 0) {
    return facts.config.access_token.empty()
               ? "unknown"
               : "unknown: an access token that was set lives for an hour and is not renewed";
  }
  const int64_t minutes = std::max<int64_t>(0, facts.token_expires_ms - NowMillis()) / 60'000;
  return FormatUtcMillis(facts.token_expires_ms) + " (in " + std::to_string(minutes) +
         " min), then renewed by itself";
}

void SayFacts(const Facts& facts, const Console& console) {
  const auth::Config& config = facts.config;
  std::string user = facts.agent.name;
  if (!facts.agent.email.empty())
    user += user.empty() ? facts.agent.email : " <" + facts.agent.email + ">";
  console.Say("Login:         " + facts.source);
  console.Say("User:          " + OrUnknown(user));
  console.Say("Organisation:  " + Describe(facts.organization));
  console.Say("Data centre:   " + config.data_center + " (" + config.api_base + ", " +
              config.accounts_base + ")");
  console.Say("Access token:  expires " + ExpiryText(facts));
  console.Say("Scopes:        " + OrUnknown(Joined(facts.scopes)));
  console.Say("Credits left:  " +
              (facts.credits_left < 0 ? "unknown" : std::to_string(facts.credits_left)) +
              " today, shared by the whole portal");
  console.Say("Concurrency:   " + std::to_string(config.concurrency) +
              " requests at once (ZOHO_DESK_CONCURRENCY)");
  for (const std::string& remark : facts.remarks)
    console.Complain("Note: " + remark);
}

void SayJson(const Facts& facts, const Console& console) {
  const auto text = [](const std::string& value) { return value.empty() ? Json() : Json(value); };
  const Json scopes = facts.scopes.empty() ? Json() : Json(facts.scopes);
  const Json json{
      {"profile", facts.profile},
      {"source", facts.source},
      {"user",
       {{"id", text(facts.agent.id)},
        {"name", text(facts.agent.name)},
        {"email", text(facts.agent.email)}}},
      {"organization",
       {{"id", facts.organization.id},
        {"company", text(facts.organization.company)},
        {"portal", text(facts.organization.portal)},
        {"edition", text(facts.organization.edition)}}},
      {"dc", facts.config.data_center},
      {"api_base", facts.config.api_base},
      {"accounts_base", facts.config.accounts_base},
      {"token_expires",
       facts.token_expires_ms == 0 ? Json() : Json(FormatUtcMillis(facts.token_expires_ms))},
      {"scopes", scopes},
      {"credits_left", facts.credits_left < 0 ? Json() : Json(facts.credits_left)},
      {"concurrency", facts.config.concurrency},
      {"notes", facts.remarks}};
  console.SayJson(json.dump(2, ' ', false, Json::error_handler_t::replace));
}

}  // namespace

Status ShowStatus(const std::string& profile, bool json, const Console& console,
                  const auth::Environment& environment) {
  ZD_ASSIGN_OR_RETURN(const ProfileChoice choice, ChooseProfile(environment, profile));
  ZD_ASSIGN_OR_RETURN(const Facts facts, Gather(environment, choice));
  if (json)
    SayJson(facts, console);
  else
    SayFacts(facts, console);
  return Ok();
}

}  // namespace zoho_desk::cli
