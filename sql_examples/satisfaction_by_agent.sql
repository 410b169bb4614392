-- How satisfied are customers with each agent?
-- Cost: 5 requests, 15 credits on the sandbox (250 tickets); 3 more per 50 ratings.
-- Of few ratings a share says little: at_least is the lower end of its 95 % interval (Wilson), which ranks 9 of 10
-- above 1 of 1. Zoho documents no agentId for ratings; where it is missing they count as (unknown). sqrt()
-- needs SQLite's math functions, which most builds since 3.35 have.
WITH ratings AS MATERIALIZED (
       SELECT agentId, rating FROM zoho_desk_customer_feedback
     ),
     agents AS MATERIALIZED (
       SELECT id, name FROM zoho_desk_agents
     ),
     shares AS (
       SELECT coalesce(agents.name, '(unknown)') AS agent,
              count(*) AS n,
              sum(rating = 'GOOD') AS good,
              sum(rating = 'BAD') AS bad,
              1.0 * sum(rating = 'GOOD') / count(*) AS p
       FROM ratings
       LEFT JOIN agents ON agents.id = ratings.agentId
       GROUP BY agent
     )
SELECT agent,
       n AS ratings,
       good,
       bad,
       round(100 * p, 1) AS good_percent,
       round(100 * (p + 1.92 / n - 1.96 * sqrt((p * (1 - p) + 0.96 / n) / n)) / (1 + 3.84 / n), 1) AS at_least
FROM shares
ORDER BY at_least DESC, agent;
