-- How long do customers wait for a first answer, by channel and agent?
-- Cost: 48 requests, 144 credits on the sandbox (250 tickets); 3 more per ticket of the period.
-- Zoho tells metrics one ticket at a time, so the period is short: the last two months. Zoho does not say whether the
-- seconds are those of business hours. The agent is who owns the ticket now.
WITH tickets AS MATERIALIZED (
       SELECT t.channel, t.assigneeId, m.firstResponseSeconds AS seconds
       FROM zoho_desk_tickets AS t
       JOIN zoho_desk_ticket_metrics AS m ON m.ticketId = t.id
       WHERE t.createdTime >= (SELECT date(max(createdTime), '-2 months') FROM zoho_desk_tickets)
     ),
     agents AS MATERIALIZED (
       SELECT id, name FROM zoho_desk_agents
     )
SELECT coalesce(channel, '(none)') AS channel,
       coalesce(agents.name, '(nobody)') AS agent,
       count(*) AS tickets,
       count(seconds) AS answered,
       round(avg(seconds) / 3600, 1) AS mean_hours,
       round(max(seconds) / 3600.0, 1) AS longest_hours,
       round(100.0 * sum(seconds <= 8 * 3600) / count(seconds)) AS within_8_hours_percent
FROM tickets
LEFT JOIN agents ON agents.id = tickets.assigneeId
GROUP BY tickets.channel, agent
ORDER BY mean_hours IS NULL, mean_hours DESC, channel, agent;
