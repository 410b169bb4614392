-- How does the backlog develop day by day?
-- Cost: 4 requests, 12 credits on the sandbox (250 tickets); 3 more per 100 open tickets.
-- Keeps one row per day and open ticket. Run it once a day on a database file (cron: sqlite3 desk.db '.load zoho_desk'
-- '.read daily_snapshot.sql'); running it twice a day replaces the day's rows. The download goes to a TEMP table first,
-- so that the file is locked only while the rows are copied.
CREATE TABLE IF NOT EXISTS backlog_by_day (
  day TEXT NOT NULL,
  ticketNumber INTEGER NOT NULL,
  status TEXT,
  priority TEXT,
  departmentId TEXT,
  assigneeId TEXT,
  createdTime TEXT,
  PRIMARY KEY (day, ticketNumber)
) WITHOUT ROWID;

-- The second half takes the statuses in which your portal's tickets are on hold.
CREATE TEMP TABLE open_tickets AS
  SELECT ticketNumber, status, priority, departmentId, assigneeId, createdTime
  FROM zoho_desk_tickets WHERE statusType = 'Open'
  UNION ALL
  SELECT ticketNumber, status, priority, departmentId, assigneeId, createdTime
  FROM zoho_desk_tickets WHERE status IN ('On Hold', 'Waiting for parts');

BEGIN;
DELETE FROM backlog_by_day WHERE day = date('now');
INSERT INTO backlog_by_day SELECT date('now'), * FROM open_tickets;
COMMIT;
DROP TABLE temp.open_tickets;

SELECT day,
       count(*) AS open_tickets,
       sum(assigneeId IS NULL) AS unassigned,
       count(*) - lag(count(*)) OVER (ORDER BY day) AS change
FROM backlog_by_day
GROUP BY day
ORDER BY day DESC
LIMIT 14;
