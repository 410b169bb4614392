-- What the page of every table shows: tasks and the SQL that solves them. The generator runs each on the
-- sandbox and writes the requests it becomes.
--
-- A line "-- zoho_desk_<table>" begins a table; a comment before a statement is its task, in one sentence. The
-- generator refuses a statement that finds no row, unless its task is a question.
-- {tickets.contactId} stands for the value of that column in the first row, by key, that has one; {tickets.id+1}
-- takes the row after that.

-- zoho_desk_account_slas

-- The service level agreements of one account.
SELECT name, isActive, department ->> '$.name' AS department FROM zoho_desk_account_slas WHERE accountId = '{account_slas.accountId}';

-- Agreements of the accounts in one industry, several requests at a time.
SELECT accountId, name, isActive FROM zoho_desk_account_slas
WHERE accountId IN (SELECT id FROM zoho_desk_accounts WHERE industry = 'Retail');

-- Are there agreements of two accounts with one department that are no longer in force?
SELECT accountId, name FROM zoho_desk_account_slas
WHERE accountId IN ('{accounts.id}', '{accounts.id+1}') AND departmentId = '{departments.id}' AND isActive = 0;

-- zoho_desk_account_statistics

-- The numbers of one account.
SELECT totalTickets, openTickets, overdueTickets FROM zoho_desk_account_statistics WHERE accountId = '{account_statistics.accountId}';

-- The accounts with most open tickets, among those of one industry; a request for each.
SELECT a.accountName, s.openTickets, s.totalTickets FROM zoho_desk_accounts a
JOIN zoho_desk_account_statistics s ON s.accountId = a.id WHERE a.industry = 'Retail' ORDER BY s.openTickets DESC LIMIT 5;

-- The numbers of one account in one department.
SELECT totalTickets, closedTickets FROM zoho_desk_account_statistics
WHERE accountId = '{account_statistics.accountId}' AND departmentId = '{departments.id}';

-- How happy the people of two accounts are.
SELECT accountId, customerHappiness ->> '$.goodCount' AS good, customerHappiness ->> '$.badCount' AS bad
FROM zoho_desk_account_statistics WHERE accountId IN ('{accounts.id}', '{accounts.id+1}');

-- zoho_desk_accounts

-- The ten newest accounts.
SELECT accountName, website, createdTime FROM zoho_desk_accounts ORDER BY createdTime DESC LIMIT 10;

-- Accounts with their custom fields, by id.
SELECT accountName, industry, cf FROM zoho_desk_accounts WHERE id IN ('{accounts.id}', '{accounts.id+1}');

-- Is there an account without a name?
SELECT id, createdTime FROM zoho_desk_accounts WHERE accountName IS NULL;

-- Accounts whose name begins with a word.
SELECT accountName, city FROM zoho_desk_accounts WHERE accountName LIKE 'Blue%';

-- Accounts that changed in the last two weeks; search rows carry modifiedTime, list rows do not.
SELECT accountName, modifiedTime FROM zoho_desk_accounts WHERE modifiedTime >= datetime('now', '-14 days');

-- Accounts in which any field holds a word.
SELECT accountName, city FROM zoho_desk_accounts WHERE searchText = 'outfitters' LIMIT 5;

-- zoho_desk_agent_availability

-- Who is there now, by department.
SELECT d.name AS department, count(*) AS online FROM zoho_desk_departments d
JOIN zoho_desk_agent_availability v ON v.departmentId = d.id WHERE v.status = 'ONLINE' GROUP BY d.id;

-- The agents of one department with what each channel says.
SELECT agentId, status, chatStatus, phoneStatus, mailStatus FROM zoho_desk_agent_availability
WHERE departmentId = '{agent_availability.departmentId}';

-- Names of those who can be called now, in one department.
SELECT a.name, v.phoneMode FROM zoho_desk_agent_availability v JOIN zoho_desk_agents a ON a.id = v.agentId
WHERE v.departmentId = '{agent_availability.departmentId}' AND v.phoneStatus IS NOT 'BUSY';

-- zoho_desk_agent_time_entries

-- What one agent has worked on since a day.
SELECT executedTime, requestId, hoursSpent, minutesSpent FROM zoho_desk_agent_time_entries
WHERE agentId = '{agent_time_entries.agentId}' AND createdTime >= '2024-01-01';

-- Hours per agent over the last year; a request for each agent.
SELECT a.name, round(sum(e.hoursSpent * 3600 + e.minutesSpent * 60 + e.secondsSpent) / 3600.0, 1) AS hours
FROM zoho_desk_agents a JOIN zoho_desk_agent_time_entries e ON e.agentId = a.id
WHERE e.createdTime >= date('now', '-1 year') GROUP BY a.id ORDER BY hours DESC;

-- Time that two agents spent and that is to be billed.
SELECT agentId, requestId, hoursSpent, totalCost FROM zoho_desk_agent_time_entries
WHERE agentId IN ('{agent_time_entries.agentId}', '{agent_time_entries.agentId+1}') AND billStatus = 'billable';

-- Is there time of this month that has not been billed to anybody?
SELECT agentId, requestId FROM zoho_desk_agent_time_entries
WHERE isBillable = 1 AND invoiceId IS NULL AND createdTime >= datetime('now', 'start of month');

-- zoho_desk_agents

-- The active agents who are managers of something.
SELECT name, emailId FROM zoho_desk_agents
WHERE roleId IN (SELECT id FROM zoho_desk_roles WHERE name LIKE '%manager') AND status = 'ACTIVE';

-- Agents found by part of their name or e-mail address.
SELECT name, emailId FROM zoho_desk_agents('*boehm*');

