-- Which contacts write most, how much of it is open, and how did they rate us?
-- Cost: 7 requests, 21 credits on the sandbox (250 tickets); 3 more per 100 tickets or contacts.
-- good_percent is the share that Zoho keeps with the contact; the contact list carries it.
WITH tickets AS MATERIALIZED (
       SELECT contactId, statusType, createdTime FROM zoho_desk_tickets
     ),
     by_contact AS (
       SELECT contactId, count(*) AS tickets, sum(statusType <> 'Closed') AS open, max(createdTime) AS last_ticket
       FROM tickets
       GROUP BY contactId
     ),
     contacts AS MATERIALIZED (
       SELECT id, firstName, lastName, email, customerHappiness ->> '$.goodPercentage' AS good_percent
       FROM zoho_desk_contacts
     )
SELECT trim(coalesce(firstName, '') || ' ' || coalesce(lastName, '')) AS contact,
       email,
       tickets,
       open,
       substr(last_ticket, 1, 10) AS last_ticket,
       good_percent
FROM by_contact
JOIN contacts ON contacts.id = by_contact.contactId
ORDER BY tickets DESC, open DESC, contact, email
LIMIT 15;
