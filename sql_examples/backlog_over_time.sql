-- How has the backlog grown: tickets opened, closed and still open at the end of each month?
-- Cost: 4 requests, 12 credits on the sandbox (250 tickets); 3 more per 100 tickets.
-- Reads every ticket, since old ones count too. A ticket that was reopened counts as open all along: Zoho keeps the
-- last closedTime only.
WITH RECURSIVE
     tickets AS MATERIALIZED (
       SELECT substr(createdTime, 1, 7) AS opened, substr(closedTime, 1, 7) AS closed FROM zoho_desk_tickets
     ),
     months(month) AS (
       SELECT min(opened) FROM tickets
       UNION ALL
       SELECT strftime('%Y-%m', month || '-01', '+1 month') FROM months
       WHERE month < (SELECT max(max(opened), coalesce(max(closed), '')) FROM tickets)
     )
SELECT month,
       (SELECT count(*) FROM tickets WHERE opened = month) AS opened,
       (SELECT count(*) FROM tickets WHERE closed = month) AS closed,
       (SELECT count(*) FROM tickets WHERE opened <= month AND coalesce(closed > month, 1)) AS open_at_end
FROM months
ORDER BY month;
