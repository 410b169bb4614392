// ServerOrder: what ScanRequest::sort means. Used by ListSource, which decides which lists get an
// order, and by Scan, whose rows must show the time that tells it.

#include "client/server_order.h"

#include <algorithm>

namespace zoho_desk::client {

std::optional<ServerOrder> OrderOf(const ScanRequest& request) {
  if (request.sort.empty())
    return std::nullopt;
  ServerOrder order;
  order.descending = request.sort.starts_with('-');
  order.param = request.sort.substr(order.descending ? 1 : 0);
  order.ours = request.sort_is_ours;
  const auto& sorts = request.resource->sorts;
  const auto key = std::find_if(sorts.begin(), sorts.end(), [&](const resources::SortKey& known) {
    return known.param == order.param;
  });
  const std::string_view column = key != sorts.end() ? key->column : std::string_view(order.param);
  order.column = request.resource->FindColumn(column);
  order.stable = column == "createdTime";
  return order;
}

}  // namespace zoho_desk::client
