-- Which open tickets has nobody answered yet, and when is the answer due?
-- Cost: 2 requests, 6 credits on the sandbox (250 tickets); 3 more per 100 open tickets.
-- Zoho's list and search rows hold no time of the first answer (it is in each ticket's metrics, a request each:
-- first_response_by_channel.sql). What they do hold: the number of messages and which way the last one went. A ticket
-- whose last message came in, and is its first, still waits for a first answer.
SELECT ticketNumber,
       coalesce(priority, '-') AS priority,
       channel,
       createdTime,
       responseDueDate AS response_due,
       CASE WHEN responseDueDate IS NULL THEN 'no target'
            WHEN julianday(responseDueDate) < julianday('now') THEN 'late'
            ELSE 'in time' END AS state,
       CAST(24 * (julianday('now') - julianday(createdTime)) AS INTEGER) AS hours_waiting
FROM zoho_desk_tickets
WHERE statusType = 'Open'
  AND threadCount <= 1
  AND lastThread ->> '$.direction' = 'in'
ORDER BY responseDueDate IS NULL, responseDueDate, createdTime, ticketNumber;
