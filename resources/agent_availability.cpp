// /agentAvailability: a list for each department, in which an agent of several departments comes
// several times. What each channel says comes with include=.

#include "resources/all.h"

namespace zoho_desk::resources {
namespace {

using enum ColumnType;

constexpr std::string_view kKey[] = {"departmentId", "agentId"};

constexpr Column kColumns[] = {
    {.name = "departmentId",
     .type = kId,
     .routes = kList,
     .doc = "Department of the agent: id of zoho_desk_departments.",
     .not_null = true,
     .from_request = true},
    {.name = "agentId",
     .type = kId,
     .routes = kList,
     .doc = "The agent: id of zoho_desk_agents.",
     .not_null = true},
    {"status", kText, kList, "ONLINE or OFFLINE."},
    {.name = "presenceStatus",
     .type = kText,
     .routes = kList,
     .doc = "ONLINE or OFFLINE as people see it.",
     .list_include = "presenceStatus"},
    {.name = "chatStatus",
     .type = kText,
     .routes = kList,
     .doc = "ONLINE or OFFLINE for chats.",
     .list_include = "chatStatus"},
    {.name = "mailStatus",
     .type = kText,
     .routes = kList,
     .doc = "ONLINE or OFFLINE for e-mail.",
     .list_include = "mailStatus"},
    {.name = "phoneStatus",
     .type = kText,
     .routes = kList,
     .doc = "ONLINE, OFFLINE or BUSY for calls.",
     .list_include = "phoneStatus"},
    {.name = "phoneMode",
     .type = kText,
     .routes = kList,
     .doc = "How the agent takes calls: PHONE or WEB.",
     .list_include = "phoneMode"},
};

}  // namespace

constinit const Resource kAgentAvailability = {
    .name = "agent_availability",
    .doc = "Whether an agent of a department is available now.",
    .topic = Topic::kAgents,
    .limits =
        "Zoho tells availability one department at a time: a scan sends one request per department "
        "and fifty agents unless the query says departmentId = '...'.",
    .key = kKey,
    .list =
        {
            .path = "/api/v1/agentAvailability",
            .max_limit = 50,
            .max_from = 5999,
            .scopes = "Desk.basic.READ,Desk.settings.READ",
            .parent = {.param = "departmentId", .column = "departmentId", .table = "departments"},
        },
    .columns = kColumns,
};

}  // namespace zoho_desk::resources
