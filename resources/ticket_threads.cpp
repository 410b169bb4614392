// /tickets/{ticketId}/threads: the messages of each ticket, newest first, without their text:
// content comes with the get of each, whose path has the ticket too. Rows do not name the ticket.
// The list sorts by a sendDateTime that no row has, so no order is left to it.

#include "resources/all.h"
#include "resources/thread_rows.h"

namespace zoho_desk::resources {
namespace {

using enum ColumnType;

constexpr auto kOwn = std::array{Column{.name = "id",
                                        .type = kId,
                                        .routes = kList | kGet,
                                        .doc = "Thread id, the key.",
                                        .not_null = true},
                                 Column{.name = "ticketId",
                                        .type = kId,
                                        .routes = kList,
                                        .doc = "Ticket of the message: id of zoho_desk_tickets.",
                                        .not_null = true,
                                        .from_request = true}};

constexpr auto kRest = std::array{
    Column{"scheduleInfo", kJson, kList | kGet, "When it is to be sent, if that is later: object."},
    Column{"content", kText, kGet, "The message."},
    Column{.name = "plainText",
           .type = kText,
           .routes = kGet,
           .doc = "The message without markup.",
           .get_include = "plainText"},
    Column{"attachments", kJson, kGet,
           "Files: array of objects with id, name, size, href and previewurl."}};

constexpr auto kColumns = Joined(Joined(kOwn, ThreadColumns(kList | kGet)), kRest);

constexpr std::string_view kGuards[] = {"threadCount"};

}  // namespace

constinit const Resource kTicketThreads = {
    .name = "ticket_threads",
    .doc = "One message of a ticket's conversation.",
    .topic = Topic::kTickets,
    .limits =
        "Zoho lists messages one ticket at a time: a scan sends a request for each ticket that has "
        "some, unless the query says which tickets (ticketId = '...', ticketId IN (SELECT id FROM "
        "zoho_desk_tickets WHERE ...), or a join on ticketId). Reading content, plainText or "
        "attachments costs one more request for each message. Drafts and private messages are "
        "among the rows: see status and visibility.",
    .key = kIdKey,
    .list =
        {
            .path = "/api/v1/tickets/{ticketId}/threads",
            .max_limit = 200,
            .scopes = "Desk.tickets.READ",
            .parent =
                {.param = "ticketId", .column = "ticketId", .table = "tickets", .guards = kGuards},
        },
    .get = {.path = "/api/v1/tickets/{ticketId}/threads/{id}", .scopes = "Desk.tickets.READ"},
    .columns = kColumns,
};

}  // namespace zoho_desk::resources
