-- How happy are the accounts with most tickets?
-- Cost: 42 requests, 90 credits on the sandbox (250 tickets); 3 more per 100 tickets.
-- Zoho counts for each account, one at a time: asked for the twenty with most tickets of the last half year only.
WITH busiest AS MATERIALIZED (
       SELECT accountId, count(*) AS tickets
       FROM zoho_desk_tickets
       WHERE createdTime >= (SELECT date(max(createdTime), '-6 months') FROM zoho_desk_tickets)
         AND accountId IS NOT NULL
       GROUP BY accountId
       ORDER BY tickets DESC, accountId
       LIMIT 20
     ),
     numbers AS MATERIALIZED (
       SELECT accountId, totalTickets, openTickets,
              CAST(customerHappiness ->> '$.goodCount' AS INTEGER) AS good,
              CAST(customerHappiness ->> '$.okCount' AS INTEGER) AS okay,
              CAST(customerHappiness ->> '$.badCount' AS INTEGER) AS bad
       FROM zoho_desk_account_statistics
       WHERE accountId IN (SELECT accountId FROM busiest)
     )
SELECT accounts.accountName AS account,
       busiest.tickets AS tickets_of_half_a_year,
       numbers.totalTickets AS tickets_in_all,
       numbers.openTickets AS open,
       good + okay + bad AS ratings,
       round(100.0 * good / nullif(good + okay + bad, 0), 1) AS good_percent,
       round(100.0 * bad / nullif(good + okay + bad, 0), 1) AS bad_percent
FROM busiest
JOIN numbers ON numbers.accountId = busiest.accountId
LEFT JOIN zoho_desk_accounts AS accounts ON accounts.id = busiest.accountId
ORDER BY bad_percent DESC, busiest.tickets DESC, account, busiest.accountId;
