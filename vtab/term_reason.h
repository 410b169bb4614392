#pragma once

// Why a term of a query does not become part of the request. Pure.

#include <cstddef>
#include <optional>
#include <string>

#include "vtab/offered_scan.h"
#include "vtab/plan.h"

namespace zoho_desk::vtab {

// Why the plan leaves a term to SQLite, to follow "subject = 'x': "; empty if Zoho evaluates it.
// `term` is an index into scan.terms.
std::string ReasonLeft(const OfferedScan& scan, size_t term);

// The part of the plan that a term became.
std::optional<PlanTerm> PlanTermOf(const OfferedScan& scan, size_t index);

}  // namespace zoho_desk::vtab
