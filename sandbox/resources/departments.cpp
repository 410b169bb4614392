// Departments, teams and channels, as facts/departments.json, facts/teams.json and
// facts/channels.json describe them. Channels are keyed by code and refuse paging; teams come under
// the key "teams", all at once unless asked otherwise.

#include <array>

#include "sandbox/model.h"
#include "sandbox/resources/tables.h"
#include "sandbox/vocabulary.h"

namespace zoho_desk::sandbox {
namespace {

enum Salt : uint32_t {
  kChat = 100,
  kLogo,
  kCreator,
  kNote,
  kVisible,
  kEnabled,
  kMembers,
  kState,
  kEditor
};

// Departments.

constexpr auto kChatStatus =
    std::to_array<std::string_view>({"AVAILABLE", "DISABLED", "NOT_CREATED", "NOT_CREATED"});

void DepartmentNameField(const Row& r, Writer& w) {
  WriteDepartmentName(r.world, r.index, w);
}
void ChatStatus(const Row& r, Writer& w) {
  w.String(kChatStatus[r.Hash(kChat) % kChatStatus.size()]);
}
void Enabled(const Row& r, Writer& w) {
  w.Bool(r.index == 0 || !r.OneIn(7, kEnabled));
}

void DepartmentNote(const Row& r, Writer& w) {
  if (r.OneIn(3, kNote))
    return w.Null();
  w.BeginString();
  AppendRemark(w, r.Hash(kNote) >> 4);
  w.EndString();
}

void PortalName(const Row& r, Writer& w) {
  w.BeginString();
  w.Text("Help with matter ");
  w.TextNumber(r.index + 1);
  w.EndString();
}

void DepartmentText(const Row& r, Writer& w) {
  DepartmentNameField(r, w);
  PortalName(r, w);
  DepartmentNote(r, w);
}

bool ChatTest(const Row& r, const Value& value, const Parsed&) {
  const std::string_view status = kChatStatus[r.Hash(kChat) % kChatStatus.size()];
  return value.text == "${UNAVAILABLE}" ? status != "AVAILABLE" : status == value.text;
}

const auto kDepartmentFields = std::to_array<FieldSpec>({
    {"isAssignToTeamEnabled",
     kListGet,
     {},
     [](const Row& r, Writer& w) { w.Bool(r.OneIn(2, kLogo)); }},
    {"chatStatus", kListGet, {}, ChatStatus},
    {"hasLogo", kListGet, {}, [](const Row& r, Writer& w) { w.Bool(r.OneIn(3, kLogo)); }},
    {"sanitizedName",
     kListGet,
     {},
     [](const Row& r, Writer& w) {
       if (r.index % 3 == 2)
         return w.Omit();
       w.BeginString();
       w.Text("department-");
       w.TextNumber(r.index + 1);
       w.EndString();
     }},
    {"isVisibleInCustomerPortal",
     kListGet,
     {},
     [](const Row& r, Writer& w) { w.Bool(!r.OneIn(3, kVisible)); }},
    {"creatorId", kListGet, {}, [](const Row& r, Writer& w) { WriteAgentId(r, kCreator, w); }},
    {"description", kListGet, {}, DepartmentNote},
    {"isDefault", kListGet, {}, [](const Row& r, Writer& w) { w.Bool(r.index == 0); }},
    {"isEnabled", kListGet, {}, Enabled},
    {"name", kListGet, {}, DepartmentNameField},
    {"createdTime", kListGet, {}, FieldCreated},
    {"id", kListGet, {}, FieldId},
    {"nameInCustomerPortal", kListGet, {}, PortalName},
    {"associatedAgentIds",
     kGet,
     {},
     [](const Row& r, Writer& w) {
       WriteIds(r.world, Res::kAgents, DepartmentAgents(r.world, r.index), w);
     }},
});

// Teams.

MaybeRow TeamRole(const Row& r) {
  return r.OneIn(2, kMembers) ? r.Pick(Res::kRoles, kMembers) : MaybeRow();
}

// Added one by one.
std::vector<uint32_t> TeamAgents(const Row& r) {
  std::vector<uint32_t> agents = TeamMembers(r.world, r.index);
  if (agents.size() > 2)
    agents.resize(2);
  return agents;
}

void RoleIds(const Row& r, Writer& w) {
  w.BeginArray();
  if (const MaybeRow role = TeamRole(r))
    w.Digits(r.world.Id(Res::kRoles, *role));
  w.EndArray();
}

const auto kTeamFields = std::to_array<FieldSpec>({
    {"roles", kListGet, {}, RoleIds},
    {"departmentId",
     kListGet,
     {},
     [](const Row& r, Writer& w) {
       WriteId(r.world, Res::kDepartments, TeamDepartment(r.world, r.index), w);
     }},
    {"name", kListGet, {}, [](const Row& r, Writer& w) { WriteTeamName(r.world, r.index, w); }},
    {"description", kListGet, {}, DepartmentNote},
    {"subTeams",
     kListGet,
     {},
     [](const Row& r, Writer& w) {
       w.BeginArray();
       if (r.index % 4 == 0 && r.index + 1 < r.world.Size(Res::kTeams))
         w.Digits(r.world.Id(Res::kTeams, r.index + 1));
       w.EndArray();
     }},
    {"agents",
     kListGet,
     {},
     [](const Row& r, Writer& w) { WriteIds(r.world, Res::kAgents, TeamAgents(r), w); }},
    {"rolesWithSubordinates",
     kListGet,
     {},
     [](const Row&, Writer& w) {
       w.BeginArray();
       w.EndArray();
     }},
    {"derivedAgents",
     kListGet,
     {},
     [](const Row& r, Writer& w) {
       WriteIds(r.world, Res::kAgents, TeamMembers(r.world, r.index), w);
     }},
    {"id", kListGet, {}, FieldId},
    {"logoUrl", kListGet, {}, FieldNull},
});

// Channels.

struct Channel {
  std::string_view code;
  std::string_view name;
  std::string_view type;
};
constexpr auto kChannelTable = std::to_array<Channel>({
    {"EMAIL", "Email", "SYSTEM"},
    {"PHONE", "Phone", "SYSTEM"},
    {"WEB", "Web", "SYSTEM"},
    {"CHAT", "Chat", "SYSTEM"},
    {"FORUMS", "Forums", "SYSTEM"},
    {"FACEBOOK", "Facebook", "SYSTEM"},
    {"FACEBOOK_DM", "Facebook", "SYSTEM"},
    {"LANTERN_FORMS", "Lantern Forms", "INTEGRATION"},
    {"CALLBOX", "Phone", "INTEGRATION"},
    {"NIGHT_WHATSAPP", "WhatsApp Nachtdienst 🌙", "INSTANT_MESSAGE"},
});

bool IsSystem(const Row& r) {
  return r.index < 7;
}
const Channel& ChannelAt(const Row& r) {
  return kChannelTable[r.index % kChannelTable.size()];
}
std::string_view ChannelType(const Row& r) {
  return r.index < kChannelTable.size() ? ChannelAt(r).type : "INTEGRATION";
}

void ChannelCode(const Row& r, Writer& w) {
  w.BeginString();
  if (r.index < kChannelTable.size()) {
    w.Text(ChannelAt(r).code);
  } else {
    w.Text("APP_");
    w.TextNumber(r.index);
  }
  w.EndString();
}

void ReplyConfig(const Row& r, Writer& w) {
  if (r.OneIn(4, kMembers))
    return w.Null();
  w.BeginObject();
  w.Key("updateRecords");
  w.Bool(false);
  w.Key("acceptsAttachments");
  w.Bool(IsSystem(r));
  w.Key("contentTypes");
  w.BeginArray();
  w.String("text/plain");
  if (r.index == 0)
    w.String("text/html");
  w.EndArray();
  w.Key("includeQuotedMessage");
  w.Bool(r.index == 0);
  w.EndObject();
}

const auto kChannelFields = std::to_array<FieldSpec>({
    {"photoURL", kListGet, {}, FieldNull},
    {"code", kListGet, {}, ChannelCode},
    {"appName",
     kListGet,
     {},
     [](const Row& r, Writer& w) { WriteOrNull(w, IsSystem(r) ? "" : ChannelAt(r).name); }},
    {"departmentId",
     kListGet,
     {},
     [](const Row& r, Writer& w) {
       WriteId(r.world, Res::kDepartments,
               IsSystem(r) ? MaybeRow() : r.Pick(Res::kDepartments, kCreator), w);
     }},
    {"name", kListGet, {}, [](const Row& r, Writer& w) { w.String(ChannelAt(r).name); }},
    {"externalId",
     kListGet,
     {},
     [](const Row& r, Writer& w) {
       if (IsSystem(r))
         w.Null();
       else
         w.Digits(r.world.Id(Res::kMisc, r.index));
     }},
    {"mappedIntegration",
     kListGet,
     {},
     [](const Row& r, Writer& w) {
       if (r.index % 4 == 1)
         w.Omit();
       else
         w.Null();
     }},
    {"replyConfig", kListGet, {}, ReplyConfig},
    {"type", kListGet, {}, [](const Row& r, Writer& w) { w.String(ChannelType(r)); }},
    {"acceptsReplies",
     kListGet,
     {},
     [](const Row& r, Writer& w) { w.Bool(!r.OneIn(4, kMembers)); }},
});

constexpr auto kDepartmentsRules = std::to_array<Rule>({
    {.param = "chatStatus", .filter = Test(ChatTest)},
    {.param = "searchStr", .filter = Glob(DepartmentText)},
});

}  // namespace

const Behaviour kDepartments{
    .fields = kDepartmentFields,
    .rules = kDepartmentsRules,
    .count_style = CountStyle::kNumber,
};

const Behaviour kTeams{
    .fields = kTeamFields,
};

const Behaviour kChannels{
    .fields = kChannelFields,
};

}  // namespace zoho_desk::sandbox
