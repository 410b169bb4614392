// /teams: list, get-by-id. The one list whose rows stand under "teams" instead of "data". It has
// all rows in one answer; `from` and `limit`, which only the newest servers take, are not sent.

#include "resources/all.h"

namespace zoho_desk::resources {
namespace {

using enum ColumnType;

constexpr Column kColumns[] = {
    {.name = "id",
     .type = kId,
     .routes = kList | kGet,
     .doc = "Team id, the key.",
     .not_null = true},
    {"roles", kJson, kList | kGet, "Roles in the team: array of ids of zoho_desk_roles."},
    {"departmentId", kId, kList | kGet, "Department of the team: id of zoho_desk_departments."},
    {"name", kText, kList | kGet, "Name of the team."},
    {"description", kText, kList | kGet, "What the team is for."},
    {"subTeams", kJson, kList | kGet, "Teams inside the team: array of ids of zoho_desk_teams."},
    {"agents", kJson, kList | kGet, "Agents added one by one: array of ids of zoho_desk_agents."},
    {"rolesWithSubordinates", kJson, kList | kGet,
     "Roles in the team together with those below them: array of ids of zoho_desk_roles."},
    {"derivedAgents", kJson, kList | kGet,
     "Every agent the team comes to, by whatever path: array of ids of zoho_desk_agents."},
    {"logoUrl", kText, kList | kGet, "Link to the logo."},
};

}  // namespace

constinit const Resource kTeams = {
    .name = "teams",
    .doc = "One team of agents within a department.",
    .topic = Topic::kAgents,
    .limits = "Zoho shows the teams of the departments that the token's agent belongs to.",
    .key = kIdKey,
    .list =
        {
            .path = "/api/v1/teams",
            .data_key = "teams",
            .paginated = false,
            .scopes = "Desk.settings.READ,Desk.basic.READ",
        },
    .get = {.path = "/api/v1/teams/{id}", .scopes = "Desk.settings.READ,Desk.basic.READ"},
    .columns = kColumns,
};

}  // namespace zoho_desk::resources
