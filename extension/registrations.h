#pragma once

// What the entry point checks, and registers on a connection. Register...() return a SQLite result
// code.

#include "common/status.h"
#include "vtab/sqlite.h"

namespace zoho_desk::extension {

// That calls into simdjson reach the library the module was built with, not one inside the host.
Status CheckHostSymbols();

// zoho_desk_tables and zoho_desk_columns: what can be queried.
int RegisterCatalogTables(sqlite3* db);

// zoho_desk_requests: the log of this process's requests.
int RegisterRequestTable(sqlite3* db);

// zoho_desk_version() and zoho_desk_debug().
int RegisterFunctions(sqlite3* db);

}  // namespace zoho_desk::extension
