-- Which skills hang on a single agent, or on nobody?
-- Cost: 10 requests, 30 credits on the sandbox (250 tickets); 3 more per department.
-- A scan of skills is one request per department.
WITH skills AS MATERIALIZED (
       SELECT name, departmentId, status, agentIds FROM zoho_desk_skills WHERE status = 'ACTIVE'
     ),
     agents AS MATERIALIZED (
       SELECT id, name FROM zoho_desk_agents WHERE status = 'ACTIVE'
     )
SELECT skills.name AS skill,
       count(agents.id) AS active_agents,
       CASE WHEN count(agents.id) <= 1 THEN coalesce(max(agents.name), 'nobody') END AS depends_on
FROM skills
LEFT JOIN json_each(skills.agentIds) AS holder
LEFT JOIN agents ON agents.id = holder.value
GROUP BY skills.departmentId, skills.name
ORDER BY active_agents, skill, skills.departmentId;
