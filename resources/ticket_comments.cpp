// /tickets/{ticketId}/comments: a list for each ticket, whose rows do not name the ticket: ticketId
// is what was asked for. Every column comes with the list, so that records are not got one by one.
// plainText and mention are HIDDEN because each adds a value to include=, whose spelling sources
// disagree about: SELECT * must not depend on it.

#include "resources/all.h"

namespace zoho_desk::resources {
namespace {

using enum ColumnType;

constexpr Column kColumns[] = {
    {.name = "id", .type = kId, .routes = kList, .doc = "Comment id, the key.", .not_null = true},
    {.name = "ticketId",
     .type = kId,
     .routes = kList,
     .doc = "Ticket of the comment: id of zoho_desk_tickets.",
     .not_null = true,
     .from_request = true},
    {"commentedTime", kTime, kList, "When the comment was written (UTC)."},
    {"modifiedTime", kTime, kList, "When the comment was last changed (UTC)."},
    {"isPublic", kBoolean, kList, "1 if customers see the comment, 0 for a note among agents."},
    {"contentType", kText, kList, "What content is: plainText or html."},
    {"content", kText, kList, "The comment."},
    {"encodedContent", kText, kList, "The comment with its markup escaped."},
    {"commenterId", kId, kList, "Who wrote it: id of zoho_desk_agents or of zoho_desk_contacts."},
    {"commenter", kJson, kList,
     "Who wrote it: id, name, firstName, lastName, email, photoURL, roleName, and type (AGENT, "
     "END_USER and others)."},
    {"impersonatedUser", kJson, kList, "In whose name it was written, with the same keys."},
    {"attachments", kJson, kList, "Files: array of objects with id, name, size and href."},
    {.name = "plainText",
     .type = kText,
     .routes = kList,
     .doc = "The comment without markup.",
     .list_include = "plainText",
     .hidden = true},
    {.name = "mention",
     .type = kJson,
     .routes = kList,
     .doc = "People and records that the comment mentions: array of objects.",
     .list_include = "mentions",
     .hidden = true},
};

constexpr SortKey kSorts[] = {{"commentedTime", "commentedTime", kList}};

constexpr std::string_view kGuards[] = {"commentCount"};

}  // namespace

constinit const Resource kTicketComments = {
    .name = "ticket_comments",
    .doc = "One comment on a ticket.",
    .topic = Topic::kTickets,
    .limits =
        "Zoho lists comments one ticket at a time: a scan sends a request for each ticket that has "
        "comments, unless the query says which tickets (ticketId = '...', ticketId IN (SELECT id "
        "FROM zoho_desk_tickets WHERE ...), or a join on ticketId).",
    .key = kIdKey,
    .list =
        {
            .path = "/api/v1/tickets/{ticketId}/comments",
            .max_limit = 100,
            .scopes = "Desk.tickets.READ",
            .parent =
                {.param = "ticketId", .column = "ticketId", .table = "tickets", .guards = kGuards},
        },
    .sorts = kSorts,
    .columns = kColumns,
};

}  // namespace zoho_desk::resources
