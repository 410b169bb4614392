-- What do customers ask about that the knowledge base does not cover?
-- Cost: 6 requests, 18 credits on the sandbox (250 tickets); 3 more per 100 tickets or 50 articles.
-- Compares the words of ticket subjects with those of published titles: words of five letters or more that many
-- tickets share and few titles hold. Crude, but it needs no list of topics and no categories that agree.
WITH RECURSIVE
     tickets AS MATERIALIZED (
       SELECT ticketNumber AS id, lower(subject) AS text
       FROM zoho_desk_tickets
       WHERE createdTime >= (SELECT date(max(createdTime), '-1 year') FROM zoho_desk_tickets)
     ),
     articles AS MATERIALIZED (
       SELECT id, lower(title) AS text FROM zoho_desk_articles WHERE status = 'Published'
     ),
     split(id, word, rest) AS (
       SELECT id, '', text || ' ' FROM tickets
       UNION ALL
       SELECT id, substr(rest, 1, instr(rest, ' ') - 1), substr(rest, instr(rest, ' ') + 1) FROM split WHERE rest <> ''
     ),
     words AS (
       SELECT trim(word, '.,:;!?¿¡"()') AS word, count(DISTINCT id) AS tickets
       FROM split
       GROUP BY 1
       HAVING length(trim(word, '.,:;!?¿¡"()')) >= 5
     )
SELECT word,
       tickets,
       (SELECT count(*) FROM articles WHERE instr(text, word) > 0) AS articles
FROM words
ORDER BY 1.0 * tickets / (1 + articles) DESC, word
LIMIT 20;
