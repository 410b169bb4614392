// /tickets/{ticketId}/resolutionHistory: what the resolution of a ticket was, one row for each time
// that it was written. Rows have no id: the key is the place in the list.

#include "resources/all.h"

namespace zoho_desk::resources {
namespace {

using enum ColumnType;

constexpr std::string_view kKey[] = {"ticketId", "position"};

constexpr Column kColumns[] = {
    {.name = "ticketId",
     .type = kId,
     .routes = kList,
     .doc = "Ticket of the resolution: id of zoho_desk_tickets.",
     .not_null = true,
     .from_request = true},
    {.name = "position",
     .type = kInteger,
     .routes = kList,
     .doc = "Place among the versions of the resolution of the ticket as Zoho lists them, counted "
            "from 0.",
     .not_null = true,
     .from_request = true,
     .is_position = true},
    {"modifiedTime", kTime, kList, "When it was written (UTC)."},
    {.name = "authorId",
     .type = kId,
     .routes = kList,
     .doc = "Who wrote it: id of zoho_desk_agents.",
     .derivation = {Derivation::Kind::kMember, "author", "id"}},
    {"author", kJson, kList,
     "Who wrote it: object with id, firstName, lastName, photoURL and email."},
    {"content", kText, kList, "The resolution."},
};

}  // namespace

constinit const Resource kTicketResolutionHistory = {
    .name = "ticket_resolution_history",
    .doc = "One version of a ticket's resolution.",
    .topic = Topic::kTickets,
    .limits =
        "Zoho lists versions one ticket at a time: a scan sends a request for each ticket, unless "
        "the query says which tickets (ticketId = '...', ticketId IN (SELECT id FROM "
        "zoho_desk_tickets WHERE ...), or a join on ticketId).",
    .key = kKey,
    .key_pattern = "position",
    .list =
        {
            .path = "/api/v1/tickets/{ticketId}/resolutionHistory",
            .paging_may_be_refused = true,
            .max_limit = 100,
            .scopes = "Desk.tickets.READ",
            .parent = {.param = "ticketId", .column = "ticketId", .table = "tickets"},
        },
    .columns = kColumns,
};

}  // namespace zoho_desk::resources
