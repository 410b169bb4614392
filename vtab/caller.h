#pragma once

// Who reads a table or calls a function: only statements that the program itself runs may. Records
// must not get into a database file because the file's schema says so.
//
// SQLITE_VTAB_DIRECTONLY and SQLITE_DIRECTONLY keep views, triggers and the like out. They do not
// see a statement that another virtual table or a function prepares while one of the program's
// runs: FTS with content='zoho_desk_tickets' reads a table so, eval() whatever it is told. Such a
// statement is known by running inside another. From 3.41 on, one that has handed out a row before
// cannot be told from one that waits with its row, so a SELECT may get away with it from its second
// row on; what writes to a file hands out no row before it has written.

#include <string_view>

#include "common/status.h"
#include "vtab/sqlite.h"

namespace zoho_desk::vtab {

// The statement that called, as far as that can be told; null if SQLite runs none (it prepares
// one). Error if it runs inside another: `what` begins the message.
Result<sqlite3_stmt*> FindCaller(sqlite3* db, std::string_view what);

// Refuses a table that a schema declares (CREATE VIRTUAL TABLE x USING zoho_desk_tickets), which
// the missing xCreate does not if the schema was edited: ours are called as their modules are. The
// arguments are xConnect's.
Status CheckEponymous(int argc, const char* const* argv);

// SQLite calls functions that it believes to be deterministic while it plans, if it was built with
// STAT4, to guess how many rows there will be. Then there must be no effects.
bool IsPlanning(sqlite3_context* context);

}  // namespace zoho_desk::vtab
