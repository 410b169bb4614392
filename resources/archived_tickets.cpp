// /tickets/archivedTickets: a list for each department, of at most 5,000 rows. There is no
// get-by-id: that of /tickets answers for tickets that are not archived too.

#include "resources/all.h"
#include "resources/ticket_rows.h"

namespace zoho_desk::resources {
namespace {

constexpr auto kColumns = TicketRows(std::array{kTicketRowId});

}  // namespace

constinit const Resource kArchivedTickets = {
    .name = "archived_tickets",
    .doc = "One ticket that has been archived.",
    .topic = Topic::kTickets,
    .limits =
        "Zoho lists archived tickets one department at a time, and no more than 5,000 of "
        "each: a scan sends one request per department and hundred tickets unless the query "
        "says departmentId = '...'.",
    .key = kIdKey,
    .list =
        {
            .path = "/api/v1/tickets/archivedTickets",
            .max_limit = 100,
            .max_from = 4999,
            .scopes = "Desk.tickets.READ,Desk.search.READ",
            .parent = {.param = "departmentId", .column = "departmentId", .table = "departments"},
        },
    .columns = kColumns,
};

}  // namespace zoho_desk::resources
