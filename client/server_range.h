#pragma once

// Bounds that a server names when it refuses a number: "The value passed for field 'limit' exceeds
// the range of '1-99'." (platform facts, "Paging").

#include <optional>
#include <string>
#include <string_view>

namespace zoho_desk::client {

struct ServerRange {
  int least = 0;
  int most = 0;
};

// The range for that field in a refusal's message; nullopt if the message is not about it.
std::optional<ServerRange> RangeFor(std::string_view field, const std::string& message);

}  // namespace zoho_desk::client
