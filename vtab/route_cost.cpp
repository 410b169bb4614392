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
using resources::Route;

constexpr uint64_t kRestBit = uint64_t{1} << 63U;

// Columns from 63 on share one bit: which of them is read shows only later. The route that carries
// more of them is more likely to need no get-by-id.
double ShareOfRestLacking(const Resource& resource, Route route, uint64_t columns_used) {
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

// Of a record of a large table: the comments of a ticket.
constexpr double kAssumedChildren = 5;

double AssumedParents(const resources::Parent& parent) {
  if (!parent.values.empty())
    return static_cast<double>(parent.values.size());
  const Resource* table = resources::FindResource(parent.table);
  return table == nullptr || table->search.path.empty() ? kAssumedFewRows : kAssumedRows;
}

}  // namespace

double AssumedLists(const Resource& resource, std::optional<TermOp> op, double& rows) {
  const resources::Parent& parent = resource.list.parent;
  if (parent.param.empty() || (!parent.all_value.empty() && !op))
    return 1;
  const double parents = AssumedParents(parent);
  const double lists = !op                    ? parents
                       : op == TermOp::kEqual ? 1
                                              : std::min(parents, kAssumedListLength);
  rows = parents >= kAssumedRows ? lists * kAssumedChildren : rows * lists / parents;
  return lists;
}

RouteCost CostOfRows(const Resource& resource, Route route, uint64_t columns_used, double rows,
                     double pages) {
  RouteCost cost{.pages = pages};
  bool get = false;
  for (const int index : ColumnsUsed(columns_used & ~kRestBit, resource)) {
    if (index == client::kRawColumn)
      continue;
    const resources::Column& column = resource.columns[static_cast<size_t>(index)];
    if ((column.routes & route) != 0 || !column.IsField())
      continue;
    switch (client::FilledBy(resource, column)) {
      case resources::kSearch:
        cost.searches = pages;
        break;
      case resources::kGet:
        get = true;
        break;
      case resources::kList:
        cost.walks = 1;  // all rows share it
    }
  }
  cost.gets = rows * (get ? 1 : ShareOfRestLacking(resource, route, columns_used));
  return cost;
}

double DeepPages(const Resource& resource, Route route, uint64_t columns_used, double rows,
                 double page_rows) {
  const std::vector<int> columns = ColumnsUsed(columns_used & ~kRestBit, resource);
  const bool stays = route == resources::kList && !resource.search.path.empty() &&
                     std::any_of(columns.begin(), columns.end(), [&](int column) {
                       return client::OnlyListsCarry(resource, column);
                     });
  return stays ? std::ceil(std::max(0.0, rows - kCheapDepth) / page_rows) : 0;
}

}  // namespace zoho_desk::vtab
