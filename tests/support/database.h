#pragma once

// A SQLite connection with the extension linked in, for tests.

#include <sqlite3.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <variant>
#include <vector>

namespace zoho_desk::testing {

// NULL, INTEGER, REAL or TEXT as SQLite returned it.
using SqlValue = std::variant<std::monostate, int64_t, double, std::string>;
using SqlRow = std::vector<SqlValue>;

// "NULL", "5", "1.5", "'text'": readable in failure messages, and different for different types.
std::string ToString(const SqlValue& value);
std::string ToString(const SqlRow& row);

struct QueryResult {
  int code = SQLITE_OK;  // SQLITE_OK, or the code the query failed with
  std::string error;     // empty on success
  std::vector<std::string> columns;
  std::vector<SqlRow> rows;  // those that came before a failure, too

  bool ok() const { return code == SQLITE_OK; }
  // All rows, one per line.
  std::string Text() const;
};

class Database {
 public:
  // In memory, with the extension registered.
  static Database WithExtension();
  // In memory, plain SQLite.
  static Database Plain();

  // Runs one statement. Leaves it after `most_rows` rows with the code SQLITE_ROW, should it have
  // more.
  QueryResult Query(const std::string& sql, size_t most_rows = SIZE_MAX) const;
  // Runs statements that return nothing; fails the test if one fails.
  void Run(const std::string& sql) const;
  sqlite3* handle() const { return db_.get(); }

 private:
  struct Close {
    void operator()(sqlite3* db) const { sqlite3_close(db); }
  };
  std::unique_ptr<sqlite3, Close> db_;
};

}  // namespace zoho_desk::testing
