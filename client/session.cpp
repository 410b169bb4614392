// Session: what the calls of one configuration share (PendingCall works on it), and the process's
// pool of sessions, asked by Connection for every query. One thread looks for the organisation
// while others wait for it, and no lock is held while a request is under way.

#include "client/session.h"

#include <algorithm>
#include <chrono>

#include "client/organizations.h"
#include "client/request_log.h"
#include "common/fork.h"
#include "common/safe_text.h"
#include "common/text.h"
#include "common/time_text.h"
#include "http/curl_transport.h"

namespace zoho_desk::client {
namespace {

constexpr std::chrono::milliseconds kPollInterval{20};
// Rights that are given meanwhile show after so long.
constexpr std::chrono::minutes kSearchStaysRefused{10};

// Of organisations that a message lists.
constexpr size_t kMostListed = 20;

// "1 (North), 2 (South)"
std::string ListOf(const std::vector<Organization>& organizations) {
  std::string list;
  for (size_t i = 0; i < std::min(organizations.size(), kMostListed); ++i) {
    const Organization& organization = organizations[i];
    AppendToList(list, organization.id);
    if (!organization.company.empty())
      list += " (" + QuotedName(organization.company) + ")";
  }
  if (organizations.size() > kMostListed)
    list += " and " + std::to_string(organizations.size() - kMostListed) + " more";
  return list;
}

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
    const MutexLock lock(session_.org_mutex_);
    session_.seeks_org_ = false;
    session_.org_found_.notify_all();
  }

 private:
  Session& session_;
};

Result<std::string> Session::OrgId(RequestBudget& budget, const CancelCheck& cancelled) {
  MutexLock lock(org_mutex_);
  while (seeks_org_) {
    org_mutex_.WaitFor(org_found_, kPollInterval);
    lock.Unlock();
    if (IsCancelled(cancelled))
      return Error{Code::kCancelled, "interrupted"};
    lock.Lock();
  }
  if (!org_id_.empty())
    return org_id_;
  seeks_org_ = true;
  lock.Unlock();
  const OrgSearch search(*this);
  ZD_ASSIGN_OR_RETURN(std::string found, DiscoverOrgId(budget, cancelled));
  const MutexLock found_lock(org_mutex_);
  org_id_ = found;
  return found;
}

Result<std::string> Session::DiscoverOrgId(RequestBudget& budget, const CancelCheck& cancelled) {
  ZD_ASSIGN_OR_RETURN(const std::vector<Organization> found,
                      FetchOrganizations(*this, budget, cancelled));
  if (found.size() == 1)
    return found.front().id;
  const auto is_default = [](const Organization& organization) { return organization.is_default; };
  if (std::count_if(found.begin(), found.end(), is_default) == 1)
    return std::find_if(found.begin(), found.end(), is_default)->id;
  if (found.empty()) {
    return Error{Code::kAuth,
                 "the token's user belongs to no Zoho Desk organisation that /organizations lists: "
                 "set ZOHO_DESK_ORG_ID, and check that ZOHO_DESK_DC ('" +
                     config_.data_center + "') is the portal's data centre"};
  }
  return Error{
      Code::kInvalidArgument,
      "the token can read several organisations: set ZOHO_DESK_ORG_ID to one of " + ListOf(found)};
}

std::shared_ptr<const Error> Session::RefusedSearch(std::string_view path) const {
  const MutexLock lock(limits_mutex_);
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
  const MutexLock lock(limits_mutex_);
  refused_searches_[std::string(path)] = {std::make_shared<const Error>(refusal),
                                          std::chrono::steady_clock::now() + kSearchStaysRefused};
  return true;
}

int Session::LargestPage(const std::string& path, int documented, Clock::time_point now) const {
  const MutexLock lock(limits_mutex_);
  const auto found = largest_pages_.find(path);
  if (found == largest_pages_.end() || now - found->second.at >= kLimitLife)
    return documented;
  return std::min(found->second.most, documented);
}

bool Session::LearnsLargestPage(const std::string& path, int asked, const Error& refusal) {
  const Refusal& range = refusal.refusal;
  if (range.kind != Refusal::Kind::kRange || range.field != "limit" ||
      range.most < kSmallestLimit || range.most >= asked)
    return false;
  const MutexLock lock(limits_mutex_);
  largest_pages_[path] = {range.most, Clock::now()};
  return true;
}

Result<std::shared_ptr<Session>> CurrentSession(const auth::SqlSettings& sql,
                                                const std::optional<std::string>& profile) {
  struct Pool {
    Mutex mutex;
    std::vector<std::shared_ptr<Session>> sessions ZD_GUARDED_BY(mutex);  // used longest ago first
  };
  // A forked child gets sessions of its own: a lock of its parent's may never be released there.
  static constinit ProcessOwned<Pool> pools;
  ZD_ASSIGN_OR_RETURN(auth::Config config,
                      auth::LoadConfig(auth::ProcessEnvironment(), sql, profile));
  Pool& pool = *pools;
  const MutexLock lock(pool.mutex);
  auto& sessions = pool.sessions;
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
