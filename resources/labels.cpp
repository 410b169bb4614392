// /labels: list, get-by-id. Of users of help centers, like groups: the two endpoints take the same
// parameters, and the first row of both is at `from` 1. A text of Zoho's says that a page has up to
// 100 rows, its schema 50.

#include "resources/all.h"

namespace zoho_desk::resources {
namespace {

using enum ColumnType;

constexpr Column kColumns[] = {
    {.name = "id",
     .type = kId,
     .routes = kList | kGet,
     .doc = "Label id, the key.",
     .not_null = true},
    {"preferences", kJson, kList | kGet, "Looks: shape, bgColor and textColor."},
    {"name", kText, kList | kGet, "Name of the label."},
    {"logoUrl", kText, kList | kGet, "Link to the logo."},
    {"modifiedTime", kTime, kList | kGet, "When the label last changed (UTC)."},
    {"creator", kJson, kList | kGet, "Who made the label: id, name and photo."},
    {"modifier", kJson, kList | kGet, "Who last changed the label: id, name and photo."},
    {"count", kInteger, kList | kGet,
     "Number of users with the label; quote the name in SQL where it could be read as the "
     "function."},
    {"createdTime", kTime, kList | kGet, "When the label was made (UTC)."},
    {"helpCenterId", kId, kList | kGet, "Help center of the label: id of zoho_desk_help_centers."},
};

constexpr Filter kFilters[] = {{.column = "helpCenterId", .param = "helpCenterId"}};

constexpr SortKey kSorts[] = {
    {"createdTime", "createdTime", kList},
    {"modifiedTime", "modifiedTime", kList},
};

constexpr Parameter kParameters[] = {
    {.name = "searchText",
     .param = "searchBy",
     .doc = "Only labels that match this word of 2 to 100 characters; * before or after it stands "
            "for anything.",
     .min_length = 2},
};

}  // namespace

constinit const Resource kLabels = {
    .name = "labels",
    .doc = "One label that marks help center users.",
    .topic = Topic::kCustomers,
    .key = kIdKey,
    .list =
        {
            .path = "/api/v1/labels",
            .first_index = 1,
            .max_limit = 50,
            .scopes = "Desk.contacts.READ,Desk.settings.READ",
        },
    .get = {.path = "/api/v1/labels/{id}", .scopes = "Desk.contacts.READ,Desk.settings.READ"},
    .filters = kFilters,
    .sorts = kSorts,
    .parameters = kParameters,
    .columns = kColumns,
};

}  // namespace zoho_desk::resources
