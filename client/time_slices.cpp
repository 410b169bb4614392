// TimeSlices: used by ListSource where a list or search goes no deeper, and by Scan, whose rows
// must show the time. A slice moves the one end of the range from which rows have come: what it
// asks for is a superset of the rows that are left.

#include "client/time_slices.h"

#include <algorithm>

#include "common/time_text.h"

namespace zoho_desk::client {
namespace {

using resources::kList;
using resources::Resource;

constexpr std::string_view kCreatedTime = "createdTime";
constexpr std::string_view kModifiedTime = "modifiedTime";

bool ListSortsBy(const Resource& resource, std::string_view param) {
  return std::any_of(resource.sorts.begin(), resource.sorts.end(), [&](const auto& key) {
    return key.param == param && (key.routes & kList) != 0;
  });
}

}  // namespace

std::optional<TimeSlices> SlicesFor(const ScanRequest& request) {
  const Resource& resource = *request.resource;
  const bool searches = request.route == resources::kSearch;
  if (resource.search.path.empty() || (!searches && request.has_parameters))
    return std::nullopt;
  // Short scans too: LIMIT 100 and LIMIT 100 OFFSET 100 must go through the same order.
  TimeSlices slices{
      .order = OrderOf(request).value_or(ServerOrder{.column = resource.FindColumn(kCreatedTime),
                                                     .param = std::string(kCreatedTime),
                                                     .descending = true,
                                                     .ours = true,
                                                     .stable = true})};
  const std::string& param = slices.order.param;
  if ((param != kCreatedTime && param != kModifiedTime) || slices.order.column < 0)
    return std::nullopt;
  slices.range = param + "Range";
  slices.list_can_sort = ListSortsBy(resource, param);
  return slices;
}

QueryParams InSlice(const TimeSlices& slices, QueryParams params, int64_t start_ms) {
  auto range = std::find_if(params.begin(), params.end(),
                            [&](const auto& param) { return param.first == slices.range; });
  if (range == params.end())
    range = params.insert(params.end(), {slices.range, std::string(kAllTimes)});
  const std::string text = range->second;
  const size_t comma = text.find(',');
  const std::string start = FormatUtcMillis(start_ms);
  range->second = slices.order.descending ? text.substr(0, comma) + "," + start
                                          : start + "," + text.substr(comma + 1);
  return params;
}

}  // namespace zoho_desk::client
