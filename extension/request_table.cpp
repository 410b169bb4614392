// zoho_desk_requests and zoho_desk_usage: the process's request log (client/request_log.h) as rows.
// Registered by the entry point; a query reads a copy, made when it begins, and sends nothing. What
// is unknown is NULL, so that sums and averages leave it out.

#include "client/request_log.h"
#include "common/time_text.h"
#include "extension/registrations.h"
#include "vtab/row_table.h"

namespace zoho_desk::extension {
namespace {

using vtab::RowValue;

// Unknown numbers are NULL, not -1.
RowValue OrNull(int64_t value) {
  return value < 0 ? RowValue{} : RowValue{value};
}
RowValue OrNull(const std::string& text) {
  return text.empty() ? RowValue{} : RowValue{text};
}

// Called in xFilter, on any thread, as UsageRows: the log is the process's and has its own lock.
vtab::Rows RequestRows() {
  vtab::Rows rows;
  for (const client::RequestLogEntry& entry : client::RequestLogSnapshot()) {
    rows.push_back({entry.id, FormatUtcMillis(entry.started_ms), OrNull(entry.table),
                    OrNull(entry.profile), entry.method, entry.path,
                    entry.status == 0 ? RowValue{} : RowValue{int64_t{entry.status}},
                    entry.elapsed_ms, entry.bytes, OrNull(entry.rows), OrNull(entry.credits),
                    OrNull(entry.credits_left), int64_t{entry.attempt}, int64_t{entry.is_cached},
                    OrNull(entry.error)});
  }
  return rows;
}

vtab::Rows UsageRows() {
  vtab::Rows rows;
  for (const client::RequestTotals& totals : client::RequestTotalsSnapshot()) {
    rows.push_back({OrNull(totals.table), OrNull(totals.profile), totals.requests, totals.cached,
                    totals.failed, totals.rows, totals.bytes, totals.credits});
  }
  return rows;
}

constexpr vtab::RowTable kRequests = {
    .name = "zoho_desk_requests",
    .create_sql =
        "CREATE TABLE x(id INTEGER NOT NULL, time TEXT, table_name TEXT, profile TEXT, method "
        "TEXT, "
        "path TEXT, status INTEGER, milliseconds INTEGER, bytes INTEGER, rows INTEGER, "
        "credits INTEGER, credits_left INTEGER, attempt INTEGER, cached INTEGER, error TEXT)",
    .make_rows = RequestRows,
};

constexpr vtab::RowTable kUsage = {
    .name = "zoho_desk_usage",
    .create_sql =
        "CREATE TABLE x(table_name TEXT, profile TEXT, requests INTEGER, cached INTEGER, "
        "failed INTEGER, rows INTEGER, bytes INTEGER, credits INTEGER)",
    .make_rows = UsageRows,
};

}  // namespace

int RegisterRequestTables(sqlite3* db) {
  const int rc = vtab::RegisterRowTable(db, kRequests);
  return rc == SQLITE_OK ? vtab::RegisterRowTable(db, kUsage) : rc;
}

}  // namespace zoho_desk::extension
