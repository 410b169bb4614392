-- How many replies does each agent write a day, and how long had customers waited for them?
-- Cost: 31 requests, 93 credits on the sandbox (250 tickets); 3 more per ticket of the period that has messages.
-- Zoho tells messages one ticket at a time, so the period is short: tickets of the last month. A day counts where the agent
-- wrote at all.
WITH replies AS MATERIALIZED (
       SELECT m.responderId, date(m.createdTime) AS day, m.respondedInSeconds AS seconds
       FROM zoho_desk_tickets AS t
       JOIN zoho_desk_ticket_threads AS m ON m.ticketId = t.id
       WHERE t.createdTime >= (SELECT date(max(createdTime), '-1 month') FROM zoho_desk_tickets)
         AND m.direction = 'out'
     ),
     agents AS MATERIALIZED (
       SELECT id, name FROM zoho_desk_agents
     )
SELECT coalesce(agents.name, '(no agent)') AS agent,
       count(*) AS replies,
       count(DISTINCT day) AS days,
       round(1.0 * count(*) / count(DISTINCT day), 1) AS replies_a_day,
       round(avg(seconds) / 3600, 1) AS mean_wait_hours
FROM replies
LEFT JOIN agents ON agents.id = replies.responderId
GROUP BY replies.responderId
ORDER BY replies DESC, agent;
