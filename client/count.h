#pragma once

// How many records there are, in one request: the answer of a count endpoint, or the count that a
// search states beside its rows.

#include <cstdint>
#include <string_view>

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

}  // namespace zoho_desk::client
