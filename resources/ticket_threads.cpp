// /tickets/{ticketId}/threads: the messages of each ticket, newest first, without their text:
// content comes with the get of each, whose path has the ticket too. Rows do not name the ticket.
// The list sorts by a sendDateTime that no row has, so no order is left to it.

#include "resources/all.h"

namespace zoho_desk::resources {
namespace {

using enum ColumnType;

constexpr Column kColumns[] = {
    {.name = "id",
     .type = kId,
     .routes = kList | kGet,
     .doc = "Thread id, the key.",
     .not_null = true},
    {.name = "ticketId",
     .type = kId,
     .routes = kList,
     .doc = "Ticket of the message: id of zoho_desk_tickets.",
     .not_null = true,
     .from_request = true},
    {"createdTime", kTime, kList | kGet, "When the message was sent or came in (UTC)."},
    {"direction", kText, kList | kGet, "in for messages of customers, out for answers."},
    {"channel", kText, kList | kGet,
     "How it came: EMAIL, WEB, PHONE, ONLINE_CHAT, FORUMS and others."},
    {"status", kText, kList | kGet, "SUCCESS, PENDING, FAILED or DRAFT."},
    {"visibility", kText, kList | kGet, "Whether customers see it: public or private."},
    {"summary", kText, kList | kGet, "The first hundred characters or so of the message."},
    {"isDescriptionThread", kBoolean, kList | kGet,
     "1 if it is the message that opened the ticket, as far as Zoho marks it."},
    {"author", kJson, kList | kGet,
     "Who wrote it: object with id, firstName, lastName, name, photoURL, email and type."},
    {.name = "authorName",
     .type = kText,
     .routes = kList | kGet,
     .doc = "Name of who wrote it.",
     .derivation = {Derivation::Kind::kMember, "author", "name"}},
    {.name = "authorType",
     .type = kText,
     .routes = kList | kGet,
     .doc = "What wrote it: END_USER, AGENT and others.",
     .derivation = {Derivation::Kind::kMember, "author", "type"}},
    {"responderId", kId, kList | kGet, "Agent who answered: id of zoho_desk_agents."},
    {"respondedIn", kText, kList | kGet,
     "How long the customer waited for this answer, as Zoho writes it."},
    {.name = "respondedInSeconds",
     .type = kInteger,
     .routes = kList | kGet,
     .doc = "How long the customer waited for this answer, in seconds.",
     .derivation = {Derivation::Kind::kSeconds, "respondedIn"}},
    {"fromEmailAddress", kText, kList | kGet, "Sender."},
    {"to", kText, kList | kGet, "Recipients."},
    {"cc", kText, kList | kGet, "Recipients of a copy."},
    {"bcc", kText, kList | kGet, "Recipients of a hidden copy."},
    {"replyTo", kText, kList | kGet, "Where answers go."},
    {"isForward", kBoolean, kList | kGet, "1 if it was forwarded."},
    {"canReply", kBoolean, kList | kGet, "1 if it can be answered."},
    {"contentType", kText, kList | kGet,
     "What the content is: text/html, text/plain, html or plainText."},
    {"hasAttach", kBoolean, kList | kGet, "1 if it has files."},
    {"attachmentCount", kInteger, kList | kGet, "Number of files."},
    {"attachmentIds", kJson, kList | kGet, "Ids of the files: array."},
    {"sentiment", kText, kList | kGet,
     "What Zoho's assistant reads from it: POSITIVE, NEGATIVE or NEUTRAL."},
    {"keyWords", kJson, kList | kGet, "Words that the assistant found: array."},
    {"aspects", kJson, kList | kGet, "Subjects that the assistant found: array."},
    {"source", kJson, kList | kGet,
     "App that it came through: object with appName, extId, permalink, type and appPhotoURL."},
    {"channelRelatedInfo", kJson, kList | kGet,
     "Of forums: object with isDeleted, isBestSolution and externalLink."},
    {"impersonatedUser", kJson, kList | kGet,
     "In whose name it was written: object with id, firstName, lastName, name, photoURL, email and "
     "type."},
    {"lastRatingIconURL", kText, kList | kGet, "Picture of the customer's last rating."},
    {"readReceipts", kJson, kList | kGet,
     "Who has read it: array of objects with senderName, recipientType, from and statusVsTime."},
    {"facebookProfile", kText, kList | kGet, "Profile on Facebook."},
    {"twitterProfile", kText, kList | kGet, "Profile on Twitter."},
    {"isContentTruncated", kBoolean, kList | kGet, "1 if the content is cut."},
    {"fullContentURL", kText, kList | kGet, "Where the whole content is."},
    {"actions", kJson, kList | kGet,
     "What may be done with it: array of objects with method, rel and href."},
    {"scheduleInfo", kJson, kList | kGet, "When it is to be sent, if that is later: object."},
    {"content", kText, kGet, "The message."},
    {.name = "plainText",
     .type = kText,
     .routes = kGet,
     .doc = "The message without markup.",
     .get_include = "plainText"},
    {"attachments", kJson, kGet,
     "Files: array of objects with id, name, size, href and previewurl."},
};

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
