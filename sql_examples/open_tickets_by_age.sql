-- Which open tickets have waited longest?
-- Cost: 1 request, 3 credits on the sandbox (250 tickets); it stays that way, however many there are.
-- statusType = 'Open', the order and the limit are part of the search: Zoho sends these 15 and no more. Other status
-- types have no such word there, so statusType <> 'Closed' would read every ticket.
SELECT ticketNumber,
       status,
       coalesce(priority, '-') AS priority,
       substr(createdTime, 1, 10) AS opened,
       CAST(julianday('now') - julianday(createdTime) AS INTEGER) AS days_open,
       substr(subject, 1, 40) AS subject
FROM (SELECT ticketNumber, status, priority, createdTime, subject
      FROM zoho_desk_tickets
      WHERE statusType = 'Open'
      ORDER BY createdTime -- a second term here would make SQLite sort, which takes all rows
      LIMIT 15)
ORDER BY createdTime, ticketNumber;
