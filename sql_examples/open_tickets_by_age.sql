-- Which open tickets have waited longest, by priority?
-- One page of 100 tickets costs 3 API credits; only list columns are read, so nothing is fetched per ticket.
SELECT ticketNumber,
       status,
       coalesce(priority, '-') AS priority,
       substr(createdTime, 1, 10) AS opened,
       CAST(julianday((SELECT max(createdTime) FROM zoho_desk_tickets)) - julianday(createdTime) AS INTEGER)
         AS days_before_newest,
       substr(subject, 1, 40) AS subject
FROM zoho_desk_tickets
WHERE statusType <> 'Closed'
ORDER BY createdTime, id
LIMIT 15;
