-- Who are our contacts at the account with the most contacts, and how happy are they?
-- Cost: 3 requests, 9 credits on the sandbox (250 tickets); 3 more per 100 contacts.
-- account (the account's name) comes with the list through include=accounts, asked for because it is read.
WITH contacts AS MATERIALIZED (
       SELECT accountId, account ->> '$.accountName' AS account, firstName, lastName, email,
              customerHappiness ->> '$.goodPercentage' AS good_percentage
       FROM zoho_desk_contacts
       WHERE accountId IS NOT NULL
     ),
     biggest AS (
       SELECT accountId FROM contacts GROUP BY accountId ORDER BY count(*) DESC, accountId LIMIT 1
     )
SELECT account,
       trim(coalesce(firstName, '') || ' ' || coalesce(lastName, '')) AS contact,
       email,
       good_percentage
FROM contacts
WHERE accountId = (SELECT accountId FROM biggest)
ORDER BY contact, email;
