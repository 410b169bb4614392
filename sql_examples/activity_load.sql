-- How many calls, tasks and events does each agent have open, and how many of them are late?
-- Cost: 11 requests, 33 credits on the sandbox (250 tickets); 3 more per 100 activities.
-- Three tables with the same columns, put together; a task is late after dueDate, a call or event after startTime.
WITH activities AS MATERIALIZED (
       SELECT 'task' AS kind, ownerId, dueDate AS due FROM zoho_desk_tasks WHERE statusType = 'Open'
       UNION ALL
       SELECT 'call', ownerId, startTime FROM zoho_desk_calls WHERE statusType = 'Open'
       UNION ALL
       SELECT 'event', ownerId, startTime FROM zoho_desk_events WHERE statusType = 'Open'
     ),
     agents AS MATERIALIZED (
       SELECT id, name FROM zoho_desk_agents
     )
SELECT coalesce(agents.name, '(nobody)') AS agent,
       count(*) AS open,
       sum(kind = 'task') AS tasks,
       sum(kind = 'call') AS calls,
       sum(kind = 'event') AS events,
       coalesce(sum(julianday(due) < julianday('now')), 0) AS late
FROM activities
LEFT JOIN agents ON agents.id = activities.ownerId
GROUP BY agent
ORDER BY open DESC, agent;
