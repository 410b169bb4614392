// /fields: list, get-by-id. A request must name one module, which the rows do not repeat. Older
// servers have the list at /organizationFields, which is to go. Choices come under one of two names
// and may be empty.

#include "resources/all.h"

namespace zoho_desk::resources {
namespace {

using enum ColumnType;

constexpr Column kColumns[] = {
    {.name = "id",
     .type = kId,
     .routes = kList | kGet,
     .doc = "Field id, the key.",
     .not_null = true},
    {.name = "module",
     .type = kText,
     .routes = kList,
     .doc = "Module of the field: tickets, contacts, accounts, tasks, timeEntry, products, calls, "
            "events, contracts or agents.",
     .not_null = true,
     .from_request = true},
    {"apiName", kText, kList | kGet,
     "Name of the field in the API, such as subject; those of the portal's own begin with cf_."},
    {"displayLabel", kText, kList | kGet, "Label that people see."},
    {"name", kText, kList | kGet, "Internal name."},
    {"i18NLabel", kText, kList | kGet, "Label in the language of the token's user."},
    {"type", kText, kList | kGet,
     "Kind of value, such as Text, Number, Picklist or LookUp; servers spell some in several "
     "ways."},
    {"isCustomField", kBoolean, kList | kGet, "1 for a field of the portal's own."},
    {"isMandatory", kBoolean, kList | kGet, "1 if a value must be given."},
    {"isEncryptedField", kBoolean, kList | kGet, "1 if values are stored encrypted."},
    {"maxLength", kInteger, kList | kGet, "Longest text that it takes."},
    {"decimalPlaces", kInteger, kList | kGet, "Digits behind the point."},
    {"roundingOption", kText, kList | kGet,
     "How numbers are rounded: roundOff, roundDown, roundUp or normal."},
    {"roundingPrecision", kInteger, kList | kGet, "Digits that they are rounded to."},
    {"pickListValues", kJson, kList | kGet,
     "Choices: array of objects with value and statusType; may be empty."},
    {"allowedValues", kJson, kList | kGet,
     "Choices as older servers tell them, with the same keys."},
    {"defaultValue", kText, kList | kGet, "Value that new records have."},
    {"lookup", kJson, kList, "What a look-up points at: module, relatedListLabel and onDelete."},
    {"lookupProperties", kJson, kList,
     "The same as older servers tell it: relatedModule, nameFieldInRelatedModule, "
     "labelInRelatedModule and onDelete."},
    {"subType", kText, kList | kGet, "Kind of picklist: Plain or ColorCoded."},
    {"returnType", kText, kList | kGet, "Kind of value of a formula."},
    {"showToHelpCenter", kBoolean, kList | kGet, "1 if customers see it."},
    {"toolTip", kText, kList | kGet, "Hint for people."},
    {"toolTipType", kText, kList | kGet, "How the hint is shown: placeHolder or icon."},
    {"properties", kJson, kList | kGet, "Whether it can be translated: translatable."},
    {"isIndexed", kBoolean, kList | kGet, "1 if there is an index on it."},
    {"isSortable", kBoolean, kList | kGet, "1 if records can be sorted by it."},
    {"isComputed", kBoolean, kList | kGet, "1 if it is computed."},
    {"isIdentifier", kBoolean, kList | kGet, "1 if it names the record."},
    {"isBasic", kBoolean, kList | kGet, "1 for a basic field."},
    {"isPresence", kBoolean, kList | kGet, "1 if it tells whether somebody is there."},
    {"isInternalState", kBoolean, kList | kGet, "1 if it is for Zoho's own use."},
    {"isTrackLastActivityTime", kBoolean, kList | kGet, "1 if changes of it count as activity."},
    {"sourceType", kText, kList | kGet, "Who made it: SYSTEM, USERDEFINED or EXTENSION."},
    {"createdBy", kId, kList | kGet, "Who made the field: id of zoho_desk_agents."},
    {"createdTime", kTime, kList | kGet, "When the field was made (UTC)."},
    {"modifiedBy", kId, kList | kGet, "Who last changed the field: id of zoho_desk_agents."},
    {"modifiedTime", kTime, kList | kGet, "When the field last changed (UTC)."},
    {"associatedDepartments", kJson, kGet, "Departments that it is for: an object with data."},
};

constexpr ParentValue kModuleWords[] = {{"tickets", "tickets"},     {"contacts", "contacts"},
                                        {"accounts", "accounts"},   {"tasks", "tasks"},
                                        {"timeEntry", "timeEntry"}, {"products", "products"},
                                        {"calls", "calls"},         {"events", "events"},
                                        {"contracts", "contracts"}, {"agents", "agents"}};

constexpr Filter kFilters[] = {
    {.column = "apiName", .param = "apiNames", .kind = FilterKind::kEqualList, .max_items = 100},
};

}  // namespace

constinit const Resource kOrganizationFields = {
    .name = "organization_fields",
    .alias = "fields",
    .doc = "One field of a module, built in or of the portal's own making.",
    .topic = Topic::kSetup,
    .limits =
        "Zoho lists fields one module at a time: a scan sends one request per module unless the "
        "query says module = '...'. Fields of custom modules are left out.",
    .key = kIdKey,
    .list =
        {
            .path = "/api/v1/fields",
            .paginated = false,
            .scopes = "Desk.basic.READ,Desk.fields.READ",
            .parent = {.param = "module", .column = "module", .values = kModuleWords},
        },
    .get = {.path = "/api/v1/fields/{id}", .scopes = "Desk.fields.READ,Desk.settings.READ"},
    .filters = kFilters,
    .columns = kColumns,
};

}  // namespace zoho_desk::resources
