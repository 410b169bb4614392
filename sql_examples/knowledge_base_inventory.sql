-- What is in the knowledge base, by category and status, and what is read and liked?
-- Cost: 3 requests, 9 credits on the sandbox (250 tickets); 3 more per 50 articles.
SELECT coalesce(category ->> '$.name', '(none)') AS category,
       status,
       count(*) AS articles,
       sum(viewCount) AS views,
       sum(likeCount) AS likes,
       sum(dislikeCount) AS dislikes,
       substr(max(modifiedTime), 1, 10) AS last_change
FROM zoho_desk_articles
GROUP BY 1, 2
ORDER BY 1, 2;
