-- Which tags are used, in how many departments, and which are not used at all?
-- Cost: 8 requests, 24 credits on the sandbox (250 tickets); 3 more per department or 100 tags of one.
-- ticketCount is Zoho's own count, so no ticket is read. Zoho lists tags one department at a time.
SELECT name AS tag,
       sum(ticketCount) AS tickets,
       count(DISTINCT departmentId) AS departments,
       sum(tagType = 'SYSTEM') > 0 AS is_of_the_system
FROM zoho_desk_tags
GROUP BY tag
ORDER BY tickets DESC, tag;
