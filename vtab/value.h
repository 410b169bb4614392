#pragma once

// Values between SQLite and the layers below.

#include <optional>
#include <string>

#include "client/cell.h"
#include "vtab/sqlite.h"

namespace zoho_desk::vtab {

// Hands a cell to SQLite, which copies it. JSON text carries the JSON subtype, so json_object()
// nests it.
void ReturnCell(sqlite3_context* context, const client::Cell& cell);

// Text for SQLite to copy.
void ReturnText(sqlite3_context* context, std::string_view text);

// The text a TEXT column would have to hold to equal this right-hand side of `=`; nullopt if no
// text can. xFilter gets values without the column's affinity: 5 must find '5'. A whole REAL stands
// for its integer, because it compares equal when it comes from a NUMERIC column; SQLite re-checks
// the rows.
std::optional<std::string> TextEqualTo(sqlite3_value* value);

}  // namespace zoho_desk::vtab
