-- What did the queries of this session ask Zoho Desk for, and what did it cost in API credits?
SELECT count(*) AS agents FROM zoho_desk_agents;
SELECT "table", method, path, status, rows, credits
FROM zoho_desk_requests
WHERE "table" IS NOT NULL
ORDER BY id;
