#pragma once

// One route of a scan: which terms it takes, in which order its rows come, what it costs. For the
// planner, which compares routes. Pure.

#include "resources/resource.h"
#include "vtab/planner.h"
#include "vtab/table_layout.h"

namespace zoho_desk::vtab {

// PlannerResult::cost of a request and of a credit.
inline constexpr double kCostPerRequest = 1e5;
inline constexpr double kCostPerCredit = 1e4;

// Whether a term is known to be true of no row.
bool MatchesNothing(const PlannerInput& input);

struct RoutePlan {
  PlannerResult result;
  double credits = 0;
  double requests = 0;
};
// By the list or the search.
RoutePlan PlanRoute(const resources::Resource& resource, const TableLayout& layout,
                    const PlannerInput& input, resources::Route route);

}  // namespace zoho_desk::vtab
