// /agents: list, get-by-id, count. Newer servers also accept Desk.agents.READ; older ones do not
// know that scope and would refuse to grant it. Pages of fewer than ten rows are refused by older
// servers too.

#include "resources/all.h"

namespace zoho_desk::resources {
namespace {

using enum ColumnType;

constexpr Column kColumns[] = {
    {.name = "id",
     .type = kId,
     .routes = kList | kGet,
     .doc = "Agent id, the key.",
     .not_null = true},
    {"lastName", kText, kList | kGet, "Last name."},
    {"extn", kText, kList | kGet, "Phone extension."},
    {"roleId", kId, kList | kGet, "Role of the agent: id of zoho_desk_roles."},
    {"langCode", kText, kList | kGet, "Language of the interface as a locale code, such as en_US."},
    {"mobile", kText, kList | kGet, "Mobile number."},
    {"emailId", kText, kList | kGet, "E-mail address the agent signs in with."},
    {"associatedChatDepartmentIds", kJson, kList | kGet,
     "Departments the agent chats for: array of ids of zoho_desk_departments."},
    {"associatedDepartmentIds", kJson, kList | kGet,
     "Departments the agent works in: array of ids of zoho_desk_departments."},
    {"firstName", kText, kList | kGet, "First name; often empty."},
    {"phone", kText, kList | kGet, "Phone number."},
    {"countryCode", kText, kList | kGet, "Country of the agent as a locale code, such as en_US."},
    {"profileId", kId, kList | kGet, "Permission profile of the agent: id of zoho_desk_profiles."},
    {"rolePermissionType", kText, kList | kGet,
     "Reach of the role: AgentPublic, AgentPersonal, AgentTeamPersonal, Admin, Custom or Light."},
    {"aboutInfo", kText, kList | kGet, "What the agent wrote about themselves."},
    {"status", kText, kList | kGet,
     "State of the agent: ACTIVE or DISABLED; newer servers know DELETED and IMPORTED too."},
    {"channelExpert", kJson, kList | kGet,
     "Channels the agent is marked as an expert in: array of names."},
    {"timeZone", kText, kList | kGet, "Time zone of the agent."},
    {"cf", kJson, kList | kGet,
     "Custom fields as one object keyed by API name (cf_...); only where the portal defines some."},
    {"photoURL", kText, kList | kGet, "Link to the photo."},
    {"name", kText, kList | kGet, "Full name."},
    {"isConfirmed", kBoolean, kList | kGet, "1 once the agent has accepted the invitation."},
    {"zuid", kId, kList | kGet,
     "Zoho account number of the person; NULL or empty until the invitation is accepted."},
    {"isZiaAgent", kBoolean, kList | kGet, "1 if the agent is Zoho's assistant and not a person."},
    {.name = "role",
     .type = kJson,
     .routes = kList | kGet,
     .doc = "The role: id, name and more where the server sends it.",
     .list_include = "role",
     .get_include = "role"},
    {.name = "profile",
     .type = kJson,
     .routes = kList | kGet,
     .doc = "The permission profile: id, name and more where the server sends it.",
     .list_include = "profile",
     .get_include = "profile"},

    // Get-by-id only.
    {.name = "associatedDepartments",
     .type = kJson,
     .routes = kGet,
     .doc = "Departments the agent works in: array of id, name and sanitizedName.",
     .get_include = "associatedDepartments"},
    {.name = "associatedChatDepartments",
     .type = kJson,
     .routes = kGet,
     .doc = "Departments the agent chats for: array of id, name and sanitizedName.",
     .get_include = "associatedChatDepartments"},
    {.name = "verifiedEmails",
     .type = kJson,
     .routes = kGet,
     .doc = "E-mail addresses the agent has proved to own, as an array.",
     .get_include = "verifiedEmails"},
};

// DELETED and IMPORTED are left out: older servers answer 422 to them.
constexpr FilterValue kStatuses[] = {{"ACTIVE", "ACTIVE"}, {"DISABLED", "DISABLED"}};
constexpr FilterValue kRolePermissionTypes[] = {{"AgentPublic", "AgentPublic"},
                                                {"AgentPersonal", "AgentPersonal"},
                                                {"AgentTeamPersonal", "AgentTeamPersonal"},
                                                {"Admin", "Admin"},
                                                {"Custom", "Custom"},
                                                {"Light", "Light"}};

constexpr Filter kFilters[] = {
    {.column = "roleId", .param = "roleIds", .kind = FilterKind::kEqualList, .max_items = 50},
    {.column = "profileId", .param = "profileIds", .kind = FilterKind::kEqualList, .max_items = 50},
    {.column = "status", .param = "status", .values = kStatuses},
    {.column = "rolePermissionType", .param = "rolePermissionType", .values = kRolePermissionTypes},
    {.column = "isConfirmed", .param = "isConfirmed", .kind = FilterKind::kBoolean},
};

constexpr Parameter kParameters[] = {
    {.name = "searchText",
     .param = "searchStr",
     .doc = "Only agents with this first name, last name or e-mail address; * before or after it "
            "stands for anything."},
    {.name = "departmentIds",
     .param = "departmentIds",
     .doc = "Only agents of these departments: up to 50 ids of zoho_desk_departments, comma "
            "separated.",
     .kind = ParameterKind::kIdList,
     .max_items = 50},
    {.name = "isLightAgent",
     .param = "isLightAgent",
     .doc = "true for light agents only, false for all others.",
     .kind = ParameterKind::kBoolean},
};

}  // namespace

constinit const Resource kAgents = {
    .name = "agents",
    .doc = "One person who answers tickets, light agents included.",
    .topic = Topic::kAgents,
    .key = kIdKey,
    .list =
        {
            .path = "/api/v1/agents",
            .max_limit = 200,
            // Older servers refuse smaller pages.
            .min_limit = 10,
            .scopes = "Desk.settings.READ,Desk.basic.READ",
        },
    .get = {.path = "/api/v1/agents/{id}", .scopes = "Desk.settings.READ,Desk.basic.READ"},
    .count = {.path = "/api/v1/agents/count"},
    .filters = kFilters,
    .parameters = kParameters,
    .columns = kColumns,
};

}  // namespace zoho_desk::resources
