-- How to write a report in Markdown, ready for a mail or a wiki?
-- Cost: 2 requests, 6 credits on the sandbox (250 tickets); 3 more per 100 tickets of three months.
-- For the sqlite3 shell: prints Markdown tables. Everything comes from one TEMP table.
CREATE TEMP TABLE month AS
  SELECT substr(createdTime, 1, 7) AS month, channel, statusType, closedTime, createdTime
  FROM zoho_desk_tickets
  WHERE createdTime >= (SELECT date(max(createdTime), 'start of month', '-2 months') FROM zoho_desk_tickets);

.headers on
.mode markdown
.print "## Tickets by month"
.print ""
SELECT month,
       count(*) AS received,
       count(closedTime) AS closed,
       round(avg(julianday(closedTime) - julianday(createdTime)), 1) AS average_days
FROM month
GROUP BY month
ORDER BY month;

.print ""
.print "## Tickets by channel"
.print ""
SELECT coalesce(channel, '(none)') AS channel, count(*) AS received, sum(statusType <> 'Closed') AS open
FROM month
GROUP BY channel
ORDER BY received DESC, channel;
