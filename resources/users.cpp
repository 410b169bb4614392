// /users: list, get-by-id. Users of help centers, active or not. Schemas and samples spell two keys
// differently; both spellings are read. The first row is at `from` 1.

#include "resources/all.h"

namespace zoho_desk::resources {
namespace {

using enum ColumnType;

constexpr Column kColumns[] = {
    {.name = "id",
     .type = kId,
     .routes = kList | kGet,
     .doc = "User id, the key.",
     .not_null = true},
    {.name = "photoUrl",
     .type = kText,
     .routes = kList | kGet,
     .doc = "Link to the photo.",
     .alias = "photoURL"},
    {"name", kText, kList | kGet, "Name of the user."},
    {"lastAccessedTime", kTime, kList | kGet, "When the user was last seen (UTC)."},
    {"emailAddress", kText, kList, "Main e-mail address; list rows only, get-by-id has email."},
    {.name = "userType",
     .type = kText,
     .routes = kList | kGet,
     .doc = "ENDUSER or SUPPORTREP.",
     .alias = "type"},
    {"label", kJson, kList | kGet,
     "First label: id, name, logoUrl and preferences, see zoho_desk_labels."},
    {"status", kText, kList | kGet, "ACTIVE, DISABLED or DELETED."},

    // Get-by-id only.
    {"contactId", kId, kGet, "Contact behind the user: id of zoho_desk_contacts."},
    {"email", kJson, kGet, "E-mail addresses: array of emailAddress, isVerified and isPrimary."},
    {.name = "contact",
     .type = kJson,
     .routes = kGet,
     .doc = "The contact: id, name and webUrl.",
     .get_include = "contact"},
};

// Whether the server hides disabled and deleted users by default is undocumented: ask for everyone.
constexpr FixedParam kFixed[] = {{"status", "ALL"}};

// status is not a filter: status=ALL is sent already and must not be sent twice. modifiedTime is a
// sort key, but no row carries it.
// No greatest length of searchText is documented: 1,000 keeps the request line short.
constexpr Parameter kParameters[] = {
    {.name = "searchText",
     .param = "searchBy",
     .doc = "Only users who match this word of two characters or more.",
     .min_length = 2,
     .max_length = 1000},
    {.name = "helpCenterId",
     .param = "helpCenterId",
     .doc = "Only users of this help center: id of zoho_desk_help_centers.",
     .kind = ParameterKind::kId},
    {.name = "lastActivityRange",
     .param = "lastActivityStartTime",
     .doc = "Only users last active between two times from 2020 on: two dates or ISO times with a "
            "comma between them.",
     .kind = ParameterKind::kTimeRange,
     .upper_param = "lastActivityEndTime",
     .earliest = "2020-01-01"},
};

}  // namespace

constinit const Resource kUsers = {
    .name = "users",
    .doc = "One help center user, whatever the state of the account.",
    .topic = Topic::kCustomers,
    .limits =
        "The table asks for active, disabled and deleted users alike; filter on status. Which of "
        "the listed scopes suffices is undocumented: grant all of them if Zoho answers 403.",
    .key = kIdKey,
    .list =
        {
            .path = "/api/v1/users",
            .first_index = 1,
            .max_limit = 50,
            .scopes = "Desk.contacts.READ,Desk.search.READ,Desk.settings.READ,Desk.basic.READ",
            .fixed = kFixed,
        },
    .get = {.path = "/api/v1/users/{id}",
            .scopes = "Desk.contacts.READ,Desk.settings.READ,Desk.basic.READ"},
    .parameters = kParameters,
    .columns = kColumns,
};

}  // namespace zoho_desk::resources
