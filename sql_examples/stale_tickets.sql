-- Which open tickets has nobody touched for a month?
-- Cost: 2 requests, 6 credits on the sandbox (250 tickets); it stays that way, however many there are.
-- Only search rows carry modifiedTime. The bound on it, the order and the limit become part of the search. The month is
-- counted back from the newest ticket.
SELECT ticketNumber,
       status,
       modifiedTime AS last_change,
       CAST(julianday('now') - julianday(modifiedTime) AS INTEGER) AS days_untouched,
       commentCount + threadCount AS messages,
       substr(subject, 1, 40) AS subject
FROM (SELECT ticketNumber, status, modifiedTime, commentCount, threadCount, subject
      FROM zoho_desk_tickets
      WHERE statusType = 'Open'
        AND modifiedTime < (SELECT date(max(createdTime), '-1 month') FROM zoho_desk_tickets)
      ORDER BY modifiedTime
      LIMIT 20)
ORDER BY modifiedTime, ticketNumber;
