-- How satisfied are customers, by department?
-- Cost: 5 requests, 15 credits on the sandbox (250 tickets); 3 more per 50 ratings.
WITH ratings AS MATERIALIZED (
       SELECT departmentId, rating FROM zoho_desk_customer_feedback
     ),
     departments AS MATERIALIZED (
       SELECT id, name FROM zoho_desk_departments
     )
SELECT coalesce(departments.name, '(unknown)') AS department,
       count(*) AS ratings,
       sum(rating = 'GOOD') AS good,
       sum(rating = 'OK') AS ok,
       sum(rating = 'BAD') AS bad,
       round(100.0 * sum(rating = 'GOOD') / count(*), 1) AS good_percent
FROM ratings
LEFT JOIN departments ON departments.id = ratings.departmentId
GROUP BY department
ORDER BY good_percent DESC, department;
