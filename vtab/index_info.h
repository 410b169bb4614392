#pragma once

// xBestIndex between SQLite's structure and the planner.

#include "common/status.h"
#include "resources/resource.h"
#include "vtab/sqlite.h"

namespace zoho_desk::vtab {

// Plans the scan SQLite describes in `info` and writes the plan back into it. False: no plan in
// this join order; SQLite tries another.
Result<bool> PlanScan(const resources::Resource& resource, sqlite3_index_info& info);

}  // namespace zoho_desk::vtab
