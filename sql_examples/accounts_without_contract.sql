-- Which accounts get support without a contract in force?
-- Cost: 7 requests, 21 credits on the sandbox (250 tickets); 3 more per 100 rows.
WITH tickets AS MATERIALIZED (
       SELECT accountId, count(*) AS tickets
       FROM zoho_desk_tickets
       WHERE createdTime >= (SELECT date(max(createdTime), '-6 months') FROM zoho_desk_tickets)
         AND accountId IS NOT NULL
       GROUP BY accountId
     ),
     contracts AS MATERIALIZED (
       SELECT accountId, contractStatus, endDate FROM zoho_desk_contracts
     ),
     accounts AS MATERIALIZED (
       SELECT id, accountName FROM zoho_desk_accounts
     )
SELECT accountName AS account,
       tickets AS tickets_in_6_months,
       (SELECT max(endDate) FROM contracts
        WHERE contracts.accountId = accounts.id AND contractStatus = 'EXPIRED') AS last_contract_ended
FROM accounts
JOIN tickets ON tickets.accountId = accounts.id
WHERE NOT EXISTS (SELECT 1 FROM contracts
                  WHERE contracts.accountId = accounts.id AND contractStatus = 'ACTIVE')
ORDER BY tickets DESC, account;
