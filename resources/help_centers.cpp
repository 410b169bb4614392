// /helpCenters: list, get-by-id; the table answers to both spellings. Older servers know no paging
// and refuse it, and have all rows in one answer. The first row is at `from` 1.

#include "resources/all.h"

namespace zoho_desk::resources {
namespace {

using enum ColumnType;

constexpr Column kColumns[] = {
    {.name = "id",
     .type = kId,
     .routes = kList | kGet,
     .doc = "Help center id, the key.",
     .not_null = true},
    {"isDefault", kBoolean, kList | kGet, "1 for the portal's default help center."},
    {"locales", kJson, kList | kGet, "Languages on offer: array of locale codes."},
    {"name", kText, kList | kGet, "Name of the help center."},
    {"isEncodedPermalinkAllowed", kBoolean, kList | kGet,
     "1 if article addresses may hold encoded characters."},
    {"departmentIds", kJson, kList | kGet,
     "Departments shown: array of ids of zoho_desk_departments."},
    {"isMultilingualEnabled", kBoolean, kList | kGet,
     "1 if the help center speaks more than one language."},
    {"helpCenterLocales", kJson, kList | kGet,
     "Languages with their state: array of name, locale, type (DEFAULT or OTHER) and status."},
    {"primaryLocale", kText, kList | kGet, "Main language as a locale code."},
    {"url", kText, kList | kGet, "Address of the help center."},
    {"logoUrl", kText, kList | kGet, "Link to the logo."},
    {"status", kText, kList | kGet, "ACTIVE or DISABLED."},
    {.name = "translateSettings",
     .type = kJson,
     .routes = kList | kGet,
     .doc = "How articles are translated: translateMode and autoTranslateSettings.",
     .list_include = "translateSettings"},

    // Get-by-id only.
    {"translateMode", kText, kGet, "MANUAL or AUTO."},
    {"siteMapUpdatedTime", kTime, kGet, "When the site map last changed (UTC)."},
    {"domains", kJson, kGet, "Domains of the help center: array of name and type."},
    {"favIconUrl", kText, kGet, "Link to the browser icon."},
    {"logoLinkBackUrl", kText, kGet, "Where a click on the logo leads; may be * or empty."},
    {"autoTranslateSettings", kJson, kGet,
     "Translation services in use: array of languages and installation details."},
    {"activeThemeId", kId, kGet, "Id of the theme in use."},
};

}  // namespace

constinit const Resource kHelpCenters = {
    .name = "help_centers",
    .alias = "helpCenters",
    .doc = "One help center (customer portal).",
    .topic = Topic::kSetup,
    .limits = "Older servers return every row at once and refuse paging.",
    .key = kIdKey,
    .list =
        {
            .path = "/api/v1/helpCenters",
            .paging_may_be_refused = true,
            .first_index = 1,
            .max_limit = 50,
            .scopes = "Desk.settings.READ,Desk.basic.READ",
        },
    .get = {.path = "/api/v1/helpCenters/{id}", .scopes = "Desk.settings.READ,Desk.basic.READ"},
    .columns = kColumns,
};

}  // namespace zoho_desk::resources
