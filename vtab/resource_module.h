#pragma once

// The virtual-table module behind every zoho_desk_<resource>: SQLite's callbacks on one side,
// planner and client::Scan on the other.

#include <memory>
#include <span>

#include "client/connection.h"
#include "client/scan_observer.h"
#include "common/status.h"
#include "resources/resource.h"
#include "vtab/plan_watch.h"
#include "vtab/sqlite.h"

namespace zoho_desk::vtab {

// Registers zoho_desk_<name>, and zoho_desk_<alias> if there is one, for each on a connection. The
// tables are eponymous-only (no CREATE VIRTUAL TABLE), read-only and, from views and triggers
// stored in a database file, not usable (SQLITE_VTAB_DIRECTONLY). Nothing is requested before a
// query runs. `resources` point to data that outlives the connection, `connection` is its own.
// `watch`, which may be null, is told of the plans while it is on; `observer`, which may be null
// and is never destroyed, of how scans go. May throw. Returns a result code.
int RegisterResources(
    sqlite3* db, std::span<const resources::Resource* const> resources,
    const std::shared_ptr<client::Connection>& connection = std::make_shared<client::Connection>(),
    const std::shared_ptr<PlanWatch>& watch = nullptr, client::ScanObserver* observer = nullptr);

}  // namespace zoho_desk::vtab