-- The light agents.
SELECT name, emailId FROM zoho_desk_agents WHERE isLightAgent = 1;

-- One agent by id.
SELECT name, emailId, timeZone FROM zoho_desk_agents WHERE id = '{agents.id}';

-- Agents who have not confirmed their invitation, by name; SQLite sorts.
SELECT name, emailId FROM zoho_desk_agents WHERE isConfirmed = 0 ORDER BY name;

-- zoho_desk_archived_tickets

-- Archived tickets by year, a request for each department and hundred tickets.
SELECT substr(createdTime, 1, 4) AS year, count(*) AS tickets FROM zoho_desk_archived_tickets GROUP BY year;

-- Archived tickets of one department.
SELECT ticketNumber, subject, closedTime FROM zoho_desk_archived_tickets
WHERE departmentId = '{archived_tickets.departmentId}' LIMIT 20;

-- All tickets of a department by state, archived ones and others.
SELECT statusType, count(*) AS tickets FROM (
  SELECT id, statusType FROM zoho_desk_tickets WHERE departmentId = '{archived_tickets.departmentId}'
  UNION SELECT id, statusType FROM zoho_desk_archived_tickets WHERE departmentId = '{archived_tickets.departmentId}')
GROUP BY statusType;

-- zoho_desk_article_feedbacks

-- The five newest comments.
SELECT createdTime, content FROM zoho_desk_article_feedbacks ORDER BY createdTime DESC LIMIT 5;

-- Comments of one month.
SELECT createdTime, content, status FROM zoho_desk_article_feedbacks
WHERE createdTime >= '2026-09-01' AND createdTime < '2026-10-01';

-- Comments on German articles.
SELECT content FROM zoho_desk_article_feedbacks WHERE locale = 'de' LIMIT 5;

-- One comment by id.
SELECT * FROM zoho_desk_article_feedbacks WHERE id = '{article_feedbacks.id}';

-- zoho_desk_articles

-- Articles in draft or review.
SELECT title, status, modifiedTime FROM zoho_desk_articles WHERE status IN ('Draft', 'Review') LIMIT 10;

-- What changed in the knowledge base in the last month, newest first.
SELECT title, modifiedTime FROM zoho_desk_articles
WHERE modifiedTime >= date('now', '-1 month') ORDER BY modifiedTime DESC;

-- Articles of one category for signed-in readers.
SELECT title, viewCount FROM zoho_desk_articles
WHERE categoryId = '{articles.categoryId}' AND permission = 'REGISTEREDUSERS';

-- The text of one article.
SELECT title, answer FROM zoho_desk_articles WHERE id = '{articles.id}';

-- Articles that expire within half a year; expiryDate itself comes by id, for the rows in the range only.
SELECT title, expiryDate FROM zoho_desk_articles
WHERE expiryDate BETWEEN '2026-07-01' AND '2026-12-31T23:59:59Z';

-- Articles in which any field holds a word; rows found by search come by id.
SELECT title, status FROM zoho_desk_articles WHERE searchText = 'router' LIMIT 3;

-- zoho_desk_business_hours

-- The hours in which teams work, with their time zone.
SELECT name, type, timeZone ->> '$.name' AS zone FROM zoho_desk_business_hours WHERE status = 'ACTIVE';

-- The working times of two sets of hours, a row for each day.
SELECT b.name, t.value ->> '$.day' AS day, t.value ->> '$.startTime' AS begins, t.value ->> '$.endTime' AS ends
FROM zoho_desk_business_hours b, json_each(b.businessTimes) t
WHERE b.id IN ('{business_hours.id}', '{business_hours.id+1}');

-- One set of hours, by id.
SELECT name, associatedHolidayList FROM zoho_desk_business_hours WHERE id = '{business_hours.id}';

-- Which hours have changed this year?
SELECT name, modifiedTime FROM zoho_desk_business_hours WHERE modifiedTime >= datetime('now', 'start of year');

-- zoho_desk_calls

-- Calls that should have been made.
SELECT subject, startTime, direction FROM zoho_desk_calls WHERE startTimeWindow = 'Overdue' LIMIT 10;

-- Calls of two agents.
SELECT subject, startTime FROM zoho_desk_calls
WHERE ownerId IN ('{calls.ownerId}', '{agents.id}') LIMIT 10;

-- Call records made in the last month, newest first: the walk stops at the bound.
SELECT subject, createdTime FROM zoho_desk_calls
WHERE createdTime >= date('now', '-1 month') ORDER BY createdTime DESC;

-- How long one call took.
SELECT subject, duration FROM zoho_desk_calls WHERE id = '{calls.id}';

-- Calls of a certain week; rows found by search come by id.
SELECT subject, startTime FROM zoho_desk_calls WHERE startTime >= '2026-10-18' AND startTime < '2026-10-25';

-- zoho_desk_channels

-- All channels.
SELECT code, name, type FROM zoho_desk_channels;

-- One channel by its code.
SELECT name, acceptsReplies, replyConfig FROM zoho_desk_channels WHERE code = 'EMAIL';

-- Channels whose mail the server may answer; SQLite evaluates the condition.
SELECT name FROM zoho_desk_channels WHERE acceptsReplies;

-- zoho_desk_community_comments

-- The comments on one topic.
SELECT createdTime, creatorName, content FROM zoho_desk_community_comments
WHERE topicId = '{community_comments.topicId}' ORDER BY createdTime;

-- Comments that wait for a moderator.
SELECT topicId, id, creatorName, content FROM zoho_desk_community_comments WHERE status = 'AWAITINGAPPROVAL';

-- Who answers on questions of the community?
SELECT c.creatorType, count(*) AS comments FROM zoho_desk_community_topics t
JOIN zoho_desk_community_comments c ON c.topicId = t.id WHERE t.type = 'QUESTION' GROUP BY 1;

