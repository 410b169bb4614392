-- Which open tickets are past their due date, whose are they, and how late?
-- Cost: 1 request, 3 credits on the sandbox (250 tickets); 3 more per 100 overdue tickets.
-- Both bounds on dueDate and the status type become part of the search, so only overdue tickets are read: of times
-- that people enter, Zoho takes ranges with two ends. The agent's name comes along with the ticket: no second table.
SELECT ticketNumber,
       coalesce(priority, '-') AS priority,
       coalesce(trim(coalesce(assignee ->> '$.firstName', '') || ' ' || (assignee ->> '$.lastName')), '(nobody)')
         AS agent,
       dueDate AS due,
       CAST(julianday('now') - julianday(dueDate) AS INTEGER) AS days_late,
       substr(subject, 1, 40) AS subject
FROM zoho_desk_tickets
WHERE statusType = 'Open'
  AND dueDate >= '2000-01-01'
  AND dueDate < strftime('%Y-%m-%dT%H:%M:%fZ', 'now')
ORDER BY dueDate, ticketNumber
LIMIT 20;
