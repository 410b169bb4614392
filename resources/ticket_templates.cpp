// /ticketTemplates: list, get-by-id. What a template fills in comes with the get only. A text of
// Zoho's says that a page has up to 100 rows, an older schema 99.

#include "resources/all.h"

namespace zoho_desk::resources {
namespace {

using enum ColumnType;

constexpr Column kColumns[] = {
    {.name = "id",
     .type = kId,
     .routes = kList | kGet,
     .doc = "Id of the template, the key.",
     .not_null = true},
    {"templateName", kText, kList | kGet, "Name of the template."},
    {"ticketTemplateName", kText, kList | kGet,
     "Name of the template again; not every server sends both."},
    {"layoutId", kId, kList | kGet, "Layout of the tickets: id of zoho_desk_layouts."},
    {"showInCustomerPortal", kBoolean, kList | kGet,
     "1 if customers can use it in the help center."},
    {"ticketTemplateValues", kJson, kGet,
     "What it fills in: subject, departmentId, contactId, productId, assigneeId, priority, status, "
     "channel, category, cf and others."},
};

constexpr Filter kFilters[] = {
    {.column = "layoutId", .param = "layoutId"},
    {.column = "showInCustomerPortal",
     .param = "showInCustomerPortal",
     .kind = FilterKind::kBoolean},
};

constexpr Parameter kParameters[] = {
    {.name = "departmentId",
     .param = "departmentId",
     .doc = "Only templates of this department: id of zoho_desk_departments.",
     .kind = ParameterKind::kId},
    {.name = "searchText",
     .param = "searchStr",
     .doc = "Only templates whose name holds this text."},
};

}  // namespace

constinit const Resource kTicketTemplates = {
    .name = "ticket_templates",
    .doc = "One template that fills in new tickets.",
    .topic = Topic::kSetup,
    .key = kIdKey,
    .list =
        {
            .path = "/api/v1/ticketTemplates",
            .max_limit = 100,
            .scopes = "Desk.settings.READ,Desk.templates.READ",
        },
    .get = {.path = "/api/v1/ticketTemplates/{id}",
            .scopes = "Desk.settings.READ,Desk.templates.READ"},
    .filters = kFilters,
    .parameters = kParameters,
    .columns = kColumns,
};

}  // namespace zoho_desk::resources
