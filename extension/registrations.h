#pragma once

// What the entry point registers on a connection, once, on the connection's thread. Each returns a
// SQLite result code; after an error what has been registered stays, and a second load does it
// again. What is registered keeps its shares of `connection` and `watch` until SQLite closes.

#include <memory>

#include "client/connection.h"
#include "vtab/plan_watch.h"
#include "vtab/sqlite.h"

namespace zoho_desk::extension {

// zoho_desk_tables and zoho_desk_columns: what can be queried.
int RegisterCatalogTables(sqlite3* db);

// zoho_desk_requests: the log of this process's requests. zoho_desk_usage: what they add up to.
int RegisterRequestTables(sqlite3* db);

// zoho_desk_plan('SELECT ...'): what a statement would ask and cost. `watch` is told of the plans
// of the connection's tables.
int RegisterPlanTable(sqlite3* db, const std::shared_ptr<client::Connection>& connection,
                      std::shared_ptr<vtab::PlanWatch> watch);

// zoho_desk_count(), zoho_desk_set(), zoho_desk_last_error(), zoho_desk_debug() and, after
// everything else, zoho_desk_version().
int RegisterFunctions(sqlite3* db, const std::shared_ptr<client::Connection>& connection);

// zoho_desk_settings: the settings in use on this connection.
int RegisterSettingsTable(sqlite3* db, const std::shared_ptr<client::Connection>& connection);

}  // namespace zoho_desk::extension
