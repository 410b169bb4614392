// Ties cursors and function calls to the statement they belong to, for resource_module.cpp and the
// functions of extension/. Every wait of theirs counts against one budget and one deadline.

#include "vtab/statement_use.h"

#include <string>
#include <utility>

#include "vtab/caller.h"

namespace zoho_desk::vtab {
namespace {

// Addresses of statements are used again, so that alone does not tell a run from the next. SQLite
// counts starts, of a statement and of the triggers in it. Set to zero at each look, the count
// stays below what it is at the first look of a run: there it holds the start of the statement too.
// (Where triggers skip rows, a run may pass for several.)
int TakeStarts(sqlite3_stmt* statement) {
  return sqlite3_stmt_status(statement, SQLITE_STMTSTATUS_RUN, 1);
}

std::shared_ptr<client::Statement> StatementOf(sqlite3* db, client::Connection& connection,
                                               sqlite3_stmt* caller) {
  const auto& last = connection.statement();
  if (last->HasCursors())
    return last;
  client::Statement::Run run{.statement = caller};
  for (sqlite3_stmt* statement = sqlite3_next_stmt(db, nullptr); statement != nullptr;
       statement = sqlite3_next_stmt(db, statement)) {
    const bool was_last = statement == last->run().statement;
    if (sqlite3_stmt_busy(statement) == 0 || (statement != caller && !was_last))
      continue;
    const int starts = TakeStarts(statement);
    if (was_last && starts < last->run().starts)
      return last;
    if (statement == caller)
      run.starts = starts;
  }
  return connection.BeginStatement(run);
}

}  // namespace

Result<std::unique_ptr<StatementUse>> StatementUse::Begin(sqlite3* db,
                                                          client::Connection& connection,
                                                          std::string_view what) {
  ZD_ASSIGN_OR_RETURN(sqlite3_stmt* const caller, FindCaller(db, what));
  return std::unique_ptr<StatementUse>(new StatementUse(db, StatementOf(db, connection, caller)));
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