-- zoho_desk_community_topics

-- The topics of one category, those most read first.
SELECT subject, type, viewCount FROM zoho_desk_community_topics
WHERE categoryId = '{community_topics.categoryId}' ORDER BY viewCount DESC LIMIT 10;

-- Is there a question with a certain tag that nobody has answered?
SELECT subject, createdTime FROM zoho_desk_community_topics WHERE type = 'QUESTION' AND tagName = 'billing' AND isUnreplied = 1;

-- What stays at the top.
SELECT subject, status FROM zoho_desk_community_topics WHERE isSticky = 1 LIMIT 10;

-- The text of one topic.
SELECT subject, content FROM zoho_desk_community_topics WHERE id = '{community_topics.id}';

-- zoho_desk_contact_history

-- What happened to the tickets of one contact.
SELECT eventTime, ticketNumber, operation, authorName FROM zoho_desk_contact_history
WHERE contactId = '{contact_history.contactId}' ORDER BY eventTime DESC;

-- Which tickets of one contact does their history name?
SELECT ticketId, subject, count(*) AS events FROM zoho_desk_contact_history
WHERE contactId = '{contact_history.contactId}' GROUP BY 1;

-- Events of the newest contacts, several requests at a time.
SELECT contactId, count(*) AS events FROM zoho_desk_contact_history
WHERE contactId IN (SELECT id FROM zoho_desk_contacts ORDER BY createdTime DESC LIMIT 20) GROUP BY 1;

-- zoho_desk_contact_statistics

-- The numbers of one contact.
SELECT totalTickets, openTickets, resolutionTime FROM zoho_desk_contact_statistics WHERE contactId = '{contact_statistics.contactId}';

-- Those who wrote most, among the contacts of one account.
SELECT c.lastName, s.totalTickets FROM zoho_desk_contacts c
JOIN zoho_desk_contact_statistics s ON s.contactId = c.id WHERE c.accountId = '{contacts.accountId}' ORDER BY s.totalTickets DESC;

-- The numbers of one contact in one department.
SELECT totalTickets, closedTickets FROM zoho_desk_contact_statistics
WHERE contactId = '{contact_statistics.contactId}' AND departmentId = '{departments.id}';

-- Tickets of two contacts by channel.
SELECT contactId, channelWiseCount FROM zoho_desk_contact_statistics WHERE contactId IN ('{contacts.id}', '{contacts.id+1}');

-- zoho_desk_contacts

-- Who has one of these e-mail addresses?
SELECT id, firstName, lastName FROM zoho_desk_contacts WHERE email IN ('{contacts.email}', '{contacts.email+1}');

-- Contacts whose e-mail address begins with a word and who gave no phone number.
SELECT firstName, lastName, email FROM zoho_desk_contacts WHERE email LIKE 'mueller%' AND phone IS NULL;

-- Contacts of the account with this name.
SELECT firstName, lastName, email FROM zoho_desk_contacts WHERE accountName = '{accounts.accountName}';

-- The newest contacts with the name of their account; one list page brings both.
SELECT firstName, lastName, account ->> '$.accountName' AS account
FROM zoho_desk_contacts ORDER BY createdTime DESC LIMIT 5;

-- Contacts that changed in the last ten days, with their custom fields.
SELECT lastName, modifiedTime, cf FROM zoho_desk_contacts WHERE modifiedTime >= date('now', '-10 days');

-- One contact by id, with the agent who owns it.
SELECT firstName, lastName, owner ->> '$.name' AS owner FROM zoho_desk_contacts WHERE id = '{contacts.id}';

-- zoho_desk_contracts

-- Contracts of two departments.
SELECT contractName, startDate, endDate FROM zoho_desk_contracts
WHERE departmentId IN ('{contracts.departmentId}', '{departments.id}');

-- Contracts whose name begins with a word.
SELECT contractName, contractStatus FROM zoho_desk_contracts WHERE contractName LIKE 'Upkeep%';

-- The three newest contracts; the list sorts by a time that its rows lack.
SELECT contractName, endDate FROM zoho_desk_contracts ORDER BY createdTime DESC LIMIT 3;

-- One contract with its custom fields.
SELECT contractName, contractNumber, cf FROM zoho_desk_contracts WHERE id = '{contracts.id}';

-- Contracts that end within 90 days, with the account's name; SQLite evaluates the dates.
SELECT contractName, endDate, account ->> '$.accountName' AS account FROM zoho_desk_contracts
WHERE endDate BETWEEN date('now') AND date('now', '+90 days') ORDER BY endDate;

-- zoho_desk_customer_feedback

-- The latest bad ratings.
SELECT ratedTime, feedback, ticketId FROM zoho_desk_customer_feedback
WHERE rating = 'BAD' ORDER BY ratedTime DESC LIMIT 5;

-- Ratings of one quarter.
SELECT ratedTime, rating FROM zoho_desk_customer_feedback
WHERE ratedTime >= '2026-07-01' AND ratedTime < '2026-10-01';

-- Ratings of one agent.
SELECT rating, count(*) FROM zoho_desk_customer_feedback
WHERE agentId = '{customer_feedback.agentId}' GROUP BY rating;

-- Ratings of one department.
SELECT ratedTime, rating FROM zoho_desk_customer_feedback
WHERE departmentId = '{customer_feedback.departmentId}' LIMIT 5;

-- Ratings of the last 30 days, in Zoho's own words.
SELECT ratedTime, rating FROM zoho_desk_customer_feedback('LAST_30_DAYS');

-- zoho_desk_departments

-- The departments in use.
SELECT id, name FROM zoho_desk_departments WHERE isEnabled = 1;

