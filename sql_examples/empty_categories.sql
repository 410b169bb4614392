-- Which categories of the knowledge base have no article that readers can find?
-- Cost: 5 requests, 15 credits on the sandbox (250 tickets); 3 more per 50 articles.
-- Articles name the root of their category: counted here, because Zoho's own counts come for one category at a time.
WITH articles AS MATERIALIZED (
       SELECT rootCategoryId, status FROM zoho_desk_articles
     ),
     counted AS (
       SELECT categories.id, categories.name, categories.status, categories.visibility,
              count(articles.status) AS articles,
              coalesce(sum(articles.status = 'Published'), 0) AS published
       FROM zoho_desk_kb_root_categories AS categories
       LEFT JOIN articles ON articles.rootCategoryId = categories.id
       GROUP BY categories.id
     )
SELECT coalesce(name, '(no name)') AS category, status, visibility, articles
FROM counted
WHERE published = 0
ORDER BY articles DESC, category, id;
