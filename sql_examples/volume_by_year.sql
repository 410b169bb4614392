-- How many tickets came in each year, archived ones included?
-- Cost: 12 requests, 36 credits on the sandbox (250 tickets); 3 more per 100 tickets, or per department.
-- Archived tickets are a table of their own, which Zoho lists one department at a time.
WITH tickets AS (
       SELECT id, createdTime, 0 AS is_archived FROM zoho_desk_tickets
       UNION ALL
       SELECT id, createdTime, 1 FROM zoho_desk_archived_tickets
     )
SELECT substr(createdTime, 1, 4) AS year,
       count(DISTINCT id) AS tickets,
       count(DISTINCT CASE WHEN is_archived THEN id END) AS archived
FROM tickets
GROUP BY year
ORDER BY year;