-- Departments that have switched their chat off.
SELECT name FROM zoho_desk_departments WHERE chatStatus = 'DISABLED';

-- A department found by part of its name.
SELECT id, name FROM zoho_desk_departments('*service*');

-- One department by id.
SELECT * FROM zoho_desk_departments WHERE id = '{departments.id}';

-- zoho_desk_events

-- Events that are past and still open.
SELECT subject, startTime FROM zoho_desk_events
WHERE startTimeWindow = 'Overdue' AND isCompleted = 0 LIMIT 10;

-- Events of two departments.
SELECT subject, startTime FROM zoho_desk_events
WHERE departmentId IN ('{events.departmentId}', '{departments.id}') LIMIT 10;

-- The event records made last.
SELECT subject, createdTime FROM zoho_desk_events ORDER BY createdTime DESC LIMIT 5;

-- Events of a certain day; rows found by search come by id.
SELECT subject, startTime FROM zoho_desk_events
WHERE startTime >= '2026-10-01' AND startTime < '2026-10-02';

-- What one event is about.
SELECT subject, description FROM zoho_desk_events WHERE id = '{events.id}';

-- zoho_desk_groups

-- The groups of one help center.
SELECT name, count FROM zoho_desk_groups WHERE helpCenterId = '{groups.helpCenterId}';

-- The groups that changed last.
SELECT name, modifiedTime FROM zoho_desk_groups ORDER BY modifiedTime DESC LIMIT 3;

-- Groups found by the start of their name.
SELECT name, description FROM zoho_desk_groups('Chennai*');

-- One group by id.
SELECT * FROM zoho_desk_groups WHERE id = '{groups.id}';

-- zoho_desk_help_centers

-- All help centers.
SELECT id, name, url, status FROM zoho_desk_help_centers;

-- One help center by id, with its domains.
SELECT name, domains FROM zoho_desk_help_centers WHERE id = '{help_centers.id}';

-- Which departments publish in which help center?
SELECT h.name AS help_center, d.name AS department
FROM zoho_desk_help_centers AS h, json_each(h.departmentIds) AS j
JOIN zoho_desk_departments AS d ON d.id = j.value;

-- zoho_desk_holiday_lists

-- The lists of holidays that are in use.
SELECT name, holidayListType, year FROM zoho_desk_holiday_lists WHERE status = 'ACTIVE';

-- The holidays of some lists, a row for each.
SELECT l.name, h.value ->> '$.holidayName' AS holiday, h.value ->> '$.from' AS begins, h.value ->> '$.to' AS ends
FROM zoho_desk_holiday_lists l, json_each(l.holidays) h
WHERE l.id IN ('{holiday_lists.id}', '{holiday_lists.id+1}', '{holiday_lists.id+2}');

-- Which lists have not changed for a year?
SELECT name, modifiedTime FROM zoho_desk_holiday_lists WHERE modifiedTime < datetime('now', '-1 year');

-- zoho_desk_kb_root_categories

-- The roots of the knowledge base with the number of their articles.
SELECT name, visibility, allArticlesCount FROM zoho_desk_kb_root_categories WHERE isTrashed = 0;

-- The five roots with most articles.
SELECT r.name, count(a.id) AS articles FROM zoho_desk_kb_root_categories r
LEFT JOIN zoho_desk_articles a ON a.rootCategoryId = r.id GROUP BY r.id ORDER BY articles DESC LIMIT 5;

-- One root, by id, with its link in the help center.
SELECT name, portalUrl FROM zoho_desk_kb_root_categories WHERE id = '{kb_root_categories.id}';

-- zoho_desk_labels

-- The labels of one help center.
SELECT name, count FROM zoho_desk_labels WHERE helpCenterId = '{labels.helpCenterId}' LIMIT 5;

-- The labels made last.
SELECT name, createdTime FROM zoho_desk_labels ORDER BY createdTime DESC LIMIT 3;

-- Labels found by part of their name.
SELECT name, preferences ->> '$.bgColor' AS color FROM zoho_desk_labels WHERE searchText = '*tiquette*' LIMIT 3;

-- One label by id.
SELECT * FROM zoho_desk_labels WHERE id = '{labels.id}';

-- zoho_desk_layouts

-- The forms for tickets.
SELECT id, layoutName, departmentId FROM zoho_desk_layouts WHERE module = 'Cases';

-- The forms for accounts that belong to one department.
SELECT id, layoutName FROM zoho_desk_layouts WHERE module = 'Accounts' AND departmentId = '{layouts.departmentId}';

-- One form by id, with its sections.
SELECT layoutName, sections FROM zoho_desk_layouts WHERE id = '{layouts.id}';

-- How many forms has each module? One request per module.
SELECT module, count(*) FROM zoho_desk_layouts GROUP BY module;

-- zoho_desk_modules

-- The modules of the portal.
SELECT apiName, pluralLabel, isCustomModule FROM zoho_desk_modules;

-- The portal's own modules, with who may use them.
SELECT apiName, displayLabel, profileIds FROM zoho_desk_modules WHERE isCustomModule = 1;

-- One module, by id.
SELECT displayLabel, nameField, departmentIds FROM zoho_desk_modules WHERE id = '{modules.id}';

-- zoho_desk_organization_fields

-- The fields of tickets, those of the portal's own first.
SELECT apiName, displayLabel, type FROM zoho_desk_organization_fields WHERE module = 'tickets' ORDER BY isCustomField DESC;

-- How many fields of its own the portal has, by module; a request for each module.
SELECT module, sum(isCustomField) AS own, count(*) AS fields FROM zoho_desk_organization_fields GROUP BY module;

