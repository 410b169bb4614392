-- When do tickets come in, by weekday and time of day, in your time zone?
-- Cost: 2 requests, 6 credits on the sandbox (250 tickets); 3 more per 100 tickets of 90 days.
-- Zoho's times are UTC. Put your offset where '+1 hour' stands; SQLite knows no zones with daylight saving but the
-- machine's own, which 'localtime' means.
WITH tickets AS MATERIALIZED (
       SELECT createdTime
       FROM zoho_desk_tickets
       WHERE createdTime >= (SELECT date(max(createdTime), '-90 days') FROM zoho_desk_tickets)
     ),
     local AS (
       SELECT CAST(strftime('%w', createdTime, '+1 hour') AS INTEGER) AS day,
              CAST(strftime('%H', createdTime, '+1 hour') AS INTEGER) AS hour
       FROM tickets
     )
SELECT substr('SunMonTueWedThuFriSat', 3 * day + 1, 3) AS weekday,
       sum(hour < 6) AS night,
       sum(hour BETWEEN 6 AND 11) AS morning,
       sum(hour BETWEEN 12 AND 17) AS afternoon,
       sum(hour >= 18) AS evening,
       count(*) AS tickets
FROM local
GROUP BY day
ORDER BY (day + 6) % 7;
