-- Through which channels do tickets come, and is that changing?
-- Cost: 3 requests, 9 credits on the sandbox (250 tickets); 3 more per 100 tickets of 180 days.
-- Compares the newest 90 days with the 90 before them.
WITH tickets AS MATERIALIZED (
       SELECT channel, createdTime
       FROM zoho_desk_tickets
       WHERE createdTime >= (SELECT date(max(createdTime), '-180 days') FROM zoho_desk_tickets)
     ),
     periods AS (
       SELECT coalesce(channel, '(none)') AS channel,
              createdTime >= (SELECT date(max(createdTime), '-90 days') FROM tickets) AS recent
       FROM tickets
     )
SELECT channel,
       sum(NOT recent) AS before,
       sum(recent) AS recent,
       round(100.0 * sum(NOT recent) / (SELECT sum(NOT recent) FROM periods), 1) AS before_percent,
       round(100.0 * sum(recent) / (SELECT sum(recent) FROM periods), 1) AS recent_percent
FROM periods
GROUP BY channel
ORDER BY recent DESC, channel;
