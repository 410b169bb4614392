-- How often does a closed ticket come back, by month of closing?
-- Cost: 3 requests, 9 credits on the sandbox (250 tickets); 3 more per 100 tickets.
-- Zoho counts reopenings in each ticket's metrics, which no table holds, and a reopened ticket loses its closedTime.
-- The nearest that rows tell: the customer wrote again after the ticket was closed, or another ticket follows it up.
-- For true reopenings keep a history: ticket_history.sql.
WITH tickets AS MATERIALIZED (
       SELECT id, closedTime, customerResponseTime, sourceTicket ->> '$.id' AS follows FROM zoho_desk_tickets
     )
SELECT substr(closedTime, 1, 7) AS closed_in,
       count(*) AS closed,
       sum(coalesce(customerResponseTime > closedTime, 0)) AS customer_wrote_again,
       sum(id IN (SELECT follows FROM tickets WHERE follows IS NOT NULL)) AS followed_up,
       round(100.0 * sum(coalesce(customerResponseTime > closedTime, 0)
                         OR id IN (SELECT follows FROM tickets WHERE follows IS NOT NULL)) / count(*), 1)
         AS came_back_percent
FROM tickets
WHERE closedTime IS NOT NULL
GROUP BY closed_in
ORDER BY closed_in;
