#pragma once

// From a plan and the values of its terms to the request: the run-time half of pushdown. Converts
// each value exactly or leaves its term to SQLite (the superset rule), and notices when no row can
// match.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "client/scan.h"
#include "resources/resource.h"
#include "vtab/plan.h"

namespace zoho_desk::vtab {

struct NullValue {};
struct BlobValue {};
// A right-hand side as SQLite passes it: without the column's affinity.
using BoundValue = std::variant<NullValue, int64_t, double, std::string, BlobValue>;
// The values of one term: one, or the members of an IN list.
using BoundTerm = std::vector<BoundValue>;

struct Binding {
  bool no_rows = false;  // some term can match nothing: no request
  client::ScanRequest request;
  std::vector<std::string>
      parameter_values;  // per resource.parameters, to echo; "" where not given
};

// `arguments` are the values of plan.terms without kIsNull, then LIMIT, then OFFSET. Errors are
// kInvalidArgument: a parameter whose value the API cannot take.
Result<Binding> Bind(const ScanPlan& plan, const resources::Resource& resource,
                     std::span<const BoundTerm> arguments);

// Earliest and latest instants (epoch milliseconds) whose ISO text can satisfy `column op text`,
// widened by a second on either side: for text of any form, by SQL's own comparison of text.
// nullopt: none can.
struct TimeBounds {
  int64_t from;
  int64_t to;
};
std::optional<TimeBounds> BoundsFor(TermOp op, const std::string& text);

// The text a TEXT column would have to hold to equal the value; nullopt if no text can.
std::optional<std::string> TextEqualTo(const BoundValue& value);

}  // namespace zoho_desk::vtab
