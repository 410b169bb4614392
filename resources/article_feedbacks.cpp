// /articleFeedbacks: list, get-by-id; the table answers to both spellings. A list request without
// timeRange is about the last seven days, so each carries one. The first row is at `from` 1.

#include "resources/all.h"

namespace zoho_desk::resources {
namespace {

using enum ColumnType;

constexpr Column kColumns[] = {
    {.name = "id",
     .type = kId,
     .routes = kList | kGet,
     .doc = "Feedback id, the key.",
     .not_null = true},
    {"contactId", kId, kList | kGet, "Contact who wrote it: id of zoho_desk_contacts."},
    {"createdTime", kTime, kList | kGet, "When it was written (UTC)."},
    {"content", kText, kList | kGet, "What the reader wrote, at most 255 characters."},
    {"article", kJson, kList | kGet,
     "The article: id, title, locale, webUrl, author and, from newer servers, articleNumber."},
    {"ticketId", kId, kList | kGet,
     "Ticket made from the feedback: id of zoho_desk_tickets; NULL if none was."},
    {"status", kText, kList | kGet, "RESOLVED or UNRESOLVED."},
    {.name = "ticket",
     .type = kJson,
     .routes = kList | kGet,
     .doc =
         "The ticket: id, ticketNumber, webUrl, and deletedTime and deletedBy if it was deleted.",
     .list_include = "ticket",
     .get_include = "ticket"},
    {.name = "resolution",
     .type = kJson,
     .routes = kList | kGet,
     .doc = "How the feedback was settled: resolution, contentType, times and people; documented "
            "for get-by-id, list rows may leave it out.",
     .list_include = "resolution",
     .get_include = "resolution"},
    {.name = "contact",
     .type = kJson,
     .routes = kList | kGet,
     .doc = "Who wrote it: id, name, type (AGENT or END_USER), webUrl and photoURL.",
     .list_include = "contact",
     .get_include = "contact"},
};

// Without timeRange the server answers the last seven days only. These are the years its pattern
// allows.
constexpr FixedParam kFixed[] = {
    {"timeRange", "1970-01-01T00:00:00.000Z,2099-12-31T23:59:59.000Z"}};

// timeRange takes the place of the fixed one.
constexpr Filter kFilters[] = {
    {.column = "createdTime",
     .param = "timeRange",
     .kind = FilterKind::kTimeRange,
     .is_stamp = true},
};

constexpr SortKey kSorts[] = {{"createdTime", "createdTime", kList}};

constexpr Parameter kParameters[] = {
    {.name = "departmentIds",
     .param = "departmentIds",
     .doc = "Only feedback on articles of these departments: up to 20 ids of "
            "zoho_desk_departments, comma separated.",
     .kind = ParameterKind::kIdList,
     .max_items = 20},
    {.name = "rootCategoryIds",
     .param = "rootCategoryIds",
     .doc = "Only feedback on articles below these topmost categories: up to 20 ids, comma "
            "separated.",
     .kind = ParameterKind::kIdList,
     .max_items = 20},
    {.name = "locale",
     .param = "locale",
     .doc = "Only feedback on this translation, as a locale code such as en or pt-br.",
     .min_length = 2,
     .max_length = 7},
};

}  // namespace

constinit const Resource kArticleFeedbacks = {
    .name = "article_feedbacks",
    .alias = "articleFeedbacks",
    .doc = "One comment that a reader left on a knowledge base article.",
    .topic = Topic::kKnowledge,
    .limits =
        "Zoho shows only the last seven days unless told otherwise; this table asks for every year "
        "from 1970 to 2099.",
    .key = kIdKey,
    .list =
        {
            .path = "/api/v1/articleFeedbacks",
            .first_index = 1,
            .max_limit = 50,
            .scopes = "Desk.articles.READ",
            .fixed = kFixed,
        },
    .get = {.path = "/api/v1/articleFeedbacks/{id}", .scopes = "Desk.articles.READ"},
    .filters = kFilters,
    .sorts = kSorts,
    .parameters = kParameters,
    .columns = kColumns,
};

}  // namespace zoho_desk::resources
