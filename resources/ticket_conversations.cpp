// /tickets/{ticketId}/conversations: messages and comments of a ticket in one list, at half the
// price of both tables. Comments may come without an id, so the key is the place in the list.

#include "resources/all.h"
#include "resources/thread_rows.h"

namespace zoho_desk::resources {
namespace {

using enum ColumnType;

constexpr std::string_view kKey[] = {"ticketId", "position"};

constexpr auto kOwn = std::array{
    Column{.name = "ticketId",
           .type = kId,
           .routes = kList,
           .doc = "Ticket of the message or comment: id of zoho_desk_tickets.",
           .not_null = true,
           .from_request = true},
    Column{.name = "position",
           .type = kInteger,
           .routes = kList,
           .doc = "Place among the messages and comments of the ticket as Zoho lists them, counted "
                  "from 0.",
           .not_null = true,
           .from_request = true,
           .is_position = true},
    Column{"type", kText, kList, "What it is: thread for a message, comment for a comment."},
    Column{
        "id", kId, kList,
        "Id of zoho_desk_ticket_threads or of zoho_desk_ticket_comments; comments may come without "
        "one."}};

constexpr auto kRest = std::array{
    Column{"content", kText, kList, "Of comments the text."},
    Column{"attachments", kJson, kList,
           "Files of a comment: array of objects with id, name, size, href and previewurl."},
    Column{"commentedTime", kTime, kList, "When a comment was written (UTC)."},
    Column{"modifiedTime", kTime, kList, "When a comment was last changed (UTC)."},
    Column{"isPublic", kBoolean, kList, "Of a comment: 1 if customers see it."},
    Column{"commenterId", kId, kList,
           "Who wrote the comment: id of zoho_desk_agents or of zoho_desk_contacts."},
    Column{"commenter", kJson, kList,
           "Who wrote the comment: object with id, firstName, lastName, name, roleName, photoURL, "
           "type "
           "and email."},
    Column{.name = "commenterName",
           .type = kText,
           .routes = kList,
           .doc = "Name of who wrote the comment.",
           .derivation = {Derivation::Kind::kMember, "commenter", "name"}},
    Column{"encodedContent", kText, kList, "The comment with its markup escaped."},
    Column{"isTrashed", kBoolean, kList, "1 if it is in the recycle bin."}};

constexpr auto kColumns = Joined(Joined(kOwn, ThreadColumns(kList)), kRest);

constexpr std::string_view kGuards[] = {"threadCount", "commentCount"};

}  // namespace

constinit const Resource kTicketConversations = {
    .name = "ticket_conversations",
    .doc = "One message or comment of a ticket, in one list.",
    .topic = Topic::kTickets,
    .limits =
        "Zoho lists them one ticket at a time: a scan sends a request for each ticket that has "
        "messages or comments, unless the query says which tickets (ticketId = '...', ticketId IN "
        "(SELECT id FROM zoho_desk_tickets WHERE ...), or a join on ticketId). The text of "
        "messages is not among them: zoho_desk_ticket_threads.content has it.",
    .key = kKey,
    .key_pattern = "position",
    .list =
        {
            .path = "/api/v1/tickets/{ticketId}/conversations",
            .max_limit = 200,
            .scopes = "Desk.tickets.READ",
            .parent =
                {.param = "ticketId", .column = "ticketId", .table = "tickets", .guards = kGuards},
        },
    .columns = kColumns,
};

}  // namespace zoho_desk::resources
