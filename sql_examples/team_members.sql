-- Who is in which team?
-- Cost: 5 requests, 15 credits on the sandbox (250 tickets); it stays that way up to 200 agents.
-- derivedAgents is a JSON array of ids: json_each makes a row of each.
WITH teams AS MATERIALIZED (
       SELECT name, departmentId, derivedAgents FROM zoho_desk_teams
     ),
     agents AS MATERIALIZED (
       SELECT id, name, status FROM zoho_desk_agents
     ),
     departments AS MATERIALIZED (
       SELECT id, name FROM zoho_desk_departments
     )
SELECT departments.name AS department,
       teams.name AS team,
       agents.name AS agent,
       agents.status
FROM teams
JOIN json_each(teams.derivedAgents) AS member
JOIN agents ON agents.id = member.value
LEFT JOIN departments ON departments.id = teams.departmentId
ORDER BY department, team, agent;
