#pragma once

// EXPLAIN QUERY PLAN of a statement, for zoho_desk_plan.

#include <string_view>
#include <vector>

#include "common/status.h"
#include "extension/plan_tree.h"
#include "vtab/sqlite.h"

namespace zoho_desk::extension {

// Prepares the statement to be explained, not run. Errors, which begin with `function`, are
// SQLite's, or say that the text holds more than one statement. On the thread of the connection.
Result<std::vector<PlanStep>> QueryPlan(sqlite3* db, std::string_view sql,
                                        std::string_view function);

}  // namespace zoho_desk::extension
