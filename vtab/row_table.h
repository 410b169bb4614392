#pragma once

// A read-only table whose rows are made in memory when a query starts: the catalogue and log
// tables, and functions that return a table.

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "common/status.h"
#include "vtab/null_value.h"
#include "vtab/sqlite.h"

namespace zoho_desk::vtab {

using RowValue = std::variant<NullValue, int64_t, double, std::string>;
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

// Text of the arguments in order; nullopt for one that is NULL or left out.
using RowArguments = std::span<const std::optional<std::string>>;

// A table whose last columns, which are HIDDEN, are its arguments: zoho_desk_plan('SELECT ...').
struct RowFunction {
  std::string name;
  std::string create_sql;
  int first_argument = 0;  // the column that is the first argument
  int arguments = 0;
  int needed = 0;     // so many of them must be given
  std::string usage;  // "zoho_desk_plan('SELECT ...')", for the error if they are not
  // Rows have a value per column before the arguments. Called by the thread that uses the
  // connection, once for every combination of arguments; may throw.
  std::function<Result<Rows>(sqlite3* db, RowArguments arguments)> make_rows;
};

// The definition is kept until the connection closes. Returns a result code.
int RegisterRowFunction(sqlite3* db, RowFunction function);

}  // namespace zoho_desk::vtab
