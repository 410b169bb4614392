// /roles: list, get-by-id, count. Unlike the other lists, this one gives up to 500 rows a page;
// which `from` the first row has is said by the newest specification only.

#include "resources/all.h"

namespace zoho_desk::resources {
namespace {

using enum ColumnType;

constexpr Column kColumns[] = {
    {.name = "id",
     .type = kId,
     .routes = kList | kGet,
     .doc = "Role id, the key.",
     .not_null = true},
    {"shareDataWithPeers", kBoolean, kList | kGet,
     "1 if people in the role see one another's data."},
    {"name", kText, kList | kGet, "Name of the role."},
    {"description", kText, kList | kGet, "What the role is for."},
    {"reportsTo", kId, kList | kGet, "Role above: id of zoho_desk_roles; NULL at the top."},
    {"isDefault", kBoolean, kList | kGet, "1 for roles Zoho ships."},
    {"immediateSubRoles", kJson, kList | kGet,
     "Roles right below: array of ids of zoho_desk_roles."},
    {"isVisible", kBoolean, kList | kGet, "1 if the role is shown in the interface."},
};

constexpr Filter kFilters[] = {
    {.column = "isDefault", .param = "isDefault", .kind = FilterKind::kBoolean},
    {.column = "isVisible", .param = "isVisible", .kind = FilterKind::kBoolean},
};

constexpr Parameter kParameters[] = {
    {.name = "searchText",
     .param = "searchStr",
     .doc = "Only roles with this name or description; * before or after it stands for anything."},
};

}  // namespace

constinit const Resource kRoles = {
    .name = "roles",
    .doc = "One role in the hierarchy that decides whose data agents see.",
    .topic = Topic::kAgents,
    .key = kIdKey,
    .list =
        {
            .path = "/api/v1/roles",
            .max_limit = 500,
            .scopes = "Desk.settings.READ,Desk.basic.READ",
        },
    .get = {.path = "/api/v1/roles/{id}", .scopes = "Desk.settings.READ,Desk.basic.READ"},
    .count = {.path = "/api/v1/roles/count"},
    .filters = kFilters,
    .parameters = kParameters,
    .columns = kColumns,
};

}  // namespace zoho_desk::resources
