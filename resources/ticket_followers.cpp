// /tickets/{ticketId}/followers: who watches a ticket, in one answer. Somebody who follows the
// ticket and its contact stands there twice, so the key is all three.

#include "resources/all.h"

namespace zoho_desk::resources {
namespace {

using enum ColumnType;

constexpr std::string_view kKey[] = {"ticketId", "following", "id"};

constexpr Column kColumns[] = {
    {.name = "ticketId",
     .type = kId,
     .routes = kList,
     .doc = "Ticket of the follower: id of zoho_desk_tickets.",
     .not_null = true,
     .from_request = true},
    {.name = "following",
     .type = kText,
     .routes = kList,
     .doc = "What is followed: tickets, contacts or accounts, on some servers without the s.",
     .not_null = true},
    {.name = "id",
     .type = kId,
     .routes = kList,
     .doc = "Agent who follows: id of zoho_desk_agents.",
     .not_null = true},
    {"firstName", kText, kList, "First name."},
    {"lastName", kText, kList, "Last name."},
    {"email", kText, kList, "Email address."},
    {"photoURL", kText, kList, "Picture."},
};

}  // namespace

constinit const Resource kTicketFollowers = {
    .name = "ticket_followers",
    .doc = "One follower of a ticket.",
    .topic = Topic::kTickets,
    .limits =
        "Zoho lists followers one ticket at a time: a scan sends a request for each ticket, unless "
        "the query says which tickets (ticketId = '...', ticketId IN (SELECT id FROM "
        "zoho_desk_tickets WHERE ...), or a join on ticketId).",
    .key = kKey,
    .list =
        {
            .path = "/api/v1/tickets/{ticketId}/followers",
            .paginated = false,
            .scopes = "Desk.tickets.READ",
            .parent = {.param = "ticketId", .column = "ticketId", .table = "tickets"},
        },
    .columns = kColumns,
};

}  // namespace zoho_desk::resources
