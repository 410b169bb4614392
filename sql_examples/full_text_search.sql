-- Which tickets mention a word, in subject, description or resolution, best matches first?
-- Cost: 4 requests, 12 credits on the sandbox (250 tickets); 3 more per 100 tickets of a year.
-- Zoho's own search costs credits each time (WHERE searchText = 'scanner'). FTS5 builds an index of a copy once and
-- then knows phrases, prefixes, AND, OR, NEAR and ranking, at no credit. TEMP: it is gone with the connection.
CREATE VIRTUAL TABLE temp.ticket_text USING fts5(ticketNumber UNINDEXED, subject, description, resolution);
INSERT INTO temp.ticket_text
  SELECT ticketNumber, subject, description, resolution
  FROM zoho_desk_tickets
  WHERE createdTime >= (SELECT date(max(createdTime), '-1 year') FROM zoho_desk_tickets);

SELECT ticketNumber,
       subject,
       snippet(ticket_text, -1, '[', ']', '...', 8) AS found,
       round(-bm25(ticket_text, 0, 10, 1, 1), 2) AS score
FROM ticket_text
WHERE ticket_text MATCH 'scanner AND (update OR restart*)'
ORDER BY score DESC, ticketNumber
LIMIT 10;

SELECT count(*) AS tickets_with_a_phrase
FROM ticket_text
WHERE ticket_text MATCH '"keeps beeping" OR "blank screen"';
