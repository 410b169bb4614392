#pragma once

// A local Zoho Desk with its accounts server, for demos and tests. In process:
//
//   sandbox::Server server({.seed = 7});
//   ASSERT_TRUE(server.Start());
//   ... point a client at server.base_url() with server.credentials() ...
//
// It answers what Zoho Desk documents and refuses what Zoho would refuse; see api.h for the order
// of the checks and control.h for its own pages. Data are generated from the seed; world.h says
// how.

#include <cstdint>
#include <functional>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "sandbox/data_change.h"
#include "sandbox/dump.h"
#include "sandbox/faults.h"
#include "sandbox/oauth.h"
#include "sandbox/options.h"
#include "sandbox/request_log.h"
#include "sandbox/traffic.h"

namespace zoho_desk::sandbox {

class Api;
class HttpServer;

// Every member function may be called from any thread at any time, except that Start, Stop and the
// destructor must not run at the same time as one another.
class Server {
 public:
  explicit Server(const Options& options = {});
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  // Listens on 127.0.0.1. False if Options::port is taken. Once per object.
  bool Start();
  // Ends open connections and waits for requests under way. The log and the data stay readable.
  void Stop();

  int port() const;
  // "http://127.0.0.1:<port>": what ZOHO_DESK_API_BASE and ZOHO_DESK_ACCOUNTS_BASE are set to.
  std::string base_url() const;
  const Credentials& credentials() const;
  // The token's portal, as the orgId header has it.
  std::string org_id() const;
  // Lines of "export NAME=value" that point the extension at this sandbox, for a shell's eval.
  std::string EnvironmentLines() const;

  // The data set as it is now; dump.h describes it.
  nlohmann::json Dump() const;
  nlohmann::json Dump(std::string_view resource) const;
  std::string DumpText() const;
  std::string DumpText(std::string_view resource) const;  // "null": no such resource
  // The same for data sets too large to dump: ids and times of the records that exist, by ascending
  // id; one field of each, in that order, nullopt for null; one whole record, null if it does not
  // exist. Empty if there is no such table or field.
  std::vector<RecordKey> Records(std::string_view resource) const;
  std::vector<std::optional<std::string>> Values(std::string_view resource,
                                                 std::string_view field) const;
  nlohmann::json Record(std::string_view resource, std::string_view id) const;

  // Changes the data set, now or in the middle of a client's scan. Empty, or why it cannot be done.
  std::string Schedule(const DataChange& change);
  // Forgets the changes that are not due yet.
  void ClearChanges();
  // What has happened to the records of a table since the start.
  ChangedIds Changed(std::string_view resource) const;
  // Moves the data's clock: records become visible to a search that lags (Settings::index_lag_s).
  void AdvanceDataClock(int64_t seconds);

  // What was asked since the start or the last ResetLog, pages of /_sandbox left out.
  std::vector<LogEntry> Log() const;
  TrafficSummary traffic() const;
  void ResetLog();
  // Called when an API request has been answered and before the answer is sent, on a thread of the
  // server. May block, to hold requests back until others have come; may call anything but Stop.
  void SetObserver(std::function<void(const LogEntry&)> observer);

  // Run-time changes; the same can be done over HTTP (control.h).
  Settings settings() const;
  void Change(const std::function<void(Settings&)>& change);
  // Sets what is left of the day's credits; Settings::credits must not be -1.
  void SetCreditsLeft(int64_t credits);
  int64_t credits_left() const;
  void Inject(Fault fault);
  void ClearFaults();
  void ExpireTokens();
  void ResetThrottle();
  // Moves the clock that token lives and the token throttle are measured by; no test need sleep.
  void AdvanceClock(int64_t seconds);
  // A fresh authorization code, as the API console's self client page gives it.
  std::string IssueCode();
  // The refresh token that the exchange of such a code yields. The newest twenty are good.
  std::string IssueRefreshToken();

 private:
  Options options_;
  std::unique_ptr<Api> api_;
  std::unique_ptr<HttpServer> http_;
};

}  // namespace zoho_desk::sandbox
