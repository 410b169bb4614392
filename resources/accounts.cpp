// /accounts: list, get-by-id, search. Search rows are full records, owner included, but for
// customerHappiness; list rows are short and take no include. First row: `from` 0 and 1 both give
// it here, so it starts at 0 like elsewhere. The count endpoint wants a viewId, so it cannot count
// the table.

#include "resources/all.h"

namespace zoho_desk::resources {
namespace {

using enum ColumnType;

constexpr uint8_t kEvery = kList | kSearch | kGet;

constexpr Column kColumns[] = {
    {.name = "id", .type = kId, .routes = kEvery, .doc = "Account id, the key.", .not_null = true},
    {"website", kText, kEvery, "Web site as typed in; not always a URL."},
    {"accountName", kText, kEvery, "Name of the account."},
    {"phone", kText, kEvery, "Phone number."},
    {"email", kText, kEvery, "E-mail address."},
    {"webUrl", kText, kEvery, "Link to the account in the agent's browser."},
    {"createdTime", kTime, kEvery, "When the account was made (UTC)."},
    {"zohoCRMAccount", kJson, kEvery, "The matching Zoho CRM record: id; NULL without one."},
    {"country", kText, kSearch | kGet, "Country."},
    {"code", kText, kSearch | kGet, "Postal code."},
    {"cf", kJson, kSearch | kGet,
     "Custom fields as one object keyed by API name (cf_...); read one with json_extract or ->>."},
    {"city", kText, kSearch | kGet, "City."},
    {"street", kText, kSearch | kGet, "Street."},
    {"annualrevenue", kReal, kSearch | kGet, "Yearly revenue, in the currency the portal uses."},
    {"description", kText, kSearch | kGet, "Notes about the account."},
    {"industry", kText, kSearch | kGet, "Line of business by name."},
    {"state", kText, kSearch | kGet, "State or province."},
    {"ownerId", kId, kSearch | kGet, "Agent who owns the account: id of zoho_desk_agents."},
    {"fax", kText, kSearch | kGet, "Fax number."},
    {"modifiedTime", kTime, kSearch | kGet, "When the account last changed (UTC)."},
    {"isFollowing", kBoolean, kSearch | kGet, "1 if the token's agent follows the account."},
    {"isDeleted", kBoolean, kSearch | kGet, "1 if the account was deleted."},
    {"isTrashed", kBoolean, kSearch | kGet, "1 if the account is in the recycle bin."},
    {"associatedSLAIds", kJson, kSearch | kGet,
     "Ids of the service level agreements tied to the account, as an array."},
    {"layoutId", kId, kSearch | kGet, "Layout of the account form: id of zoho_desk_layouts."},
    {"layoutDetails", kJson, kSearch | kGet, "The layout: id and layoutName."},
    {.name = "owner",
     .type = kJson,
     .routes = kSearch | kGet,
     .doc = "The owning agent: id and names.",
     .get_include = "owner"},

    // The same values as cf under labels that change: hidden in favour of cf.
    {.name = "customFields",
     .type = kJson,
     .routes = kSearch | kGet,
     .doc = "The values of cf again, keyed by the label people see; labels change, so prefer cf.",
     .hidden = true},
    // Hidden: only list rows carry it, so SELECT * of one account would walk the whole list for it.
    {.name = "customerHappiness",
     .type = kJson,
     .routes = kList,
     .doc = "Shares of the account's ratings: goodPercentage, okPercentage and badPercentage; list "
            "rows only.",
     .hidden = true},
};

// The list filters by saved view and saved filter only; its `filters` JSON is in no client and
// unproven.
constexpr Filter kFilters[] = {
    // No limit documented: so many ids keep the request line short.
    {.column = "id",
     .param = "id",
     .route = kSearch,
     .kind = FilterKind::kEqualList,
     .max_items = 100},
    {.column = "accountName",
     .param = "accountName",
     .route = kSearch,
     .min_length = 3,
     .max_length = 500,
     .null_value = "${empty}",
     .exclusive_group = 1},
    {.column = "accountName",
     .param = "accountName",
     .route = kSearch,
     .kind = FilterKind::kPrefix,
     .min_length = 3,
     .max_length = 500,
     .exclusive_group = 1},
    {.column = "createdTime",
     .param = "createdTimeRange",
     .route = kSearch,
     .kind = FilterKind::kTimeRange,
     .is_stamp = true},
    {.column = "modifiedTime",
     .param = "modifiedTimeRange",
     .route = kSearch,
     .kind = FilterKind::kTimeRange,
     .is_stamp = true},
};

// Live servers refuse every list key but createdTime and accountName, and sort names by another
// order than SQLite's.
constexpr SortKey kSorts[] = {
    {"createdTime", "createdTime", kList | kSearch},
    {"modifiedTime", "modifiedTime", kSearch},
};

constexpr Parameter kParameters[] = {
    {.name = "viewId",
     .param = "viewId",
     .doc = "Only accounts of this saved view: id of zoho_desk_views.",
     .kind = ParameterKind::kId},
    {.name = "filterId",
     .param = "filterId",
     .doc = "Only accounts that this saved filter lets through.",
     .kind = ParameterKind::kId},
    {.name = "searchText",
     .param = "_all",
     .route = kSearch,
     .doc = "Only accounts in which any field holds this text: 3 to 1,000 characters.",
     .min_length = 3,
     .max_length = 1000},
    {.name = "customField",
     .param = "customField1",
     .route = kSearch,
     .doc = "Only accounts with this value in a custom field, as cf_name:value; a * at the end "
            "stands for anything.",
     .kind = ParameterKind::kFieldTest,
     .max_length = 1000},
};

}  // namespace

constinit const Resource kAccounts = {
    .name = "accounts",
    .doc = "One company or other body that contacts belong to.",
    .topic = Topic::kCustomers,
    .limits =
        "List rows carry neither address, industry, custom fields nor modifiedTime; a query that "
        "names those goes through search, which needs Desk.search.READ, or one request per row.",
    .key = kIdKey,
    .list =
        {
            .path = "/api/v1/accounts",
            .max_limit = 100,
            .scopes = "Desk.contacts.READ",
        },
    .get = {.path = "/api/v1/accounts/{id}", .scopes = "Desk.contacts.READ"},
    .search = {.path = "/api/v1/accounts/search",
               .scopes = "Desk.contacts.READ,Desk.search.READ",
               .max_limit = 100,
               .max_from = 999,
               .by_id = true},
    .filters = kFilters,
    .sorts = kSorts,
    .parameters = kParameters,
    .columns = kColumns,
};

}  // namespace zoho_desk::resources
