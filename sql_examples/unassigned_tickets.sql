-- How many open tickets have no owner, by department and channel, and since when does the oldest wait?
-- Cost: 4 requests, 12 credits on the sandbox (250 tickets); 3 more per 100 unassigned tickets.
-- assigneeId IS NULL and the status are part of the list's request. Portals with statuses of their own for open
-- tickets add them to the IN list (SELECT DISTINCT status, statusType FROM zoho_desk_tickets shows them).
WITH tickets AS MATERIALIZED (
       SELECT departmentId, channel, createdTime
       FROM zoho_desk_tickets
       WHERE assigneeId IS NULL AND status IN ('Open', 'On Hold', 'Escalated')
     ),
     departments AS MATERIALIZED (
       SELECT id, name FROM zoho_desk_departments
     )
SELECT coalesce(departments.name, '(unknown)') AS department,
       channel,
       count(*) AS unassigned,
       substr(min(tickets.createdTime), 1, 10) AS oldest
FROM tickets
LEFT JOIN departments ON departments.id = tickets.departmentId
GROUP BY department, channel
ORDER BY oldest, department, channel;