-- Two fields of a module by their names in the API.
SELECT apiName, displayLabel, maxLength FROM zoho_desk_organization_fields
WHERE module = '{organization_fields.module}' AND apiName IN ('{organization_fields.apiName}', 'lastName');

-- The departments that one field is for.
SELECT displayLabel, associatedDepartments FROM zoho_desk_organization_fields WHERE id = '{organization_fields.id}';

-- zoho_desk_organizations

-- The portals that the token may see; the only table that needs no organisation.
SELECT id, companyName, edition FROM zoho_desk_organizations;

-- One portal's own domain and currency, by id.
SELECT companyName, customDomain, currencyCode FROM zoho_desk_organizations
WHERE id = '{organizations.id}';

-- zoho_desk_products

-- Products whose name begins with a word.
SELECT productName, unitPrice FROM zoho_desk_products WHERE productName LIKE 'Rugged%';

-- The product with this code.
SELECT productName, unitPrice FROM zoho_desk_products WHERE productCode = '{products.productCode}';

-- Products without a code.
SELECT productName FROM zoho_desk_products WHERE productCode IS NULL;

-- What was added last since 2025.
SELECT productName, createdTime FROM zoho_desk_products
WHERE createdTime >= '2025-01-01' ORDER BY createdTime DESC LIMIT 5;

-- Products that one department offers.
SELECT productName FROM zoho_desk_products WHERE departmentId = '{departments.id}' LIMIT 5;

-- Products by id.
SELECT productName, manufacturer, description FROM zoho_desk_products
WHERE id IN ('{products.id}', '{products.id+1}');

-- zoho_desk_profiles

-- The profiles that are shown to agents.
SELECT name, type FROM zoho_desk_profiles WHERE isVisible = 1;

-- Profiles that come with every portal; the column is called default, a word of SQL.
SELECT name, description FROM zoho_desk_profiles WHERE "default" = 1;

-- What may agents with one profile do to tickets?
SELECT name, permissions ->> '$.tickets' AS tickets FROM zoho_desk_profiles WHERE id = '{profiles.id}';

-- A profile found by its name.
SELECT name, description FROM zoho_desk_profiles('Administrator');

-- zoho_desk_recycle_bin

-- What was deleted, by kind.
SELECT type, count(*) AS records, max(deletedTime) AS latest FROM zoho_desk_recycle_bin GROUP BY type;

-- Deleted tickets, and who deleted them.
SELECT displayName, deletedTime, deletedBy ->> '$.lastName' AS who FROM zoho_desk_recycle_bin WHERE module = 'tickets';

-- What was deleted in one department.
SELECT type, displayName, deletedTime FROM zoho_desk_recycle_bin WHERE departmentId = '{recycle_bin.departmentId}';

-- zoho_desk_roles

-- The roles that the portal has added.
SELECT name, description FROM zoho_desk_roles WHERE isDefault = 0;

-- One role and the roles right below it.
SELECT name, immediateSubRoles FROM zoho_desk_roles WHERE id = '{roles.id}';

-- A role found by part of its name.
SELECT name FROM zoho_desk_roles WHERE searchText = '*manager*';

-- The roles below one role; SQLite evaluates the condition.
SELECT name, description FROM zoho_desk_roles WHERE reportsTo = '{roles.reportsTo}';

-- zoho_desk_skills

-- The active skills of one department.
SELECT name, description FROM zoho_desk_skills
WHERE departmentId = '{skills.departmentId}' AND status = 'ACTIVE';

-- Skills of one type, in every department: one request per department.
SELECT departmentId, name FROM zoho_desk_skills WHERE skillTypeId = '{skills.skillTypeId}';

-- Skills of one department that begin with a word.
SELECT name FROM zoho_desk_skills('Deutsch') WHERE departmentId = '{skills.departmentId}';

-- Skills by id.
SELECT name, criteria FROM zoho_desk_skills WHERE id IN ('{skills.id}', '{skills.id+1}');

-- zoho_desk_support_plans

-- The support plans of all departments; a request for each.
SELECT name, supportType, department ->> '$.name' AS department FROM zoho_desk_support_plans;

-- The plans of one department that can still be given.
SELECT name, creditDetails ->> '$.creditLimit' AS credits FROM zoho_desk_support_plans
WHERE departmentId = '{support_plans.departmentId}' AND status = 'ACTIVE';

-- One plan, by id.
SELECT name, supportType, sla ->> '$.name' AS sla FROM zoho_desk_support_plans WHERE id = '{support_plans.id}';

-- Which contracts give which plan?
SELECT c.contractName, p.name FROM zoho_desk_contracts c JOIN zoho_desk_support_plans p ON p.id = c.associatedSupportPlanId;

-- zoho_desk_tag_tickets

-- The newest tickets that have one tag.
SELECT ticketNumber, subject, status FROM zoho_desk_tag_tickets
WHERE tagId = '{tag_tickets.tagId}' ORDER BY createdTime DESC LIMIT 10;

-- How many tickets of each tag are open?
SELECT g.name, count(*) AS tickets FROM zoho_desk_tags g JOIN zoho_desk_tag_tickets t ON t.tagId = g.id
WHERE t.statusType = 'Open' GROUP BY 1 ORDER BY 2 DESC;

-- Tickets of the tags of one department, with their contact.
SELECT tagId, ticketNumber, contact ->> '$.lastName' AS who FROM zoho_desk_tag_tickets
WHERE tagId IN (SELECT id FROM zoho_desk_tags WHERE departmentId = '{departments.id}');

-- zoho_desk_tags

-- The tags that are used most, over all departments: one request for each.
SELECT name, sum(ticketCount) AS tickets FROM zoho_desk_tags GROUP BY name ORDER BY tickets DESC LIMIT 10;

