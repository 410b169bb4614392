// Finds the statement behind a cursor or a function call, for the modules here and the functions of
// extension/. What a database file's schema makes SQLite run is not served as the user's, as far as
// SQLite lets it be told (caller.h).

#include "vtab/caller.h"

#include <string>

namespace zoho_desk::vtab {

// A statement that has been started is running now, unless it has handed a row to the host and
// waits there. Handles of BLOBs are listed too, and have no SQL.
Result<sqlite3_stmt*> FindCaller(sqlite3* db, std::string_view what) {
  sqlite3_stmt* running = nullptr;
  sqlite3_stmt* with_row = nullptr;
  for (sqlite3_stmt* statement = sqlite3_next_stmt(db, nullptr); statement != nullptr;
       statement = sqlite3_next_stmt(db, statement)) {
    if (sqlite3_stmt_busy(statement) == 0 || sqlite3_sql(statement) == nullptr)
      continue;
    if (sqlite3_data_count(statement) > 0) {
      with_row = statement;
      continue;
    }
    if (running != nullptr) {
      return Error{Code::kAuth,
                   std::string(what) +
                       ": only a statement that the program itself runs may use it, not one inside "
                       "another, as an FTS table with content= or a function that runs SQL has: "
                       "these may come with a database file. Copy the rows into a TEMP table "
                       "first, and let that be read"};
    }
    running = statement;
  }
  return running != nullptr ? running : with_row;
}

Status CheckEponymous(int argc, const char* const* argv) {
  constexpr int kArguments = 3;  // module, database, table
  if (argc == kArguments && std::string_view(argv[0]) == argv[2])
    return Ok();
  return Error{Code::kAuth, std::string(argv[0]) +
                                " is a table by itself: a database cannot declare one, under this "
                                "name or another. Read " +
                                argv[0] + " instead, or a TEMP view on it"};
}

// Outside a running statement there is nowhere to keep such data.
bool IsPlanning(sqlite3_context* context) {
  static char token = 0;
  sqlite3_set_auxdata(context, 0, &token, nullptr);
  return sqlite3_get_auxdata(context, 0) == nullptr;
}

}  // namespace zoho_desk::vtab
