// /profiles: list, get-by-id, count. Older servers know no paging and refuse it, and have all rows
// in one answer; newer ones give up to 250 a page.

#include "resources/all.h"

namespace zoho_desk::resources {
namespace {

using enum ColumnType;

constexpr Column kColumns[] = {
    {.name = "id",
     .type = kId,
     .routes = kList | kGet,
     .doc = "Profile id, the key.",
     .not_null = true},
    {"default", kBoolean, kList | kGet,
     "1 for profiles Zoho ships, 0 for your own; quote the name in SQL: \"default\"."},
    {"permissions", kJson, kList | kGet,
     "What the profile allows: an object of groups, each an object of booleans; large."},
    {"name", kText, kList | kGet, "Name of the profile."},
    {"description", kText, kList | kGet, "What the profile is for."},
    {"isVisible", kBoolean, kList | kGet, "1 if the profile is shown in the interface."},
    {"type", kText, kList | kGet, "Administrator, Standard, Light, Portal or Custom."},
    {"modifiedBy", kId, kList | kGet,
     "Who last changed the profile: id of zoho_desk_agents; may be empty, newer servers only."},
    {"modifiedTime", kTime, kList | kGet,
     "When the profile last changed (UTC); may be empty, newer servers only."},
};

constexpr Filter kFilters[] = {
    {.column = "default", .param = "default", .kind = FilterKind::kBoolean},
    {.column = "isVisible", .param = "visible", .kind = FilterKind::kBoolean},
};

constexpr Parameter kParameters[] = {
    {.name = "searchText",
     .param = "searchStr",
     .doc = "Only profiles with this name or description; newer servers read %, older ones *, as "
            "anything."},
};

}  // namespace

constinit const Resource kProfiles = {
    .name = "profiles",
    .doc = "One permission profile that agents can have.",
    .topic = Topic::kAgents,
    .limits = "Older servers return every row at once and refuse paging.",
    .key = kIdKey,
    .list =
        {
            .path = "/api/v1/profiles",
            .paging_may_be_refused = true,
            .max_limit = 250,
            .scopes = "Desk.settings.READ,Desk.basic.READ",
        },
    .get = {.path = "/api/v1/profiles/{id}", .scopes = "Desk.settings.READ,Desk.basic.READ"},
    .count = {.path = "/api/v1/profiles/count"},
    .filters = kFilters,
    .parameters = kParameters,
    .columns = kColumns,
};

}  // namespace zoho_desk::resources