-- The tags of one department.
SELECT name, tagType, ticketCount FROM zoho_desk_tags WHERE departmentId = '{tags.departmentId}';

-- Tags that no ticket has, with the name of their department.
SELECT d.name AS department, t.name AS tag FROM zoho_desk_departments d
JOIN zoho_desk_tags t ON t.departmentId = d.id WHERE t.ticketCount = 0;

-- zoho_desk_tasks

-- What two agents have overdue.
SELECT subject, dueDate FROM zoho_desk_tasks
WHERE ownerId IN ('{tasks.ownerId}', '{agents.id}') AND dueDateWindow = 'Overdue';

-- The tasks changed last.
SELECT subject, status, modifiedTime FROM zoho_desk_tasks ORDER BY modifiedTime DESC LIMIT 5;

-- Everything that changed in the last ten days: the walk stops at the bound.
SELECT subject, status FROM zoho_desk_tasks WHERE modifiedTime >= datetime('now', '-10 days');

-- Tasks that are due about now; rows found by search come by id.
SELECT subject, dueDate FROM zoho_desk_tasks
WHERE dueDate >= date('now', '-3 days') AND dueDate < date('now', '+1 day');

-- Open tasks with the ticket they belong to.
SELECT subject, ticket ->> '$.ticketNumber' AS ticket FROM zoho_desk_tasks WHERE isCompleted = 0 LIMIT 5;

-- What one task is about.
SELECT subject, description FROM zoho_desk_tasks WHERE id = '{tasks.id}';

-- zoho_desk_team_members

-- The members of one team.
SELECT firstName, lastName, emailId FROM zoho_desk_team_members WHERE teamId = '{team_members.teamId}';

-- How many members the teams have; a request for each team.
SELECT t.name, count(*) AS members FROM zoho_desk_teams t JOIN zoho_desk_team_members m ON m.teamId = t.id GROUP BY t.id;

-- The teams of one agent, with the name of the agent's role in them.
SELECT teamId, role ->> '$.name' AS role FROM zoho_desk_team_members WHERE id = '{team_members.id}';

-- zoho_desk_teams

-- All teams.
SELECT id, name, departmentId FROM zoho_desk_teams;

-- One team by id.
SELECT name, agents, subTeams FROM zoho_desk_teams WHERE id = '{teams.id}';

-- Who is in which team? Both sides are read once.
WITH agents AS MATERIALIZED (SELECT id, name FROM zoho_desk_agents)
SELECT t.name AS team, a.name AS agent
FROM zoho_desk_teams AS t, json_each(t.derivedAgents) AS j JOIN agents AS a ON a.id = j.value;

-- zoho_desk_ticket_approvals

-- The approvals of one ticket.
SELECT status, subject, requestedTime, processedTime FROM zoho_desk_ticket_approvals WHERE ticketId = '{ticket_approvals.ticketId}';

-- Approvals of chosen tickets that nobody has answered yet.
SELECT ticketId, subject, requestedTime, approver ->> '$.lastName' AS waits_for FROM zoho_desk_ticket_approvals
WHERE ticketId IN (SELECT id FROM zoho_desk_tickets WHERE priority = 'High' LIMIT 30) AND status = 'Pending';

-- How long did approvals of one agent's tickets take, in hours?
SELECT a.ticketId, round((julianday(a.processedTime) - julianday(a.requestedTime)) * 24, 1) AS hours FROM zoho_desk_tickets t
JOIN zoho_desk_ticket_approvals a ON a.ticketId = t.id WHERE t.assigneeId = '{tickets.assigneeId}';

-- zoho_desk_ticket_attachments

-- The files of one ticket, the newest first.
SELECT name, size, createdTime, isPublic FROM zoho_desk_ticket_attachments
WHERE ticketId = '{ticket_attachments.ticketId}' ORDER BY createdTime DESC;

-- Files of chosen tickets that customers see, with who added them.
SELECT ticketId, name, creator ->> '$.lastName' AS who FROM zoho_desk_ticket_attachments
WHERE ticketId IN (SELECT id FROM zoho_desk_tickets WHERE priority = 'High' LIMIT 30) AND isPublic = 1;

-- How much do the files of recent tickets take?
SELECT t.ticketNumber, count(*) AS files, sum(a.size) AS bytes FROM zoho_desk_tickets t
JOIN zoho_desk_ticket_attachments a ON a.ticketId = t.id WHERE t.modifiedTime >= datetime('now', '-2 days') GROUP BY 1;

-- zoho_desk_ticket_comments

-- The comments on one ticket, the newest first.
SELECT commentedTime, commenter ->> '$.name' AS who, content FROM zoho_desk_ticket_comments
WHERE ticketId = '{ticket_comments.ticketId}' ORDER BY commentedTime DESC;

-- Comments on the tickets that changed in the last two days; tickets without comments are not asked about.
SELECT t.ticketNumber, c.commentedTime, c.isPublic FROM zoho_desk_tickets t
JOIN zoho_desk_ticket_comments c ON c.ticketId = t.id WHERE t.modifiedTime >= datetime('now', '-2 days');

-- Comments on chosen tickets, several requests at a time, without markup.
SELECT ticketId, plainText FROM zoho_desk_ticket_comments
WHERE ticketId IN (SELECT id FROM zoho_desk_tickets WHERE priority = 'High' LIMIT 30);

-- Who has commented on a ticket, and how often?
SELECT commenter ->> '$.name' AS who, count(*) AS comments FROM zoho_desk_ticket_comments
WHERE ticketId = '{ticket_comments.ticketId}' GROUP BY who;

-- zoho_desk_ticket_conversations

