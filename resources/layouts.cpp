// /layouts: list, get-by-id. A request must name one module, so a scan is one list for each module.
// Without status the server answers active layouts only.

#include "resources/all.h"

namespace zoho_desk::resources {
namespace {

using enum ColumnType;

constexpr Column kColumns[] = {
    {.name = "id",
     .type = kId,
     .routes = kList | kGet,
     .doc = "Layout id, the key.",
     .not_null = true},
    {"modifiedTime", kTime, kList | kGet, "When the layout last changed (UTC)."},
    {"isStandardLayout", kBoolean, kList | kGet, "1 for the module's standard layout."},
    {"hasLogo", kBoolean, kList | kGet, "1 if the layout has a logo."},
    {"layoutDisplayName", kText, kList | kGet, "Name people see."},
    {"isDefaultLayout", kBoolean, kList | kGet, "1 if new records use the layout by default."},
    {"layoutDesc", kText, kList | kGet, "What the layout is for."},
    {"layoutName", kText, kList | kGet, "Name of the layout."},
    {"skipDeptAccessValidation", kBoolean, kList | kGet,
     "1 if the layout serves the whole organization and not one department."},
    {"photoURL", kText, kList | kGet, "Link to the logo."},
    {"createdBy", kId, kList | kGet, "Who made the layout: id of zoho_desk_agents."},
    {"createdTime", kTime, kList | kGet, "When the layout was made (UTC)."},
    {"modifiedBy", kId, kList | kGet,
     "Who last changed the layout: id of zoho_desk_agents; may be empty."},
    {"status", kText, kList | kGet, "active or inactive."},
    {"module", kText, kList | kGet,
     "Cases (tickets), Contacts, Accounts, Tasks, Calls, Events, TimeEntry, Products or "
     "Contracts."},
    {"departmentId", kId, kList | kGet,
     "Department of the layout: id of zoho_desk_departments; NULL for layouts of the whole "
     "organization."},

    // Get-by-id only.
    {"sections", kJson, kGet, "Sections of the form with their fields, as an array."},

    // Only list rows carry it and few people want it: hidden, so that a row looked up by key is
    // complete without it.
    {.name = "layoutProfiles",
     .type = kJson,
     .routes = kList,
     .doc = "Profiles that may use the layout: array of id, profileName, type and isDefault; list "
            "rows only.",
     .hidden = true},
};

// Without status the server answers active layouts only.
constexpr FixedParam kFixed[] = {{"status", "all"}};

// What requests call a module and what rows call it.
constexpr ParentValue kModuleWords[] = {
    {"tickets", "Cases"},       {"contacts", "Contacts"}, {"accounts", "Accounts"},
    {"tasks", "Tasks"},         {"calls", "Calls"},       {"events", "Events"},
    {"timeEntry", "TimeEntry"}, {"products", "Products"}, {"contracts", "Contracts"},
};

// status is not a filter: status=all is sent already and must not be sent twice. layoutName is left
// out: whether it is a name or a keyword, and in which of the two names, is undocumented.
constexpr Filter kFilters[] = {
    {.column = "id", .param = "id"},
    {.column = "departmentId", .param = "departmentId"},
};

}  // namespace

constinit const Resource kLayouts = {
    .name = "layouts",
    .doc = "One form layout of a module, inactive ones included.",
    .topic = Topic::kSetup,
    .limits =
        "Zoho lists layouts one module at a time: a scan sends one request per module unless the "
        "query says module = '...'. Layouts of custom modules are left out.",
    .key = kIdKey,
    .list =
        {
            .path = "/api/v1/layouts",
            .max_limit = 99,
            .scopes = "Desk.basic.READ",
            .fixed = kFixed,
            .parent = {.param = "module", .column = "module", .values = kModuleWords},
        },
    .get = {.path = "/api/v1/layouts/{id}", .scopes = "Desk.basic.READ"},
    .filters = kFilters,
    .columns = kColumns,
};

}  // namespace zoho_desk::resources
