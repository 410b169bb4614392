-- Which contracts end next, with whom, and are there tickets open?
-- Cost: 4 requests, 12 credits on the sandbox (250 tickets); 3 more per 100 contracts or open tickets.
-- The names of account and owner come with the contract. Contracts exist in some Zoho Desk editions only.
WITH contracts AS MATERIALIZED (
       SELECT contractName, endDate, accountId, account ->> '$.accountName' AS account, owner ->> '$.name' AS owner
       FROM zoho_desk_contracts
       WHERE contractStatus = 'ACTIVE'
     ),
     open_tickets AS MATERIALIZED (
       SELECT accountId, count(*) AS tickets FROM zoho_desk_tickets WHERE statusType = 'Open' GROUP BY accountId
     )
SELECT contractName AS contract,
       account,
       owner,
       endDate AS ends,
       CAST(julianday(endDate) - julianday(date('now')) AS INTEGER) AS days_left,
       coalesce(tickets, 0) AS open_tickets
FROM contracts
LEFT JOIN open_tickets USING (accountId)
ORDER BY ends, contract;
