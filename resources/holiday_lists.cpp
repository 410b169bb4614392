// /holidayList: list, get-by-id, both under the singular. The first row is at `from` 1, but no
// minimum is documented: a list begins at 0, and what comes twice is dropped.

#include "resources/all.h"

namespace zoho_desk::resources {
namespace {

using enum ColumnType;

constexpr Column kColumns[] = {
    {.name = "id",
     .type = kId,
     .routes = kList | kGet,
     .doc = "Id of the list, the key.",
     .not_null = true},
    {"name", kText, kList | kGet, "Name of the list."},
    {"status", kText, kList | kGet, "ACTIVE or INACTIVE."},
    {"holidayListType", kText, kList | kGet,
     "RECURRING (the same days each year) or YEAR_SPECIFIC."},
    {"year", kInteger, kList | kGet, "Year that it is for; NULL for a list that recurs."},
    {"associatedBusinessHours", kJson, kList | kGet,
     "Business hours that use it: array of objects with businessHourId, businessHourName and "
     "businessHourStatus."},
    {"createdBy", kId, kList | kGet, "Who made the list: id of zoho_desk_agents."},
    {"createdTime", kTime, kList | kGet, "When the list was made (UTC)."},
    {"modifiedBy", kId, kList | kGet, "Who last changed the list: id of zoho_desk_agents."},
    {"modifiedTime", kTime, kList | kGet, "When the list last changed (UTC)."},
    {"holidays", kJson, kGet,
     "The holidays: array of objects with holidayName, from and to (MM-DD)."},
};

constexpr FilterValue kStatuses[] = {{"ACTIVE", "ACTIVE"}, {"INACTIVE", "INACTIVE"}};

constexpr Filter kFilters[] = {
    {.column = "status", .param = "status", .values = kStatuses},
};

}  // namespace

constinit const Resource kHolidayLists = {
    .name = "holiday_lists",
    .doc = "One list of holidays, on which service levels do not count.",
    .topic = Topic::kServiceLevels,
    .key = kIdKey,
    .list =
        {
            .path = "/api/v1/holidayList",
            .max_limit = 50,
            .scopes = "Desk.automations.READ,Desk.settings.READ",
        },
    .get = {.path = "/api/v1/holidayList/{id}",
            .scopes = "Desk.automations.READ,Desk.settings.READ"},
    .filters = kFilters,
    .columns = kColumns,
};

}  // namespace zoho_desk::resources
