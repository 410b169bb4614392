-- Which open tickets has nobody touched for a month?
-- Cost: 3 requests, 9 credits on the sandbox (250 tickets); 3 more per 100 open tickets.
-- Only search rows carry modifiedTime; the bound on it becomes part of the search. The month is counted back from the
-- newest ticket.
SELECT ticketNumber,
       status,
       modifiedTime AS last_change,
       CAST(julianday('now') - julianday(modifiedTime) AS INTEGER) AS days_untouched,
       commentCount + threadCount AS messages,
       substr(subject, 1, 40) AS subject
FROM zoho_desk_tickets
WHERE statusType = 'Open'
  AND modifiedTime < (SELECT date(max(createdTime), '-1 month') FROM zoho_desk_tickets)
ORDER BY modifiedTime, ticketNumber
LIMIT 20;
