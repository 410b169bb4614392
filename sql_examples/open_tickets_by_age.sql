-- Which open tickets have waited longest?
-- Cost: 2 requests, 6 credits on the sandbox (250 tickets); 3 more per 100 open tickets.
-- statusType = 'Open' is part of the search: tickets on hold and closed ones are never read. Zoho knows no such
-- word for the other types, so statusType <> 'Closed' would read every ticket.
SELECT ticketNumber,
       status,
       coalesce(priority, '-') AS priority,
       substr(createdTime, 1, 10) AS opened,
       CAST(julianday('now') - julianday(createdTime) AS INTEGER) AS days_open,
       substr(subject, 1, 40) AS subject
FROM zoho_desk_tickets
WHERE statusType = 'Open'
ORDER BY createdTime, id
LIMIT 15;
