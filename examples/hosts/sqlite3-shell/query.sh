#!/bin/sh
# Open tickets since September with their accounts, as tab-separated lines: sh query.sh path/to/zoho_desk.so
set -eu
module=${1:?"path of zoho_desk.so"}

# -bail: stop at the first error, with exit status 1.
sqlite3 -bail -tabs -nullvalue NULL -cmd ".load $module" :memory: <<'SQL'
SELECT 'SQLite ' || sqlite_version();

SELECT t.id, t.ticketNumber, t.subject, t.priority, t.threadCount, t.cf ->> '$.cf_region', a.accountName
FROM zoho_desk_tickets AS t
JOIN zoho_desk_accounts AS a ON a.id = t.accountId
WHERE t.statusType = 'Open' AND t.createdTime >= '2026-09-01'
ORDER BY t.ticketNumber;
SQL
