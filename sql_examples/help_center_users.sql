-- Who uses the help center: users by kind, state and when they were last seen?
-- Cost: 3 requests, 9 credits on the sandbox (250 tickets); 3 more per 50 users.
WITH users AS MATERIALIZED (
       SELECT userType, status, lastAccessedTime FROM zoho_desk_users
     )
SELECT userType AS kind,
       status,
       count(*) AS users,
       sum(lastAccessedTime IS NULL) AS never_seen,
       substr(max(lastAccessedTime), 1, 10) AS last_seen
FROM users
GROUP BY userType, status
ORDER BY kind, status;
