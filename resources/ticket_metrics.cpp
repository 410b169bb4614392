// /tickets/{ticketId}/metrics: one object for each ticket, in which the ticket is not named: a list
// of at most one row. Durations are text, as people read them ("20 days 04:40 hrs").

#include "resources/all.h"

namespace zoho_desk::resources {
namespace {

using enum ColumnType;

constexpr std::string_view kKey[] = {"ticketId"};

constexpr Column kColumns[] = {
    {.name = "ticketId",
     .type = kId,
     .routes = kList,
     .doc = "Ticket, the key: id of zoho_desk_tickets.",
     .not_null = true,
     .from_request = true},
    {"firstResponseTime", kText, kList, "How long the customer waited for the first answer."},
    {.name = "firstResponseSeconds",
     .type = kInteger,
     .routes = kList,
     .doc = "How long the customer waited for the first answer, in seconds.",
     .derivation = {Derivation::Kind::kSeconds, "firstResponseTime"}},
    {"totalResponseTime", kText, kList, "How long the customer waited for answers in all."},
    {.name = "totalResponseSeconds",
     .type = kInteger,
     .routes = kList,
     .doc = "How long the customer waited for answers in all, in seconds.",
     .derivation = {Derivation::Kind::kSeconds, "totalResponseTime"}},
    {"resolutionTime", kText, kList, "How long it took until the ticket was closed."},
    {.name = "resolutionSeconds",
     .type = kInteger,
     .routes = kList,
     .doc = "How long it took until the ticket was closed, in seconds.",
     .derivation = {Derivation::Kind::kSeconds, "resolutionTime"}},
    {"reassignCount", kInteger, kList, "How often the ticket went to another agent."},
    {"outgoingCount", kInteger, kList, "Number of messages that were sent out."},
    {"threadCount", kInteger, kList, "Number of messages of the conversation."},
    {"responseCount", kInteger, kList, "Number of answers."},
    {"reopenCount", kInteger, kList, "How often the ticket was opened again."},
    {"agentsHandled", kJson, kList,
     "Agents who worked on it: array of objects with agentId, agentName and handlingTime."},
    {"stagingData", kJson, kList,
     "Time in each status: array of objects with status and handledTime."},
};

}  // namespace

constinit const Resource kTicketMetrics = {
    .name = "ticket_metrics",
    .doc = "What Zoho Desk has measured about a ticket.",
    .topic = Topic::kTickets,
    .limits =
        "Zoho tells metrics one ticket at a time: a scan sends a request for each ticket, unless "
        "the query says which tickets (ticketId = '...', ticketId IN (SELECT id FROM "
        "zoho_desk_tickets WHERE ...), or a join on ticketId).",
    .key = kKey,
    .list =
        {
            .path = "/api/v1/tickets/{ticketId}/metrics",
            .data_key = "",
            .paginated = false,
            .scopes = "Desk.tickets.READ",
            .parent = {.param = "ticketId", .column = "ticketId", .table = "tickets"},
        },
    .columns = kColumns,
};

}  // namespace zoho_desk::resources
