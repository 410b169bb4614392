// /recycleBin: a list, no get-by-id. Its order is not relied upon: the newest specification alone
// has sortBy, and says nothing of records without a value.

#include "resources/all.h"

namespace zoho_desk::resources {
namespace {

using enum ColumnType;

constexpr Column kColumns[] = {
    {.name = "id",
     .type = kId,
     .routes = kList,
     .doc = "Id of what was deleted, the key; Zoho leaves open whether it is that of the record or "
            "of its place in the bin.",
     .not_null = true},
    {"displayName", kText, kList, "Name or subject of the record."},
    {"type", kText, kList,
     "What it is, such as Tickets, Contacts, Calls, Time Entry or Attachments."},
    {"departmentId", kId, kList, "Department of the record: id of zoho_desk_departments."},
    {"deletedById", kId, kList, "Who deleted it: id of zoho_desk_agents."},
    {"deletedTime", kTime, kList, "When it was deleted (UTC)."},
    {.name = "department",
     .type = kJson,
     .routes = kList,
     .doc = "The department: id and name.",
     .list_include = "department"},
    {.name = "deletedBy",
     .type = kJson,
     .routes = kList,
     .doc = "Who deleted it: id, names, email and photoURL.",
     .list_include = "deletedBy"},
};

constexpr std::string_view kModuleWords[] = {"accounts",  "contacts", "tickets",  "tasks",
                                             "timeEntry", "calls",    "events",   "contracts",
                                             "products",  "topics",   "solutions"};

constexpr Filter kFilters[] = {
    {.column = "departmentId", .param = "departmentId"},
};

constexpr Parameter kParameters[] = {
    {.name = "module",
     .param = "module",
     .doc = "Only records of one module: accounts, contacts, tickets, tasks, timeEntry, calls, "
            "events, contracts, products, topics or solutions.",
     .kind = ParameterKind::kChoice,
     .values = kModuleWords},
};

}  // namespace

constinit const Resource kRecycleBin = {
    .name = "recycle_bin",
    .doc = "One deleted record that can still be restored.",
    .topic = Topic::kTickets,
    .limits = "Zoho empties the bin after 60 days.",
    .key = kIdKey,
    .list =
        {
            .path = "/api/v1/recycleBin",
            .max_limit = 100,
            .scopes = "Desk.settings.READ",
        },
    .filters = kFilters,
    .parameters = kParameters,
    .columns = kColumns,
};

}  // namespace zoho_desk::resources
