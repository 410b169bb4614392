// Knowledge base articles, as facts/articles.json describes them. The list is 1-based and
// refuses from=0; the search is 0-based.

#include "sandbox/resources/articles.h"

#include <array>

#include "sandbox/resources/tables.h"

namespace zoho_desk::sandbox {
namespace {

using namespace article;  // NOLINT(google-build-using-namespace): the values its filters look at

constexpr ParamSpec kPermissionParam{.name = "permission",
                                     .kind = Kind::kChoice,
                                     .filter = Equals(Audience),
                                     .list = true,
                                     .choices = "ALL|REGISTEREDUSERS|AGENTS"};
constexpr ParamSpec kStatusParam{.name = "status",
                                 .kind = Kind::kChoice,
                                 .filter = Equals(StateField),
                                 .list = true,
                                 .choices = "Draft|Published|Review|Expired|Unpublished"};
constexpr ParamSpec kAuthorParam{.name = "authorId", .kind = Kind::kId, .filter = Equals(AuthorId)};
constexpr ParamSpec kCategoryParam{
    .name = "categoryId", .kind = Kind::kId, .filter = Equals(CategoryId)};

constexpr std::array<ParamSpec, 4> kCountParams = {kPermissionParam, kAuthorParam, kCategoryParam,
                                                   kStatusParam};
constexpr auto kOwnListParams = std::to_array<ParamSpec>({
    {.name = "limit", .kind = Kind::kLimit, .min = 1, .max = 50},
    {.name = "from", .kind = Kind::kFrom, .min = 1},
    {.name = "sortBy", .kind = Kind::kSort},
    {.name = "modifiedTimeRange", .kind = Kind::kIsoRange, .filter = kByModified},
    {.name = "expiryTimeRange", .kind = Kind::kIsoRange, .filter = TimeRange(Expiry)},
});
constexpr auto kListParams = Concat(kCountParams, kOwnListParams);

constexpr auto kGetParams = std::to_array<ParamSpec>({{.name = "version", .max = 100}});

constexpr auto kOwnSearchParams = std::to_array<ParamSpec>({
    {.name = "categoryName", .filter = Glob(CategoryName), .list = true, .max_items = 30},
    {.name = "tag", .filter = Glob(Tags), .list = true, .max_items = 30},
    {.name = "departmentId", .kind = Kind::kId, .filter = Equals(DepartmentId)},
    {.name = "id", .kind = Kind::kId, .filter = kByKey, .list = true},
    {.name = "_all", .filter = Contains(AllText), .min = 3, .max = 1000},
    {.name = "title", .filter = Glob(WriteArticleTitle), .max = 500},
    {.name = "categoryId", .kind = Kind::kId, .filter = Equals(CategoryId)},
});
constexpr auto kSearchParams = Concat(kOwnSearchParams, SearchParams());

constexpr auto kListSort = std::to_array<SortKey>({
    {"createdTime", SortType::kCreated},
    {"modifiedTime", SortType::kModified},
    {"likeCount", SortType::kNumber, [](const Row& r, Writer& w) { w.Digits(Likes(r)); }},
    {"viewCount", SortType::kNumber, [](const Row& r, Writer& w) { w.Digits(Views(r)); }},
    {"feedbackCount", SortType::kNumber, [](const Row& r, Writer& w) { w.Digits(Feedbacks(r)); }},
    {"dislikeCount", SortType::kNumber, [](const Row& r, Writer& w) { w.Digits(Dislikes(r)); }},
});

constexpr auto kSearchSort = std::to_array<SortKey>({
    {"relevance", SortType::kCreated},
    {"modifiedTime", SortType::kModified},
    {"createdTime", SortType::kCreated},
});

}  // namespace

const ResourceSpec kArticles{
    .res = Res::kArticles,
    .name = "articles",
    .fields = Fields(),
    .list = {.path = "/api/v1/articles",
             .scopes = "Desk.articles.READ",
             .params = kListParams,
             .sort_keys = kListSort,
             .base = 1,
             .empty_is_204 = false},
    .get = {.path = "/api/v1/articles/{id}", .scopes = "Desk.articles.READ", .params = kGetParams},
    .search = {.path = "/api/v1/articles/search",
               .scopes = "Desk.articles.READ&Desk.search.READ",
               .params = kSearchParams,
               .sort_keys = kSearchSort},
    .count = {.path = "/api/v1/articles/count",
              .scopes = "Desk.articles.READ",
              .params = kCountParams},
};

}  // namespace zoho_desk::sandbox
