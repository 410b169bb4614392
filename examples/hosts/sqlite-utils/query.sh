#!/bin/sh
# Open tickets since September with their accounts, as JSON lines: sh query.sh path/to/zoho_desk.so
set -eu
module=${1:?"path of zoho_desk.so"}

run() {
  sqlite-utils query :memory: --load-extension "$module" --nl --arrays "$@"
}

run "SELECT 'SQLite ' || sqlite_version()"
run -p state Open "
  SELECT t.id, t.ticketNumber, t.subject, t.priority, t.threadCount, t.cf ->> '\$.cf_region', a.accountName
  FROM zoho_desk_tickets AS t
  JOIN zoho_desk_accounts AS a ON a.id = t.accountId
  WHERE t.statusType = :state AND t.createdTime >= '2026-09-01'
  ORDER BY t.ticketNumber"
