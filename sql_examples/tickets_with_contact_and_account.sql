-- Who wrote the tickets of the last two weeks, for which account, and where is that account?
-- Cost: 4 requests, 12 credits on the sandbox (250 tickets); 3 more per 100 tickets, contacts, accounts.
-- A join by key looks each contact and each account up once, a hundred to a request; that is cheaper than reading
-- both tables as a whole as long as the tickets are few. LEFT JOIN keeps tickets without an account.
SELECT tickets.ticketNumber,
       tickets.createdTime,
       trim(coalesce(contacts.firstName, '') || ' ' || coalesce(contacts.lastName, '')) AS contact,
       contacts.email,
       accounts.accountName AS account,
       accounts.city,
       accounts.country
FROM zoho_desk_tickets AS tickets
LEFT JOIN zoho_desk_contacts AS contacts ON contacts.id = tickets.contactId
LEFT JOIN zoho_desk_accounts AS accounts ON accounts.id = tickets.accountId
WHERE tickets.createdTime >= (SELECT date(max(createdTime), '-14 days') FROM zoho_desk_tickets)
ORDER BY tickets.createdTime DESC, tickets.ticketNumber DESC;
