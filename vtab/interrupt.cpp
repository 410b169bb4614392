#include "vtab/interrupt.h"

namespace zoho_desk::vtab {

bool InterruptProbe::IsInterrupted() {
  if (!prepared_) {
    sqlite3_stmt* statement = nullptr;
    const int rc = sqlite3_prepare_v2(
        db_,
        "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x+1 FROM c LIMIT 250) "
        "SELECT max(x) FROM c",
        -1, &statement, nullptr);
    if (rc == SQLITE_INTERRUPT)
      return true;  // the interrupt came before the first question
    prepared_ = true;
    // An authorizer may refuse it; then the query simply cannot be interrupted while it waits.
    if (rc == SQLITE_OK)
      statement_.reset(statement);
  }
  if (!statement_)
    return false;
  const int rc = sqlite3_step(statement_.get());
  sqlite3_reset(statement_.get());
  return rc == SQLITE_INTERRUPT;
}

}  // namespace zoho_desk::vtab
