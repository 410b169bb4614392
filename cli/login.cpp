// zoho-desk login, called by main: the steps from a data centre to a profile that works. The
// profile file is changed once, after the tokens have been good for a first request: a login that
// ends before that leaves it as it was.

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
#include "common/text.h"
#include "http/curl_transport.h"
#include "http/url_parts.h"

namespace zoho_desk::cli {
namespace {

constexpr int kAttempts = Console::kAttempts;  // at a code that Zoho refuses

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
  Status LoadStart(const std::string& data_center);
  Status ChooseDataCenter();
  Status ChooseTables();
  Status ChooseWay();
  Status AskForClient();
  Status GetTokens();
  Status GetTokensForCode();
  Result<std::string> AskForSecret(const char* question, const char* what) const;
  Status AskForRefreshToken();
  Status ChooseOrganization();
  Result<std::string> PickOrganization(const std::vector<Organization>& organizations);
  Status Store() const;
  const resources::Resource* TableToTry() const;
  Status TryProfile() const;
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
  ZD_RETURN_IF_ERROR(TryProfile());
  SayNext();
  return Ok();
}

// The settings that the login begins with. A profile that leads to this machine was made on a
// sandbox: it says nothing about a login at Zoho, and its port must get no secret of one.
Status LoginFlow::LoadStart(const std::string& data_center) {
  ZD_ASSIGN_OR_RETURN(const auth::Config stored, LoadSettings(environment_, choice_));
  const auto leads_here = [this](const char* variable, const std::string& base) {
    const auto url = http::ParseUrl(base);
    return url && http::IsLoopbackHost(url->host) && !IsSet(environment_, variable);
  };
  ProfileChoice start = choice_;
  if (leads_here("ZOHO_DESK_ACCOUNTS_BASE", stored.accounts_base) ||
      leads_here("ZOHO_DESK_API_BASE", stored.api_base))
    start.path.clear();
  ZD_ASSIGN_OR_RETURN(config_, LoadSettings(environment_, start, data_center));
  return Ok();
}

Status LoginFlow::ChooseDataCenter() {
  ZD_RETURN_IF_ERROR(LoadStart(options_.data_center));
  const bool given = !options_.data_center.empty() || IsSet(environment_, "ZOHO_DESK_DC") ||
                     HasOwnAccountsServer(config_);
  if (given || !console_.interactive())
    return Ok();
  console_.Say("In which data centre is your portal? Look at the address you use Zoho Desk at:");
  for (const auth::DataCenter& center : auth::AllDataCenters())
    console_.Say("  " + std::string(center.code) + "  https://" + std::string(center.desk_host));
  const auto check = [](const std::string& code) -> Status {
    if (auth::FindDataCenter(code) != nullptr)
      return Ok();
    return Error{Code::kInvalidArgument, "there is no data centre '" + code + "'; choose one of " +
                                             auth::DataCenterCodes() + ", or name it with --dc"};
  };
  ZD_ASSIGN_OR_RETURN(
      const std::string code,
      console_.Insist([&] { return console_.Ask("Data centre", config_.data_center); }, check));
  return code == config_.data_center ? Ok() : LoadStart(code);
}

Status LoginFlow::ChooseTables() {
  std::string list = options_.tables;
  if (list.empty() && options_.scopes.empty() && console_.interactive()) {
    std::vector<std::string> names;
    ZD_ASSIGN_OR_RETURN(const Tables all, ParseTables("all"));
    for (const resources::Resource* table : all)
      names.emplace_back(table->name);
    console_.Say("");
    console_.Say("Which tables will you query? The login asks for permission to read these only.");
    console_.Say("  " + Joined(names));
    const auto check = [](const std::string& answer) -> Status {
      ZD_RETURN_IF_ERROR(ParseTables(answer));
      return Ok();
    };
    ZD_ASSIGN_OR_RETURN(
        list,
        console_.Insist([&] { return console_.Ask("Tables, separated by commas", "all"); }, check));
  }
  ZD_ASSIGN_OR_RETURN(tables_, ParseTables(list));
  scopes_ = options_.scopes.empty()
                ? Joined(ScopesFor(tables_, options_.minimal_scopes ? ScopeRule::kOneOfEach
                                                                    : ScopeRule::kEvery),
                         ",")
                : Joined(SplitList(options_.scopes), ",");
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
  const auto check = [](std::string_view answer) -> Status {
    if (answer == "1" || answer == "2")
      return Ok();
    return Error{Code::kInvalidArgument, "'" + std::string(answer) +
                                             "' is neither 1 nor 2; --self-client and --browser "
                                             "say it as well"};
  };
  ZD_ASSIGN_OR_RETURN(const std::string answer,
                      console_.Insist([&] { return console_.Ask("1 or 2", "1"); }, check));
  way_ = answer.front() == '2' ? LoginWay::kBrowser : LoginWay::kSelfClient;
  return Ok();
}

Status LoginFlow::AskForClient() {
  if (way_ == LoginWay::kSelfClient)
    ExplainSelfClient(console_, config_, scopes_);
  else if (way_ == LoginWay::kBrowser)
    ExplainBrowserClient(console_, config_, options_.port);

  const std::string known_id = config_.client_id;
  const std::string known_secret = config_.client_secret;
  const Console::Check check_id = [](const std::string& id) {
    return CheckWord("the client id", id);
  };
  if (!options_.client_id.empty()) {
    config_.client_id = options_.client_id;
  } else if (!IsSet(environment_, "ZOHO_DESK_CLIENT_ID")) {
    ZD_ASSIGN_OR_RETURN(
        config_.client_id,
        console_.Insist([&] { return console_.Ask("Client id", known_id); }, check_id));
  }
  ZD_RETURN_IF_ERROR(check_id(config_.client_id));
  if (IsSet(environment_, "ZOHO_DESK_CLIENT_SECRET"))
    return CheckWord("the client secret", config_.client_secret);
  const bool keep =
      console_.interactive() && !known_secret.empty() && config_.client_id == known_id;
  const char* const question = keep ? "Client secret, Enter for the stored one" : "Client secret";
  ZD_ASSIGN_OR_RETURN(config_.client_secret,
                      console_.Insist([&] { return console_.AskSecret(question); },
                                      [&](const std::string& secret) {
                                        return CheckWord("the client secret", keep && secret.empty()
                                                                                  ? known_secret
                                                                                  : secret);
                                      }));
  if (config_.client_secret.empty())
    config_.client_secret = known_secret;
  return Ok();
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
    ZD_ASSIGN_OR_RETURN(code.code, AskForSecret("Code", "the code"));
  }
  ZD_RETURN_IF_ERROR(CheckWord("the code", code.code));
  ZD_ASSIGN_OR_RETURN(auth::CodeGrant grant,
                      auth::ExchangeCode(config_, code, http::CurlTransport(), OnInterrupt()));
  config_.refresh_token = std::move(grant.refresh_token);
  // The first query, and the requests below, need no token call of their own.
  auth::TokenCache(config_.cache_dir, auth::LoginIdentity(config_)).Write(grant.access);
  return Ok();
}

