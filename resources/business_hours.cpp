// /businessHours: list, get-by-id. The first row is at `from` 1, but no minimum is documented: a
// list begins at 0, and what comes twice is dropped.

#include "resources/all.h"

namespace zoho_desk::resources {
namespace {

using enum ColumnType;

constexpr Column kColumns[] = {
    {.name = "id",
     .type = kId,
     .routes = kList | kGet,
     .doc = "Id of the business hours, the key.",
     .not_null = true},
    {"name", kText, kList | kGet, "Name of the business hours."},
    {"type", kText, kList | kGet,
     "24X7, SPECIFIC (the same each day) or CUSTOM (each day its own)."},
    {"status", kText, kList | kGet, "ACTIVE or INACTIVE."},
    {"timeZone", kJson, kList | kGet, "Time zone in which they are meant: id and name."},
    {"businessTimes", kJson, kList | kGet,
     "Working times: array of objects with day (MONDAY), startTime, endTime and timeSlots; times "
     "are minutes or HH:MM, by the server's version."},
    {"holidayLists", kJson, kList | kGet, "Holiday lists: array of objects."},
    {"associatedHolidayList", kJson, kList | kGet,
     "The holiday list that applies: holidayListId, holidayListName and holidayListStatus."},
    {"createdBy", kId, kList | kGet, "Who made them: id of zoho_desk_agents."},
    {"createdTime", kTime, kList | kGet, "When they were made (UTC)."},
    {"modifiedBy", kId, kList | kGet, "Who last changed them: id of zoho_desk_agents."},
    {"modifiedTime", kTime, kList | kGet, "When they were last changed (UTC)."},
};

constexpr FilterValue kStatuses[] = {{"ACTIVE", "ACTIVE"}, {"INACTIVE", "INACTIVE"}};

constexpr Filter kFilters[] = {
    {.column = "id", .param = "businessHourIds", .kind = FilterKind::kEqualList, .max_items = 50},
    {.column = "status", .param = "status", .values = kStatuses},
};

}  // namespace

constinit const Resource kBusinessHours = {
    .name = "business_hours",
    .doc = "One set of hours in which a team works; service levels count only those.",
    .topic = Topic::kServiceLevels,
    .key = kIdKey,
    .list =
        {
            .path = "/api/v1/businessHours",
            .max_limit = 50,
            .scopes = "Desk.automations.READ,Desk.settings.READ",
        },
    .get = {.path = "/api/v1/businessHours/{id}",
            .scopes = "Desk.automations.READ,Desk.settings.READ"},
    .filters = kFilters,
    .columns = kColumns,
};

}  // namespace zoho_desk::resources
