// The planner: called by index_info.cpp for each of the many offers that SQLite makes of one scan.
// Plans each route with the terms that it can take and keeps the cheapest. The same offer gives the
// same plan, and whichever is chosen, its rows are a superset of those that SQL wants.
// The rules: docs/DECISIONS.md, "Routes are chosen by price".

#include "vtab/planner.h"

#include <algorithm>

#include "client/projection.h"
#include "vtab/demand.h"
#include "vtab/filter_match.h"
#include "vtab/route_cost.h"
#include "vtab/route_planner.h"
#include "vtab/table_layout.h"

namespace zoho_desk::vtab {
namespace {

using resources::Resource;
using Op = PlannerTerm::Op;

// Of a scan that no term picks a profile for though the query reads `_profile`: it may be compared
// where SQLite tells nobody, and a plan that picks it, as for the parts of an OR, is the better
// one.
constexpr double kCostOfReadingNoProfile = 1000;

// Whether the query reads whose list a row is in, which a record by key does not tell.
bool ReadsTheParent(const Resource& resource, uint64_t columns_used) {
  const std::vector<int> columns = ColumnsUsed(columns_used, resource);
  return std::any_of(columns.begin(), columns.end(), [&](int column) {
    return column != client::kRawColumn &&
           resource.columns[static_cast<size_t>(column)].from_request;
  });
}

// id = ? and id IN (...): records by key.
std::optional<PlannerResult> PlanKey(const Resource& resource, const TableLayout& layout,
                                     const PlannerInput& input) {
  if (!resource.HasGetByKey() || resource.key.size() != 1 ||
      ReadsTheParent(resource, input.columns_used))
    return std::nullopt;
  const int key = layout.OfColumn(resource.FindColumn(resource.key.front()));
  for (size_t i = 0; i < input.terms.size(); ++i) {
    const PlannerTerm& term = input.terms[i];
    if (term.column != key || !term.usable || (term.op != Op::kEqual && term.op != Op::kIn))
      continue;
    PlannerResult result;
    const bool list = term.op == Op::kIn;
    const int profile = ProfileTerm(layout, input);
    result.plan.route = resources::kGet;
    result.plan.columns_used = input.columns_used;
    result.plan.matches_nothing = MatchesNothing(input);
    if (profile >= 0) {
      result.plan.terms.push_back({layout.OfProfile(), TermOp::kEqual});
      result.arguments.push_back(profile);
    }
    result.plan.terms.push_back({key, list ? TermOp::kIn : TermOp::kEqual});
    result.arguments.push_back(static_cast<int>(i));
    result.at_most_one = !list;
    result.rows = list ? static_cast<int64_t>(kAssumedListLength) : 1;
    result.cost =
        static_cast<double>(result.rows) * (kCostPerRequest + kCreditsPerRecord * kCostPerCredit);
    std::vector<int> left;
    for (size_t j = 0; j < input.terms.size(); ++j) {
      const PlannerTerm& other = input.terms[j];
      if (j != i && static_cast<int>(j) != profile && other.op != Op::kLimit &&
          other.op != Op::kOffset && other.column >= 0)
        left.push_back(other.column);
    }
    result.plan.reads_all_rows = left.empty() && input.order_by.empty();
    result.text = ToText(result.plan, resource, left);
    return result;
  }
  return std::nullopt;
}

// Where search rows are only sure to have their key, a search takes a term that narrows it or an
// order: reading everything is the list's business.
bool IsWorthASearch(const Resource& resource, const TableLayout& layout, const ScanPlan& plan) {
  const bool narrows = std::any_of(plan.terms.begin(), plan.terms.end(), [&](const PlanTerm& term) {
    return term.column != layout.OfProfile();
  });
  const auto known =
      std::count_if(resource.columns.begin(), resource.columns.end(),
                    [](const auto& column) { return (column.routes & resources::kSearch) != 0; });
  return known > 1 || (known == 1 && (narrows || plan.sort_column >= 0));
}

std::optional<PlannerResult> CheapestRoute(const Resource& resource, const TableLayout& layout,
                                           const PlannerInput& input,
                                           const ParameterDemand& demand) {
  std::optional<RoutePlan> best;
  const auto consider = [&](resources::Route route) {
    RoutePlan plan = PlanRoute(resource, layout, input, route);
    if (route == resources::kSearch && !IsWorthASearch(resource, layout, plan.result.plan))
      return;
    const bool better = !best || plan.credits < best->credits ||
                        (plan.credits == best->credits && plan.requests < best->requests);
    if (better)
      best = std::move(plan);
  };
  if (!demand.search)
    consider(resources::kList);
  if (!demand.list && !resource.search.path.empty())
    consider(resources::kSearch);
  return best ? std::optional(std::move(best->result)) : std::nullopt;
}

}  // namespace

Result<std::optional<PlannerResult>> Plan(const Resource& resource, const PlannerInput& input) {
  const TableLayout layout(resource);
  const ParameterDemand demand = DemandOf(resource, layout, input);
  if (demand.list && demand.search) {
    return Error{
        Code::kInvalidArgument,
        TableName(resource) +
            ": these parameters belong to different requests of Zoho Desk (its list and its "
            "search) and cannot be combined; see zoho_desk_columns"};
  }
  if (!demand.compared.empty()) {
    const std::string name(demand.compared);
    return Error{Code::kInvalidArgument,
                 TableName(resource) + ": " + name +
                     " is a parameter of the request, not a value of the rows: give it as " + name +
                     " = '...', or leave it out"};
  }
  if (demand.unusable)
    return std::optional<PlannerResult>();
  std::optional<PlannerResult> best;
  if (!demand.list && !demand.search)
    best = PlanKey(resource, layout, input);
  if (!best)
    best = CheapestRoute(resource, layout, input, demand);
  const uint64_t profile_bit = uint64_t{1} << static_cast<unsigned>(layout.OfProfile());
  if (best && ProfileTerm(layout, input) < 0 && (input.columns_used & profile_bit) != 0)
    best->cost *= kCostOfReadingNoProfile;
  if (best && best->plan.matches_nothing) {
    best->cost = 1;  // to be read before anything else
    best->rows = 1;
  }
  return best;
}

}  // namespace zoho_desk::vtab
