#pragma once

// Answers requests: the Desk API, the accounts server and the sandbox's own /_sandbox pages. Knows
// nothing of sockets; http_server.* brings the requests.

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <vector>

#include "sandbox/data_change.h"
#include "sandbox/faults.h"
#include "sandbox/http_types.h"
#include "sandbox/oauth.h"
#include "sandbox/options.h"
#include "sandbox/random_faults.h"
#include "sandbox/request_log.h"
#include "sandbox/routes.h"
#include "sandbox/select.h"
#include "sandbox/spec.h"
#include "sandbox/traffic.h"

namespace zoho_desk::sandbox {

// There is no record of that key.
HttpResponse NotFound();

inline constexpr std::string_view kOrganizationsPath = "/api/v1/organizations";

// Every field that any answer has of the portal, as JSON: what the dump of the data set lacks.
std::string OrganizationRecord(const Organization& organization);

// Thread-safe: requests may be handled on any number of threads, and settings changed meanwhile.
class Api {
 public:
  explicit Api(const Options& options);

  HttpResponse Handle(const HttpRequest& request);

  Settings settings() const;
  // Applies a change to the settings in force; requests under way keep what they began with.
  // Setting `credits` to another value refills the day's credits to it.
  void Change(const std::function<void(Settings&)>& change);

  // The data set, which stays as it is for as long as the lock is held.
  std::shared_lock<std::shared_mutex> LockData() const { return std::shared_lock(data_mutex_); }
  const World& world() const { return world_; }
  // Makes changes of the data set, now or when they are due; `replace` forgets those that still
  // wait. Empty, or why one cannot be made; then nothing is done.
  std::string Schedule(const std::vector<DataChange>& changes, bool replace = false);
  void AdvanceDataClock(int64_t seconds);

  const std::vector<Organization>& organizations() const { return organizations_; }
  int64_t credits_left() const { return credits_left_; }
  // Refills (or empties) the day's credits.
  void SetCredits(int64_t credits) { credits_left_ = credits; }
  OAuth& oauth() { return oauth_; }
  Faults& faults() { return faults_; }
  const RandomFaults& random_faults() const { return random_faults_; }
  RequestLog& log() { return log_; }
  // Forgets the requests and what traffic() has seen of them.
  void ResetLog();
  Traffic& traffic() { return traffic_; }
  // Called on the request's thread when an API request has been answered and before the answer is
  // sent. May block, and may call anything but the end of the server.
  using Observer = std::function<void(const LogEntry&)>;
  void SetObserver(Observer observer);

  // The base URL for /oauth/serverinfo; set once the port is known, before the first request.
  void SetBaseUrl(std::string url) { base_url_ = std::move(url); }

 private:
  using Route = FoundRoute;
  using SettingsPtr = std::shared_ptr<const Settings>;

  SettingsPtr Current() const;
  std::optional<Fault> TakeFault(const HttpRequest& request);
  HttpResponse Dispatch(const HttpRequest& request, LogEntry& entry);
  HttpResponse Accounts(const HttpRequest& request, LogEntry& entry);
  HttpResponse ServerInfo() const;
  HttpResponse Desk(const HttpRequest& request, Traffic::Call& call, LogEntry& entry);
  void MakeChangesDueAfter(const LogEntry& entry);
  void Observe(const LogEntry& entry) const;
  std::optional<HttpResponse> Authenticate(const HttpRequest& request) const;
  std::optional<HttpResponse> CheckOrganization(const HttpRequest& request,
                                                const Settings& settings) const;
  std::optional<HttpResponse> Charge(int64_t weight, const Settings& settings);
  HttpResponse Answer(const HttpRequest& request, const Route& route, const Settings& settings,
                      const NameValues& query, LogEntry& entry);
  // nullptr if the endpoint behaves as documented.
  static const ListHabits* HabitsOf(const Route& route, const Settings& settings);
  // `parent`: of a child table, the record that the path names.
  HttpResponse AnswerList(const Route& route, std::optional<uint32_t> parent, const Parsed& parsed,
                          const HttpRequest& request, const Settings& settings, LogEntry& entry);
  HttpResponse AnswerGet(const Route& route, std::optional<uint32_t> parent, const Parsed& parsed,
                         LogEntry& entry) const;
  // The list of portals, and one of them.
  HttpResponse Organizations(const HttpRequest& request, const NameValues& query,
                             LogEntry& entry) const;

  mutable std::shared_mutex data_mutex_;
  World world_;
  ChangeQueue changes_;
  std::vector<Organization> organizations_;
  std::string base_url_;
  Selector selector_;
  OAuth oauth_;
  Faults faults_;
  RandomFaults random_faults_;
  RequestLog log_;
  mutable std::mutex settings_mutex_;
  SettingsPtr settings_;
  std::atomic<int64_t> credits_left_;
  Traffic traffic_;
  std::atomic<uint64_t> turns_ = 0;  // pages shuffled so far
  mutable std::mutex observer_mutex_;
  std::shared_ptr<const Observer> observer_;
  const std::chrono::steady_clock::time_point start_;
};

}  // namespace zoho_desk::sandbox
