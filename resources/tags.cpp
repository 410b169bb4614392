// /ticketTags: a list, no get-by-id. A request must name one department, and the rows do not repeat
// it. Whether departments share a tag is not documented: the department is part of the key. sortBy
// is not used, as sources disagree about its direction.

#include "resources/all.h"

namespace zoho_desk::resources {
namespace {

using enum ColumnType;

constexpr std::string_view kKey[] = {"departmentId", "id"};

constexpr Column kColumns[] = {
    {.name = "departmentId",
     .type = kId,
     .routes = kList,
     .doc = "Department of the tag: id of zoho_desk_departments.",
     .not_null = true,
     .from_request = true},
    {.name = "id",
     .type = kId,
     .routes = kList,
     .doc = "Tag id, the key within a department.",
     .not_null = true},
    {"name", kText, kList, "The tag."},
    {"tagType", kText, kList, "SYSTEM or MANUAL."},
    {"ticketCount", kInteger, kList, "Number of tickets that have the tag."},
};

}  // namespace

constinit const Resource kTags = {
    .name = "tags",
    .doc = "One tag that tickets of a department can have.",
    .topic = Topic::kTickets,
    .limits =
        "Zoho lists tags one department at a time: a scan sends one request per department and "
        "hundred tags unless the query says departmentId = '...'.",
    .key = kKey,
    .list =
        {
            .path = "/api/v1/ticketTags",
            .max_limit = 100,
            .scopes = "Desk.tickets.READ",
            .parent = {.param = "departmentId", .column = "departmentId", .table = "departments"},
        },
    .columns = kColumns,
};

}  // namespace zoho_desk::resources
