#pragma once

// A read-only table whose rows are made in memory when a query starts: the catalogue and log
// tables.

#include <cstdint>
#include <functional>
#include <string>
#include <variant>
#include <vector>

#include "common/status.h"
#include "vtab/sqlite.h"

namespace zoho_desk::vtab {

using RowValue = std::variant<std::monostate, int64_t, double, std::string>;
using Rows = std::vector<std::vector<RowValue>>;

struct RowTable {
  const char* name;        // "zoho_desk_tables"
  const char* create_sql;  // "CREATE TABLE x(...)"
  Rows (*make_rows)();     // each row has a value per column; may throw, called on any thread
};

// `table` must stay valid as long as the connection. Returns a result code.
int RegisterRowTable(sqlite3* db, const RowTable& table);

// The same with rows that depend on the connection, or may fail: instead of table.make_rows, which
// may be null. Called on the connection's thread.
int RegisterRowTable(sqlite3* db, const RowTable& table, std::function<Result<Rows>()> make_rows);

}  // namespace zoho_desk::vtab
