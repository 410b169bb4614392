#pragma once

// How many records an answer says there are. Apart from asking (client/count.h), so that it can be
// fuzzed.

#include <cstddef>
#include <cstdint>
#include <string>

#include "common/status.h"

namespace zoho_desk::client {

// An answer that is asked for its "count" holds one row at most. Longer ones are not waited for.
inline constexpr size_t kMostCountBytes = size_t{1024} * 1024;

// More than any portal holds. A larger count counts nothing that is there, and pages are not
// planned by it.
inline constexpr int64_t kMostRecords = 1'000'000'000'000;

// The "count" of {"count": n} or of a page of a search, a number or a number as text, 0 to
// kMostRecords. Anything else is kBadResponse, and says what the answer has instead. Makes no tree
// of the rest.
Result<int64_t> CountIn(std::string body);

}  // namespace zoho_desk::client
