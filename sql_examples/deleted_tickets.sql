-- Which tickets of the copy that incremental_refresh.sql keeps are gone from Zoho Desk?
-- Cost: 4 requests, 12 credits on the sandbox (250 tickets); 3 more per 100 tickets.
-- No request tells what was deleted, so this reads the ids of all tickets, and nothing else. A ticket that was
-- archived, or that the login may no longer see, is missing as well: look before you delete (DELETE FROM tickets_copy
-- WHERE id IN (SELECT id FROM gone)).
CREATE TABLE IF NOT EXISTS tickets_copy (id TEXT PRIMARY KEY, ticketNumber INTEGER, subject TEXT, status TEXT,
  statusType TEXT, priority TEXT, channel TEXT, departmentId TEXT, contactId TEXT, assigneeId TEXT, createdTime TEXT,
  modifiedTime TEXT, closedTime TEXT) WITHOUT ROWID;

CREATE TEMP TABLE present AS SELECT id FROM zoho_desk_tickets;
CREATE TEMP TABLE gone AS
  SELECT id FROM tickets_copy WHERE id NOT IN (SELECT id FROM present);

SELECT (SELECT count(*) FROM present) AS in_zoho_desk,
       (SELECT count(*) FROM tickets_copy) AS in_the_copy,
       (SELECT count(*) FROM gone) AS gone,
       (SELECT group_concat(ticketNumber, ', ')
        FROM (SELECT ticketNumber FROM tickets_copy WHERE id IN (SELECT id FROM gone) ORDER BY ticketNumber))
         AS gone_ticket_numbers;
DROP TABLE temp.present;
DROP TABLE temp.gone;
