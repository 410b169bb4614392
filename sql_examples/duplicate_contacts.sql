-- Which contacts look like the same person: same name, or same e-mail address, phone or mobile number?
-- Cost: 3 requests, 9 credits on the sandbox (250 tickets); 3 more per 100 contacts.
-- One row per pair. Numbers are compared by their digits only.
WITH contacts AS MATERIALIZED (
       SELECT id,
              trim(coalesce(firstName, '') || ' ' || coalesce(lastName, '')) AS name,
              lower(email) AS email,
              replace(replace(replace(replace(coalesce(phone, mobile), ' ', ''), '-', ''), '(', ''), ')', '') AS phone,
              account ->> '$.accountName' AS account
       FROM zoho_desk_contacts
     )
SELECT a.name,
       a.id AS first_id,
       b.id AS second_id,
       a.account AS first_account,
       b.account AS second_account,
       CASE WHEN a.email = b.email THEN 'e-mail'
            WHEN lower(a.name) = lower(b.name) THEN 'name'
            ELSE 'phone' END AS same
FROM contacts AS a
JOIN contacts AS b ON a.id < b.id
 AND (a.email = b.email OR a.phone = b.phone OR (lower(a.name) = lower(b.name) AND a.name LIKE '% %'))
ORDER BY a.name, first_id, second_id;
