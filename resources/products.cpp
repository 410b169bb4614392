// /products: list, get-by-id, search. Search rows are full records but for owner and departments,
// which only include= brings and search takes no include.

#include "resources/all.h"

namespace zoho_desk::resources {
namespace {

using enum ColumnType;

constexpr uint8_t kEvery = kList | kSearch | kGet;

constexpr Column kColumns[] = {
    {.name = "id", .type = kId, .routes = kEvery, .doc = "Product id, the key.", .not_null = true},
    {"unitPrice", kReal, kEvery, "Price of one unit."},
    {"productCode", kText, kEvery, "Code of the product."},
    {"productName", kText, kEvery, "Name of the product."},
    {"departmentIds", kJson, kEvery,
     "Departments that offer the product: array of ids of zoho_desk_departments; Zoho plans to "
     "drop it."},
    {"cf", kJson, kSearch | kGet,
     "Custom fields as one object keyed by API name (cf_...); read one with json_extract or ->>."},
    {"description", kText, kSearch | kGet, "What the product is."},
    {"ownerId", kId, kSearch | kGet, "Agent who owns the product: id of zoho_desk_agents."},
    {"productCategory", kText, kSearch | kGet, "Category by name."},
    {"manufacturer", kText, kSearch | kGet, "Maker of the product."},
    {"modifiedTime", kTime, kSearch | kGet, "When the product last changed (UTC)."},
    {"isDeleted", kBoolean, kSearch | kGet, "1 if the product is in the recycle bin."},
    {"createdBy", kId, kSearch | kGet, "Who made the record: id of zoho_desk_agents."},
    {"createdTime", kTime, kSearch | kGet, "When the record was made (UTC)."},
    {"modifiedBy", kId, kSearch | kGet, "Who last changed the record: id of zoho_desk_agents."},
    {"layoutId", kId, kSearch | kGet, "Layout of the product form: id of zoho_desk_layouts."},
    {"layoutDetails", kJson, kSearch | kGet, "The layout: id and layoutName."},

    // Get-by-id only.
    {.name = "departments",
     .type = kJson,
     .routes = kGet,
     .doc = "Departments that offer the product: array of id and name.",
     .get_include = "departments"},

    // The same values as cf under labels that change: hidden in favour of cf.
    {.name = "customFields",
     .type = kJson,
     .routes = kSearch | kGet,
     .doc = "The values of cf again, keyed by the label people see; labels change, so prefer cf.",
     .hidden = true},
    // In list rows but not in search rows: visible, it would double the price of SELECT *.
    {.name = "owner",
     .type = kJson,
     .routes = kList | kGet,
     .doc = "The owning agent: id, names and photo.",
     .list_include = "owner",
     .get_include = "owner",
     .hidden = true},
};

constexpr Filter kFilters[] = {
    // List rows lack ownerId: to check it again costs a search for the ids of the rows left, which
    // is
    // still less than a search through every product.
    {.column = "ownerId", .param = "ownerId"},
    // No limit documented: so many ids keep the request line short.
    {.column = "id",
     .param = "id",
     .route = kSearch,
     .kind = FilterKind::kEqualList,
     .max_items = 100},
    {.column = "productName",
     .param = "productName",
     .route = kSearch,
     .min_length = 3,
     .max_length = 500,
     .exclusive_group = 1},
    {.column = "productName",
     .param = "productName",
     .route = kSearch,
     .kind = FilterKind::kPrefix,
     .min_length = 3,
     .max_length = 500,
     .exclusive_group = 1},
    // Documented as three characters or more, but its pattern wants four.
    {.column = "productCode",
     .param = "productCode",
     .route = kSearch,
     .min_length = 4,
     .null_value = "${empty}"},
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

// Rows of the list carry neither; its order serves tokens that may not search.
constexpr SortKey kSorts[] = {
    {"createdTime", "createdTime", kList | kSearch},
    {"modifiedTime", "modifiedTime", kList | kSearch},
};

constexpr Parameter kParameters[] = {
    {.name = "viewId",
     .param = "viewId",
     .doc = "Only products of this saved view: id of zoho_desk_views.",
     .kind = ParameterKind::kId},
    {.name = "departmentId",
     .param = "departmentId",
     .doc = "Only products that this department offers: id of zoho_desk_departments.",
     .kind = ParameterKind::kId},
    {.name = "searchText",
     .param = "_all",
     .route = kSearch,
     .doc = "Only products in which any field holds this text: 3 to 1,000 characters.",
     .min_length = 3,
     .max_length = 1000},
    {.name = "contactId",
     .param = "contactId",
     .route = kSearch,
     .doc = "Only products tied to this contact: id of zoho_desk_contacts.",
     .kind = ParameterKind::kId},
    {.name = "accountId",
     .param = "accountId",
     .route = kSearch,
     .doc = "Only products tied to this account: id of zoho_desk_accounts.",
     .kind = ParameterKind::kId},
    {.name = "customField",
     .param = "customField1",
     .route = kSearch,
     .doc = "Only products with this value in a custom field, as cf_name:value; a * at the end "
            "stands for anything.",
     .kind = ParameterKind::kFieldTest,
     .max_length = 1000},
};

}  // namespace

constinit const Resource kProducts = {
    .name = "products",
    .doc = "One product or service that tickets can be about.",
    .topic = Topic::kServiceLevels,
    .limits =
        "List rows carry only name, code, price and owner; the rest goes through search, which "
        "needs Desk.search.READ, or one request per row.",
    .key = kIdKey,
    .list =
        {
            .path = "/api/v1/products",
            .max_limit = 100,
            .scopes = "Desk.products.READ,Desk.settings.READ",
        },
    .get = {.path = "/api/v1/products/{id}", .scopes = "Desk.products.READ,Desk.settings.READ"},
    .search = {.path = "/api/v1/products/search",
               .scopes = "Desk.products.READ,Desk.settings.READ,Desk.search.READ",
               .max_limit = 100,
               .max_from = 999,
               .by_id = true},
    .filters = kFilters,
    .sorts = kSorts,
    .parameters = kParameters,
    .columns = kColumns,
};

}  // namespace zoho_desk::resources