-- Messages and comments of one ticket as one story.
SELECT coalesce(createdTime, commentedTime) AS time, type, coalesce(authorName, commenterName) AS who, summary, content
FROM zoho_desk_ticket_conversations WHERE ticketId = '{ticket_conversations.ticketId}' ORDER BY time;

-- How many messages came in and went out, and how many comments were written, for tickets of the last two days?
SELECT t.ticketNumber, sum(c.direction = 'in') AS received, sum(c.direction = 'out') AS sent, sum(c.type = 'comment') AS comments
FROM zoho_desk_tickets t JOIN zoho_desk_ticket_conversations c ON c.ticketId = t.id
WHERE t.modifiedTime >= datetime('now', '-2 days') GROUP BY 1;

-- Notes among agents on chosen tickets.
SELECT ticketId, commentedTime, commenterName, content FROM zoho_desk_ticket_conversations
WHERE ticketId IN (SELECT id FROM zoho_desk_tickets WHERE priority = 'High' LIMIT 30) AND isPublic = 0;

-- zoho_desk_ticket_followers

-- Who follows a ticket?
SELECT firstName, lastName, following FROM zoho_desk_ticket_followers WHERE ticketId = '{ticket_followers.ticketId}';

-- Followers of chosen tickets, several requests at a time.
SELECT ticketId, email FROM zoho_desk_ticket_followers
WHERE ticketId IN (SELECT id FROM zoho_desk_tickets WHERE priority = 'High' LIMIT 30) AND following = 'tickets';

-- Which agents follow the tickets of one department?
SELECT f.lastName, count(*) AS tickets FROM zoho_desk_tickets t JOIN zoho_desk_ticket_followers f ON f.ticketId = t.id
WHERE t.departmentId = '{tickets.departmentId}' AND t.priority = 'High' GROUP BY f.id;

-- zoho_desk_ticket_history

-- Everything that happened to one ticket, the newest first.
SELECT eventTime, eventName, actorName, fieldName, fromValue, toValue FROM zoho_desk_ticket_history
WHERE ticketId = '{ticket_history.ticketId}' ORDER BY position;

-- Changes of status of tickets of the last two days.
SELECT t.ticketNumber, h.eventTime, h.fromValue, h.toValue FROM zoho_desk_tickets t
JOIN zoho_desk_ticket_history h ON h.ticketId = t.id AND h.fieldName = 'Status'
WHERE t.modifiedTime >= datetime('now', '-2 days');

-- How long did one ticket stay in each status, in days?
SELECT toValue AS status, round(sum(coalesce(julianday(until), julianday('now')) - julianday(eventTime)), 1) AS days
FROM (SELECT toValue, eventTime, lead(eventTime) OVER (ORDER BY position DESC) AS until FROM zoho_desk_ticket_history
      WHERE ticketId = '{ticket_history.ticketId}' AND fieldName = 'Status') GROUP BY 1;

-- zoho_desk_ticket_metrics

-- What Zoho Desk has measured about one ticket.
SELECT firstResponseTime, resolutionTime, reopenCount FROM zoho_desk_ticket_metrics WHERE ticketId = '{tickets.id}';

-- First responses to the tickets that changed in the last two days, a request for each ticket.
SELECT t.ticketNumber, m.firstResponseTime, m.responseCount FROM zoho_desk_tickets t
JOIN zoho_desk_ticket_metrics m ON m.ticketId = t.id WHERE t.modifiedTime >= datetime('now', '-2 days');

-- Which urgent tickets were opened again?
SELECT ticketId, reopenCount FROM zoho_desk_ticket_metrics
WHERE ticketId IN (SELECT id FROM zoho_desk_tickets WHERE priority = 'High' LIMIT 30) AND reopenCount > 0;

-- zoho_desk_ticket_resolution_history

-- The versions of one ticket's resolution.
SELECT modifiedTime, author ->> '$.lastName' AS who, content FROM zoho_desk_ticket_resolution_history
WHERE ticketId = '{ticket_resolution_history.ticketId}' ORDER BY position;

-- Which of the chosen tickets had their resolution rewritten?
SELECT ticketId, count(*) AS versions FROM zoho_desk_ticket_resolution_history
WHERE ticketId IN (SELECT id FROM zoho_desk_tickets WHERE priority = 'High' LIMIT 30) GROUP BY 1 HAVING count(*) > 1;

-- Resolutions of the tickets of the last two days, the latest of each.
SELECT t.ticketNumber, r.content FROM zoho_desk_tickets t JOIN zoho_desk_ticket_resolution_history r ON r.ticketId = t.id
WHERE t.modifiedTime >= datetime('now', '-2 days') AND r.position = 0;

-- zoho_desk_ticket_tags

-- The tags of one ticket.
SELECT name, tagType FROM zoho_desk_ticket_tags WHERE ticketId = '{ticket_tags.ticketId}';

-- Which tags stand on urgent tickets?
SELECT name, count(*) AS tickets FROM zoho_desk_ticket_tags
WHERE ticketId IN (SELECT id FROM zoho_desk_tickets WHERE priority = 'High' LIMIT 30) GROUP BY 1 ORDER BY 2 DESC;

-- Tags of one department's urgent tickets.
SELECT t.ticketNumber, g.name FROM zoho_desk_tickets t JOIN zoho_desk_ticket_tags g ON g.ticketId = t.id
WHERE t.departmentId = '{tickets.departmentId}' AND t.priority = 'High';

-- zoho_desk_ticket_templates

-- The templates that customers can use.
SELECT templateName, layoutId FROM zoho_desk_ticket_templates WHERE showInCustomerPortal = 1;

