// /communityTopics: list, get-by-id. The first row is at `from` 1, the minimum 0: a list begins at
// 0, and what comes twice is dropped. There is no minus form of sortBy, and only the get tells
// modifiedTime.

#include "resources/all.h"

namespace zoho_desk::resources {
namespace {

using enum ColumnType;

constexpr Column kColumns[] = {
    {.name = "id",
     .type = kId,
     .routes = kList | kGet,
     .doc = "Id of the topic, the key.",
     .not_null = true},
    {"subject", kText, kList | kGet, "Subject line."},
    {"type", kText, kList | kGet, "QUESTION, IDEA, ANNOUNCEMENT, PROBLEM or DISCUSSION."},
    {"status", kText, kList | kGet, "DRAFT, PUBLISHED, SPAM, AWAITINGAPPROVAL or TRASHED."},
    {"label", kText, kList | kGet, "Label by which moderators mark the topic."},
    {"categoryId", kId, kList | kGet, "Id of the category of the topic."},
    {"createdTime", kTime, kList | kGet, "When the topic was made (UTC)."},
    {"creator", kJson, kList | kGet,
     "Who made it: id, name, type (END_USER or AGENT), contactId, label and photoUrl."},
    {"latestCommentTime", kTime, kList, "When the latest comment was written (UTC)."},
    {"latestCommenter", kJson, kList, "Who wrote the latest comment, with the keys of creator."},
    {"commentCount", kInteger, kList | kGet, "Number of comments."},
    {"likeCount", kInteger, kList | kGet, "Number of likes."},
    {"viewCount", kInteger, kList | kGet, "How often it was read."},
    {"bestCommentId", kId, kList | kGet, "Id of the comment that answers it best."},
    {"isSticky", kBoolean, kList | kGet, "1 if the topic stays at the top."},
    {"isLocked", kBoolean, kList | kGet, "1 if nobody can comment any more."},
    {"isVoted", kBoolean, kList | kGet, "1 if the token's agent has voted for it."},
    {"summary", kText, kList, "Beginning of the text."},
    {"permalink", kText, kList | kGet, "Last part of its web address."},
    {"portalUrl", kText, kList | kGet, "Link to the topic in the help center."},
    {"modifiedTime", kTime, kGet, "When the topic last changed (UTC)."},
    {"content", kText, kGet, "The text, as HTML."},
    {"attachments", kJson, kGet, "Files: array of objects with id, name, size and href."},
    {"tag", kJson, kGet, "Tags: array of objects with name and permalink."},
    {"mentions", kJson, kGet, "Whom the topic mentions: users and groups."},
    {"modifiedBy", kJson, kGet, "Who last changed it, with the keys of creator."},
    {"approvedBy", kJson, kGet, "Who approved it, with the keys of creator."},
    {"approvedTime", kTime, kGet, "When it was approved (UTC)."},
    {"isModerated", kBoolean, kGet, "1 if a moderator has seen it."},
    {"isTicketCreated", kBoolean, kGet, "1 if a ticket was made from it."},
    {"isFollowing", kBoolean, kGet, "1 if the token's agent follows it."},
    {"notifyMe", kBoolean, kGet, "1 if the token's agent is told of comments."},
    {"followersCount", kInteger, kGet, "Number of followers."},
    {.name = "participantsCount",
     .type = kInteger,
     .routes = kGet,
     .doc = "Number of people who wrote.",
     .get_include = "participantsCount"},
    {.name = "seo",
     .type = kJson,
     .routes = kGet,
     .doc = "For search engines: title, description, keywords and useTitleAsPageTitle.",
     .get_include = "seo"},
    {.name = "featuredImage",
     .type = kJson,
     .routes = kGet,
     .doc = "Picture of the topic: imageId, name, size and imageUrl.",
     .get_include = "featuredImage"},
};

constexpr FilterValue kTypes[] = {{"QUESTION", "QUESTION"},
                                  {"IDEA", "IDEA"},
                                  {"ANNOUNCEMENT", "ANNOUNCEMENT"},
                                  {"PROBLEM", "PROBLEM"},
                                  {"DISCUSSION", "DISCUSSION"}};

constexpr Filter kFilters[] = {
    {.column = "type", .param = "type", .values = kTypes},
    {.column = "isSticky", .param = "isSticky", .kind = FilterKind::kBoolean},
    {.column = "categoryId", .param = "categoryId"},
};

constexpr Parameter kParameters[] = {
    {.name = "tagName", .param = "tagName", .doc = "Only topics with this tag."},
    {.name = "isUnreplied",
     .param = "unreplied",
     .doc = "Only topics that nobody has answered (1), or that somebody has (0).",
     .kind = ParameterKind::kBoolean},
};

}  // namespace

constinit const Resource kCommunityTopics = {
    .name = "community_topics",
    .doc = "One topic of the community.",
    .topic = Topic::kKnowledge,
    .key = kIdKey,
    .list =
        {
            .path = "/api/v1/communityTopics",
            .max_limit = 100,
            .scopes = "Desk.community.READ,Desk.forums.READ",
        },
    .get = {.path = "/api/v1/communityTopics/{id}",
            .scopes = "Desk.community.READ,Desk.forums.READ"},
    .filters = kFilters,
    .parameters = kParameters,
    .columns = kColumns,
};

}  // namespace zoho_desk::resources
