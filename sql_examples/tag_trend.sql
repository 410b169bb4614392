-- Which tags are on the rise: tickets of the last month by tag, against the month before?
-- Cost: 46 requests, 138 credits on the sandbox (250 tickets); 3 more per ticket of the two months.
-- Zoho tells tags one ticket at a time, so the period is short. For a longer one keep a copy: incremental_refresh.sql.
WITH newest AS MATERIALIZED (
       SELECT max(createdTime) AS time FROM zoho_desk_tickets
     ),
     tags AS MATERIALIZED (
       SELECT tags.name AS tag, t.createdTime >= (SELECT date(time, '-1 month') FROM newest) AS is_of_last_month
       FROM zoho_desk_tickets AS t
       JOIN zoho_desk_ticket_tags AS tags ON tags.ticketId = t.id
       WHERE t.createdTime >= (SELECT date(time, '-2 months') FROM newest)
     )
SELECT tag,
       sum(NOT is_of_last_month) AS month_before,
       sum(is_of_last_month) AS last_month,
       sum(is_of_last_month) - sum(NOT is_of_last_month) AS change
FROM tags
GROUP BY tag
ORDER BY change DESC, last_month DESC, tag;
