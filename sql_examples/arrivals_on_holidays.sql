-- How many tickets come in on holidays, against other days?
-- Cost: 34 requests, 46 credits on the sandbox (250 tickets); 3 more per 100 tickets of a year, 1 per list.
-- The days of a list come for one list at a time, so that each costs a request. Zoho has days without a year (MM-DD);
-- a list that does not recur says which year it is for. A day of several holidays counts for each.
WITH RECURSIVE
     arrivals AS MATERIALIZED (
       SELECT date(createdTime) AS day, count(*) AS tickets
       FROM zoho_desk_tickets
       WHERE createdTime >= (SELECT date(max(createdTime), '-1 year') FROM zoho_desk_tickets)
       GROUP BY day
     ),
     days AS (
       SELECT min(day) AS day, max(day) AS newest FROM arrivals
       UNION ALL
       SELECT date(day, '+1 day'), newest FROM days WHERE day < newest
     ),
     holidays AS MATERIALIZED (
       SELECT lists.year, value ->> '$.holidayName' AS name, value ->> '$.from' AS first, value ->> '$.to' AS last
       FROM zoho_desk_holiday_lists AS lists JOIN json_each(lists.holidays)
       WHERE lists.status = 'ACTIVE'
     ),
     named AS (
       SELECT DISTINCT days.day, coalesce(holidays.name, '(no holiday)') AS holiday
       FROM days
       LEFT JOIN holidays
         ON (year IS NULL OR year = CAST(substr(day, 1, 4) AS INTEGER))
        AND CASE WHEN first <= last THEN substr(day, 6) BETWEEN first AND last
                 ELSE substr(day, 6) >= first OR substr(day, 6) <= last END
     )
SELECT holiday,
       count(*) AS days,
       coalesce(sum(tickets), 0) AS tickets,
       round(1.0 * coalesce(sum(tickets), 0) / count(*), 2) AS tickets_a_day
FROM named
LEFT JOIN arrivals ON arrivals.day = named.day
GROUP BY holiday
ORDER BY tickets_a_day DESC, holiday;
