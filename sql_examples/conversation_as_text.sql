-- What was said in a ticket, from the first message to the last, as one text?
-- Cost: 13 requests, 29 credits on the sandbox (250 tickets); 1 more per message, whose text comes one at a time.
-- The ticket is the newest that has several messages and comments; put your own id in its place.
WITH ticket AS MATERIALIZED (
       SELECT id, ticketNumber, subject FROM zoho_desk_tickets
       WHERE threadCount > 2 AND commentCount > 1
       ORDER BY createdTime DESC, id LIMIT 1
     ),
     said AS MATERIALIZED (
       SELECT createdTime AS time, coalesce(authorName, direction) AS who, plainText AS text
       FROM zoho_desk_ticket_threads WHERE ticketId = (SELECT id FROM ticket)
       UNION ALL
       SELECT commentedTime, coalesce(commenter ->> '$.name', 'comment') || ' (comment)', content
       FROM zoho_desk_ticket_comments WHERE ticketId = (SELECT id FROM ticket)
     )
SELECT '#' || ticketNumber || ' ' || subject || char(10) ||
       (SELECT group_concat(time || ' ' || who || ': ' || text, char(10))
        FROM (SELECT time, who, text FROM said ORDER BY time, who, text)) AS conversation
FROM ticket;
