#include "cli/login.h"

#include <algorithm>
#include <map>

#include "auth/code_exchange.h"
#include "auth/data_center.h"
#include "auth/profile_store.h"
#include "auth/token_cache.h"
#include "cli/interrupt.h"
#include "cli/portal.h"
#include "cli/program.h"
#include "cli/scopes.h"
#include "cli/settings.h"
#include "http/curl_transport.h"

namespace zoho_desk::cli {
namespace {

constexpr int kAttempts = 3;  // at an answer, on a terminal

bool IsSet(const auth::Environment& environment, const char* name) {
  const auto value = environment(name);
  return value && !value->empty();
}

// Secrets and ids enter forms and headers: one word of visible ASCII.
Status CheckWord(const std::string& what, const std::string& value) {
  const auto visible = [](char c) { return c > ' ' && c < '\x7f'; };
  if (!value.empty() && std::all_of(value.begin(), value.end(), visible))
    return Ok();
  return Error{Code::kInvalidArgument,
               what + (value.empty() ? " is empty" : " has blanks or special characters in it") +
                   "; copy it whole from the API console"};
}

// One login, step by step; the steps share what the ones before found out.
class LoginFlow {
 public:
  LoginFlow(const LoginOptions& options, Console& console, const auth::Environment& environment)
      : options_(options), console_(console), environment_(environment) {}

  Status Run();

 private:
  Status ChooseDataCenter();
  Status ChooseTables();
  Status ChooseWay();
  Status AskForClient();
  Status GetTokens();
  Status GetTokensForCode();
  Status AskForRefreshToken();
  Status ChooseOrganization();
  Result<std::string> PickOrganization(const std::vector<Organization>& organizations);
  Status Store() const;
  const resources::Resource* TableToTry() const;
  Status Check() const;
  std::vector<std::string> WinningVariables() const;
  void SayNext() const;

