// /contracts: list, get-by-id. get-by-id always has account, owner, product and sla; the list has
// them on request. The count endpoint wants a viewId, so it cannot count the table.

#include "resources/all.h"

namespace zoho_desk::resources {
namespace {

using enum ColumnType;

constexpr Column kColumns[] = {
    {.name = "id",
     .type = kId,
     .routes = kList | kGet,
     .doc = "Contract id, the key.",
     .not_null = true},
    {"associatedSLAId", kId, kList | kGet,
     "Id of the service level agreement; Zoho calls the field deprecated, see sla."},
    {"accountId", kId, kList | kGet,
     "Account under contract: id of zoho_desk_accounts; Zoho calls the field deprecated, see "
     "account."},
    {"contractStatus", kText, kList | kGet, "ACTIVE, EXPIRED or FUTURE."},
    {"productId", kId, kList | kGet,
     "Product covered: id of zoho_desk_products; Zoho calls the field deprecated, see product."},
    {"endDate", kDate, kList | kGet, "Last day of the contract."},
    {"departmentId", kId, kList | kGet, "Department in charge: id of zoho_desk_departments."},
    {"contractName", kText, kList | kGet, "Name of the contract."},
    {"ownerId", kId, kList | kGet, "Agent who owns the contract: id of zoho_desk_agents."},
    {"supportPlan", kJson, kList | kGet, "The support plan: id, name, status and supportType."},
    {"startDate", kDate, kList | kGet, "First day of the contract."},
    {.name = "account",
     .type = kJson,
     .routes = kList | kGet,
     .doc = "The account: id, accountName and website.",
     .list_include = "accounts"},
    {.name = "owner",
     .type = kJson,
     .routes = kList | kGet,
     .doc = "The owning agent: id, name and photoURL.",
     .list_include = "owner"},
    {.name = "product",
     .type = kJson,
     .routes = kList | kGet,
     .doc = "The product: id and productName.",
     .list_include = "products"},
    {.name = "sla",
     .type = kJson,
     .routes = kList | kGet,
     .doc = "The service level agreement: id and name.",
     .list_include = "slas"},

    // Get-by-id only.
    {"modifiedTime", kTime, kGet, "When the contract last changed (UTC)."},
    {"customFields", kJson, kGet,
     "The values of cf again, keyed by the label people see; labels change, so prefer cf."},
    {"description", kText, kGet, "What the contract says in brief."},
    {"notificationAgentIds", kJson, kGet,
     "Agents told before the contract ends: array of ids of zoho_desk_agents."},
    {"createdTime", kTime, kGet, "When the record was made (UTC)."},
    {"modifiedBy", kId, kGet, "Who last changed the record: id of zoho_desk_agents."},
    {"cf", kJson, kGet,
     "Custom fields as one object keyed by API name (cf_...); read one with json_extract or ->>."},
    {"notifyBefore", kInteger, kGet, "How many days before the end date agents are told."},
    {"contractNumber", kText, kGet, "Number of the contract."},
    {"layoutId", kId, kGet, "Layout of the contract form: id of zoho_desk_layouts."},
    {"createdBy", kId, kGet, "Who made the record: id of zoho_desk_agents."},
    {"notifyOn", kDate, kGet, "Day on which agents are told."},

    // Only list rows carry these, and few people want them: hidden, so that a row looked up by key
    // is complete without them.
    {.name = "associatedSupportPlanId",
     .type = kId,
     .routes = kList,
     .doc = "Id of the support plan; list rows only, see supportPlan.",
     .hidden = true},
    {.name = "department",
     .type = kJson,
     .routes = kList,
     .doc = "The department: id and name; list rows only.",
     .list_include = "departments",
     .hidden = true},
};

// viewId and filterId are left out: the first seems to switch to shorter rows, whose missing
// columns would read as NULL, and the second is in one version of the specification only.
constexpr Filter kFilters[] = {
    {.column = "accountId", .param = "accountId"},
    {.column = "ownerId", .param = "ownerIds", .kind = FilterKind::kEqualList, .max_items = 10},
    {.column = "departmentId",
     .param = "departmentIds",
     .kind = FilterKind::kEqualList,
     .max_items = 10},
    // The server matches the start of the name, which covers the whole name.
    {.column = "contractName", .param = "contractName", .max_length = 80, .exclusive_group = 1},
    {.column = "contractName",
     .param = "contractName",
     .kind = FilterKind::kPrefix,
     .max_length = 80,
     .star = false,
     .exclusive_group = 1},
};

// Rows of the list carry neither time, so no range is walked to, but its order is SQLite's. The
// other keys are names and dates that may be NULL.
constexpr SortKey kSorts[] = {
    {"createdTime", "createdTime", kList},
    {"modifiedTime", "modifiedTime", kList},
};

}  // namespace

constinit const Resource kContracts = {
    .name = "contracts",
    .doc = "One support contract with an account.",
    .topic = Topic::kServiceLevels,
    .limits =
        "Contracts come with some Zoho Desk editions only; on the others the query ends with an "
        "error. Zoho documents several shapes of list rows, so any column but id may be NULL "
        "there.",
    .key = kIdKey,
    .list =
        {
            .path = "/api/v1/contracts",
            .max_limit = 100,
            .scopes = "Desk.settings.READ",
        },
    .get = {.path = "/api/v1/contracts/{id}", .scopes = "Desk.settings.READ"},
    .filters = kFilters,
    .sorts = kSorts,
    .columns = kColumns,
};

}  // namespace zoho_desk::resources
