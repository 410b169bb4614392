-- How to copy tickets, contacts and agents into ordinary tables, to ask them as often as you like at no credit?
-- Cost: 9 requests, 27 credits on the sandbox (250 tickets); 3 more per 100 tickets or contacts.
-- The download holds no lock on a file here, because the tables are TEMP; for a lasting copy leave TEMP out.
CREATE TEMP TABLE tickets AS
  SELECT id, ticketNumber, subject, status, statusType, priority, channel, createdTime, closedTime,
         contactId, assigneeId
  FROM zoho_desk_tickets;
CREATE TEMP TABLE contacts AS
  SELECT id, firstName, lastName, email, accountId FROM zoho_desk_contacts;
CREATE TEMP TABLE agents AS
  SELECT id, name, emailId FROM zoho_desk_agents;
CREATE INDEX temp.tickets_by_contact ON tickets(contactId);

SELECT 'tickets' AS snapshot, count(*) AS "rows", count(DISTINCT id) AS keys FROM tickets
UNION ALL
SELECT 'contacts', count(*), count(DISTINCT id) FROM contacts
UNION ALL
SELECT 'agents', count(*), count(DISTINCT id) FROM agents;

SELECT channel, count(*) AS tickets, count(closedTime) AS closed
FROM tickets
GROUP BY channel
ORDER BY tickets DESC, channel;
