// /groups: list, get-by-id. Of users of help centers, like labels: the two endpoints take the same
// parameters, and the first row of both is at `from` 1.

#include "resources/all.h"

namespace zoho_desk::resources {
namespace {

using enum ColumnType;

constexpr Column kColumns[] = {
    {.name = "id",
     .type = kId,
     .routes = kList | kGet,
     .doc = "Group id, the key.",
     .not_null = true},
    {"modifiedTime", kTime, kList | kGet, "When the group last changed (UTC)."},
    {"creator", kJson, kList | kGet, "Who made the group: id, name and photo."},
    {"modifier", kJson, kList | kGet, "Who last changed the group: id, name and photo."},
    {"name", kText, kList | kGet, "Name of the group."},
    {"count", kInteger, kList | kGet,
     "Number of users in the group; quote the name in SQL where it could be read as the function."},
    {"description", kText, kList | kGet, "What the group is for."},
    {"createdTime", kTime, kList | kGet, "When the group was made (UTC)."},
    {"helpCenterId", kId, kList | kGet, "Help center of the group: id of zoho_desk_help_centers."},
    {"isAssociated", kBoolean, kList | kGet,
     "Whether the group is associated, as Zoho puts it without saying with what; often absent."},
    {"logoUrl", kText, kList | kGet, "Link to the logo."},
    {"status", kText, kList | kGet, "ACTIVE or DISABLED."},
};

constexpr Filter kFilters[] = {{.column = "helpCenterId", .param = "helpCenterId"}};

constexpr SortKey kSorts[] = {
    {"createdTime", "createdTime", kList},
    {"modifiedTime", "modifiedTime", kList},
};

constexpr Parameter kParameters[] = {
    {.name = "searchText",
     .param = "searchBy",
     .doc = "Only groups that match this word of 2 to 100 characters; * before or after it stands "
            "for anything.",
     .min_length = 2},
};

}  // namespace

constinit const Resource kGroups = {
    .name = "groups",
    .doc = "One group of help center users.",
    .topic = Topic::kCustomers,
    .key = kIdKey,
    .list =
        {
            .path = "/api/v1/groups",
            .first_index = 1,
            .max_limit = 50,
            .scopes = "Desk.contacts.READ,Desk.settings.READ",
        },
    .get = {.path = "/api/v1/groups/{id}", .scopes = "Desk.contacts.READ,Desk.settings.READ"},
    .filters = kFilters,
    .sorts = kSorts,
    .parameters = kParameters,
    .columns = kColumns,
};

}  // namespace zoho_desk::resources
