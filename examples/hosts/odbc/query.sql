SELECT 'SQLite ' || sqlite_version();
SELECT t.id, t.ticketNumber, t.subject, coalesce(t.priority, 'NULL'), t.threadCount,
       coalesce(t.cf ->> '$.cf_region', 'NULL'), a.accountName
FROM zoho_desk_tickets AS t
JOIN zoho_desk_accounts AS a ON a.id = t.accountId
WHERE t.statusType = 'Open' AND t.createdTime >= '2026-09-01'
ORDER BY t.ticketNumber;
