#pragma once

// Which error a query may end in because of which fault. Everything else is a failure of the soak.

#include <map>
#include <string>

namespace zoho_desk::testing {

// A name for the message's kind, "HTTP 502"; empty if no fault that was injected explains it.
// `faults`: how often each kind was injected so far.
std::string KindOfError(const std::string& message, const std::map<std::string, int64_t>& faults);

}  // namespace zoho_desk::testing
