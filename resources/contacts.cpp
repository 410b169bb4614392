// /contacts: list, get-by-id, search. Search rows are full records, owner and account included;
// list rows are short and take no include=owner. First row: `from` 0 and 1 both give it here, so it
// starts at 0 like elsewhere. The count endpoint wants a viewId, so it cannot count the table.

#include "resources/all.h"

namespace zoho_desk::resources {
namespace {

using enum ColumnType;

constexpr uint8_t kEvery = kList | kSearch | kGet;

// Search rows add photoURL, emailId and zuid.
constexpr ObjectKey kOwnerKeys[] = {{"id"}, {"firstName"}, {"lastName"}};

constexpr Column kColumns[] = {
    {.name = "id", .type = kId, .routes = kEvery, .doc = "Contact id, the key.", .not_null = true},
    {"lastName", kText, kEvery, "Last name."},
    {"accountId", kId, kEvery, "Main account of the contact: id of zoho_desk_accounts."},
    {"firstName", kText, kEvery, "First name."},
    {"secondaryEmail", kText, kEvery, "Second e-mail address."},
    {"phone", kText, kEvery, "Phone number."},
    {"mobile", kText, kEvery, "Mobile number."},
    {"ownerId", kId, kEvery, "Agent who owns the contact: id of zoho_desk_agents."},
    {"type", kText, kEvery, "Contact type by name; the portal defines the set."},
    {"email", kText, kEvery, "Main e-mail address."},
    {"photoURL", kText, kEvery, "Link to the photo."},
    {"isAnonymous", kBoolean, kEvery, "1 if the contact was made without an identity."},
    {"accountCount", kInteger, kEvery, "Number of accounts the contact belongs to."},
    {"webUrl", kText, kEvery, "Link to the contact in the agent's browser."},
    {"createdTime", kTime, kEvery, "When the contact was made (UTC)."},
    {"isEndUser", kBoolean, kEvery, "1 if the contact signs in to the help center."},
    {"zohoCRMContact", kJson, kEvery,
     "The matching Zoho CRM record: id and type; NULL without one."},
    {"customerHappiness", kJson, kEvery,
     "Shares of the contact's ratings: goodPercentage, okPercentage and badPercentage."},
    {"isSpam", kBoolean, kEvery, "1 if marked as spam."},
    {.name = "account",
     .type = kJson,
     .routes = kEvery,
     .doc = "The main account: id, accountName and website.",
     .list_include = "accounts",
     .get_include = "accounts"},
    {"zip", kText, kSearch | kGet, "Postal code."},
    {"country", kText, kSearch | kGet, "Country."},
    {"twitter", kText, kSearch | kGet, "Twitter handle."},
    {"cf", kJson, kSearch | kGet,
     "Custom fields as one object keyed by API name (cf_...); read one with json_extract or ->>."},
    {"city", kText, kSearch | kGet, "City."},
    {"street", kText, kSearch | kGet, "Street."},
    {"facebook", kText, kSearch | kGet, "Facebook handle."},
    {"description", kText, kSearch | kGet, "Notes about the contact."},
    {"state", kText, kSearch | kGet, "State or province."},
    {"title", kText, kSearch | kGet, "Job title."},
    {"modifiedTime", kTime, kSearch | kGet, "When the contact last changed (UTC)."},
    {"isFollowing", kBoolean, kSearch | kGet, "1 if the token's agent follows the contact."},
    {"layoutId", kId, kSearch | kGet, "Layout of the contact form: id of zoho_desk_layouts."},
    {"isDeleted", kBoolean, kSearch | kGet, "1 if the contact was deleted."},
    {"isTrashed", kBoolean, kSearch | kGet, "1 if the contact is in the recycle bin."},
    {"layoutDetails", kJson, kSearch | kGet, "The layout: id and layoutName."},
    {.name = "owner",
     .type = kJson,
     .routes = kSearch | kGet,
     .doc = "The owning agent: id and names.",
     .get_include = "owner",
     .keys = kOwnerKeys},

    // The same values as cf under labels that change: hidden in favour of cf.
    {.name = "customFields",
     .type = kJson,
     .routes = kSearch | kGet,
     .doc = "The values of cf again, keyed by the label people see; labels change, so prefer cf.",
     .hidden = true},
};

// The list filters by saved view and saved filter only. Live servers match firstName anywhere in
// the name, lastName as a whole and neither below three characters; in which letter case is
// unknown, so LIKE is not asked of them.
constexpr Filter kFilters[] = {
    // No limit documented: so many ids keep the request line short.
    {.column = "id",
     .param = "id",
     .route = kSearch,
     .kind = FilterKind::kEqualList,
     .max_items = 100},
    {.column = "email",
     .param = "email",
     .route = kSearch,
     .kind = FilterKind::kEqualList,
     .max_items = 30,
     .min_length = 3,
     .null_value = "${empty}",
     .exclusive_group = 1},
    {.column = "email",
     .param = "email",
     .route = kSearch,
     .kind = FilterKind::kPrefix,
     .min_length = 3,
     .exclusive_group = 1},
    {.column = "phone",
     .param = "phone",
     .route = kSearch,
     .kind = FilterKind::kEqualList,
     .max_items = 30,
     .min_length = 3,
     .null_value = "${empty}"},
    {.column = "mobile",
     .param = "mobile",
     .route = kSearch,
     .kind = FilterKind::kEqualList,
     .max_items = 30,
     .min_length = 3,
     .null_value = "${empty}"},
    {.column = "lastName",
     .param = "lastName",
     .route = kSearch,
     .min_length = 3,
     .max_length = 200},
    {.column = "firstName",
     .param = "firstName",
     .route = kSearch,
     .min_length = 3,
     .max_length = 40},
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

// Live servers refuse every list key but createdTime and lastName, and sort names by another order
// than SQLite's.
constexpr SortKey kSorts[] = {
    {"createdTime", "createdTime", kList | kSearch},
    {"modifiedTime", "modifiedTime", kSearch},
};

constexpr Parameter kParameters[] = {
    {.name = "viewId",
     .param = "viewId",
     .doc = "Only contacts of this saved view: id of zoho_desk_views.",
     .kind = ParameterKind::kId},
    {.name = "filterId",
     .param = "filterId",
     .doc = "Only contacts that this saved filter lets through.",
     .kind = ParameterKind::kId},
    {.name = "searchText",
     .param = "_all",
     .route = kSearch,
     .doc = "Only contacts in which any field holds this text: 3 to 1,000 characters.",
     .min_length = 3,
     .max_length = 1000},
    {.name = "accountName",
     .param = "accountName",
     .route = kSearch,
     .doc = "Only contacts of the account with this name: 3 to 500 characters.",
     .min_length = 3,
     .max_length = 500},
    {.name = "fullName",
     .param = "fullName",
     .route = kSearch,
     .doc = "Only contacts whose first and last name hold this text: 3 to 200 characters.",
     .min_length = 3,
     .max_length = 200},
    {.name = "customField",
     .param = "customField1",
     .route = kSearch,
     .doc = "Only contacts with this value in a custom field, as cf_name:value; a * at the end "
            "stands for anything.",
     .kind = ParameterKind::kFieldTest,
     .max_length = 1000},
};

}  // namespace

constinit const Resource kContacts = {
    .name = "contacts",
    .doc = "One person who writes to support.",
    .topic = Topic::kCustomers,
    .limits =
        "List rows carry neither address, custom fields nor modifiedTime; a query that names those "
        "goes through search, which needs Desk.search.READ, or one request per row.",
    .key = kIdKey,
    .list =
        {
            .path = "/api/v1/contacts",
            .max_limit = 100,
            .scopes = "Desk.contacts.READ",
        },
    .get = {.path = "/api/v1/contacts/{id}", .scopes = "Desk.contacts.READ"},
    .search = {.path = "/api/v1/contacts/search",
               .scopes = "Desk.contacts.READ,Desk.search.READ",
               .max_limit = 100,
               .max_from = 4999,
               .by_id = true},
    .filters = kFilters,
    .sorts = kSorts,
    .parameters = kParameters,
    .columns = kColumns,
};

}  // namespace zoho_desk::resources