-- What one template fills in.
SELECT templateName, ticketTemplateValues ->> '$.subject' AS subject, ticketTemplateValues ->> '$.priority' AS priority
FROM zoho_desk_ticket_templates WHERE id = '{ticket_templates.id}';

-- Templates of one department.
SELECT templateName, layoutId FROM zoho_desk_ticket_templates WHERE departmentId = '{departments.id}' LIMIT 10;

-- Templates of one layout.
SELECT templateName FROM zoho_desk_ticket_templates WHERE layoutId = '{ticket_templates.layoutId}';

-- zoho_desk_ticket_threads

-- The messages of one ticket.
SELECT createdTime, direction, channel, authorName, summary FROM zoho_desk_ticket_threads
WHERE ticketId = '{ticket_threads.ticketId}' ORDER BY createdTime;

-- The messages of one ticket with their whole text, a request for each.
SELECT createdTime, authorName, plainText FROM zoho_desk_ticket_threads
WHERE ticketId = '{ticket_threads.ticketId}' ORDER BY createdTime;

-- How long did customers wait for each answer on tickets of the last two days, in minutes?
SELECT t.ticketNumber, h.createdTime, h.respondedInSeconds / 60 AS minutes FROM zoho_desk_tickets t
JOIN zoho_desk_ticket_threads h ON h.ticketId = t.id
WHERE t.modifiedTime >= datetime('now', '-2 days') AND h.direction = 'out';

-- Answers of each agent on urgent tickets.
SELECT responderId, count(*) AS answers FROM zoho_desk_ticket_threads
WHERE ticketId IN (SELECT id FROM zoho_desk_tickets WHERE priority = 'High' LIMIT 30) AND direction = 'out' GROUP BY 1;

-- zoho_desk_ticket_time_entries

-- The time spent on one ticket.
SELECT executedTime, hoursSpent, minutesSpent, description, owner ->> '$.name' AS who FROM zoho_desk_ticket_time_entries
WHERE ticketId = '{ticket_time_entries.ticketId}';

-- Hours on the tickets of the last two days.
SELECT t.ticketNumber, round(sum(e.hoursSpent + e.minutesSpent / 60.0 + e.secondsSpent / 3600.0), 1) AS hours FROM zoho_desk_tickets t
JOIN zoho_desk_ticket_time_entries e ON e.ticketId = t.id WHERE t.modifiedTime >= datetime('now', '-2 days') GROUP BY 1;

-- Time of chosen tickets that was entered since a day, and is billed.
SELECT ticketId, executedTime, totalCost FROM zoho_desk_ticket_time_entries
WHERE ticketId IN (SELECT id FROM zoho_desk_tickets WHERE priority = 'High' LIMIT 30)
  AND createdTime >= '2026-01-01' AND billStatus = 'billed';

-- Which time went to one ticket itself, and not to its tasks, and was changed this year?
SELECT executedTime, description FROM zoho_desk_ticket_time_entries
WHERE ticketId = '{ticket_time_entries.ticketId}' AND module = 'tickets' AND modifiedTimeRange = '2026-01-01,2027-01-01';

-- zoho_desk_tickets

-- The ten newest open tickets.
SELECT ticketNumber, subject, priority FROM zoho_desk_tickets
WHERE status = 'Open' ORDER BY createdTime DESC LIMIT 10;

-- Tickets in one of several states that nobody owns.
SELECT ticketNumber, subject, status FROM zoho_desk_tickets
WHERE status IN ('Open', 'On Hold', 'Escalated') AND assigneeId IS NULL;

-- What changed in the last three days, with the text of the request; only search rows carry either.
SELECT ticketNumber, modifiedTime, description FROM zoho_desk_tickets
WHERE modifiedTime >= datetime('now', '-3 days') ORDER BY modifiedTime DESC;

-- The ticket with the number that a customer quotes, and the name of its owner.
SELECT t.subject, t.status, a.name AS owner FROM zoho_desk_tickets AS t
LEFT JOIN zoho_desk_agents AS a ON a.id = t.assigneeId WHERE t.ticketNumber = 105;

-- One ticket by id, with what only its own record tells.
SELECT subject, tagCount, followerCount, attachmentCount FROM zoho_desk_tickets WHERE id = '{tickets.id}';

-- Tickets in which any field holds a word, from senders whose address begins with another.
SELECT ticketNumber, subject, email FROM zoho_desk_tickets WHERE searchText = 'kiosk' AND email LIKE 'mueller%';

-- zoho_desk_users

-- The users of one help center.
SELECT name, emailAddress, status FROM zoho_desk_users WHERE helpCenterId = '{help_centers.id}' LIMIT 5;

-- A user found by the start of a name.
SELECT name, emailAddress FROM zoho_desk_users('Priya*') LIMIT 5;

-- Who was active in a certain month?
SELECT name, lastAccessedTime FROM zoho_desk_users WHERE lastActivityRange = '2026-06-01,2026-06-30' LIMIT 5;

-- One user by id, with the contact behind the account.
SELECT name, contactId FROM zoho_desk_users WHERE id = '{users.id}';

-- zoho_desk_views

-- The saved views of tickets.
SELECT id, name FROM zoho_desk_views WHERE module = 'tickets';

-- The rows of one view: its id is a parameter of the module's table.
SELECT ticketNumber, subject FROM zoho_desk_tickets
WHERE viewId = (SELECT id FROM zoho_desk_views WHERE module = 'tickets' AND name = 'Open Cases') LIMIT 5;

-- The views of tasks that one department uses.
SELECT id, name FROM zoho_desk_views WHERE module = 'tasks' AND departmentId = '{departments.id}';

-- Which views has somebody made? One request per module.
SELECT module, name FROM zoho_desk_views WHERE isCustomView = 1;
