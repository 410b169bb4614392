#pragma once

// The virtual-table module behind every zoho_desk_<resource>: SQLite's callbacks on one side,
// planner and client::Scan on the other.

#include "common/status.h"
#include "resources/resource.h"
#include "vtab/sqlite.h"

namespace zoho_desk::vtab {

// Registers zoho_desk_<name>, and zoho_desk_<alias> if there is one, on a connection. The tables
// are eponymous-only (no CREATE VIRTUAL TABLE), read-only and, from views and triggers stored in a
// database file, not usable (SQLITE_VTAB_DIRECTONLY). Nothing is requested before a query runs.
// Returns a result code.
int RegisterResource(sqlite3* db, const resources::Resource& resource);

}  // namespace zoho_desk::vtab
