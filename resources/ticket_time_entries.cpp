// /tickets/{ticketId}/timeEntry: a list for each ticket, whose entries may be those of its tasks,
// calls and events too. The list has all that the get of one has, and a parameter asks for a
// modifiedTime that no row has.

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
                      Column{.name = "ticketId",
                             .type = kId,
                             .routes = kList,
                             .doc = "Ticket of the time entry: id of zoho_desk_tickets.",
                             .not_null = true,
                             .from_request = true}},
           TimeEntryColumns());

constexpr Filter kFilters[] = {kTimeEntriesByCreatedTime};

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
    .parameters = kTimeEntryParameters,
    .columns = kColumns,
};

}  // namespace zoho_desk::resources