Result<std::string> LoginFlow::AskForSecret(const char* question, const char* what) const {
  return console_.Insist([&] { return console_.AskSecret(question); },
                         [&](const std::string& answer) { return CheckWord(what, answer); });
}

Status LoginFlow::AskForRefreshToken() {
  const auto token = environment_("ZOHO_DESK_REFRESH_TOKEN");
  if (token && !token->empty()) {
    config_.refresh_token = *token;
    return CheckWord("the refresh token", config_.refresh_token);
  }
  ZD_ASSIGN_OR_RETURN(config_.refresh_token, AskForSecret("Refresh token", "the refresh token"));
  return Ok();
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
                                             Joined(listed)};
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
  const auto check = [&](const std::string& id) -> Status {
    if (find(id) != organizations.end())
      return Ok();
    return Error{Code::kInvalidArgument,
                 "'" + id + "' is none of them; --org-id names one as well"};
  };
  const std::string fallback = preferred != organizations.end() ? preferred->id : std::string();
  return console_.Insist([&] { return console_.Ask("Id of the one to query", fallback); }, check);
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
       {"api_base", host(HasOwnDeskHost(config_), config_.api_base)}},
      OnInterrupt());
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
Status LoginFlow::TryProfile() const {
  ZD_ASSIGN_OR_RETURN(auth::Config stored,
                      LoadProfile(environment_, choice_, LoginFrom::kProfileAlone));
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
  console_.Say("Checked: " + TableName(*table) + " can be read.");
  return Ok();
}

void LoginFlow::SayNext() const {
  if (const std::vector<std::string> winning = VariablesThatWin(environment_, config_);
      !winning.empty()) {
    console_.Complain("Note: the environment wins over the profile. Unset " + Joined(winning) +
                      " to use what was stored.");
  }
  const resources::Resource* const table = TableToTry();
  const std::string name(table != nullptr ? table->name : "organizations");
  const std::string query =
      name == "tickets" ? "SELECT ticketNumber, subject, status FROM zoho_desk_tickets LIMIT 5"
                        : "SELECT * FROM " + TableName(name) + " LIMIT 5";
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
