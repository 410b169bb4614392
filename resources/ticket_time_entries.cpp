// /tickets/{ticketId}/timeEntry: a list for each ticket, whose entries may be those of its tasks,
// calls and events too. The list has all that the get of one has, and a parameter asks for a
// modifiedTime that no row has.

#include "resources/all.h"

namespace zoho_desk::resources {
namespace {

using enum ColumnType;

constexpr Column kColumns[] = {
    {.name = "id",
     .type = kId,
     .routes = kList,
     .doc = "Id of the time entry, the key.",
     .not_null = true},
    {.name = "ticketId",
     .type = kId,
     .routes = kList,
     .doc = "Ticket of the time entry: id of zoho_desk_tickets.",
     .not_null = true,
     .from_request = true},
    {"executedTime", kTime, kList, "When the work was done (UTC)."},
    {"hoursSpent", kInteger, kList,
     "Hours of the time spent, to be added to minutesSpent and secondsSpent."},
    {"minutesSpent", kInteger, kList, "Minutes of the time spent."},
    {"secondsSpent", kInteger, kList, "Seconds of the time spent."},
    {"requestId", kId, kList, "Ticket that the time went to: id of zoho_desk_tickets."},
    {"taskId", kId, kList, "Task that the time went to: id of zoho_desk_tasks."},
    {"parent", kJson, kList,
     "What the time went to: id, type, subject, ticketNumber and associatedTicketId."},
    {"departmentId", kId, kList, "Department of the entry: id of zoho_desk_departments."},
    {"ownerId", kId, kList, "Who spent the time: id of zoho_desk_agents."},
    {"description", kText, kList, "What was done."},
    {"mode", kText, kList, "AUTO if a timer measured it, MANUAL if somebody entered it."},
    {"isBillable", kBoolean, kList, "1 if the time is to be billed."},
    {"billingType", kText, kList, "How it is billed."},
    {"requestChargeType", kText, kList, "Kind of service that is charged."},
    {"agentCostPerHour", kText, kList, "Cost of an hour of the agent."},
    {"fixedCost", kText, kList, "Fixed part of the cost."},
    {"additionalCost", kText, kList, "Further cost."},
    {"totalCost", kText, kList, "Cost in all."},
    {"invoiceId", kId, kList, "Id of the invoice, if there is one."},
    {"createdTime", kTime, kList, "When the entry was made (UTC)."},
    {"createdBy", kId, kList, "Who made the entry: id of zoho_desk_agents."},
    {"creatorId", kId, kList,
     "Who made the entry: id of zoho_desk_agents; not every server sends it."},
    {"isTrashed", kBoolean, kList, "1 if the entry is in the recycle bin."},
    {"layoutId", kId, kList, "Layout of the entry: id of zoho_desk_layouts."},
    {"layoutDetails", kJson, kList, "The layout: id and layoutName."},
    {"cf", kJson, kList,
     "Custom fields as one object keyed by API name (cf_...); read one with json_extract or ->>."},
    {.name = "owner",
     .type = kJson,
     .routes = kList,
     .doc = "The agent: id, names and photoURL.",
     .list_include = "owner"},
    {.name = "customFields",
     .type = kJson,
     .routes = kList,
     .doc = "The values of cf again, keyed by the label people see; labels change, so prefer cf.",
     .hidden = true},
};

constexpr std::string_view kModuleWords[] = {"tickets", "tasks", "calls", "events"};
constexpr std::string_view kBillStatuses[] = {"nonBillable", "billable", "billed"};

constexpr Filter kFilters[] = {
    {.column = "createdTime",
     .param = "createdTimeRange",
     .kind = FilterKind::kTimeRange,
     .is_stamp = true},
};

constexpr Parameter kParameters[] = {
    {.name = "module",
     .param = "module",
     .doc = "Only time that went to tickets, tasks, calls or events.",
     .kind = ParameterKind::kChoice,
     .values = kModuleWords},
    {.name = "billStatus",
     .param = "billStatus",
     .doc = "Only entries of this state: nonBillable, billable or billed.",
     .kind = ParameterKind::kChoice,
     .values = kBillStatuses},
    {.name = "modifiedTimeRange",
     .param = "modifiedTimeRange",
     .doc = "Only entries that last changed between two times.",
     .kind = ParameterKind::kTimeRange},
};

}  // namespace

constinit const Resource kTicketTimeEntries = {
    .name = "ticket_time_entries",
    .doc = "One time entry of a ticket.",
    .topic = Topic::kTickets,
    .limits =
        "Zoho lists time entries one ticket at a time: a scan sends a request for each ticket, "
        "unless the query says which tickets (ticketId = '...', ticketId IN (SELECT id FROM "
        "zoho_desk_tickets WHERE ...), or a join on ticketId). Portals without time tracking "
        "refuse it. zoho_desk_agent_time_entries has the entries of all tickets in a few requests.",
    .key = kIdKey,
    .list =
        {
            .path = "/api/v1/tickets/{ticketId}/timeEntry",
            .max_limit = 100,
            .scopes = "Desk.tickets.READ",
            .parent = {.param = "ticketId", .column = "ticketId", .table = "tickets"},
        },
    .filters = kFilters,
    .parameters = kParameters,
    .columns = kColumns,
};

}  // namespace zoho_desk::resources
