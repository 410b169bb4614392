-- How to keep a copy of all tickets up to date at the price of what changed?
-- Cost: 3 requests, 9 credits on the sandbox (250 tickets); 3 per 100 tickets at first, then 3 per 100 changes.
-- The first run reads everything; later runs only what changed since the last good run began, by modifiedTime, which
-- the search evaluates. Not since it ended, nor since the newest change it saw: a ticket may be edited after its page was
-- read. Ten minutes before it are read again too, because a search may find a change a while after it was made, and no two
-- clocks agree. Reading a row twice does no harm, because rows are replaced by key. Deleted tickets stay in the copy:
-- deleted_tickets.sql finds them.
CREATE TABLE IF NOT EXISTS tickets_copy (
  id TEXT PRIMARY KEY,
  ticketNumber INTEGER,
  subject TEXT,
  status TEXT,
  statusType TEXT,
  priority TEXT,
  channel TEXT,
  departmentId TEXT,
  contactId TEXT,
  assigneeId TEXT,
  createdTime TEXT,
  modifiedTime TEXT,
  closedTime TEXT
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS tickets_copy_runs (started TEXT NOT NULL);  -- the good ones

CREATE TEMP TABLE run AS SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AS started;
-- Into a TEMP table first: the file is not locked while Zoho answers.
CREATE TEMP TABLE changed AS
  SELECT id, ticketNumber, subject, status, statusType, priority, channel, departmentId, contactId, assigneeId,
         createdTime, modifiedTime, closedTime
  FROM zoho_desk_tickets
  WHERE modifiedTime >= coalesce((SELECT strftime('%Y-%m-%dT%H:%M:%fZ', max(started), '-10 minutes')
                                  FROM tickets_copy_runs), '1970-01-01');

CREATE TEMP TABLE refresh AS
  SELECT (SELECT count(*) FROM tickets_copy) AS before,
         (SELECT count(*) FROM changed WHERE id NOT IN (SELECT id FROM tickets_copy)) AS added,
         (SELECT count(*) FROM changed JOIN tickets_copy AS old USING (id)
          WHERE changed.modifiedTime > old.modifiedTime) AS updated;
REPLACE INTO tickets_copy SELECT * FROM changed;
-- A run is good once all its rows are in the copy.
INSERT INTO tickets_copy_runs SELECT started FROM run
WHERE NOT EXISTS (SELECT id, modifiedTime FROM changed EXCEPT SELECT id, modifiedTime FROM tickets_copy);

SELECT before, added, updated, (SELECT count(*) FROM tickets_copy) AS after,
       (SELECT max(modifiedTime) FROM tickets_copy) AS newest_change
FROM refresh;
DROP TABLE temp.changed;
DROP TABLE temp.refresh;
DROP TABLE temp.run;
