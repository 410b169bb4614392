#include "vtab/statement_use.h"

#include <string>
#include <utility>

#include "vtab/caller.h"

namespace zoho_desk::vtab {
namespace {

// Addresses of statements are used again; SQLite counts at the start of each run how often there
// was one, so a count that was set to zero during a run is zero as long as that lasts.
int Runs(sqlite3_stmt* statement, bool set_to_zero) {
  return sqlite3_stmt_status(statement, SQLITE_STMTSTATUS_RUN, set_to_zero ? 1 : 0);
}

bool IsStillRunning(sqlite3* db, const client::Statement& last) {
  for (sqlite3_stmt* statement = sqlite3_next_stmt(db, nullptr); statement != nullptr;
       statement = sqlite3_next_stmt(db, statement)) {
    if (statement == last.run())
      return sqlite3_stmt_busy(statement) != 0 && Runs(statement, false) == 0;
  }
  return false;
}

std::shared_ptr<client::Statement> StatementOf(sqlite3* db, client::Connection& connection,
                                               sqlite3_stmt* caller) {
  const auto& last = connection.statement();
  if (last->HasCursors() || IsStillRunning(db, *last))
    return last;
  if (caller != nullptr)
    Runs(caller, true);
  return connection.BeginStatement(caller);
}

}  // namespace

Result<std::unique_ptr<StatementUse>> StatementUse::Begin(sqlite3* db,
                                                          client::Connection& connection,
                                                          Reads reads, std::string_view what) {
  ZD_ASSIGN_OR_RETURN(sqlite3_stmt* const caller, FindCaller(db, what));
  return std::unique_ptr<StatementUse>(
      new StatementUse(db, StatementOf(db, connection, caller), reads));
}

Error StatementUse::Explained(Error error, std::string_view what) const {
  if (error.code != Code::kCancelled || !statement_->timed_out())
    return error;
  return {Code::kTimeout,
          std::string(what) + ": the statement has waited for Zoho longer than the " +
              std::to_string(timeout_ms_ / 1000) +
              " seconds that ZOHO_DESK_STATEMENT_TIMEOUT allows; narrow it with WHERE or LIMIT, or "
              "raise the setting"};
}

}  // namespace zoho_desk::vtab
