// /views: a list, no get-by-id. A request must name one module and the rows do not repeat it: the
// module column is what was asked for, and ids are unique only within it. There is no paging.

#include "resources/all.h"

namespace zoho_desk::resources {
namespace {

using enum ColumnType;

constexpr Column kColumns[] = {
    {.name = "module",
     .type = kText,
     .routes = kList,
     .doc = "Module of the view: tickets, contacts, accounts, contracts, activities, tasks, calls "
            "or events.",
     .not_null = true,
     .from_request = true},
    {.name = "id",
     .type = kId,
     .routes = kList,
     .doc = "View id, the key within a module.",
     .not_null = true},
    {"name", kText, kList, "Internal name, such as All Cases."},
    {"viewName", kText, kList, "Name of the view; usually the same as name."},
    {"displayLabel", kText, kList, "Label people see, such as All Tickets; newer servers only."},
    {"sanitizedName", kText, kList, "Name as used in web addresses; newer servers only."},
    {"isCustomView", kBoolean, kList, "1 for views people made, 0 for built-in ones."},
    {"isLocked", kBoolean, kList, "1 if the view is locked against changes; newer servers only."},
    {.name = "createdBy",
     .type = kId,
     .routes = kList,
     .doc = "Who made the view: id of zoho_desk_agents.",
     .list_header = "featureFlags: createdBy"},
    {"deprecatedViewId", kId, kList, "Former id of the view."},
};

constexpr std::string_view kKey[] = {"module", "id"};

constexpr ParentValue kModuleWords[] = {
    {"tickets", "tickets"},       {"contacts", "contacts"}, {"events", "events"},
    {"activities", "activities"}, {"tasks", "tasks"},       {"contracts", "contracts"},
    {"accounts", "accounts"},     {"calls", "calls"},
};

constexpr Parameter kParameters[] = {
    {.name = "departmentId",
     .param = "departmentId",
     .doc = "Only views of this department: id of zoho_desk_departments.",
     .kind = ParameterKind::kId},
};

}  // namespace

constinit const Resource kViews = {
    .name = "views",
    .doc = "One saved view of a module.",
    .topic = Topic::kSetup,
    .limits =
        "Zoho lists views one module at a time: a scan sends one request per module unless the "
        "query says module = '...'. Views that belong to a single department may be missing.",
    .key = kKey,
    .list =
        {
            .path = "/api/v1/views",
            .paginated = false,
            .scopes = "Desk.settings.READ,Desk.basic.READ",
            .parent = {.param = "module", .column = "module", .values = kModuleWords},
        },
    .parameters = kParameters,
    .columns = kColumns,
};

}  // namespace zoho_desk::resources
