#pragma once

// Answers requests: the Desk API, the accounts server and the sandbox's own /_sandbox pages. Knows
// nothing of sockets; http_server.* brings the requests.

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "sandbox/faults.h"
#include "sandbox/http_types.h"
#include "sandbox/oauth.h"
#include "sandbox/options.h"
#include "sandbox/request_log.h"
#include "sandbox/routes.h"
#include "sandbox/select.h"
#include "sandbox/spec.h"

namespace zoho_desk::sandbox {

// Thread-safe: requests may be handled on any number of threads, and settings changed meanwhile.
class Api {
 public:
  explicit Api(const Options& options);

  HttpResponse Handle(const HttpRequest& request);

  Settings settings() const;
  // Applies a change to the settings in force; requests under way keep what they began with.
  // Setting `credits` to another value refills the day's credits to it.
  void Change(const std::function<void(Settings&)>& change);

  const World& world() const { return world_; }
  const std::vector<Organization>& organizations() const { return organizations_; }
  int64_t credits_left() const { return credits_left_; }
  // Refills (or empties) the day's credits.
  void SetCredits(int64_t credits) { credits_left_ = credits; }
  OAuth& oauth() { return oauth_; }
  Faults& faults() { return faults_; }
  RequestLog& log() { return log_; }

  // The base URL for /oauth/serverinfo; set once the port is known, before the first request.
  void SetBaseUrl(std::string url) { base_url_ = std::move(url); }

 private:
  using Route = FoundRoute;
  using SettingsPtr = std::shared_ptr<const Settings>;

  SettingsPtr Current() const;
  HttpResponse Dispatch(const HttpRequest& request, LogEntry& entry);
  HttpResponse Accounts(const HttpRequest& request, LogEntry& entry);
  HttpResponse ServerInfo() const;
  HttpResponse Desk(const HttpRequest& request, LogEntry& entry);
  std::optional<HttpResponse> Authenticate(const HttpRequest& request) const;
  std::optional<HttpResponse> CheckOrganization(const HttpRequest& request,
                                                const Settings& settings) const;
  std::optional<HttpResponse> Charge(int64_t weight, const Settings& settings);
  HttpResponse Answer(const HttpRequest& request, const Route& route, const Settings& settings,
                      const NameValues& query, LogEntry& entry);
  HttpResponse AnswerList(const Route& route, const Parsed& parsed, const HttpRequest& request,
                          const Settings& settings, LogEntry& entry);
  HttpResponse AnswerGet(const Route& route, const Parsed& parsed, LogEntry& entry) const;
  HttpResponse Organizations(const NameValues& query, LogEntry& entry) const;

  const World world_;
  std::vector<Organization> organizations_;
  std::string base_url_;
  Selector selector_;
  OAuth oauth_;
  Faults faults_;
  RequestLog log_;
  mutable std::mutex settings_mutex_;
  SettingsPtr settings_;
  std::atomic<int64_t> credits_left_;
  std::atomic<int64_t> in_flight_{0};
  const std::chrono::steady_clock::time_point start_;
};

}  // namespace zoho_desk::sandbox
