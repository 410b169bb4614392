-- How often is a closed ticket opened again, by department?
-- Cost: 67 requests, 201 credits on the sandbox (250 tickets); 3 more per ticket of the period.
-- reopenCount is in each ticket's metrics, which Zoho tells one ticket at a time, so the period is short: tickets of
-- the last three months. A reopened ticket has no closedTime, so those that were closed once are those closed now and those
-- with a reopenCount. A customer who writes a new ticket instead is not counted: sourceTicket tells follow-ups.
WITH tickets AS MATERIALIZED (
       SELECT t.departmentId, t.closedTime, m.reopenCount, m.reassignCount
       FROM zoho_desk_tickets AS t
       JOIN zoho_desk_ticket_metrics AS m ON m.ticketId = t.id
       WHERE t.createdTime >= (SELECT date(max(createdTime), '-3 months') FROM zoho_desk_tickets)
     ),
     departments AS MATERIALIZED (
       SELECT id, name FROM zoho_desk_departments
     )
SELECT coalesce(departments.name, '(unknown)') AS department,
       count(*) AS tickets,
       sum(closedTime IS NOT NULL OR coalesce(reopenCount, 0) > 0) AS closed_once,
       sum(coalesce(reopenCount, 0) > 0) AS reopened,
       total(reopenCount) AS reopenings,
       round(100.0 * sum(coalesce(reopenCount, 0) > 0)
             / nullif(sum(closedTime IS NOT NULL OR coalesce(reopenCount, 0) > 0), 0), 1) AS reopened_percent,
       round(avg(reassignCount), 1) AS mean_reassignments
FROM tickets
LEFT JOIN departments ON departments.id = tickets.departmentId
GROUP BY department
ORDER BY reopened_percent DESC, department;
