// /accounts/{accountId}/sla: a list for each account. Zoho lists service level agreements nowhere
// else, so one that several accounts have comes several times. Older answers call the name slaName.

#include "resources/all.h"

namespace zoho_desk::resources {
namespace {

using enum ColumnType;

constexpr std::string_view kKey[] = {"accountId", "id"};

constexpr Column kColumns[] = {
    {.name = "accountId",
     .type = kId,
     .routes = kList,
     .doc = "The account: id of zoho_desk_accounts.",
     .not_null = true,
     .from_request = true},
    {.name = "id",
     .type = kId,
     .routes = kList,
     .doc = "Id of the agreement; slaId of zoho_desk_tickets has such ids.",
     .not_null = true},
    {.name = "name",
     .type = kText,
     .routes = kList,
     .doc = "Name of the agreement.",
     .alias = "slaName"},
    {"department", kJson, kList, "Department that it is for: id and name."},
    {"isActive", kBoolean, kList, "1 if it is in force."},
};

constexpr Parameter kParameters[] = {
    {.name = "departmentId",
     .param = "departmentId",
     .doc = "Only agreements for this department: id of zoho_desk_departments.",
     .kind = ParameterKind::kId},
};

}  // namespace

constinit const Resource kAccountSlas = {
    .name = "account_slas",
    .doc = "One service level agreement of an account.",
    .topic = Topic::kServiceLevels,
    .limits =
        "Zoho lists agreements one account at a time: a scan sends a request for each account, "
        "unless the query says which (accountId = '...', IN, or a join on accountId).",
    .key = kKey,
    .list =
        {
            .path = "/api/v1/accounts/{accountId}/sla",
            .max_limit = 100,
            .scopes = "Desk.settings.READ",
            .parent = {.param = "accountId", .column = "accountId", .table = "accounts"},
        },
    .parameters = kParameters,
    .columns = kColumns,
};

}  // namespace zoho_desk::resources
