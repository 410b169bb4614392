// /tickets/{ticketId}/attachments: a list for each ticket, whose rows do not name the ticket.

#include "resources/all.h"

namespace zoho_desk::resources {
namespace {

using enum ColumnType;

constexpr Column kColumns[] = {
    {.name = "id",
     .type = kId,
     .routes = kList,
     .doc = "Attachment id, the key.",
     .not_null = true},
    {.name = "ticketId",
     .type = kId,
     .routes = kList,
     .doc = "Ticket of the file: id of zoho_desk_tickets.",
     .not_null = true,
     .from_request = true},
    {"name", kText, kList, "File name."},
    {"size", kInteger, kList, "Size in bytes."},
    {"createdTime", kTime, kList, "When it was added (UTC)."},
    {"creatorId", kId, kList, "Who added it: id of zoho_desk_agents or of zoho_desk_contacts."},
    {"isPublic", kBoolean, kList, "1 if customers see it."},
    {"href", kText, kList, "Where its content is, for requests with a token."},
    {"previewurl", kText, kList, "Where its preview is."},
    {.name = "creator",
     .type = kJson,
     .routes = kList,
     .doc = "Who added it: object with id, firstName, lastName, photoURL and email.",
     .list_include = "creator"},
};

constexpr Filter kFilters[] = {
    {.column = "isPublic", .param = "isPublic", .kind = FilterKind::kBoolean},
};

constexpr SortKey kSorts[] = {{"createdTime", "createdTime", kList}};

}  // namespace

constinit const Resource kTicketAttachments = {
    .name = "ticket_attachments",
    .doc = "One file attached to a ticket.",
    .topic = Topic::kTickets,
    .limits =
        "Zoho lists files one ticket at a time: a scan sends a request for each ticket, unless the "
        "query says which tickets (ticketId = '...', ticketId IN (SELECT id FROM zoho_desk_tickets "
        "WHERE ...), or a join on ticketId).",
    .key = kIdKey,
    .list =
        {
            .path = "/api/v1/tickets/{ticketId}/attachments",
            .max_limit = 100,
            .scopes = "Desk.tickets.READ",
            .parent = {.param = "ticketId", .column = "ticketId", .table = "tickets"},
        },
    .filters = kFilters,
    .sorts = kSorts,
    .columns = kColumns,
};

}  // namespace zoho_desk::resources
