// /teams/{teamId}/members: a list for each team, all at once, whose rows stand under "members".

#include "resources/all.h"

namespace zoho_desk::resources {
namespace {

using enum ColumnType;

constexpr std::string_view kKey[] = {"teamId", "id"};

constexpr Column kColumns[] = {
    {.name = "teamId",
     .type = kId,
     .routes = kList,
     .doc = "The team: id of zoho_desk_teams.",
     .not_null = true,
     .from_request = true},
    {.name = "id",
     .type = kId,
     .routes = kList,
     .doc = "The agent: id of zoho_desk_agents.",
     .not_null = true},
    {"firstName", kText, kList, "First name."},
    {"lastName", kText, kList, "Last name."},
    {"emailId", kText, kList, "E-mail address."},
    {"roleId", kId, kList, "Role of the agent: id of zoho_desk_roles."},
    {"profileId", kId, kList, "Profile of the agent: id of zoho_desk_profiles."},
    {"photoURL", kText, kList, "Link to the photo."},
    {"zuid", kInteger, kList, "Number of the user with Zoho."},
    {.name = "role",
     .type = kJson,
     .routes = kList,
     .doc = "The role: id and name.",
     .list_include = "role"},
    {.name = "profile",
     .type = kJson,
     .routes = kList,
     .doc = "The profile: id and name.",
     .list_include = "profile"},
};

}  // namespace

constinit const Resource kTeamMembers = {
    .name = "team_members",
    .doc = "One member of a team, however the agent came to be in it.",
    .topic = Topic::kAgents,
    .limits =
        "Zoho lists members one team at a time: a scan sends a request for each team unless the "
        "query says teamId = '...'.",
    .key = kKey,
    .list =
        {
            .path = "/api/v1/teams/{teamId}/members",
            .data_key = "members",
            .paginated = false,
            .scopes = "Desk.agents.READ,Desk.basic.READ,Desk.settings.READ,Desk.teams.READ",
            .parent = {.param = "teamId", .column = "teamId", .table = "teams"},
        },
    .columns = kColumns,
};

}  // namespace zoho_desk::resources
