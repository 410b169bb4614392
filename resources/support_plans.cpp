// /supportPlans: list, get-by-id. A request must name one department. `from` and `limit` are in the
// newest specification only: a server that refuses them is asked without.

#include "resources/all.h"

namespace zoho_desk::resources {
namespace {

using enum ColumnType;

constexpr Column kColumns[] = {
    {.name = "id",
     .type = kId,
     .routes = kList | kGet,
     .doc = "Id of the plan, the key.",
     .not_null = true},
    {.name = "departmentId",
     .type = kId,
     .routes = kList,
     .doc = "Department of the plan: id of zoho_desk_departments.",
     .not_null = true,
     .from_request = true},
    {"name", kText, kList | kGet, "Name of the plan."},
    {"supportType", kText, kList | kGet,
     "What the plan is measured in: UNLIMITED_SUPPORT, HOURS, TICKETS or PRICE; some servers spell "
     "it otherwise."},
    {"status", kText, kList | kGet, "ACTIVE or DISCONTINUED."},
    {"department", kJson, kList | kGet, "Department of the plan: id and name."},
    {"creditDetails", kJson, kList | kGet,
     "What it comes to: creditLimit, creditCycle, isCarryForwardAllowed and "
     "isAdditionalUsageAllowed."},
    {"sla", kJson, kList | kGet, "Service level agreement of the plan: id, name and status."},
    {"createdBy", kJson, kList | kGet, "Who made the plan: id, name and photoURL."},
    {.name = "createdTime",
     .type = kTime,
     .routes = kList | kGet,
     .doc = "When the plan was made (UTC).",
     .alias = "creadtedTime"},
    {"modifiedBy", kJson, kList | kGet, "Who last changed the plan: id, name and photoURL."},
    {"modifiedTime", kTime, kList | kGet, "When the plan last changed (UTC)."},
};

constexpr FilterValue kStatuses[] = {{"ACTIVE", "ACTIVE"}, {"DISCONTINUED", "DISCONTINUED"}};

constexpr Filter kFilters[] = {
    {.column = "status", .param = "status", .values = kStatuses},
};

}  // namespace

constinit const Resource kSupportPlans = {
    .name = "support_plans",
    .doc = "One support plan, which contracts give to accounts.",
    .topic = Topic::kServiceLevels,
    .limits =
        "Zoho lists support plans one department at a time: a scan sends one request per "
        "department unless the query says departmentId = '...'.",
    .key = kIdKey,
    .list =
        {
            .path = "/api/v1/supportPlans",
            .paging_may_be_refused = true,
            .max_limit = 50,
            .scopes = "Desk.automations.READ,Desk.settings.READ",
            .parent = {.param = "departmentId", .column = "departmentId", .table = "departments"},
        },
    .get = {.path = "/api/v1/supportPlans/{id}",
            .scopes = "Desk.automations.READ,Desk.settings.READ"},
    .filters = kFilters,
    .columns = kColumns,
};

}  // namespace zoho_desk::resources
