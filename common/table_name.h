#pragma once

// What SQL calls the tables: a prefix, which keeps them apart from the user's own, and the
// resource's name.

#include <string>
#include <string_view>

#include "common/text.h"

namespace zoho_desk {

inline constexpr std::string_view kTablePrefix = "zoho_desk_";

// "tickets" -> "zoho_desk_tickets"
inline std::string TableName(std::string_view resource) {
  return std::string(kTablePrefix).append(resource);
}

// "tickets" of "zoho_desk_tickets", in any case; a name without the prefix as it is.
constexpr std::string_view WithoutTablePrefix(std::string_view table) {
  return EqualIgnoringCase(table.substr(0, kTablePrefix.size()), kTablePrefix)
             ? table.substr(kTablePrefix.size())
             : table;
}

}  // namespace zoho_desk
