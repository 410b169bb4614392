// Prices of routes, for the planner and for explain, which thereby agree. Only choices rest on
// these numbers: a wrong guess costs requests, never rows.

#include "vtab/route_cost.h"

#include <algorithm>
#include <cmath>

#include "client/lane.h"
#include "client/page.h"
#include "vtab/plan.h"
#include "vtab/table_layout.h"

namespace zoho_desk::vtab {
namespace {

using resources::Resource;
using resources::RouteBit;

constexpr uint64_t kRestBit = uint64_t{1} << 63U;

// Columns from 63 on share one bit: which of them is read shows only later. The route that carries
// more of them is more likely to need no get-by-id.
double ShareOfRestLacking(const Resource& resource, RouteBit route, uint64_t columns_used) {
  if (TableLayout(resource).size() <= 64 || (columns_used & kRestBit) == 0)
    return 0;
  double lacking = 0;
  double all = 0;
  for (const int index : ColumnsUsed(kRestBit, resource)) {
    if (index == client::kRawColumn)
      continue;
    ++all;
    lacking += (resource.columns[static_cast<size_t>(index)].routes & route) == 0 ? 1 : 0;
  }
  return all > 0 ? lacking / all : 0;
}

}  // namespace

RouteCost CostOfRows(const Resource& resource, RouteBit route, uint64_t columns_used, double rows,
                     double pages) {
  RouteCost cost{.pages = pages};
  bool get = false;
  for (const int index : ColumnsUsed(columns_used & ~kRestBit, resource)) {
    if (index == client::kRawColumn)
      continue;
    const resources::Column& column = resource.columns[static_cast<size_t>(index)];
    if ((column.routes & route) != 0 || column.from_request)
      continue;
    if ((column.routes & resources::kSearch) != 0 && resource.search.by_id)
      cost.searches = pages;
    else if ((column.routes & resources::kGet) != 0 && !resource.get.path.empty())
      get = true;
    else
      cost.walks = 1;  // all rows share it
  }
  cost.gets = rows * (get ? 1 : ShareOfRestLacking(resource, route, columns_used));
  return cost;
}

double DeepPages(const Resource& resource, RouteBit route, uint64_t columns_used, double rows,
                 double page_rows) {
  const std::vector<int> columns = ColumnsUsed(columns_used & ~kRestBit, resource);
  const bool stays = route == resources::kList && !resource.search.path.empty() &&
                     std::any_of(columns.begin(), columns.end(), [&](int column) {
                       return client::OnlyListsCarry(resource, column);
                     });
  return stays ? std::ceil(std::max(0.0, rows - kCheapDepth) / page_rows) : 0;
}

}  // namespace zoho_desk::vtab
