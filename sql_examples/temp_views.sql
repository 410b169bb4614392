-- How to get shorter names, your own column names and ready-made joins for one session?
-- Cost: 5 requests, 15 credits on the sandbox (250 tickets); 3 more per 100 open tickets.
-- TEMP views may read the tables; views stored in a database file may not (their SQL could come from someone else).
-- Keep the CREATE statements in a file and .read it, or put them in ~/.sqliterc after the .load.
CREATE TEMP VIEW backlog AS
  SELECT ticketNumber AS number, subject, status, coalesce(priority, '-') AS priority, createdTime AS opened,
         assigneeId, departmentId
  FROM zoho_desk_tickets
  WHERE statusType = 'Open';
CREATE TEMP VIEW people AS
  SELECT id, name, emailId AS email FROM zoho_desk_agents WHERE status = 'ACTIVE';

-- A view is only its SQL: terms, order and limit go through to Zoho.
SELECT number, status, priority, substr(subject, 1, 40) AS subject
FROM backlog
ORDER BY opened
LIMIT 5;

WITH owners AS MATERIALIZED (SELECT id, name FROM people)
SELECT coalesce(owners.name, '(nobody)') AS owner, count(*) AS open_tickets
FROM backlog
LEFT JOIN owners ON owners.id = backlog.assigneeId
GROUP BY owner
ORDER BY open_tickets DESC, owner;
