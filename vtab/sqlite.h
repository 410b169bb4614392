#pragma once

// The one way into SQLite's API for this folder and extension/. In the loadable module every call
// goes through the host's table of functions; under SQLITE_CORE (the static library) they are plain
// calls. Exactly one source, extension/entry.cpp, defines the pointer (SQLITE_EXTENSION_INIT1).

#include <sqlite3ext.h>

#ifndef ZOHO_DESK_DEFINES_SQLITE_API
SQLITE_EXTENSION_INIT3
#endif

namespace zoho_desk::vtab {

// Versions at which SQLite gained what we use when it is there.
inline constexpr int kOldestSqlite = 3031000;      // SQLITE_VTAB_DIRECTONLY
inline constexpr int kNullSafeInSqlite = 3035000;  // an IN list re-checked on NULL as well
inline constexpr int kVtabInSqlite = 3038000;      // sqlite3_vtab_in, LIMIT and OFFSET constraints

}  // namespace zoho_desk::vtab
