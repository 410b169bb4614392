-- How to export a query to CSV and JSON files, and to a spreadsheet?
-- Cost: 2 requests, 6 credits on the sandbox (250 tickets); 3 more per 100 tickets of 90 days.
-- For the sqlite3 shell (the lines with a dot are its commands): writes tickets.csv and tickets.json to the current
-- directory. One download feeds both. In the shell .excel opens the next result in a spreadsheet.
CREATE TEMP TABLE export AS
  SELECT ticketNumber, subject, status, priority, channel, createdTime, closedTime,
         contact ->> '$.email' AS contact_email
  FROM zoho_desk_tickets
  WHERE createdTime >= (SELECT date(max(createdTime), '-90 days') FROM zoho_desk_tickets);

.headers on
.mode csv
.once tickets.csv
SELECT * FROM export ORDER BY ticketNumber;

.mode json
.once tickets.json
SELECT * FROM export ORDER BY ticketNumber;

.mode box
SELECT count(*) AS exported, min(createdTime) AS oldest, max(createdTime) AS newest FROM export;
