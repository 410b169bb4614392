// The checks over the network (doctor_checks.h), called by doctor.cpp. Whatever fails is a finding;
// an interrupt alone ends them. Without --probe tables cost nothing: they are judged by the scopes
// of the cached token.

#include <ctime>
#include <optional>

#include "auth/token_cache.h"
#include "auth/token_source.h"
#include "cli/console.h"
#include "cli/doctor_checks.h"
#include "cli/interrupt.h"
#include "cli/portal.h"
#include "common/text.h"
#include "common/time_text.h"

namespace zoho_desk::cli {
namespace {

constexpr int64_t kTolerableSkewS = 60;
constexpr size_t kMaxBody = size_t{1024} * 1024;

// A host, and a request it answers without credentials in a way that proves what it is.
struct Host {
  const char* name;
  const std::string& base;
  const char* path;
  bool (*is_right)(const http::Response& answer);
};

// "Sun, 06 Nov 1994 08:49:37 GMT" to milliseconds since 1970.
std::optional<int64_t> ParseHttpDate(const std::string& text) {
  std::tm time{};
  const size_t comma = text.find(',');
  if (comma == std::string::npos ||
      strptime(text.c_str() + comma + 1, " %d %b %Y %H:%M:%S", &time) == nullptr)
    return std::nullopt;
  return static_cast<int64_t>(timegm(&time)) * 1000;
}

// How far the clock here is ahead of the server's, in seconds; nullopt if the server does not say.
std::optional<int64_t> SkewSeconds(const http::Response& response, int64_t now_ms) {
  const std::string* const header = response.FindHeader("Date");
  const auto date = header != nullptr ? ParseHttpDate(*header) : std::nullopt;
  if (!date)
    return std::nullopt;
  return (now_ms - response.elapsed_ms / 2 - *date) / 1000;
}

void CheckClock(Report& report, const std::optional<int64_t>& skew_s) {
  if (!skew_s) {
    report.Add("clock", Verdict::kNote, "the servers did not tell the time");
    return;
  }
  const int64_t size = *skew_s < 0 ? -*skew_s : *skew_s;
  if (size <= kTolerableSkewS) {
    report.Add("clock", Verdict::kOk, "agrees with Zoho's to the minute");
    return;
  }
  report.Add("clock", Verdict::kProblem,
             "this machine's clock is " + std::to_string(size) + " s " +
                 (*skew_s < 0 ? "behind" : "ahead of") +
                 " Zoho's: TLS may fail and datetime('now') finds other rows; set it, with NTP for "
                 "instance");
}

// Reports on one host, and tells how far the clock here is ahead of its own.
Result<std::optional<int64_t>> KnockAt(Report& report, const Host& host, const auth::Config& config,
                                       http::Transport& transport) {
  http::Request request;
  request.url = host.base + host.path;
  request.headers = {{"Accept", "application/json"}};
  request.timeout_ms = config.timeout_ms;
  request.max_body_bytes = kMaxBody;
  const auto answer = transport.Send(std::move(request), OnInterrupt());
  if (!answer.ok()) {
    if (answer.error().code == Code::kCancelled)
      return answer.error();
    report.Add("network", Verdict::kProblem, answer.error().message);
    return std::optional<int64_t>();
  }
  const std::string name = host.name + (" " + host.base);
  if (host.is_right(*answer)) {
    report.Add("network", Verdict::kOk,
               name + " answers, " +
                   (host.base.starts_with("https") ? "its certificate is valid" : "without TLS"));
  } else {
    report.Add("network", Verdict::kProblem,
               name + " answers HTTP " + std::to_string(answer->status) +
                   " and not as Zoho does; check ZOHO_DESK_DC, any base URLs, and that no proxy or "
                   "login page is in between");
  }
  return SkewSeconds(*answer, NowMillis());
}

// The scopes of the cached token; empty if unknown.
std::vector<std::string> CachedScopes(const auth::Config& config) {
  if (!config.access_token.empty())
    return {};
  const auto cached = auth::TokenCache(config.cache_dir, auth::LoginIdentity(config)).Read();
  return cached ? SplitList(cached->scope) : std::vector<std::string>();
}

// Names of tables by what became of them.
struct Sorted {
  std::vector<std::string> readable;
  std::vector<std::string> refused;
  std::vector<std::string> without_search;
};

void ReportTables(Report& report, const Sorted& sorted, bool required) {
  if (!sorted.readable.empty())
    report.Add("tables", Verdict::kOk, "readable: " + Joined(sorted.readable));
  if (!sorted.refused.empty()) {
    const bool problem = required || sorted.readable.empty();
    report.Add(
        "tables", problem ? Verdict::kProblem : Verdict::kNote,
        "outside the login's scopes: " + Joined(sorted.refused) +
            (problem ? "; run 'zoho-desk login --tables ...' with every table you query" : ""));
  }
  if (!sorted.without_search.empty()) {
    report.Add("tables", Verdict::kWarning,
               "not searchable: " + Joined(sorted.without_search) +
                   "; without the scopes of their search, time ranges and long scans fall back to "
                   "the list. 'zoho-desk login' asks for them");
  }
}

void CompareScopes(Report& report, const std::vector<std::string>& scopes,
                   const TableChecks& checks) {
  Sorted sorted;
  for (const resources::Resource* table : checks.tables) {
    const TableAccess access = AccessWith(*table, scopes);
    (access.list ? sorted.readable : sorted.refused).emplace_back(table->name);
    if (access.list && !access.search)
      sorted.without_search.emplace_back(table->name);
  }
  ReportTables(report, sorted, checks.required);
}

Status ProbeTables(Report& report, const auth::Config& config, const TableChecks& checks,
                   http::Transport& transport) {
  client::Session session(config, transport);
  Sorted sorted;
  for (const resources::Resource* table : checks.tables) {
    Status probed = ProbeTable(session, *table);
    if (probed.ok()) {
      sorted.readable.emplace_back(table->name);
      continue;
    }
    Error error = std::move(probed).error();
    if (error.code == Code::kCancelled)
      return error;
    if (error.refusal.kind == Refusal::Kind::kScope)
      sorted.refused.emplace_back(table->name);
    else
      report.Add("tables", Verdict::kProblem, error.message);
  }
  ReportTables(report, sorted, checks.required);
  return Ok();
}

}  // namespace

Status CheckHosts(Report& report, const auth::Config& config, http::Transport& transport) {
  const Host hosts[] = {
      {.name = "the accounts server",
       .base = config.accounts_base,
       .path = "/oauth/serverinfo",
       .is_right =
           [](const http::Response& answer) { return answer.status == 200 && answer.IsJson(); }},
      // Zoho Desk refuses whoever sends no token with 401; nothing else would.
      {.name = "Zoho Desk",
       .base = config.api_base,
       .path = "/api/v1/organizations",
       .is_right = [](const http::Response& answer) { return answer.status == 401; }},
  };
  std::optional<int64_t> skew_s;
  for (const Host& host : hosts) {
    ZD_ASSIGN_OR_RETURN(const auto skew, KnockAt(report, host, config, transport));
    if (!skew_s)
      skew_s = skew;
  }
  CheckClock(report, skew_s);
  return Ok();
}

Result<bool> CheckCredentials(Report& report, const auth::Config& config,
                              http::Transport& transport) {
  if (!config.access_token.empty()) {
    report.Add("credentials", Verdict::kNote,
               "an access token is set: it works for an hour and is not renewed");
    return true;
  }
  auth::TokenSource tokens(config, transport);
  const auto token = tokens.AccessToken(OnInterrupt());
  if (token.ok()) {
    report.Add("credentials", Verdict::kOk, "the refresh token yields access tokens");
    return true;
  }
  if (token.error().code == Code::kCancelled)
    return token.error();
  report.Add("credentials", Verdict::kProblem, token.error().message);
  return false;
}

Result<bool> CheckOrganization(Report& report, const auth::Config& config,
                               http::Transport& transport) {
  client::Session session(config, transport);
  const auto organizations = FetchOrganizations(session);
  if (!organizations.ok()) {
    if (organizations.error().code == Code::kCancelled)
      return organizations.error();
    report.Add("organisation", Verdict::kProblem, organizations.error().message);
    return false;
  }
  client::RequestBudget budget;
  const auto id = session.OrgId(budget, OnInterrupt());
  if (!id.ok()) {
    if (id.error().code == Code::kCancelled)
      return id.error();
    report.Add("organisation", Verdict::kProblem, id.error().message);
    return false;
  }
  std::vector<std::string> listed;
  for (const Organization& organization : *organizations) {
    if (organization.id == *id) {
      report.Add("organisation", Verdict::kOk, Describe(organization));
      return true;
    }
    listed.push_back(Describe(organization));
  }
  report.Add("organisation", Verdict::kProblem,
             "ZOHO_DESK_ORG_ID is " + *id + ", but the token's user belongs to " +
                 (listed.empty() ? "none" : Joined(listed)) +
                 "; run 'zoho-desk login' again, or set the right one");
  return false;
}

Status CheckTables(Report& report, const auth::Config& config, const TableChecks& checks,
                   http::Transport& transport) {
  if (checks.probe)
    return ProbeTables(report, config, checks, transport);
  const std::vector<std::string> scopes = CachedScopes(config);
  if (scopes.empty()) {
    report.Add("tables", Verdict::kNote,
               "the token's scopes are not known here; --probe reads a record of each table "
               "instead, for 3 credits each");
    return Ok();
  }
  CompareScopes(report, scopes, checks);
  return Ok();
}

}  // namespace zoho_desk::cli