  const LoginOptions& options_;
  Console& console_;
  const auth::Environment& environment_;
  ProfileChoice choice_;
  auth::Config config_;
  LoginWay way_ = LoginWay::kSelfClient;
  Tables tables_;
  std::string scopes_;
  std::string preferred_org_;
};

Status LoginFlow::Run() {
  ZD_ASSIGN_OR_RETURN(choice_, ChooseProfile(environment_, options_.profile));
  if (!IsProfileName(choice_.name)) {
    return Error{Code::kInvalidArgument,
                 "a profile's name has up to 64 letters, digits and . _ - (not first)"};
  }
  ZD_RETURN_IF_ERROR(ChooseDataCenter());
  ZD_RETURN_IF_ERROR(ChooseTables());
  ZD_RETURN_IF_ERROR(ChooseWay());
  ZD_RETURN_IF_ERROR(AskForClient());
  ZD_RETURN_IF_ERROR(GetTokens());
  ZD_RETURN_IF_ERROR(ChooseOrganization());
  ZD_RETURN_IF_ERROR(Store());
  console_.Say("Stored the profile '" + choice_.name + "' in " + choice_.path + ".");
  ZD_RETURN_IF_ERROR(Check());
  SayNext();
  return Ok();
}

Status LoginFlow::ChooseDataCenter() {
  ZD_ASSIGN_OR_RETURN(config_, LoadSettings(environment_, choice_, options_.data_center));
  const bool given = !options_.data_center.empty() || IsSet(environment_, "ZOHO_DESK_DC") ||
                     HasOwnAccountsServer(config_);
  if (given || !console_.interactive())
    return Ok();
  console_.Say("In which data centre is your portal? Look at the address you use Zoho Desk at:");
  for (const auth::DataCenter& center : auth::AllDataCenters())
    console_.Say("  " + std::string(center.code) + "  https://" + std::string(center.desk_host));
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    ZD_ASSIGN_OR_RETURN(const std::string code, console_.Ask("Data centre", config_.data_center));
    if (auth::FindDataCenter(code) != nullptr) {
      if (code != config_.data_center) {
        ZD_ASSIGN_OR_RETURN(config_, LoadSettings(environment_, choice_, code));
      }
      return Ok();
    }
    console_.Complain("There is no data centre '" + Printable(code) + "'; choose one of " +
                      auth::DataCenterCodes() + ".");
  }
  return Error{Code::kInvalidArgument, "no data centre was chosen; name one with --dc"};
}

Status LoginFlow::ChooseTables() {
  std::string list = options_.tables;
  const bool ask = list.empty() && options_.scopes.empty() && console_.interactive();
  if (ask) {
    std::vector<std::string> names;
    ZD_ASSIGN_OR_RETURN(const Tables all, ParseTables("all"));
    for (const resources::Resource* table : all)
      names.emplace_back(table->name);
    console_.Say("");
    console_.Say("Which tables will you query? The login asks for permission to read these only.");
    console_.Say("  " + JoinList(names, ", "));
  }
  for (int attempt = 1;; ++attempt) {
    if (ask) {
      ZD_ASSIGN_OR_RETURN(list, console_.Ask("Tables, separated by commas", "all"));
    }
    auto tables = ParseTables(list);
    if (tables.ok()) {
      tables_ = std::move(tables).value();
      break;
    }
    if (!ask || attempt == kAttempts)
      return std::move(tables).error();
    console_.Complain(Printable(tables.error().message));
  }
  scopes_ = options_.scopes.empty()
                ? JoinList(ScopesFor(
                      tables_, options_.minimal_scopes ? ScopeRule::kOneOfEach : ScopeRule::kEvery))
                : JoinList(SplitList(options_.scopes));
  return Ok();
}

Status LoginFlow::ChooseWay() {
  way_ = options_.way;
  if (way_ != LoginWay::kAsk)
    return Ok();
  way_ = LoginWay::kSelfClient;
  if (!console_.interactive())
    return Ok();
  console_.Say("");
  console_.Say("How will you log in?");
  console_.Say("  1  self client: you copy a code from Zoho's API console");
  console_.Say(
      "  2  browser: you give consent in the browser (for clients that several people use)");
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    ZD_ASSIGN_OR_RETURN(const std::string answer, console_.Ask("1 or 2", "1"));
    const std::string_view chosen = answer;  // GCC 12 has doubts about the string itself
    if (chosen == "1" || chosen == "2") {
      way_ = chosen == "2" ? LoginWay::kBrowser : LoginWay::kSelfClient;
      return Ok();
    }
    console_.Complain("'" + Printable(answer) + "' is neither 1 nor 2.");
  }
  return Error{Code::kInvalidArgument,
               "no way to log in was chosen; name one with --browser or "
               "--self-client"};
}

Status LoginFlow::AskForClient() {
  if (way_ == LoginWay::kSelfClient)
    ExplainSelfClient(console_, config_, scopes_);
  else if (way_ == LoginWay::kBrowser)
    ExplainBrowserClient(console_, config_, options_.port);

  const std::string known_id = config_.client_id;
  const std::string known_secret = config_.client_secret;
  if (!options_.client_id.empty()) {
    config_.client_id = options_.client_id;
  } else if (!IsSet(environment_, "ZOHO_DESK_CLIENT_ID")) {
    ZD_ASSIGN_OR_RETURN(config_.client_id, console_.Ask("Client id", known_id));
  }
  ZD_RETURN_IF_ERROR(CheckWord("the client id", config_.client_id));
  if (!IsSet(environment_, "ZOHO_DESK_CLIENT_SECRET")) {
    const bool keep =
        console_.interactive() && !known_secret.empty() && config_.client_id == known_id;
    ZD_ASSIGN_OR_RETURN(
        config_.client_secret,
        console_.AskSecret(keep ? "Client secret, Enter for the stored one" : "Client secret"));
    if (keep && config_.client_secret.empty())
      config_.client_secret = known_secret;
  }
  return CheckWord("the client secret", config_.client_secret);
}

