-- Which articles need work: unresolved comments, more dislikes than one in four, out of date?
-- Cost: 6 requests, 18 credits on the sandbox (250 tickets); 3 more per 50 articles or comments.
-- Comments are joined by the article's id inside their JSON.
WITH articles AS MATERIALIZED (
       SELECT id, title, status, viewCount, likeCount, dislikeCount, modifiedTime FROM zoho_desk_articles
     ),
     comments AS MATERIALIZED (
       SELECT article ->> '$.id' AS articleId, count(*) AS unresolved
       FROM zoho_desk_article_feedbacks
       WHERE status = 'UNRESOLVED'
       GROUP BY 1
     )
SELECT substr(title, 1, 50) AS title,
       status,
       viewCount AS views,
       coalesce(unresolved, 0) AS unresolved_comments,
       round(100.0 * dislikeCount / nullif(likeCount + dislikeCount, 0), 0) AS disliked_percent,
       substr(modifiedTime, 1, 10) AS last_change
FROM articles
LEFT JOIN comments ON comments.articleId = articles.id
WHERE unresolved > 0 OR dislikeCount * 4 > likeCount + dislikeCount
ORDER BY unresolved_comments DESC, disliked_percent DESC, views DESC, title
LIMIT 20;
