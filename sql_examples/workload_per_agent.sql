-- How many open tickets does each agent hold, how many are on hold or late, how old is the oldest?
-- Cost: 6 requests, 18 credits on the sandbox (250 tickets); 3 more per 100 open tickets.
-- Both halves of the UNION are filtered by Zoho. Put the statuses in which your portal's tickets are on hold into the
-- second: SELECT DISTINCT status, statusType FROM zoho_desk_tickets shows them.
WITH tickets AS MATERIALIZED (
       SELECT assigneeId, statusType, createdTime, dueDate FROM zoho_desk_tickets WHERE statusType = 'Open'
       UNION ALL
       SELECT assigneeId, statusType, createdTime, dueDate FROM zoho_desk_tickets
       WHERE status IN ('On Hold', 'Waiting for parts')
     ),
     agents AS MATERIALIZED (
       SELECT id, name FROM zoho_desk_agents
     )
SELECT coalesce(agents.name, '(unassigned)') AS agent,
       count(*) AS tickets,
       sum(statusType = 'On Hold') AS on_hold,
       coalesce(sum(julianday(dueDate) < julianday('now')), 0) AS late,
       min(substr(createdTime, 1, 10)) AS oldest
FROM tickets
LEFT JOIN agents ON agents.id = tickets.assigneeId
GROUP BY agent
ORDER BY tickets DESC, agent;