Status LoginFlow::GetTokens() {
  if (way_ == LoginWay::kRefreshToken)
    return AskForRefreshToken();
  for (int attempt = 1;; ++attempt) {
    Status status = GetTokensForCode();
    const bool again = !status.ok() && status.error().error_code == "invalid_code" &&
                       way_ == LoginWay::kSelfClient && console_.interactive() &&
                       attempt < kAttempts;
    if (!again)
      return status;
    console_.Complain(status.error().message + ".");
  }
}

Status LoginFlow::GetTokensForCode() {
  const auto environment_code = environment_("ZOHO_DESK_CODE");
  auth::AuthorizationCode code;
  if (way_ == LoginWay::kBrowser) {
    ZD_ASSIGN_OR_RETURN(
        code, AskInBrowser(console_, config_, scopes_, options_.port, options_.open_browser));
  } else if (environment_code && !environment_code->empty()) {
    code.code = *environment_code;
  } else {
    ZD_ASSIGN_OR_RETURN(code, AskForCode(console_));
  }
  ZD_RETURN_IF_ERROR(CheckWord("the code", code.code));
  ZD_ASSIGN_OR_RETURN(auth::CodeGrant grant,
                      auth::ExchangeCode(config_, code, http::CurlTransport(), OnInterrupt()));
  config_.refresh_token = std::move(grant.refresh_token);
  // The first query, and the requests below, need no token call of their own.
  auth::TokenCache(config_.cache_dir, auth::LoginIdentity(config_)).Write(grant.access);
  return Ok();
}

Status LoginFlow::AskForRefreshToken() {
  const auto token = environment_("ZOHO_DESK_REFRESH_TOKEN");
  if (token && !token->empty()) {
    config_.refresh_token = *token;
  } else {
    ZD_ASSIGN_OR_RETURN(config_.refresh_token, console_.AskSecret("Refresh token"));
  }
  return CheckWord("the refresh token", config_.refresh_token);
}

Status LoginFlow::ChooseOrganization() {
  preferred_org_ = config_.org_id;  // of the environment, or of the profile until now
  config_.org_id = options_.org_id;
  client::Session session(config_, http::CurlTransport());
  ZD_ASSIGN_OR_RETURN(const std::vector<Organization> organizations, FetchOrganizations(session));
  ZD_ASSIGN_OR_RETURN(config_.org_id, PickOrganization(organizations));
  return Ok();
}

Result<std::string> LoginFlow::PickOrganization(const std::vector<Organization>& organizations) {
  if (organizations.empty()) {
    return Error{Code::kAuth, "this Zoho user belongs to no Zoho Desk portal in the data centre '" +
                                  config_.data_center +
                                  "'; log in as another user or with another --dc"};
  }
  const auto find = [&](const std::string& id) {
    return std::find_if(organizations.begin(), organizations.end(),
                        [&](const Organization& organization) { return organization.id == id; });
  };
  std::vector<std::string> listed;
  listed.reserve(organizations.size());
  for (const Organization& organization : organizations)
    listed.push_back(Describe(organization) + (organization.is_default ? ", the default" : ""));
  if (!config_.org_id.empty()) {
    if (find(config_.org_id) != organizations.end())
      return config_.org_id;
    return Error{Code::kInvalidArgument, "--org-id " + config_.org_id +
                                             " is none of your organisations; they are " +
                                             JoinList(listed, ", ")};
  }
  if (organizations.size() == 1) {
    console_.Say("Organisation: " + Describe(organizations.front()));
    return organizations.front().id;
  }
  console_.Say("You belong to several organisations:");
  for (const std::string& line : listed)
    console_.Say("  " + line);
  auto preferred = find(preferred_org_);
  if (preferred == organizations.end()) {
    preferred = std::find_if(organizations.begin(), organizations.end(),
                             [](const Organization& o) { return o.is_default; });
  }
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    ZD_ASSIGN_OR_RETURN(
        const std::string id,
        console_.Ask("Id of the one to query",
                     preferred != organizations.end() ? preferred->id : std::string()));
    if (find(id) != organizations.end())
      return id;
    console_.Complain("'" + Printable(id) + "' is none of them.");
    if (!console_.interactive())
      break;
  }
  return Error{Code::kInvalidArgument, "no organisation was chosen; name one with --org-id"};
}

