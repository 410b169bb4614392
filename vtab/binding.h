#pragma once

// From a plan and the values of its terms to the request: the run-time half of pushdown. Converts
// each value exactly or leaves its term to SQLite (the superset rule), and notices when no row can
// match.

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "client/scan.h"
#include "resources/resource.h"
#include "vtab/plan.h"
#include "vtab/pushed_value.h"

namespace zoho_desk::vtab {

struct Binding {
  bool no_rows = false;  // some term can match nothing: no request
  client::ScanRequest request;
  // Per alternative of the request (one if it has none), per resource.parameters: what the column
  // shows; "" where not given.
  std::vector<std::vector<std::string>> parameter_values;
  std::optional<std::string> profile{};  // if the query picks one
  // What to tell if no row comes: how values that are asked for differ from those known.
  std::string hint{};
};

// `arguments` are the values of plan.terms without kIsNull, then LIMIT, then OFFSET. Errors are
// kInvalidArgument: a parameter whose value the API cannot take; kInternal: another number of
// arguments.
Result<Binding> Bind(const ScanPlan& plan, const resources::Resource& resource,
                     std::span<const BoundTerm> arguments);

}  // namespace zoho_desk::vtab
