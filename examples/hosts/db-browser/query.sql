CREATE TABLE sqlite AS SELECT sqlite_version() AS version;
CREATE TABLE open_tickets AS
SELECT t.id, t.ticketNumber, t.subject, t.priority, t.threadCount, t.cf ->> '$.cf_region' AS region, a.accountName
FROM zoho_desk_tickets AS t
JOIN zoho_desk_accounts AS a ON a.id = t.accountId
WHERE t.statusType = 'Open' AND t.createdTime >= '2026-09-01'
ORDER BY t.ticketNumber;
