// /tickets/{ticketId}/tags: the tags of each ticket, in one answer. A tag stands on many tickets,
// so the key is both.

#include "resources/all.h"

namespace zoho_desk::resources {
namespace {

using enum ColumnType;

constexpr std::string_view kKey[] = {"ticketId", "id"};

constexpr Column kColumns[] = {
    {.name = "ticketId",
     .type = kId,
     .routes = kList,
     .doc = "Ticket of the tag: id of zoho_desk_tickets.",
     .not_null = true,
     .from_request = true},
    {.name = "id",
     .type = kId,
     .routes = kList,
     .doc = "Tag: id of zoho_desk_tags.",
     .not_null = true},
    {"name", kText, kList, "Name of the tag."},
    {"tagType", kText, kList, "Who made it: MANUAL or SYSTEM."},
};

}  // namespace

constinit const Resource kTicketTags = {
    .name = "ticket_tags",
    .doc = "One tag on a ticket.",
    .topic = Topic::kTickets,
    .limits =
        "Zoho lists the tags of tickets one ticket at a time: a scan sends a request for each "
        "ticket, unless the query says which tickets (ticketId = '...', ticketId IN (SELECT id "
        "FROM zoho_desk_tickets WHERE ...), or a join on ticketId).",
    .key = kKey,
    .list =
        {
            .path = "/api/v1/tickets/{ticketId}/tags",
            .data_key = "tags",
            .paginated = false,
            .scopes = "Desk.tickets.READ",
            .parent = {.param = "ticketId", .column = "ticketId", .table = "tickets"},
        },
    .columns = kColumns,
};

}  // namespace zoho_desk::resources
