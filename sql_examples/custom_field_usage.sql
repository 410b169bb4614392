-- Which custom fields do tickets have, and how often is each filled in?
-- Cost: 3 requests, 9 credits on the sandbox (250 tickets); 3 more per 100 tickets of half a year.
-- cf is one JSON object, whatever fields the portal has; json_each makes a row of each field. It comes with the
-- search, a page at a time.
WITH tickets AS MATERIALIZED (
       SELECT cf FROM zoho_desk_tickets
       WHERE createdTime >= (SELECT date(max(createdTime), '-6 months') FROM zoho_desk_tickets)
     )
SELECT field.key AS field,
       count(*) AS tickets,
       sum(field.value IS NOT NULL AND field.value <> '') AS filled,
       round(100.0 * sum(field.value IS NOT NULL AND field.value <> '') / count(*), 1) AS filled_percent,
       count(DISTINCT field.value) AS different_values,
       min(field.value) AS example
FROM tickets
JOIN json_each(tickets.cf) AS field
GROUP BY field.key
ORDER BY filled DESC, field;
