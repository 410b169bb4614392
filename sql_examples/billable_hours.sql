-- How many hours were worked for each account, how many of them are to be billed, and by whom?
-- Cost: 22 requests, 66 credits on the sandbox (250 tickets); 3 more per agent or 100 tickets.
-- Zoho lists time entries one agent at a time. AND createdTime >= date('now', '-1 month') in entries is sent, so that a
-- month costs a request for each agent, however long they have been here. Time that went to a task has no ticket, and
-- with it no account.
WITH entries AS MATERIALIZED (
       SELECT ownerId, requestId, isBillable,
              coalesce(hoursSpent, 0) + coalesce(minutesSpent, 0) / 60.0 + coalesce(secondsSpent, 0) / 3600.0 AS hours
       FROM zoho_desk_agent_time_entries
       WHERE coalesce(isTrashed, 0) = 0
     ),
     tickets AS MATERIALIZED (
       SELECT id, accountId FROM zoho_desk_tickets WHERE id IN (SELECT requestId FROM entries)
     ),
     accounts AS MATERIALIZED (
       SELECT id, accountName FROM zoho_desk_accounts
     ),
     agents AS MATERIALIZED (
       SELECT id, name FROM zoho_desk_agents
     )
SELECT coalesce(accounts.accountName, '(no account)') AS account,
       coalesce(agents.name, '(unknown)') AS agent,
       count(*) AS entries,
       round(sum(hours), 2) AS hours,
       round(total(CASE WHEN isBillable THEN hours END), 2) AS billable_hours
FROM entries
LEFT JOIN tickets ON tickets.id = entries.requestId
LEFT JOIN accounts ON accounts.id = tickets.accountId
LEFT JOIN agents ON agents.id = entries.ownerId
GROUP BY account, agent
ORDER BY billable_hours DESC, hours DESC, account, agent;
