#pragma once

// How many records there are, in one request: the answer of a count endpoint, or the count that a
// search states beside its rows.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

#include "client/scan_request.h"
#include "client/session.h"
#include "common/cancel.h"
#include "common/status.h"
#include "common/url.h"
#include "resources/resource.h"

namespace zoho_desk::client {

// Whether the API can say it.
bool CanCount(const resources::Resource& resource);

// `filter` is empty or in the API's own terms, "status=Open&priority=High": parameters of the
// endpoint (docs/TABLES.md), values as they are. Zoho's idea of a match counts, not SQL's. Price: 3
// credits by search. Errors: kInvalidArgument for a filter that is not name=value or a resource
// that cannot be counted; what Zoho refuses is reported as it says.
Result<int64_t> CountRecords(Session& session, const resources::Resource& resource,
                             std::string_view filter, RequestBudget& budget,
                             const CancelCheck& cancelled);

// The same for what a search with those parameters would find; none: everything. Needs
// resource.search.path.
Result<int64_t> CountMatches(Session& session, const resources::Resource& resource,
                             QueryParams params, RequestBudget& budget,
                             const CancelCheck& cancelled);

// Whether a search can count what that list holds: the search takes all of its terms.
bool SearchCountsList(const ScanRequest& request);

// Whether it helps to know how long that list is: it is read to its end, and a search can tell.
// Shared by the scan, which asks, and by the price that is told beforehand.
bool IsWorthCounting(const ScanRequest& request);

// Pages of a list that are read before a search is asked how many rows there are: of a short list
// the question would cost more than it saves.
inline constexpr size_t kPagesBeforeCount = 3;

// A cardinality estimate: how many records a list probably has, asked beside the list's own pages,
// which do not tell. A search may know other records than the list, so this decides only how many
// pages to ask for at once, never where the list ends. Not thread-safe.
class CountHint {
 public:
  // Sends the question (3 credits), once; a failure means that there is no hint.
  void Ask(Session& session, const resources::Resource& resource, QueryParams params,
           RequestBudget& budget, const CancelCheck& cancelled);

  bool WasAsked() const { return was_asked_; }
  // Whether the answer is still to come.
  bool IsUnderWay() const { return call_ != nullptr; }
  // What the answer said; 0: nothing, or not yet. Does not wait for it.
  int64_t Rows(const CancelCheck& cancelled);

 private:
  std::unique_ptr<PendingCall> call_;
  bool was_asked_ = false;
  int64_t rows_ = 0;
};

}  // namespace zoho_desk::client
