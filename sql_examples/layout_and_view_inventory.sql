-- Which layouts and saved views does the portal have, module by module?
-- Cost: 18 requests, 54 credits on the sandbox (250 tickets); it stays that way, whatever the size of the portal.
-- Zoho lists both one module at a time, so the cost does not depend on the portal's size. Layouts call tickets Cases.
WITH layouts AS MATERIALIZED (
       SELECT CASE module WHEN 'Cases' THEN 'tickets' ELSE lower(module) END AS module, status, isDefaultLayout,
              layoutName
       FROM zoho_desk_layouts
     ),
     views AS MATERIALIZED (
       SELECT module, isCustomView FROM zoho_desk_views
     ),
     modules AS (
       SELECT module FROM layouts UNION SELECT module FROM views
     )
SELECT module,
       (SELECT count(*) FROM layouts WHERE layouts.module = modules.module) AS layouts,
       (SELECT count(*) FROM layouts WHERE layouts.module = modules.module AND status <> 'active') AS inactive,
       (SELECT min(layoutName) FROM layouts
        WHERE layouts.module = modules.module AND isDefaultLayout) AS default_layout,
       (SELECT count(*) FROM views WHERE views.module = modules.module) AS views,
       (SELECT count(*) FROM views WHERE views.module = modules.module AND isCustomView) AS custom_views
FROM modules
ORDER BY module;
