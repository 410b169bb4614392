#pragma once

// The value of a hidden parameter on its way to the request. Zoho answers a bad one with a 422 that
// tells little, so what the API is known to refuse ends the query first, with a message that names
// the parameter, what it takes and what to do.

#include <string>

#include "common/status.h"
#include "common/url.h"
#include "resources/resource.h"
#include "vtab/pushed_value.h"

namespace zoho_desk::vtab {

struct ParameterValue {
  std::string echo;    // what the column shows: the value as the query gave it
  QueryParams params;  // what the request carries
};

// `value` is not NULL, which equals nothing and is the caller's to notice. Errors are
// kInvalidArgument: a value the parameter does not take.
Result<ParameterValue> ConvertParameter(const resources::Resource& resource,
                                        const resources::Parameter& parameter,
                                        const BoundValue& value);

// For a query that compares the parameter where SQLite hands no value over.
Error ParameterNotGiven(const resources::Resource& resource, const resources::Parameter& parameter);

}  // namespace zoho_desk::vtab
