-- Where do customers wait for an answer: open tickets whose last message came from the customer?
-- Cost: 4 requests, 12 credits on the sandbox (250 tickets); 3 more per 100 open tickets.
WITH tickets AS MATERIALIZED (
       SELECT departmentId, customerResponseTime, responseDueDate, lastThread ->> '$.direction' AS direction
       FROM zoho_desk_tickets
       WHERE statusType = 'Open'
     ),
     departments AS MATERIALIZED (
       SELECT id, name FROM zoho_desk_departments
     )
SELECT coalesce(departments.name, '(unknown)') AS department,
       count(*) AS open_tickets,
       coalesce(sum(direction = 'in'), 0) AS customer_waits,
       coalesce(sum(direction = 'in' AND julianday(responseDueDate) < julianday('now')), 0) AS answer_is_late,
       substr(min(customerResponseTime) FILTER (WHERE direction = 'in'), 1, 10) AS longest_since
FROM tickets
LEFT JOIN departments ON departments.id = tickets.departmentId
GROUP BY department
ORDER BY customer_waits DESC, department;
