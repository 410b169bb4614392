-- Which accounts need attention: open and late tickets, bad ratings, no contract in force?
-- Cost: 11 requests, 33 credits on the sandbox (250 tickets); 3 more per 100 tickets or accounts, per 50 ratings.
-- Four tables are read once each, by the columns needed, and joined here.
WITH accounts AS MATERIALIZED (
       SELECT id, accountName FROM zoho_desk_accounts
     ),
     tickets AS MATERIALIZED (
       SELECT accountId, statusType, dueDate, createdTime FROM zoho_desk_tickets WHERE accountId IS NOT NULL
     ),
     by_account AS (
       SELECT accountId,
              count(*) AS tickets,
              sum(statusType <> 'Closed') AS open,
              coalesce(sum(statusType <> 'Closed' AND julianday(dueDate) < julianday('now')), 0) AS late,
              max(createdTime) AS last_ticket
       FROM tickets
       GROUP BY accountId
     ),
     ratings AS MATERIALIZED (
       SELECT accountId, sum(rating = 'BAD') AS bad FROM zoho_desk_customer_feedback GROUP BY accountId
     ),
     contracts AS MATERIALIZED (
       SELECT accountId, max(endDate) AS until
       FROM zoho_desk_contracts
       WHERE contractStatus = 'ACTIVE'
       GROUP BY accountId
     )
SELECT accountName AS account,
       by_account.tickets,
       by_account.open,
       by_account.late,
       coalesce(ratings.bad, 0) AS bad_ratings,
       coalesce(contracts.until, 'none') AS contract_until,
       substr(by_account.last_ticket, 1, 10) AS last_ticket,
       2 * by_account.late + by_account.open + 3 * coalesce(ratings.bad, 0) + 2 * (contracts.until IS NULL)
         AS attention
FROM accounts
JOIN by_account ON by_account.accountId = accounts.id
LEFT JOIN ratings ON ratings.accountId = accounts.id
LEFT JOIN contracts ON contracts.accountId = accounts.id
ORDER BY attention DESC, account
LIMIT 15;
