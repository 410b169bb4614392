// /communityTopics/{topicId}/comments: the comments of each topic. Replies stand within the comment
// that they answer, and pages count comments alone. The get adds nothing.

#include "resources/all.h"

namespace zoho_desk::resources {
namespace {

using enum ColumnType;

constexpr Column kColumns[] = {
    {.name = "id",
     .type = kId,
     .routes = kList,
     .doc = "Id of the comment, the key.",
     .not_null = true},
    {.name = "topicId",
     .type = kId,
     .routes = kList,
     .doc = "Topic that it is on: id of zoho_desk_community_topics.",
     .not_null = true,
     .from_request = true},
    {"createdTime", kTime, kList, "When it was written (UTC)."},
    {"modifiedTime", kTime, kList, "When it was last changed (UTC)."},
    {"status", kText, kList, "What became of it: PUBLISHED, AWAITINGAPPROVAL, SPAM or TRASHED."},
    {"topicType", kText, kList,
     "What the topic is: QUESTION, IDEA, ANNOUNCEMENT, PROBLEM or DISCUSSION."},
    {"content", kText, kList, "The text, as HTML."},
    {.name = "creatorName",
     .type = kText,
     .routes = kList,
     .doc = "Name of who wrote it.",
     .derivation = {Derivation::Kind::kMember, "creator", "name"}},
    {.name = "creatorType",
     .type = kText,
     .routes = kList,
     .doc = "What wrote it: END_USER or AGENT.",
     .derivation = {Derivation::Kind::kMember, "creator", "type"}},
    {"creator", kJson, kList,
     "Who wrote it: id, name, type (END_USER or AGENT), contactId, label and photoUrl."},
    {"modifiedBy", kJson, kList, "Who last changed it, with the keys of creator."},
    {"replies", kJson, kList,
     "Replies to it: array of objects with id, content, createdTime, creator, status and more."},
    {"attachments", kJson, kList, "Files: array of objects with id, name, size and href."},
    {"mentions", kJson, kList, "Whom it mentions: users and groups."},
};

}  // namespace

constinit const Resource kCommunityComments = {
    .name = "community_comments",
    .doc = "One comment on a topic of the community.",
    .topic = Topic::kKnowledge,
    .limits =
        "Zoho lists comments one topic at a time: a scan sends a request for each topic that has "
        "some, unless the query says which (topicId = '...', topicId IN (...), or a join on "
        "topicId).",
    .key = kIdKey,
    .list =
        {
            .path = "/api/v1/communityTopics/{topicId}/comments",
            .first_index = 1,
            .max_limit = 100,
            .scopes = "Desk.community.READ",
            .parent = {.param = "topicId", .column = "topicId", .table = "community_topics"},
        },
    .columns = kColumns,
};

}  // namespace zoho_desk::resources
