// /departments: list, get-by-id, count. Which `from` the first row has is stated nowhere; 0 is the
// lowest that is allowed. Rows of skills are asked for by the ids found here.

#include "resources/all.h"

namespace zoho_desk::resources {
namespace {

using enum ColumnType;

constexpr Column kColumns[] = {
    {.name = "id",
     .type = kId,
     .routes = kList | kGet,
     .doc = "Department id, the key.",
     .not_null = true},
    {"isAssignToTeamEnabled", kBoolean, kList | kGet, "1 if tickets can be assigned to teams."},
    {"chatStatus", kText, kList | kGet, "State of chat: AVAILABLE, DISABLED or NOT_CREATED."},
    {"hasLogo", kBoolean, kList | kGet, "1 if the department has a logo."},
    {"sanitizedName", kText, kList | kGet, "Name as used in web addresses."},
    {"isVisibleInCustomerPortal", kBoolean, kList | kGet,
     "1 if customers see the department in the help center."},
    {"creatorId", kId, kList | kGet, "Who made the department: id of zoho_desk_agents."},
    {"description", kText, kList | kGet, "What the department is for."},
    {"isDefault", kBoolean, kList | kGet, "1 for the portal's default department."},
    {"isEnabled", kBoolean, kList | kGet, "1 if the department is enabled."},
    {"name", kText, kList | kGet, "Name of the department."},
    {"createdTime", kTime, kList | kGet, "When the department was made (UTC)."},
    {"nameInCustomerPortal", kText, kList | kGet, "Name that customers see in the help center."},

    // Get-by-id only.
    {"associatedAgentIds", kJson, kGet,
     "Agents of the department: array of ids of zoho_desk_agents."},
};

constexpr FilterValue kChatStatuses[] = {
    {"AVAILABLE", "AVAILABLE"}, {"DISABLED", "DISABLED"}, {"NOT_CREATED", "NOT_CREATED"}};

constexpr Filter kFilters[] = {
    {.column = "isEnabled", .param = "isEnabled", .kind = FilterKind::kBoolean},
    {.column = "chatStatus", .param = "chatStatus", .values = kChatStatuses},
};

constexpr Parameter kParameters[] = {
    {.name = "searchText",
     .param = "searchStr",
     .doc = "Only departments with this name, name in the help center or description; * before or "
            "after it stands for anything."},
};

}  // namespace

constinit const Resource kDepartments = {
    .name = "departments",
    .doc = "One department of the help desk, disabled ones included.",
    .topic = Topic::kAgents,
    .key = kIdKey,
    .list =
        {
            .path = "/api/v1/departments",
            .max_limit = 200,
            .scopes = "Desk.settings.READ,Desk.basic.READ",
        },
    .get = {.path = "/api/v1/departments/{id}", .scopes = "Desk.settings.READ,Desk.basic.READ"},
    .count = {.path = "/api/v1/departments/count"},
    .filters = kFilters,
    .parameters = kParameters,
    .columns = kColumns,
};

}  // namespace zoho_desk::resources
