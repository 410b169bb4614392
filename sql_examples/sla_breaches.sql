-- How many tickets missed their due date, by department?
-- Cost: 6 requests, 18 credits on the sandbox (250 tickets); 3 more per 100 tickets.
-- dueDate is the time by which Zoho's service level agreement wants the ticket resolved, as it is now: a change of the
-- agreement or of the priority moves it. Breached: closed later, or open and the time has passed.
WITH tickets AS MATERIALIZED (
       SELECT departmentId, dueDate, coalesce(closedTime, strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) AS until,
              closedTime IS NULL AS is_open
       FROM zoho_desk_tickets
     ),
     departments AS MATERIALIZED (
       SELECT id, name FROM zoho_desk_departments
     )
SELECT coalesce(departments.name, '(unknown)') AS department,
       count(*) AS tickets,
       sum(dueDate IS NULL) AS without_due_date,
       coalesce(sum(until <= dueDate), 0) AS in_time,
       coalesce(sum(until > dueDate), 0) AS breached,
       coalesce(sum(until > dueDate AND is_open), 0) AS breached_and_open,
       round(100.0 * sum(until > dueDate) / count(dueDate), 1) AS breached_percent
FROM tickets
LEFT JOIN departments ON departments.id = tickets.departmentId
GROUP BY department
ORDER BY breached_percent DESC, department;
