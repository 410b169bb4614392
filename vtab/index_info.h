#pragma once

// xBestIndex between SQLite's structure and the planner.

#include "common/status.h"
#include "resources/resource.h"
#include "vtab/plan_watch.h"
#include "vtab/sqlite.h"

namespace zoho_desk::vtab {

// Plans the scan SQLite describes in `info` and writes the plan back into it. False: no plan in
// this join order; SQLite tries another. A watch that is on is told of the plan; it may be null.
// Pure but for that, and may throw. Errors are the planner's.
Result<bool> PlanScan(const resources::Resource& resource, sqlite3_index_info& info,
                      PlanWatch* watch = nullptr);

}  // namespace zoho_desk::vtab
