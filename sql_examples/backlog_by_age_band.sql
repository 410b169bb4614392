-- How old is the backlog: open tickets by priority and age?
-- Cost: 2 requests, 6 credits on the sandbox (250 tickets); 3 more per 100 open tickets.
WITH backlog AS MATERIALIZED (
       SELECT coalesce(priority, '(none)') AS priority,
              julianday('now') - julianday(createdTime) AS days
       FROM zoho_desk_tickets
       WHERE statusType = 'Open'
     )
SELECT priority,
       count(*) AS open_tickets,
       sum(days < 7) AS under_1_week,
       sum(days >= 7 AND days < 30) AS under_30_days,
       sum(days >= 30 AND days < 90) AS under_90_days,
       sum(days >= 90) AS older,
       CAST(max(days) AS INTEGER) AS oldest_days
FROM backlog
GROUP BY priority
ORDER BY open_tickets DESC, priority;
