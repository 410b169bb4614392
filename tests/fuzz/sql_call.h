#pragma once

// How arguments reach a table of ours: in the xFilter of a scan, a list as SQLite hands over lists.

#include <vector>

#include "vtab/binding.h"
#include "vtab/plan.h"

namespace zoho_desk::fuzz {

// What vtab::ReadArguments reads of the arguments of a scan with that plan: as many as SQLite takes
// at once, NULL as it treats it. Not thread-safe.
std::vector<vtab::BoundTerm> ThroughSqlite(const vtab::ScanPlan& plan,
                                           const std::vector<vtab::BoundTerm>& arguments);

}  // namespace zoho_desk::fuzz
