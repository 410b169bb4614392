-- How long does it take to close a ticket, by department and priority?
-- Cost: 5 requests, 15 credits on the sandbox (250 tickets); 3 more per 100 tickets of half a year.
-- Time on the clock from createdTime to closedTime, nights and weekends included; Zoho's business hours are not in
-- the rows. Only tickets made in the half year before the newest one are read.
WITH tickets AS MATERIALIZED (
       SELECT departmentId, priority, createdTime, closedTime
       FROM zoho_desk_tickets
       WHERE statusType = 'Closed'
         AND createdTime >= (SELECT date(max(createdTime), '-6 months') FROM zoho_desk_tickets)
     ),
     departments AS MATERIALIZED (
       SELECT id, name FROM zoho_desk_departments
     ),
     hours AS (
       SELECT coalesce(departments.name, '(unknown)') AS department,
              coalesce(priority, '(none)') AS priority,
              24 * (julianday(closedTime) - julianday(tickets.createdTime)) AS hours
       FROM tickets
       LEFT JOIN departments ON departments.id = tickets.departmentId
     )
SELECT department,
       priority,
       count(*) AS closed,
       round(avg(hours), 1) AS average_hours,
       round(min(hours), 1) AS fastest,
       round(max(hours), 1) AS slowest
FROM hours
GROUP BY department, priority
ORDER BY department, average_hours DESC, priority;
