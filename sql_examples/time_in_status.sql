-- How long do tickets stay in each status?
-- Cost: 53 requests, 159 credits on the sandbox (250 tickets); 3 more per ticket of the period.
-- Zoho tells events one ticket at a time, so the period is short: tickets of the last two months. A status lasts from the
-- event that set it to the next one, or to the newest ticket's creation where there is none. What a ticket was before its
-- first change is not among its events.
WITH newest AS MATERIALIZED (
       SELECT max(createdTime) AS time FROM zoho_desk_tickets
     ),
     changes AS MATERIALIZED (
       SELECT h.ticketId, h.position, h.eventTime, h.toValue AS status
       FROM zoho_desk_tickets AS t
       JOIN zoho_desk_ticket_history AS h ON h.ticketId = t.id
       WHERE t.createdTime >= (SELECT date(time, '-2 months') FROM newest)
         AND h.fieldName = 'Status'
     ),
     stays AS (
       SELECT ticketId, status, eventTime AS since,
              coalesce(lead(eventTime) OVER (PARTITION BY ticketId ORDER BY position DESC),
                       (SELECT time FROM newest)) AS until
       FROM changes
     )
SELECT status,
       count(DISTINCT ticketId) AS tickets,
       count(*) AS times,
       round(avg(max(0, julianday(until) - julianday(since))), 1) AS mean_days,
       round(max(julianday(until) - julianday(since)), 1) AS longest_days
FROM stays
GROUP BY status
ORDER BY mean_days DESC, status;
