#pragma once

// What the hidden parameters and `_profile` of a query leave to the planner. Pure functions.

#include <string_view>

#include "resources/resource.h"
#include "vtab/planner.h"
#include "vtab/table_layout.h"

namespace zoho_desk::vtab {

// The term that picks the profile, an index into input.terms; -1 if none does. Of a list of names
// SQLite makes one scan each.
int ProfileTerm(const TableLayout& layout, const PlannerInput& input);

// What the terms on hidden parameters require of a plan.
struct ParameterDemand {
  bool list = false;          // a parameter that only the list takes
  bool search = false;        // one that only the search takes
  bool unusable = false;      // a value is not available in this join order
  std::string_view compared;  // a parameter that is compared with something else than =
};

ParameterDemand DemandOf(const resources::Resource& resource, const TableLayout& layout,
                         const PlannerInput& input);

}  // namespace zoho_desk::vtab
