#pragma once

// How a scan in order of time continues past the depth of one list or search: the range parameter
// of the search, narrowed to what has not been read.

#include <cstdint>
#include <optional>
#include <string>

#include "client/scan_request.h"
#include "client/server_order.h"
#include "common/url.h"
#include "resources/resource.h"

namespace zoho_desk::client {

// Keyset pagination with a time for its key: each slice is asked for the times after the last row
// of the one before, instead of for a deeper offset.
struct TimeSlices {
  ServerOrder order;
  std::string range;  // the search parameter for its time
  bool list_can_sort = false;
};

// How the scan can be sliced; nullopt if it cannot: no search, or an order that is not one of time.
// A scan without an order gets one, newest first.
std::optional<TimeSlices> SlicesFor(const ScanRequest& request);

// Searches without a criterion are not documented; this one excludes nothing.
inline constexpr std::string_view kAllTimes = "1970-01-01T00:00:00.000Z,2099-12-31T23:59:59.000Z";

// `params` with the range bounded anew on the side from which the slices come.
QueryParams InSlice(const TimeSlices& slices, QueryParams params, int64_t start_ms);

}  // namespace zoho_desk::client
