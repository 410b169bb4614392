#pragma once

// The order in which a server is asked for rows. What rests on an order hangs on this one value:
// pages that overlap, the end of a walk, slices of time and the keys that they let a scan forget.
// Without it a list is a set of rows, which ends where the server ends it.

#include <optional>
#include <string>
#include <string_view>

#include "client/scan_request.h"
#include "common/status.h"

namespace zoho_desk::client {

struct ServerOrder {
  int column = -1;          // the time that tells the order: index into resource->columns
  std::string param;        // sortBy, without its sign
  bool descending = false;  // newest first
  bool ours = false;        // SQL does not rely on it: done without where the server refuses it
  bool stable = false;      // an edit moves no row

  std::string SortBy() const { return (descending ? "-" : "") + param; }

  // Whether a row of that time comes before one of the other. Times in another form than the other
  // are not compared.
  bool Precedes(std::string_view time, std::string_view other) const {
    if (time.size() != other.size() || time.empty())
      return false;
    return descending ? time > other : time < other;
  }
};

inline constexpr std::string_view kSortParam = "sortBy";

// Whether an error says that the server takes no such order, or does not keep to it.
inline bool IsOrderRefusal(const Error& error) {
  return error.refusal.field == kSortParam;
}

// The order that the request names; nullopt if it leaves that to the server.
std::optional<ServerOrder> OrderOf(const ScanRequest& request);

}  // namespace zoho_desk::client