Status LoginFlow::Store() const {
  const auto host = [](bool own, const std::string& base) {
    return own ? std::optional(base) : std::nullopt;
  };
  return auth::ChangeProfile(
      choice_.path, choice_.name,
      {{"client_id", config_.client_id},
       {"client_secret", config_.client_secret},
       {"refresh_token", config_.refresh_token},
       {"access_token", std::nullopt},  // an older way in would win over the new one
       {"dc", config_.data_center},
       {"org_id", config_.org_id},
       {"accounts_base", host(HasOwnAccountsServer(config_), config_.accounts_base)},
       {"api_base", host(HasOwnDeskHost(config_), config_.api_base)}});
}

// Tickets if they were chosen, else the first table whose list the scopes allow; nullptr if there
// is none.
const resources::Resource* LoginFlow::TableToTry() const {
  const std::vector<std::string> scopes = SplitList(scopes_);
  const resources::Resource* best = nullptr;
  for (const resources::Resource* table : tables_) {
    if (!AccessWith(*table, scopes).list)
      continue;
    if (best == nullptr || table->name == "tickets")
      best = table;
  }
  return best;
}

// With the stored profile, as a query will use it.
Status LoginFlow::Check() const {
  std::map<std::string, std::string> hidden;
  for (const std::string& name : CredentialVariables(environment_))
    hidden[name] = "";
  ZD_ASSIGN_OR_RETURN(auth::Config stored, LoadProfile(Overlay(environment_, hidden), choice_));
  const resources::Resource* const table = TableToTry();
  if (table == nullptr)
    return Ok();  // the organisation has been read; more was not asked for
  client::Session session(std::move(stored), http::CurlTransport());
  if (Status probed = ProbeTable(session, *table); !probed.ok()) {
    probed.error().message =
        "the profile is stored, but a first request failed: " + probed.error().message +
        "; 'zoho-desk doctor' looks further";
    return probed;
  }
  console_.Say("Checked: zoho_desk_" + std::string(table->name) + " can be read.");
  return Ok();
}

// What the environment says otherwise than the stored profile: it wins.
std::vector<std::string> LoginFlow::WinningVariables() const {
  const std::map<std::string, std::string> stored{
      {"ZOHO_DESK_CLIENT_ID", config_.client_id},
      {"ZOHO_DESK_CLIENT_SECRET", config_.client_secret},
      {"ZOHO_DESK_REFRESH_TOKEN", config_.refresh_token},
      {"ZOHO_DESK_ORG_ID", config_.org_id},
      {"ZOHO_DESK_DC", config_.data_center}};
  std::vector<std::string> names = CredentialVariables(environment_);
  std::erase_if(names, [&](const std::string& name) {
    const auto found = stored.find(name);
    return found != stored.end() && environment_(name.c_str()) == found->second;
  });
  return names;
}

void LoginFlow::SayNext() const {
  if (const std::vector<std::string> winning = WinningVariables(); !winning.empty()) {
    console_.Complain("Note: the environment wins over the profile. Unset " +
                      JoinList(winning, ", ") + " to use what was stored.");
  }
  const resources::Resource* const table = TableToTry();
  const std::string name(table != nullptr ? table->name : "organizations");
  const std::string query =
      name == "tickets" ? "SELECT ticketNumber, subject, status FROM zoho_desk_tickets LIMIT 5"
                        : "SELECT * FROM zoho_desk_" + name + " LIMIT 5";
  const std::string module = FindModule();
  console_.Say("");
  console_.Say("Next:");
  console_.Say("  " + (choice_.name == "default" ? "" : "ZOHO_DESK_PROFILE=" + choice_.name + " ") +
               "sqlite3 -box -cmd \".load '" + (module.empty() ? "zoho_desk" : module) +
               "'\" :memory: \"" + query + "\"");
}

}  // namespace

Status Login(const LoginOptions& options, Console& console, const auth::Environment& environment) {
  return LoginFlow(options, console, environment).Run();
}

}  // namespace zoho_desk::cli
