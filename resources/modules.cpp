// /organizationModules: list, get-by-id, of which the list has all at once. Older servers have a
// list of another form at another place.

#include "resources/all.h"

namespace zoho_desk::resources {
namespace {

using enum ColumnType;

constexpr Column kColumns[] = {
    {.name = "id",
     .type = kId,
     .routes = kList | kGet,
     .doc = "Id of the module, the key.",
     .not_null = true},
    {"apiName", kText, kList | kGet,
     "Name of the module in the API, such as tickets, or cm_... for one of the portal's own."},
    {"displayLabel", kText, kList | kGet, "Name that people see."},
    {"singularLabel", kText, kList | kGet, "Name of one record."},
    {"pluralLabel", kText, kList | kGet, "Name of several records."},
    {"nameField", kText, kList | kGet, "Field that names a record."},
    {"description", kText, kList | kGet, "What the module is for."},
    {"isCustomModule", kBoolean, kList | kGet, "1 for a module of the portal's own."},
    {"isDeptSpecific", kBoolean, kList | kGet, "1 if its records belong to departments."},
    {"hasRecycleBin", kBoolean, kList | kGet, "1 if deleted records go to zoho_desk_recycle_bin."},
    {"createdBy", kId, kList | kGet, "Who made the module: id of zoho_desk_agents."},
    {"createdTime", kTime, kList | kGet, "When the module was made (UTC)."},
    {"modifiedBy", kId, kList | kGet, "Who last changed the module: id of zoho_desk_agents."},
    {"modifiedTime", kTime, kList | kGet, "When the module last changed (UTC)."},
    {"modifier", kJson, kList | kGet,
     "Who last changed the module: id, names, email and photoURL."},
    {"profileIds", kJson, kGet, "Profiles that may use it: array of ids of zoho_desk_profiles."},
    {"departmentIds", kJson, kGet,
     "Departments that may use it: array of ids of zoho_desk_departments."},
};

}  // namespace

constinit const Resource kModules = {
    .name = "modules",
    .doc = "One module: a kind of record that the portal has, built in or of its own making.",
    .topic = Topic::kSetup,
    .key = kIdKey,
    .list =
        {
            .path = "/api/v1/organizationModules",
            .paginated = false,
            .scopes = "Desk.basic.READ,Desk.modules.READ,Desk.settings.READ",
        },
    .get = {.path = "/api/v1/organizationModules/{id}",
            .scopes = "Desk.modules.READ,Desk.settings.READ"},
    .columns = kColumns,
};

}  // namespace zoho_desk::resources
