#pragma once

// Values between SQLite and the layers below.

#include <optional>
#include <string>
#include <string_view>

#include "client/cell.h"
#include "vtab/sqlite.h"

namespace zoho_desk::vtab {

// Hands a cell to SQLite, which copies it. JSON text carries the JSON subtype, so json_object()
// nests it.
void ReturnCell(sqlite3_context* context, const client::Cell& cell);

// A value as text; nullopt for NULL. Throws std::bad_alloc if SQLite has no memory for it.
std::optional<std::string> TextOf(sqlite3_value* value);

// A column of the statement's row, in the same way.
std::optional<std::string> TextOf(sqlite3_stmt* statement, int column);

// Text for SQLite to copy.
void ReturnText(sqlite3_context* context, std::string_view text);

}  // namespace zoho_desk::vtab
