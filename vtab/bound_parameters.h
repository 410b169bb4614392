#pragma once

// The hidden parameters of one scan: what a query compares them with becomes what requests carry. A
// parameter is a column whose value is the request's, so terms on it mean what they mean on any
// column: two values that differ can hold no row, and of a list each value is asked for.

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "common/status.h"
#include "common/url.h"
#include "resources/resource.h"
#include "vtab/pushed_value.h"

namespace zoho_desk::vtab {

// A branch of a union: what one of several lists that make a scan together is asked for.
struct Alternative {
  QueryParams params;
  std::vector<std::string> echo;  // per resource.parameters, what the column shows; "": not given
};

// Not thread-safe. `resource` is constant data.
class BoundParameters {
 public:
  explicit BoundParameters(const resources::Resource& resource);

  // The values of one term on resource.parameters[index]: one, or the members of an IN list.
  void Add(size_t index, const BoundTerm& values);

  // One alternative for each combination of values, in the order of their text; none: no row can
  // match. Errors are kInvalidArgument: a value that the parameter does not take.
  Result<std::vector<Alternative>> Alternatives() const;

 private:
  const resources::Resource& resource_;
  std::vector<std::optional<BoundTerm>> values_;  // per parameter: those that all terms allow
};

// Each of the lists once for each of `choices`, which is not empty.
void Multiply(std::vector<Alternative>& lists, const std::vector<Alternative>& choices);

}  // namespace zoho_desk::vtab
