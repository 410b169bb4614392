// /channels: list, get-by-id. The one resource without an id: its key is the code. The list takes
// neither `from` nor `limit` and has all rows in one answer.

#include "resources/all.h"

namespace zoho_desk::resources {
namespace {

using enum ColumnType;

constexpr Column kColumns[] = {
    {.name = "code",
     .type = kText,
     .routes = kList | kGet,
     .doc = "Code of the channel, the key.",
     .not_null = true},
    {"photoURL", kText, kList | kGet, "Link to the channel's icon."},
    {"appName", kText, kList | kGet,
     "Application that provides the channel; NULL for built-in ones."},
    {"departmentId", kId, kList | kGet,
     "Department the channel serves: id of zoho_desk_departments; NULL for built-in ones."},
    {"name", kText, kList | kGet, "Name people see; two channels may share one."},
    {"externalId", kId, kList | kGet, "Id of the channel in the application that provides it."},
    {"mappedIntegration", kText, kList | kGet, "Integration the channel is mapped to."},
    {"replyConfig", kJson, kList | kGet,
     "What a reply may hold: updateRecords, acceptsAttachments, contentTypes, "
     "includeQuotedMessage; NULL where replies are not possible."},
    {"type", kText, kList | kGet, "SYSTEM, INTEGRATION or INSTANT_MESSAGE."},
    {"acceptsReplies", kBoolean, kList | kGet, "1 if agents can reply through the channel."},
};

constexpr std::string_view kKey[] = {"code"};

}  // namespace

constinit const Resource kChannels = {
    .name = "channels",
    .doc = "One way in which tickets arrive, built in or from an integration.",
    .topic = Topic::kSetup,
    .limits = "There is no id: the key is code. Names are not unique.",
    .key = kKey,
    .key_pattern = "code",
    .list =
        {
            .path = "/api/v1/channels",
            .paginated = false,
            .scopes = "Desk.basic.READ",
        },
    .get = {.path = "/api/v1/channels/{id}", .scopes = "Desk.basic.READ"},
    .columns = kColumns,
};

}  // namespace zoho_desk::resources
