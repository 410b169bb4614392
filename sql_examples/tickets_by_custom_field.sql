-- How do tickets spread over the values of a custom field?
-- Cost: 3 requests, 9 credits on the sandbox (250 tickets); 3 more per 100 tickets of half a year.
-- cf_region is the sandbox's field: put one of yours there (custom_field_usage.sql lists them).
WITH tickets AS MATERIALIZED (
       SELECT cf ->> '$.cf_region' AS region, statusType, createdTime, closedTime
       FROM zoho_desk_tickets
       WHERE createdTime >= (SELECT date(max(createdTime), '-6 months') FROM zoho_desk_tickets)
     )
SELECT coalesce(region, '(empty)') AS region,
       count(*) AS tickets,
       sum(statusType <> 'Closed') AS open,
       round(avg(julianday(closedTime) - julianday(createdTime)), 1) AS average_days_to_close
FROM tickets
GROUP BY region
ORDER BY tickets DESC, region;
