-- Within how many hours are half, 90 % and 95 % of the tickets closed, by channel?
-- Cost: 4 requests, 12 credits on the sandbox (250 tickets); 3 more per 100 tickets of a year.
-- The p-th percentile is the smallest value that p % of the rows do not exceed: the first row whose cume_dist()
-- reaches p. Time on the clock, of tickets made in the year before the newest one.
WITH tickets AS MATERIALIZED (
       SELECT coalesce(channel, '(none)') AS channel,
              24 * (julianday(closedTime) - julianday(createdTime)) AS hours
       FROM zoho_desk_tickets
       WHERE createdTime >= (SELECT date(max(createdTime), '-1 year') FROM zoho_desk_tickets)
         AND closedTime IS NOT NULL
     ),
     ranked AS (
       SELECT channel, hours, cume_dist() OVER (PARTITION BY channel ORDER BY hours) AS share FROM tickets
     )
SELECT channel,
       count(*) AS closed,
       round(min(hours) FILTER (WHERE share >= 0.5), 1) AS median,
       round(min(hours) FILTER (WHERE share >= 0.9), 1) AS p90,
       round(min(hours) FILTER (WHERE share >= 0.95), 1) AS p95
FROM ranked
GROUP BY channel
ORDER BY median, channel;
