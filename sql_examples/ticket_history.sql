-- How did each ticket's status and owner change over time (a slowly changing dimension, type 2)?
-- Cost: 3 requests, 9 credits on the sandbox (250 tickets); 3 per 100 tickets at first, then 3 per 100 changes.
-- Zoho's rows hold the present only. Each run compares it with the versions kept so far: a version ends (valid_to)
-- when another begins. Run it as often as the history shall be fine: what happens between two runs is not seen.
CREATE TABLE IF NOT EXISTS ticket_versions (
  id TEXT NOT NULL,
  ticketNumber INTEGER,
  status TEXT,
  statusType TEXT,
  assigneeId TEXT,
  valid_from TEXT NOT NULL,
  valid_to TEXT,
  PRIMARY KEY (id, valid_from)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS ticket_versions_runs (started TEXT NOT NULL);  -- the good ones

-- From a little before the last good run began, as in incremental_refresh.sql.
CREATE TEMP TABLE run AS SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AS started;
CREATE TEMP TABLE changed AS
  SELECT id, ticketNumber, status, statusType, assigneeId, modifiedTime
  FROM zoho_desk_tickets
  WHERE modifiedTime >= coalesce((SELECT strftime('%Y-%m-%dT%H:%M:%fZ', max(started), '-10 minutes')
                                  FROM ticket_versions_runs), '1970-01-01');
DELETE FROM changed
WHERE EXISTS (SELECT 1 FROM ticket_versions AS v
              WHERE v.id = changed.id AND v.valid_to IS NULL
                AND v.status IS changed.status AND v.assigneeId IS changed.assigneeId);

BEGIN;
UPDATE ticket_versions
SET valid_to = (SELECT modifiedTime FROM changed WHERE changed.id = ticket_versions.id)
WHERE valid_to IS NULL AND id IN (SELECT id FROM changed);
REPLACE INTO ticket_versions
  SELECT id, ticketNumber, status, statusType, assigneeId, modifiedTime, NULL FROM changed;
INSERT INTO ticket_versions_runs SELECT started FROM run WHERE (SELECT count(*) FROM changed) >= 0;
COMMIT;
DROP TABLE temp.changed;
DROP TABLE temp.run;

-- Tickets that were reopened come out as a closed version with an open one after it.
SELECT count(DISTINCT id) AS tickets,
       count(*) AS versions,
       count(*) - count(valid_to) AS current,
       sum(statusType = 'Closed' AND valid_to IS NOT NULL) AS left_closed,
       max(valid_from) AS newest_version
FROM ticket_versions;
