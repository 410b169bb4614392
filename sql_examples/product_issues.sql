-- Which products cause the most tickets, and how many of those are open or escalated?
-- Cost: 4 requests, 12 credits on the sandbox (250 tickets); 3 more per 100 tickets of a year.
-- The product's name comes with the ticket. isEscalated is in search rows only, so the tickets come from the search.
WITH tickets AS MATERIALIZED (
       SELECT productId, product ->> '$.productName' AS product, statusType, isEscalated
       FROM zoho_desk_tickets
       WHERE createdTime >= (SELECT date(max(createdTime), '-1 year') FROM zoho_desk_tickets)
     )
SELECT coalesce(product, '(no product)') AS product,
       count(*) AS tickets,
       sum(statusType <> 'Closed') AS open,
       sum(isEscalated) AS escalated
FROM tickets
GROUP BY productId, product
ORDER BY tickets DESC, product
LIMIT 15;
