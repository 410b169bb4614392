#include "client/session.h"

#include <algorithm>
#include <chrono>
#include <nlohmann/json.hpp>

#include "client/record.h"
#include "client/request_log.h"
#include "common/fork.h"
#include "common/time_text.h"
#include "http/curl_transport.h"

namespace zoho_desk::client {
namespace {

constexpr std::chrono::milliseconds kPollInterval{20};
constexpr size_t kMostOrganizationBytes = size_t{1024} * 1024;
// Rights that are given meanwhile show after so long.
constexpr std::chrono::minutes kSearchStaysRefused{10};
constexpr std::string_view kOrganizationsPath = "/api/v1/organizations";

}  // namespace

Session::Session(auth::Config config, http::Transport& transport)
    : config_(std::move(config)),
      transport_(transport),
      limit_(std::make_shared<http::ConcurrencyLimit>(static_cast<int>(config_.concurrency))),
      cache_(std::chrono::seconds(config_.cache_ttl_s)),
      tokens_(config_, transport,
              [profile = config_.profile](const auth::TokenCall& call) {
                RequestLogEntry entry;
                entry.profile = profile;
                entry.started_ms = NowMillis() - call.elapsed_ms;
                entry.method = "POST";
                entry.path = call.path;
                entry.status = call.status;
                entry.elapsed_ms = call.elapsed_ms;
                entry.bytes = static_cast<int64_t>(call.bytes);
                entry.error = call.error;
                AppendRequest(std::move(entry));
              }),
      org_id_(config_.org_id) {}

// Lets the others go on when the search has ended, however it did.
class Session::OrgSearch {
 public:
  explicit OrgSearch(Session& session) : session_(session) {}
  OrgSearch(const OrgSearch&) = delete;
  OrgSearch& operator=(const OrgSearch&) = delete;
  ~OrgSearch() {
    const std::lock_guard lock(session_.org_mutex_);
    session_.seeks_org_ = false;
    session_.org_found_.notify_all();
  }

