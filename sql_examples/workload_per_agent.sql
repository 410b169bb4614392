-- How many open tickets does each agent hold, how many are on hold, how old is the oldest?
-- MATERIALIZED reads each table once; without it SQLite would look agents up ticket by ticket.
WITH tickets AS MATERIALIZED (
       SELECT assigneeId, statusType, createdTime
       FROM zoho_desk_tickets
       WHERE statusType <> 'Closed'
     ),
     agents AS MATERIALIZED (
       SELECT id, name FROM zoho_desk_agents
     )
SELECT coalesce(agents.name, '(unassigned)') AS agent,
       count(*) AS open_tickets,
       sum(tickets.statusType = 'On Hold') AS on_hold,
       min(substr(tickets.createdTime, 1, 10)) AS oldest
FROM tickets
LEFT JOIN agents ON agents.id = tickets.assigneeId
GROUP BY agent
ORDER BY open_tickets DESC, agent;
