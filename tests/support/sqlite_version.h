#pragma once

// What one version of SQLite does otherwise than another, for tests that name what each does. The
// versions are those of Debian: 3.40 in 12, 3.46 in 13.

#include <sqlite3.h>

#include <string>

#include "tests/support/database.h"

namespace zoho_desk::testing {

// Of the library in use, which may be newer than the header: 3046000 is 3.46.0.
inline bool SqliteIsSince(int version) {
  return sqlite3_libversion_number() >= version;
}

// A LIMIT beside an OR of one column or a BETWEEN is offered to the table; beside IS NULL it no
// longer is.
inline bool LimitComesWithRanges() {
  return SqliteIsSince(3046000);
}

// Whether the key of a table counts as read by every query (3.53 does so): MIN and MAX then look
// like a scan of several columns.
inline bool CountsKeysAsRead() {
  const QueryResult plan =
      Database::WithExtension().Query("EXPLAIN QUERY PLAN SELECT 1 FROM zoho_desk_tickets");
  return plan.Text().find("columns=0'") == std::string::npos;
}

}  // namespace zoho_desk::testing
