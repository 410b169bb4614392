// /skills: list, get-by-id. A request must name one department, so a scan is one list for each
// department that the token sees.

#include "resources/all.h"

namespace zoho_desk::resources {
namespace {

using enum ColumnType;

constexpr Column kColumns[] = {
    {.name = "id",
     .type = kId,
     .routes = kList | kGet,
     .doc = "Skill id, the key.",
     .not_null = true},
    {"modifiedTime", kTime, kList | kGet, "When the skill last changed (UTC)."},
    {"agentIds", kJson, kList | kGet,
     "Agents who have the skill: array of ids of zoho_desk_agents."},
    {"skillType", kJson, kList | kGet, "The skill type: skillTypeId and skillTypeName."},
    {"orderId", kInteger, kList | kGet,
     "Place of the skill within its department, counted from 1."},
    {"criteria", kJson, kList | kGet,
     "Which tickets need the skill: fieldConditions and the pattern that combines them."},
    {"departmentId", kId, kList | kGet, "Department of the skill: id of zoho_desk_departments."},
    {"description", kText, kList | kGet, "What the skill is."},
    {"skillTypeId", kId, kList | kGet, "Id of the skill type."},
    {"createdBy", kId, kList | kGet, "Who made the skill: id of zoho_desk_agents."},
    {"name", kText, kList | kGet, "Name of the skill."},
    {"createdTime", kTime, kList | kGet, "When the skill was made (UTC)."},
    {"modifiedBy", kId, kList | kGet, "Who last changed the skill: id of zoho_desk_agents."},
    {"status", kText, kList | kGet, "ACTIVE or INACTIVE."},
};

constexpr FilterValue kStatuses[] = {{"ACTIVE", "ACTIVE"}, {"INACTIVE", "INACTIVE"}};

// searchString is no LIKE on name: it takes fewer characters than names may have and answers 422 to
// the others.
constexpr Filter kFilters[] = {
    {.column = "id", .param = "skillIds", .kind = FilterKind::kEqualList, .max_items = 50},
    {.column = "skillTypeId", .param = "skillTypeId"},
    {.column = "status", .param = "status", .values = kStatuses},
};

constexpr Parameter kParameters[] = {
    {.name = "searchText",
     .param = "searchString",
     .doc = "Only skills whose name starts with this text."},
};

}  // namespace

constinit const Resource kSkills = {
    .name = "skills",
    .doc = "One skill that tickets are routed by.",
    .topic = Topic::kAgents,
    .limits =
        "Zoho lists skills one department at a time: a scan sends one request per department "
        "unless the query says departmentId = '...'.",
    .key = kIdKey,
    .list =
        {
            .path = "/api/v1/skills",
            .max_limit = 100,
            .scopes = "Desk.settings.READ",
            .parent = {.param = "departmentId", .column = "departmentId", .table = "departments"},
        },
    .get = {.path = "/api/v1/skills/{id}", .scopes = "Desk.settings.READ"},
    .filters = kFilters,
    .parameters = kParameters,
    .columns = kColumns,
};

}  // namespace zoho_desk::resources
