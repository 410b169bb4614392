-- How much does each team have to do: members, the open tickets that they hold, and those that nobody has taken?
-- Cost: 14 requests, 42 credits on the sandbox (250 tickets); 3 more per team, or per 100 open tickets.
-- Zoho lists members one team at a time. Who is in two teams counts in both.
WITH teams AS MATERIALIZED (
       SELECT id, name, departmentId FROM zoho_desk_teams
     ),
     departments AS MATERIALIZED (
       SELECT id, name FROM zoho_desk_departments
     ),
     members AS MATERIALIZED (
       SELECT teamId, id FROM zoho_desk_team_members
     ),
     tickets AS MATERIALIZED (
       SELECT teamId, assigneeId, dueDate FROM zoho_desk_tickets WHERE statusType = 'Open'
     ),
     held AS (
       SELECT assigneeId, count(*) AS tickets, sum(coalesce(julianday(dueDate) < julianday('now'), 0)) AS late
       FROM tickets GROUP BY assigneeId
     )
SELECT departments.name AS department,
       teams.name AS team,
       count(members.id) AS members,
       coalesce(sum(held.tickets), 0) AS open_tickets,
       coalesce(sum(held.late), 0) AS late,
       round(1.0 * sum(held.tickets) / count(members.id), 1) AS open_per_member,
       (SELECT count(*) FROM tickets WHERE tickets.teamId = teams.id AND assigneeId IS NULL) AS not_taken
FROM teams
LEFT JOIN departments ON departments.id = teams.departmentId
LEFT JOIN members ON members.teamId = teams.id
LEFT JOIN held ON held.assigneeId = members.id
GROUP BY teams.id
ORDER BY open_per_member DESC, department, team;
