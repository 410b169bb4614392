-- How many tickets came in each of the last six months, by department (a pivot table)?
-- Cost: 5 requests, 15 credits on the sandbox (250 tickets); 3 more per 100 tickets of six months.
-- SQLite has no PIVOT: one sum per column. The months count back from the newest ticket's.
WITH tickets AS MATERIALIZED (
       SELECT departmentId, createdTime
       FROM zoho_desk_tickets
       WHERE createdTime >= (SELECT date(max(createdTime), 'start of month', '-5 months') FROM zoho_desk_tickets)
     ),
     departments AS MATERIALIZED (
       SELECT id, name FROM zoho_desk_departments
     ),
     dated AS (
       SELECT departmentId,
              12 * (SELECT strftime('%Y', max(createdTime)) FROM tickets)
                + (SELECT strftime('%m', max(createdTime)) FROM tickets)
                - 12 * strftime('%Y', createdTime) - strftime('%m', createdTime) AS months_ago
       FROM tickets
     )
SELECT coalesce(departments.name, '(unknown)') AS department,
       sum(months_ago = 5) AS "5 months ago",
       sum(months_ago = 4) AS "4",
       sum(months_ago = 3) AS "3",
       sum(months_ago = 2) AS "2",
       sum(months_ago = 1) AS "1",
       sum(months_ago = 0) AS "newest month",
       count(*) AS total
FROM dated
LEFT JOIN departments ON departments.id = dated.departmentId
GROUP BY department
ORDER BY total DESC, department;
