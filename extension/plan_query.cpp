// Called by zoho_desk_plan with a statement that sql_text has let pass.

#include "extension/plan_query.h"

#include <memory>
#include <string>

#include "extension/sql_text.h"
#include "vtab/value.h"

namespace zoho_desk::extension {
namespace {

struct Finalize {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Statement = std::unique_ptr<sqlite3_stmt, Finalize>;

Error Unpreparable(sqlite3* db, std::string_view function) {
  return {Code::kInvalidArgument,
          std::string(function) + ": SQLite cannot prepare the statement: " + sqlite3_errmsg(db) +
              "; nothing was run. Correct it first"};
}

}  // namespace

Result<std::vector<PlanStep>> QueryPlan(sqlite3* db, std::string_view sql,
                                        std::string_view function) {
  const std::string text = "EXPLAIN QUERY PLAN " + std::string(sql);
  sqlite3_stmt* prepared = nullptr;
  const char* tail = nullptr;
  const int rc =
      sqlite3_prepare_v2(db, text.c_str(), static_cast<int>(text.size()) + 1, &prepared, &tail);
  const Statement statement(prepared);
  if (rc != SQLITE_OK || statement == nullptr)
    return Unpreparable(db, function);
  // SQLite's parser has the last word on where the statement ends and that it is only explained.
  if (!SqlTokens(tail).empty() || sqlite3_stmt_isexplain(statement.get()) != 2) {
    return Error{Code::kInvalidArgument, std::string(function) +
                                             ": the text holds more than one "
                                             "statement; nothing was run"};
  }
  std::vector<PlanStep> steps;
  int stepped = SQLITE_OK;
  while ((stepped = sqlite3_step(statement.get())) == SQLITE_ROW) {
    steps.push_back({sqlite3_column_int(statement.get(), 0), sqlite3_column_int(statement.get(), 1),
                     vtab::TextOf(statement.get(), 3).value_or("")});
  }
  if (stepped != SQLITE_DONE)
    return Unpreparable(db, function);
  return steps;
}

}  // namespace zoho_desk::extension
