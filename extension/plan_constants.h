#pragma once

// Constants that SQL computes: date('now', '-12 months'), 60 * 60, unixepoch(). SQLite shows the
// planner literals only, so zoho_desk_plan puts the values in their place before it explains the
// statement.

#include <string>
#include <string_view>

#include "vtab/sqlite.h"

namespace zoho_desk::extension {

// The statement with each operand that is such a constant, of a comparison, LIMIT or OFFSET, as a
// literal. Only functions of times, numbers and texts that change nothing are computed; where
// SQLite cannot, the operand stays as it is. On the thread of the connection.
std::string WithConstants(sqlite3* db, std::string_view sql);

}  // namespace zoho_desk::extension
