-- By how many business hours were due dates missed, by department?
-- Cost: 7 requests, 19 credits on the sandbox (250 tickets); 3 more per 100 tickets of three months.
-- Counts the hours between due date and closing, or now, in which a set of business hours is open and its list has no
-- holiday: of the active sets with times the first by name; put your condition where ORDER BY stands. Times of business
-- hours are local: put your offset where '+1 hour' stands (arrivals_by_weekday.sql). Older portals tell minutes of the
-- day instead of HH:MM.
WITH RECURSIVE
     business AS MATERIALIZED (
       SELECT businessTimes, associatedHolidayList ->> '$.holidayListId' AS holidayListId
       FROM zoho_desk_business_hours
       WHERE status = 'ACTIVE' AND json_array_length(businessTimes) > 0
       ORDER BY name, id LIMIT 1
     ),
     times AS (
       SELECT value ->> '$.day' AS day, value ->> '$.startTime' AS opens, value ->> '$.endTime' AS closes
       FROM business JOIN json_each(businessTimes)
     ),
     opening AS MATERIALIZED (
       SELECT (instr('SUNMONTUEWEDTHUFRISAT', substr(day, 1, 3)) - 1) / 3 AS weekday,
              CASE WHEN opens LIKE '%:%' THEN substr(opens, 1, 2) / 24.0 + substr(opens, 4, 2) / 1440.0
                   ELSE opens / 1440.0 END AS opens,
              CASE WHEN closes LIKE '%:%' THEN substr(closes, 1, 2) / 24.0 + substr(closes, 4, 2) / 1440.0
                   ELSE closes / 1440.0 END AS closes
       FROM times
     ),
     holidays AS MATERIALIZED (
       SELECT lists.year, value ->> '$.from' AS first, value ->> '$.to' AS last
       FROM zoho_desk_holiday_lists AS lists JOIN json_each(lists.holidays)
       WHERE lists.id = (SELECT holidayListId FROM business) AND lists.status = 'ACTIVE'
     ),
     missed AS MATERIALIZED (
       SELECT id, departmentId, julianday(dueDate, '+1 hour') AS due,
              julianday(coalesce(closedTime, 'now'), '+1 hour') AS until
       FROM zoho_desk_tickets
       WHERE createdTime >= (SELECT date(max(createdTime), '-3 months') FROM zoho_desk_tickets)
         AND julianday(dueDate) < julianday(coalesce(closedTime, 'now'))
     ),
     days AS (
       SELECT id, due, until, date(due) AS day FROM missed
       UNION ALL
       SELECT id, due, until, date(day, '+1 day') FROM days WHERE date(day, '+1 day') <= date(until)
     ),
     late AS (
       SELECT days.id,
              24 * sum(max(0, min(until, julianday(day) + closes) - max(due, julianday(day) + opens))) AS hours
       FROM days
       JOIN opening ON opening.weekday = CAST(strftime('%w', day) AS INTEGER)
       WHERE NOT EXISTS (
         SELECT 1 FROM holidays
         WHERE (year IS NULL OR year = CAST(substr(day, 1, 4) AS INTEGER))
           AND CASE WHEN first <= last THEN substr(day, 6) BETWEEN first AND last
                    ELSE substr(day, 6) >= first OR substr(day, 6) <= last END)
       GROUP BY days.id
     ),
     departments AS MATERIALIZED (
       SELECT id, name FROM zoho_desk_departments
     )
SELECT coalesce(departments.name, '(unknown)') AS department,
       count(*) AS missed,
       sum(coalesce(late.hours, 0) > 0) AS missed_in_business_hours,
       round(avg(coalesce(late.hours, 0)), 1) AS mean_business_hours,
       round(avg(24 * (until - due)), 1) AS mean_hours_by_the_clock
FROM missed
LEFT JOIN late ON late.id = missed.id
LEFT JOIN departments ON departments.id = missed.departmentId
GROUP BY department
ORDER BY mean_business_hours DESC, department;
