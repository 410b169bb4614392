-- Does satisfaction rise or fall: share of good ratings by month, with the mean of three months?
-- Cost: 4 requests, 12 credits on the sandbox (250 tickets); 3 more per 50 ratings of a year.
WITH months AS MATERIALIZED (
       SELECT substr(ratedTime, 1, 7) AS month, count(*) AS ratings, sum(rating = 'GOOD') AS good
       FROM zoho_desk_customer_feedback
       WHERE ratedTime >= (SELECT date(max(ratedTime), '-1 year') FROM zoho_desk_customer_feedback)
       GROUP BY month
     )
SELECT month,
       ratings,
       good,
       round(100.0 * good / ratings, 1) AS good_percent,
       round(100.0 * sum(good) OVER three / sum(ratings) OVER three, 1) AS three_months
FROM months
WINDOW three AS (ORDER BY month ROWS 2 PRECEDING)
ORDER BY month;
