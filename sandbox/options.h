#pragma once

// What a sandbox can be told at its start, and what can be changed while it runs.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sandbox/list_habits.h"
#include "sandbox/world.h"

namespace zoho_desk::sandbox {

inline constexpr uint64_t kDefaultOrgId = 810'350'427;

// A portal of the user. The token belongs to the first one; the data are that portal's.
struct Organization {
  uint64_t id = 0;
  std::string company_name;
  std::string portal_name;
  bool is_default = false;
  std::string edition = "ENTERPRISE";
  bool is_sandbox = false;
};

// Every scope an endpoint of the sandbox can ask for.
std::vector<std::string> AllScopes();

enum class SearchCount : uint8_t { kNumber, kString, kNone };
enum class RangeBounds : uint8_t { kInclusive, kExclusiveUpper, kExclusive };
// "number", "string", "none"; "inclusive", "exclusive-upper", "exclusive".
std::string_view ToText(SearchCount form);
std::string_view ToText(RangeBounds bounds);
std::optional<SearchCount> SearchCountOf(std::string_view text);
std::optional<RangeBounds> RangeBoundsOf(std::string_view text);

// Changeable at run time, in process (Server) and over HTTP (POST /_sandbox/control).
struct Settings {
  int64_t latency_ms = 0;      // added to every answer of the API (not to the token endpoint)
  int64_t token_ttl_s = 3600;  // life of an access token
  // Concurrent API calls beyond this get 429 TOO_MANY_REQUESTS. The Enterprise edition's 25.
  int64_t concurrency = 25;
  // Credits left for the day; -1: no limit. The Enterprise edition's 100,000.
  int64_t credits = 100'000;
  int64_t retry_after_s = 3600;  // what Retry-After says once the credits are gone
  // The scopes new tokens carry, and those of the tokens already out.
  std::vector<std::string> scopes = AllScopes();
  // Largest `from` of a search. The live server was seen at 4999; the published description says
  // 999.
  int64_t search_ceiling = 4999;
  // A search whose from + limit exceeds this is refused, whatever its from.
  int64_t search_window = 5000;
  // How search answers tell the number of matches, and the largest number they tell (-1: any).
  // Sources differ on whether `count` is always there.
  SearchCount search_count = SearchCount::kNumber;
  int64_t search_count_cap = -1;
  // Whether the ends of ranges such as createdTimeRange belong to them; no source says.
  RangeBounds range_bounds = RangeBounds::kInclusive;
  // Whether records with equal sort keys come by descending id when the order is descending. A
  // tester saw ascending ids within descending times, for one kind of list.
  bool ties_follow_sort = false;
  // A record that is younger than this is in lists and found by id, but not yet in searches.
  int64_t index_lag_s = 0;
  // Largest `from` of the lists for which nobody reported one; -1: none. /tickets is 0-4999 for
  // sure.
  int64_t list_ceiling = 4999;
  std::map<std::string, int64_t, std::less<>> list_ceilings{{"tickets", 4999}};
  // Overrides the index base of a list (0 or 1): the facts about it are uncertain for most.
  std::map<std::string, int, std::less<>> index_base{};
  // Habits of single lists ("contacts") and searches ("contacts/search").
  std::map<std::string, ListHabits, std::less<>> habits{};
  // Paths ("/api/v1/tickets/218.../comments") and tables ("ticket_comments") that answer 403 with
  // this errorCode: FORBIDDEN, LICENSE_ACCESS_LIMITED, ...
  std::map<std::string, std::string, std::less<>> refusals{};
  // Whether the orgId header must be sent. Documented as mandatory; clients that leave it out and
  // get rows are on record as well, so a test may want either.
  bool require_org_header = true;
  int64_t throttle_tokens = 10;  // token requests per 10 minutes and refresh token; -1: no limit
  // Compress answers when the client offers it. Off by default: over loopback it only costs time,
  // and no source says whether Zoho Desk compresses.
  bool gzip = false;
  // The share of requests that get a fault by chance (random_faults.h), and what it is drawn from.
  double fault_rate = 0;
  int64_t fault_seed = 1;
};

struct Options {
  int port = 0;  // 0: any free port
  uint64_t seed = 1;
  int64_t now_millis = kDefaultNow;
  RowCounts rows = DefaultRowCounts();
  TimeShapes times{};
  Settings settings{};
  // Empty: one portal. The first one is the token's.
  std::vector<Organization> organizations{};

  // Sets the number of rows of a resource by its table name. False if there is no such resource,
  // the number is above kMaxRows or the resource is a child, whose rows come with their parents.
  bool SetRows(std::string_view resource, uint64_t count);
  // Sets how a resource's records spread over time, once its number of rows is set. False if there
  // is no such resource or the shape does not fit.
  bool SetTimes(std::string_view resource, const TimeShape& shape);
};

}  // namespace zoho_desk::sandbox