 private:
  Session& session_;
};

Result<std::string> Session::OrgId(RequestBudget& budget, const CancelCheck& cancelled) {
  std::unique_lock lock(org_mutex_);
  while (seeks_org_) {
    org_found_.wait_for(lock, kPollInterval);
    lock.unlock();
    if (IsCancelled(cancelled))
      return Error{Code::kCancelled, "interrupted"};
    lock.lock();
  }
  if (!org_id_.empty())
    return org_id_;
  seeks_org_ = true;
  lock.unlock();
  const OrgSearch search(*this);
  ZD_ASSIGN_OR_RETURN(std::string found, DiscoverOrgId(budget, cancelled));
  const std::lock_guard found_lock(org_mutex_);
  org_id_ = found;
  return found;
}

Result<std::string> Session::DiscoverOrgId(RequestBudget& budget, const CancelCheck& cancelled) {
  using nlohmann::json;
  ZD_ASSIGN_OR_RETURN(const ApiAnswer answer, Get({.table = "zoho_desk_organizations",
                                                   .path = std::string(kOrganizationsPath),
                                                   .scopes = "Desk.basic.READ",
                                                   .needs_org = false},
                                                  budget, cancelled));
  // The parsed form takes many times the memory of the text.
  const json body = answer.body.size() > kMostOrganizationBytes
                        ? json()
                        : json::parse(answer.body, nullptr, /*allow_exceptions=*/false);
  const json rows = answer.status == 204 ? json::array()
                    : body.is_object()   ? body.value("data", json())
                                         : json();
  std::vector<std::string> ids;
  std::vector<std::string> defaults;
  std::string listed;
  for (const json& row : rows.is_array() ? rows : json::array()) {
    const json id = row.is_object() ? row.value("id", json()) : json();
    if (!id.is_string() && !id.is_number_integer())
      continue;
    std::string text = id.is_string() ? id.get<std::string>() : id.dump();
    if (!IsPossibleId(text))
      continue;  // it becomes a header
    ids.push_back(std::move(text));
    const json is_default = row.value("isDefault", json());
    if (is_default == true || is_default == "true")
      defaults.push_back(ids.back());
    const json name = row.value("companyName", json());
    listed += (listed.empty() ? "" : ", ") + ids.back() +
              (name.is_string() ? " (" + name.get<std::string>() + ")" : "");
  }
  if (!rows.is_array()) {
    Error error{Code::kBadResponse, "GET " + std::string(kOrganizationsPath) +
                                        ": the answer is not a JSON object with a \"data\" array; "
                                        "set ZOHO_DESK_ORG_ID, or check what stands between you "
                                        "and Zoho (proxy, ZOHO_DESK_API_BASE)"};
    SetRequestError(answer.log_id, error.message);
    return error;
  }
  SetRequestRows(answer.log_id, static_cast<int64_t>(ids.size()));
  if (ids.size() == 1)
    return ids.front();
  if (defaults.size() == 1)
    return defaults.front();
  if (ids.empty()) {
    return Error{Code::kAuth,
                 "the token's user belongs to no Zoho Desk organisation that /organizations lists: "
                 "set ZOHO_DESK_ORG_ID, and check that ZOHO_DESK_DC ('" +
                     config_.data_center + "') is the portal's data centre"};
  }
  return Error{
      Code::kInvalidArgument,
      "the token can read several organisations: set ZOHO_DESK_ORG_ID to one of " + listed};
}

std::shared_ptr<const Error> Session::RefusedSearch(std::string_view path) const {
  const std::scoped_lock lock(limits_mutex_);
  const auto found = refused_searches_.find(path);
  const bool stands =
      found != refused_searches_.end() && std::chrono::steady_clock::now() < found->second.until;
  return stands ? found->second.refusal : nullptr;
}

bool Session::NotesRefusedSearch(std::string_view path, const Error& refusal) {
  const Refusal::Kind kind = refusal.refusal.kind;
  if (kind != Refusal::Kind::kScope && kind != Refusal::Kind::kMissing &&
      !MayConcernAPartOnly(refusal.refusal))
    return false;
  const std::scoped_lock lock(limits_mutex_);
  refused_searches_[std::string(path)] = {std::make_shared<const Error>(refusal),
                                          std::chrono::steady_clock::now() + kSearchStaysRefused};
  return true;
}

int Session::LargestPage(const std::string& path, int documented) const {
  const std::scoped_lock lock(limits_mutex_);
  const auto found = largest_pages_.find(path);
  return found == largest_pages_.end() ? documented : std::min(found->second, documented);
}

bool Session::LearnsLargestPage(const std::string& path, int asked, const Error& refusal) {
  const Refusal& range = refusal.refusal;
  if (range.kind != Refusal::Kind::kRange || range.field != "limit" || range.most < 1 ||
      range.most >= asked)
    return false;
  const std::scoped_lock lock(limits_mutex_);
  largest_pages_[path] = range.most;
  return true;
}

Result<std::shared_ptr<Session>> CurrentSession(const auth::SqlSettings& sql,
                                                const std::optional<std::string>& profile) {
  struct Pool {
    std::mutex mutex;
    std::vector<std::shared_ptr<Session>> sessions;  // used longest ago first
  };
  // A forked child gets sessions of its own: a lock of its parent's may never be released there.
  static constinit ProcessOwned<Pool> pool;
  ZD_ASSIGN_OR_RETURN(auth::Config config,
                      auth::LoadConfig(auth::ProcessEnvironment(), sql, profile));
  const std::scoped_lock lock(pool->mutex);
  auto& sessions = pool->sessions;
  const auto known = std::find_if(sessions.begin(), sessions.end(),
                                  [&](const auto& session) { return session->config() == config; });
  if (known != sessions.end()) {
    std::rotate(known, known + 1, sessions.end());
    return sessions.back();
  }
  sessions.push_back(std::make_shared<Session>(std::move(config), http::CurlTransport()));
  // zoho_desk_set can make any number of configurations.
  const auto is_idle = [](const auto& session) { return session.use_count() == 1; };
  auto idle = std::count_if(sessions.begin(), std::prev(sessions.end()), is_idle);
  for (; idle > static_cast<std::ptrdiff_t>(kMostIdleSessions); --idle)
    sessions.erase(std::find_if(sessions.begin(), sessions.end(), is_idle));
  return sessions.back();
}

}  // namespace zoho_desk::client
