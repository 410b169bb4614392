#pragma once

// What the inner side of a join asks again and again: the scan that it would be one part of. For
// client/table_memory.

#include <span>
#include <vector>

#include "client/table_memory.h"
#include "resources/resource.h"
#include "vtab/plan.h"
#include "vtab/pushed_value.h"

namespace zoho_desk::vtab {

// One for each `=` on a column of ids or text that may be the one that changes from time to time,
// if there are several one without any of them, and one for the ranges on each column. `arguments`
// as for Bind.
std::vector<client::TableMemory::Lookup> LookupsOf(const ScanPlan& plan,
                                                   const resources::Resource& resource,
                                                   std::span<const BoundTerm> arguments);

}  // namespace zoho_desk::vtab
