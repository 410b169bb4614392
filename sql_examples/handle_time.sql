-- How much work is a ticket, by channel and priority?
-- Cost: 18 requests, 54 credits on the sandbox (250 tickets); 3 more per agent or 100 tickets.
-- The time that agents entered or timed for each ticket. Tickets without an entry are not in it.
WITH work AS MATERIALIZED (
       SELECT requestId,
              sum(coalesce(hoursSpent, 0) * 60 + coalesce(minutesSpent, 0) + coalesce(secondsSpent, 0) / 60.0)
                AS minutes,
              count(DISTINCT ownerId) AS agents
       FROM zoho_desk_agent_time_entries
       WHERE requestId IS NOT NULL AND coalesce(isTrashed, 0) = 0
       GROUP BY requestId
     ),
     tickets AS MATERIALIZED (
       SELECT id, channel, priority FROM zoho_desk_tickets WHERE id IN (SELECT requestId FROM work)
     )
SELECT coalesce(channel, '(none)') AS channel,
       coalesce(priority, '(none)') AS priority,
       count(*) AS tickets,
       round(avg(minutes), 1) AS mean_minutes,
       round(max(minutes), 1) AS most_minutes,
       sum(agents > 1) AS by_several_agents
FROM work
JOIN tickets ON tickets.id = work.requestId
GROUP BY tickets.channel, tickets.priority
ORDER BY mean_minutes DESC, channel, priority;
