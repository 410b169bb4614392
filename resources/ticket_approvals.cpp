// /tickets/{ticketId}/approvals: a list for each ticket, whose rows do not name the ticket. The
// list has all that the get of one has.

#include "resources/all.h"

namespace zoho_desk::resources {
namespace {

using enum ColumnType;

constexpr Column kColumns[] = {
    {.name = "id", .type = kId, .routes = kList, .doc = "Approval id, the key.", .not_null = true},
    {.name = "ticketId",
     .type = kId,
     .routes = kList,
     .doc = "Ticket of the approval: id of zoho_desk_tickets.",
     .not_null = true,
     .from_request = true},
    {"status", kText, kList, "Whether it was granted: Approved, Rejected or Pending."},
    {"requestedTime", kTime, kList, "When it was asked for (UTC)."},
    {"processedTime", kTime, kList, "When it was answered (UTC)."},
    {"subject", kText, kList, "What was asked."},
    {"description", kText, kList, "What was asked, at length."},
    {.name = "approverId",
     .type = kId,
     .routes = kList,
     .doc = "Who was asked: id of zoho_desk_agents.",
     .derivation = {Derivation::Kind::kMember, "approver", "id"}},
    {.name = "requesterId",
     .type = kId,
     .routes = kList,
     .doc = "Who asked: id of zoho_desk_agents.",
     .derivation = {Derivation::Kind::kMember, "requester", "id"}},
    {"approver", kJson, kList,
     "Who was asked: object with id, firstName, lastName, email and photoURL."},
    {"requester", kJson, kList,
     "Who asked: object with id, firstName, lastName, email and photoURL."},
};

constexpr FilterValue kStatuses[] = {
    {"Approved", "Approved"}, {"Rejected", "Rejected"}, {"Pending", "Pending"}};

constexpr Filter kFilters[] = {{.column = "status", .param = "status", .values = kStatuses}};

}  // namespace

constinit const Resource kTicketApprovals = {
    .name = "ticket_approvals",
    .doc = "One request for approval on a ticket.",
    .topic = Topic::kTickets,
    .limits =
        "Zoho lists approvals one ticket at a time: a scan sends a request for each ticket, unless "
        "the query says which tickets (ticketId = '...', ticketId IN (SELECT id FROM "
        "zoho_desk_tickets WHERE ...), or a join on ticketId).",
    .key = kIdKey,
    .list =
        {
            .path = "/api/v1/tickets/{ticketId}/approvals",
            .paging_may_be_refused = true,
            .max_limit = 100,
            .scopes = "Desk.tickets.READ",
            .parent = {.param = "ticketId", .column = "ticketId", .table = "tickets"},
        },
    .filters = kFilters,
    .columns = kColumns,
};

}  // namespace zoho_desk::resources
