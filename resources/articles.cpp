// /articles: list, get-by-id, search, count. Search rows have no documented shape: only the key
// counts on them, and the other columns of a row found by search come with get-by-id. expiryDate
// and secondaryTitles are in one sample of the list but not in live list rows: they are read by id,
// where they are sure. The list's first row is at `from` 1.

#include "resources/all.h"

namespace zoho_desk::resources {
namespace {

using enum ColumnType;

constexpr Column kColumns[] = {
    {.name = "id",
     .type = kId,
     .routes = kList | kSearch | kGet,
     .doc = "Article id, the key.",
     .not_null = true},
    {"modifiedTime", kTime, kList | kGet, "When the article last changed (UTC)."},
    {"departmentId", kId, kList | kGet,
     "Department the article belongs to: id of zoho_desk_departments."},
    {"dislikeCount", kInteger, kList | kGet, "Number of dislikes."},
    {"modifierId", kId, kList | kGet, "Who last changed the article: id of zoho_desk_agents."},
    {"likeCount", kInteger, kList | kGet, "Number of likes."},
    {"ownerId", kId, kList | kGet, "Agent who owns the article: id of zoho_desk_agents."},
    {"latestVersionModifierId", kId, kList | kGet,
     "Who last changed the newest version: id of zoho_desk_agents."},
    {"translationState", kText, kList | kGet,
     "How fresh the translation is: UP-TO-DATE, OUTDATED, AUTO-TRANSLATE INPROGRESS or "
     "AUTO-TRANSLATE FAILED."},
    {"isTrashed", kBoolean, kList | kGet, "1 if the article is in the recycle bin."},
    {"isTemplate", kBoolean, kList | kGet, "1 if the article serves as a template for replies."},
    {"isLocked", kBoolean, kList | kGet, "1 if the article is locked against changes."},
    {"createdTime", kTime, kList | kGet, "When the article was made (UTC)."},
    {"translationSource", kJson, kList | kGet,
     "What the translation was made from: locale and version."},
    {"latestVersionStatus", kText, kList | kGet,
     "State of the newest version: Published, Draft, Review, Expired or Unpublished."},
    {"author", kJson, kList | kGet, "The author: id, name, status, zuid and photoURL."},
    {"commentCount", kInteger, kList | kGet, "Number of comments."},
    {"sourceLocale", kText, kList | kGet,
     "Language the article was first written in, as a locale code such as en or pt-br."},
    {"translationId", kId, kList | kGet, "Id of this translation."},
    {"webUrl", kText, kList | kGet, "Link to the article in the agent's browser."},
    {"feedbackCount", kInteger, kList | kGet,
     "Number of feedback comments, see zoho_desk_article_feedbacks."},
    {"latestPublishedVersion", kText, kList | kGet,
     "Newest published version; NULL until the first."},
    {"position", kInteger, kList | kGet, "Place of the article within its category."},
    {"templateUsageCount", kInteger, kList | kGet, "How often it was used as a template."},
    {"templateUsedUsersCount", kInteger, kList | kGet, "How many people used it as a template."},
    {"templateLastUpdatedTime", kTime, kList | kGet, "When the template last changed (UTC)."},
    {"permalink", kText, kList | kGet, "Last part of the article's address, unique per language."},
    {"latestVersionModifiedBy", kJson, kList | kGet,
     "Who last changed the newest version: id, name, status, zuid and photoURL."},
    {"status", kText, kList | kGet, "State: Published, Draft, Review, Expired or Unpublished."},
    {"creatorId", kId, kList | kGet, "Who made the article: id of zoho_desk_agents."},
    {"locale", kText, kList | kGet,
     "Language of this translation, as a locale code such as en or pt-br."},
    {"title", kText, kList | kGet, "Title."},
    {"modifiedBy", kJson, kList | kGet,
     "Who last changed the article: id, name, status, zuid and photoURL."},
    {"viewCount", kInteger, kList | kGet, "Number of views."},
    {"owner", kJson, kList | kGet, "The owning agent: id, name, status, zuid and photoURL."},
    {"summary", kText, kList | kGet, "Opening of the article as plain text."},
    {"permission", kText, kList | kGet, "Who may read it: ALL, REGISTEREDUSERS or AGENTS."},
    {"authorId", kId, kList | kGet, "The author: id of zoho_desk_agents."},
    {"usageCount", kInteger, kList | kGet, "How often it was used in replies."},
    {"rootCategoryId", kId, kList | kGet, "Id of the topmost category above the article."},
    {"createdBy", kJson, kList | kGet,
     "Who made the article: id, name, status, zuid and photoURL."},
    {"latestVersion", kText, kList | kGet, "Newest version, such as 1.2."},
    {"portalUrl", kText, kList | kGet, "Link to the article in the help center."},
    {"attachmentCount", kInteger, kList | kGet, "Number of attachments."},
    {"availableLocaleTranslations", kJson, kList | kGet,
     "The article's translations: array of locale, status, versions and link."},
    {"category", kJson, kList | kGet, "The category: id, name and locale."},
    {"categoryId", kId, kList | kGet, "Id of the category that holds the article."},

    // Get-by-id only.
    {"reviewedBy", kJson, kGet, "Who reviewed the article: id, name, status, zuid and photoURL."},
    {"currentVersion", kText, kGet, "Version these values belong to, such as 1.0."},
    {"tags", kJson, kGet, "Tags of the article, as an array."},
    {"metrics", kJson, kGet,
     "Counts and times of use in one object: views, likes, dislikes, feedback, use as a template."},
    {"attachments", kJson, kGet,
     "Attachments: array of name, extension, size, createdTime and links."},
    {"reviewedTime", kTime, kGet, "When the article was reviewed (UTC)."},
    {"expiryDate", kTime, kGet, "When the article expires (UTC)."},
    {"seo", kJson, kGet,
     "What search engines are told: isEnabled, title, description and keywords."},
    {"isFollowing", kBoolean, kGet, "1 if the token's agent follows the article."},
    {"myVote", kText, kGet, "How the token's agent voted on the article."},
    {"answer", kText, kGet, "The article itself as HTML."},
    {"quickEdit", kJson, kGet, "A pending quick edit: modifierId and modifiedBy."},
    {"secondaryTitles", kJson, kGet,
     "Further titles of the article; Zoho documents both an array and an object around it."},
    {"followersCount", kInteger, kGet, "Number of agents who follow the article."},

    // Search rows are not known to carry these: visible, they would cost a request per row where a
    // scan goes on as a search.
    {.name = "articleNumber",
     .type = kText,
     .routes = kList | kGet,
     .doc = "Number that agents see; only from newer servers.",
     .hidden = true},
};

constexpr FilterValue kPermissions[] = {
    {"ALL", "ALL"}, {"REGISTEREDUSERS", "REGISTEREDUSERS"}, {"AGENTS", "AGENTS"}};
constexpr FilterValue kStatuses[] = {{"Draft", "Draft"},
                                     {"Published", "Published"},
                                     {"Review", "Review"},
                                     {"Expired", "Expired"},
                                     {"Unpublished", "Unpublished"}};

// authorId is left out: Zoho describes the parameter of that name as the article's owner, and
// author and owner are two columns. Which states a search covers is undocumented, so it serves only
// the parameters that nothing else has.
constexpr Filter kFilters[] = {
    {.column = "permission",
     .param = "permission",
     .kind = FilterKind::kEqualList,
     .values = kPermissions,
     .max_items = 3},
    {.column = "status",
     .param = "status",
     .kind = FilterKind::kEqualList,
     .values = kStatuses,
     .max_items = 5},
    {.column = "categoryId", .param = "categoryId"},
    {.column = "modifiedTime",
     .param = "modifiedTimeRange",
     .kind = FilterKind::kTimeRange,
     .is_stamp = true},
    // List rows lack expiryDate: checking it again costs a get-by-id per article in the range, not
    // per article.
    {.column = "expiryDate", .param = "expiryTimeRange", .kind = FilterKind::kTimeRange},
};

constexpr SortKey kSorts[] = {
    {"createdTime", "createdTime", kList},
    {"modifiedTime", "modifiedTime", kList},
};

// expiryTimeRange is a filter too; as a parameter it costs no get-by-id per row.
constexpr Parameter kParameters[] = {
    {.name = "expiryTimeRange",
     .param = "expiryTimeRange",
     .doc = "Only articles that expire between two times: two dates or ISO times with a comma "
            "between them.",
     .kind = ParameterKind::kTimeRange},
    {.name = "searchText",
     .param = "_all",
     .route = kSearch,
     .doc = "Only articles in which any field holds this text: 3 to 1,000 characters.",
     .min_length = 3,
     .max_length = 1000},
    {.name = "tag",
     .param = "tag",
     .route = kSearch,
     .doc = "Only articles with this tag, or one of several with commas between them; * stands for "
            "anything, ${empty} for none.",
     .max_length = 1000},
};

}  // namespace

constinit const Resource kArticles = {
    .name = "articles",
    .doc =
        "One knowledge base article, whatever its state: published, draft, in review, expired or "
        "unpublished.",
    .topic = Topic::kKnowledge,
    .limits =
        "Text, tags and attachments are not in list rows: naming answer, tags or attachments costs "
        "one request per row.",
    .key = kIdKey,
    .list =
        {
            .path = "/api/v1/articles",
            .first_index = 1,
            .max_limit = 50,
            .scopes = "Desk.articles.READ",
        },
    .get = {.path = "/api/v1/articles/{id}", .scopes = "Desk.articles.READ"},
    .search = {.path = "/api/v1/articles/search",
               .scopes = "Desk.articles.READ,Desk.search.READ",
               .max_limit = 100,
               .max_from = 999,
               .by_id = true,
               .rows_unknown = true},
    .count = {.path = "/api/v1/articles/count"},
    .filters = kFilters,
    .sorts = kSorts,
    .parameters = kParameters,
    .columns = kColumns,
};

}  // namespace zoho_desk::resources
