// /tickets/{ticketId}/conversations: messages and comments of a ticket in one list, at half the
// price of both tables. Comments may come without an id, so the key is the place in the list.

#include "resources/all.h"

namespace zoho_desk::resources {
namespace {

using enum ColumnType;

constexpr std::string_view kKey[] = {"ticketId", "position"};

constexpr Column kColumns[] = {
    {.name = "ticketId",
     .type = kId,
     .routes = kList,
     .doc = "Ticket of the message or comment: id of zoho_desk_tickets.",
     .not_null = true,
     .from_request = true},
    {.name = "position",
     .type = kInteger,
     .routes = kList,
     .doc =
         "Place among the messages and comments of the ticket as Zoho lists them, counted from 0.",
     .not_null = true,
     .from_request = true,
     .is_position = true},
    {"type", kText, kList, "What it is: thread for a message, comment for a comment."},
    {"id", kId, kList,
     "Id of zoho_desk_ticket_threads or of zoho_desk_ticket_comments; comments may come without "
     "one."},
    {"createdTime", kTime, kList, "When the message was sent or came in (UTC)."},
    {"direction", kText, kList, "in for messages of customers, out for answers."},
    {"channel", kText, kList, "How it came: EMAIL, WEB, PHONE, ONLINE_CHAT, FORUMS and others."},
    {"status", kText, kList, "SUCCESS, PENDING, FAILED or DRAFT."},
    {"visibility", kText, kList, "Whether customers see it: public or private."},
    {"summary", kText, kList, "The first hundred characters or so of the message."},
    {"isDescriptionThread", kBoolean, kList,
     "1 if it is the message that opened the ticket, as far as Zoho marks it."},
    {"author", kJson, kList,
     "Who wrote it: object with id, firstName, lastName, name, photoURL, email and type."},
    {.name = "authorName",
     .type = kText,
     .routes = kList,
     .doc = "Name of who wrote it.",
     .derivation = {Derivation::Kind::kMember, "author", "name"}},
    {.name = "authorType",
     .type = kText,
     .routes = kList,
     .doc = "What wrote it: END_USER, AGENT and others.",
     .derivation = {Derivation::Kind::kMember, "author", "type"}},
    {"responderId", kId, kList, "Agent who answered: id of zoho_desk_agents."},
    {"respondedIn", kText, kList,
     "How long the customer waited for this answer, as Zoho writes it."},
    {.name = "respondedInSeconds",
     .type = kInteger,
     .routes = kList,
     .doc = "How long the customer waited for this answer, in seconds.",
     .derivation = {Derivation::Kind::kSeconds, "respondedIn"}},
    {"fromEmailAddress", kText, kList, "Sender."},
    {"to", kText, kList, "Recipients."},
    {"cc", kText, kList, "Recipients of a copy."},
    {"bcc", kText, kList, "Recipients of a hidden copy."},
    {"replyTo", kText, kList, "Where answers go."},
    {"isForward", kBoolean, kList, "1 if it was forwarded."},
    {"canReply", kBoolean, kList, "1 if it can be answered."},
    {"contentType", kText, kList, "What the content is: text/html, text/plain, html or plainText."},
    {"hasAttach", kBoolean, kList, "1 if it has files."},
    {"attachmentCount", kInteger, kList, "Number of files."},
    {"attachmentIds", kJson, kList, "Ids of the files: array."},
    {"sentiment", kText, kList,
     "What Zoho's assistant reads from it: POSITIVE, NEGATIVE or NEUTRAL."},
    {"keyWords", kJson, kList, "Words that the assistant found: array."},
    {"aspects", kJson, kList, "Subjects that the assistant found: array."},
    {"source", kJson, kList,
     "App that it came through: object with appName, extId, permalink, type and appPhotoURL."},
    {"channelRelatedInfo", kJson, kList,
     "Of forums: object with isDeleted, isBestSolution and externalLink."},
    {"impersonatedUser", kJson, kList,
     "In whose name it was written: object with id, firstName, lastName, name, photoURL, email and "
     "type."},
    {"lastRatingIconURL", kText, kList, "Picture of the customer's last rating."},
    {"readReceipts", kJson, kList,
     "Who has read it: array of objects with senderName, recipientType, from and statusVsTime."},
    {"facebookProfile", kText, kList, "Profile on Facebook."},
    {"twitterProfile", kText, kList, "Profile on Twitter."},
    {"isContentTruncated", kBoolean, kList, "1 if the content is cut."},
    {"fullContentURL", kText, kList, "Where the whole content is."},
    {"actions", kJson, kList,
     "What may be done with it: array of objects with method, rel and href."},
    {"content", kText, kList, "Of comments the text."},
    {"attachments", kJson, kList,
     "Files of a comment: array of objects with id, name, size, href and previewurl."},
    {"commentedTime", kTime, kList, "When a comment was written (UTC)."},
    {"modifiedTime", kTime, kList, "When a comment was last changed (UTC)."},
    {"isPublic", kBoolean, kList, "Of a comment: 1 if customers see it."},
    {"commenterId", kId, kList,
     "Who wrote the comment: id of zoho_desk_agents or of zoho_desk_contacts."},
    {"commenter", kJson, kList,
     "Who wrote the comment: object with id, firstName, lastName, name, roleName, photoURL, type "
     "and email."},
    {.name = "commenterName",
     .type = kText,
     .routes = kList,
     .doc = "Name of who wrote the comment.",
     .derivation = {Derivation::Kind::kMember, "commenter", "name"}},
    {"encodedContent", kText, kList, "The comment with its markup escaped."},
    {"isTrashed", kBoolean, kList, "1 if it is in the recycle bin."},
};

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
