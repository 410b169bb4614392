// /tags/{tagId}/tickets: the tickets that have a tag, as they stand in pages of /tickets. A ticket
// may have several tags, so the key is both. There is no get-by-id: that is the one of /tickets.
// Filters are in the newest sources only, and are not asked for.

#include "resources/all.h"
#include "resources/ticket_rows.h"

namespace zoho_desk::resources {
namespace {

constexpr std::string_view kKey[] = {"tagId", "id"};

constexpr Column kTag = {.name = "tagId",
                         .type = ColumnType::kId,
                         .routes = kList,
                         .doc = "Tag that the ticket has: id of zoho_desk_tags.",
                         .not_null = true,
                         .from_request = true};

constexpr auto kColumns = TicketRows(std::array{kTag, kTicketRowId});

constexpr SortKey kSorts[] = {{"createdTime", "createdTime", kList}};

constexpr std::string_view kGuards[] = {"ticketCount"};

}  // namespace

constinit const Resource kTagTickets = {
    .name = "tag_tickets",
    .doc = "One ticket that has a tag.",
    .topic = Topic::kTickets,
    .limits =
        "Zoho lists them one tag at a time: a scan sends a request for each tag that is in use, "
        "unless the query says which tags (tagId = '...', tagId IN (SELECT id FROM zoho_desk_tags "
        "WHERE ...), or a join on tagId).",
    .key = kKey,
    .list =
        {
            .path = "/api/v1/tags/{tagId}/tickets",
            .max_limit = 100,
            .scopes = "Desk.tickets.READ",
            .parent = {.param = "tagId", .column = "tagId", .table = "tags", .guards = kGuards},
        },
    .sorts = kSorts,
    .columns = kColumns,
};

}  // namespace zoho_desk::resources
