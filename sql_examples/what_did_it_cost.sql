-- What did the queries of this session ask Zoho Desk for, and what did it cost in API credits?
-- Cost: 2 requests, 6 credits on the sandbox (250 tickets); reading the log is free.
SELECT count(*) AS agents FROM zoho_desk_agents;
SELECT table_name, method, path, status, rows, credits
FROM zoho_desk_requests
WHERE table_name IS NOT NULL
ORDER BY id;
