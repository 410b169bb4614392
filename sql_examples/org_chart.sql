-- Who reports to whom: roles as a tree, with the agents in each?
-- Cost: 4 requests, 12 credits on the sandbox (250 tickets); 3 more per 500 roles or 200 agents.
-- A recursive CTE goes down from the roles that report to nobody; path keeps each branch together.
WITH RECURSIVE
     roles AS MATERIALIZED (
       SELECT id, name, reportsTo FROM zoho_desk_roles
     ),
     agents AS MATERIALIZED (
       SELECT roleId, name FROM zoho_desk_agents WHERE status = 'ACTIVE' ORDER BY name
     ),
     tree(id, name, depth, path) AS (
       SELECT id, name, 0, name FROM roles WHERE reportsTo IS NULL
       UNION ALL
       SELECT roles.id, roles.name, depth + 1, path || ' > ' || roles.name
       FROM tree
       JOIN roles ON roles.reportsTo = tree.id
     )
SELECT printf('%*s%s', 3 * depth, '', name) AS role,
       depth AS level,
       (SELECT group_concat(agents.name, ', ') FROM agents WHERE agents.roleId = tree.id) AS agents
FROM tree
ORDER BY path, id;
