// /agents/{agentId}/timeEntry: a list for each agent, which together have every entry that has an
// owner. Every column comes with the list, so that entries are not got one by one. There is no
// modifiedTime, but a parameter asks for it.

#include "resources/all.h"
#include "resources/time_entry_rows.h"

namespace zoho_desk::resources {
namespace {

using enum ColumnType;

constexpr auto kColumns =
    Joined(std::array{Column{.name = "id",
                             .type = kId,
                             .routes = kList,
                             .doc = "Id of the time entry, the key.",
                             .not_null = true},
                      Column{.name = "agentId",
                             .type = kId,
                             .routes = kList,
                             .doc = "Agent who spent the time: id of zoho_desk_agents.",
                             .not_null = true,
                             .from_request = true}},
           TimeEntryColumns());

constexpr Filter kFilters[] = {
    kTimeEntriesByCreatedTime,
    {.column = "departmentId", .param = "departmentId"},
};

}  // namespace

constinit const Resource kAgentTimeEntries = {
    .name = "agent_time_entries",
    .doc = "One time entry of an agent.",
    .topic = Topic::kAgents,
    .limits =
        "Zoho lists time entries one agent at a time: a scan sends a request for each agent and "
        "hundred entries, unless the query says which agents (agentId = '...', IN, or a join on "
        "agentId). Portals without time tracking refuse it.",
    .key = kIdKey,
    .list =
        {
            .path = "/api/v1/agents/{agentId}/timeEntry",
            .max_limit = 100,
            .scopes = "Desk.settings.READ",
            .parent = {.param = "agentId", .column = "agentId", .table = "agents"},
        },
    .filters = kFilters,
    .parameters = kTimeEntryParameters,
    .columns = kColumns,
};

}  // namespace zoho_desk::resources
