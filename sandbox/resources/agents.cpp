// Agents, as facts/agents.json describes them. The list has no sort key of its own name,
// only a direction; the sandbox sorts by creation.

#include <algorithm>
#include <array>

#include "sandbox/custom_fields.h"
#include "sandbox/model.h"
#include "sandbox/resources/roles.h"
#include "sandbox/resources/tables.h"
#include "sandbox/vocabulary.h"

namespace zoho_desk::sandbox {
namespace {

constexpr auto kCustom = std::to_array<CustomField>({
    {"cf_locker", "Locker", CustomType::kNumber},
    {"cf_first_aider", "First aider", CustomType::kBool},
    {"cf_floor", "Floor", CustomType::kPick},
});

constexpr auto kPermissions =
    std::to_array<std::string_view>({"Admin", "AgentPublic", "AgentPublic", "AgentPersonal",
                                     "AgentTeamPersonal", "Custom", "Light"});
constexpr auto kLocales =
    std::to_array<std::string_view>({"en_US", "de_DE", "ja_JP", "he_IL", "fr_FR"});
constexpr auto kZones = std::to_array<std::string_view>(
    {"Europe/Berlin", "Asia/Tokyo", "America/Bogota", "Africa/Nairobi", "Asia/Kolkata"});
constexpr auto kExpertise =
    std::to_array<std::string_view>({"Email", "Chat", "Phone", "Web", "Forums"});

enum Salt : uint32_t {
  kExtension = 100,
  kMobile,
  kAbout,
  kState,
  kChannels,
  kLocale,
  kRole,
  kConfirmed,
  kVerified
};

bool Confirmed(const Row& r) {
  return r.index == 0 || !r.OneIn(9, kConfirmed);
}
std::string_view Permission(const Row& r) {
  return r.index == 0 ? kPermissions[0] : kPermissions[r.Hash(kRole) % kPermissions.size()];
}
MaybeRow RoleOf(const Row& r) {
  return r.Pick(Res::kRoles, kRole);
}
MaybeRow ProfileOf(const Row& r) {
  return r.Pick(Res::kProfiles, kRole);
}

void RoleId(const Row& r, Writer& w) {
  WriteId(r.world, Res::kRoles, RoleOf(r), w);
}
void ProfileId(const Row& r, Writer& w) {
  WriteId(r.world, Res::kProfiles, ProfileOf(r), w);
}
void FirstName(const Row& r, Writer& w) {
  w.String(AgentGivenName(r));
}
void LastName(const Row& r, Writer& w) {
  w.String(AgentFamilyName(r));
}
void PermissionType(const Row& r, Writer& w) {
  w.String(Permission(r));
}
void IsConfirmed(const Row& r, Writer& w) {
  w.Bool(Confirmed(r));
}
void State(const Row& r, Writer& w) {
  w.String(r.index > 0 && r.OneIn(8, kState) ? "DISABLED" : "ACTIVE");
}

void Departments(const Row& r, Writer& w) {
  WriteIds(r.world, Res::kDepartments, AgentDepartments(r.world, r.index), w);
}

void ChatDepartments(const Row& r, Writer& w) {
  w.BeginArray();
  if (r.OneIn(3, kChannels) && r.world.Size(Res::kDepartments) > 0)
    w.Digits(r.world.Id(Res::kDepartments, AgentFirstDepartment(r.world, r.index)));
  w.EndArray();
}

void Department(const Row& r, uint32_t department, Writer& w) {
  w.BeginObject();
  w.Key("id");
  w.Digits(r.world.Id(Res::kDepartments, department));
  w.Key("name");
  WriteDepartmentName(r.world, department, w);
  w.Key("sanitizedName");
  w.BeginString();
  w.Text("department-");
  w.TextNumber(department + 1);
  w.EndString();
  w.EndObject();
}

void DepartmentObjects(const Row& r, Writer& w) {
  w.BeginArray();
  for (const uint32_t department : AgentDepartments(r.world, r.index))
    Department(r, department, w);
  w.EndArray();
}

void ChatDepartmentObjects(const Row& r, Writer& w) {
  w.BeginArray();
  if (r.OneIn(3, kChannels) && r.world.Size(Res::kDepartments) > 0)
    Department(r, AgentFirstDepartment(r.world, r.index), w);
  w.EndArray();
}

void Reference(const World& world, Res res, MaybeRow row, void (*name)(uint32_t, Writer&),
               Writer& w) {
  if (!row)
    return w.Null();
  w.BeginObject();
  w.Key("name");
  name(*row, w);
  w.Key("id");
  w.Digits(world.Id(res, *row));
  w.EndObject();
}

void Expert(const Row& r, Writer& w) {
  w.BeginArray();
  for (size_t i = 0; i < kExpertise.size(); ++i) {
    if ((r.Hash(kChannels) >> i) % 2 == 0)
      w.String(kExpertise[i]);
  }
  w.EndArray();
}

// Everything searchStr looks at, or the one field that fieldName names.
bool SearchTest(const Row& r, const Value& value, const Parsed& all) {
  const std::string* field = OtherParam(all, "fieldName");
  const auto wanted = [&](std::string_view name) { return field == nullptr || *field == name; };
  const std::array<std::pair<std::string_view, FieldFn>, 4> columns = {
      {{"firstName", FirstName},
       {"lastName", LastName},
       {"emailId", WriteAgentEmail},
       {"name", WriteAgentName}}};
  return std::any_of(columns.begin(), columns.end(), [&](const auto& column) {
    return wanted(column.first) && PlainMatches(r, column.second, value.text);
  });
}

bool CustomTest(const Row& r, const Value& value, const Parsed& all) {
  const std::string* field = OtherParam(all, "cfFieldName");
  std::string text;
  Writer w(text, Writer::Form::kPlain);
  return field != nullptr && WriteCustomField(r, kCustom, *field, w) && GlobText(value.text, text);
}

bool PermissionTest(const Row& r, const Value& value, const Parsed&) {
  return value.text == "${NON_LIGHT}" ? Permission(r) != "Light" : Permission(r) == value.text;
}

const auto kFields = std::to_array<FieldSpec>({
    {"lastName", kListGet, {}, LastName},
    {"extn",
     kListGet,
     {},
     [](const Row& r, Writer& w) {
       if (r.OneIn(3, kExtension))
         w.String("");
       else
         w.Digits(3000 + r.Hash(kExtension) % 999);
     }},
    {"roleId", kListGet, {}, RoleId},
    {"langCode",
     kListGet,
     {},
     [](const Row& r, Writer& w) { w.String(kLocales[r.Hash(kLocale) % kLocales.size()]); }},
    {"mobile",
     kListGet,
     {},
     [](const Row& r, Writer& w) {
       if (r.OneIn(2, kMobile))
         w.String("");
       else
         WritePhone(w, r.Hash(kMobile));
     }},
    {"emailId", kListGet, {}, WriteAgentEmail},
    {"associatedChatDepartmentIds", kListGet, {}, ChatDepartments},
    {"associatedDepartmentIds", kListGet, {}, Departments},
    {"firstName", kListGet, {}, FirstName},
    {"phone", kListGet, {}, [](const Row& r, Writer& w) { WritePhone(w, r.Hash(kAbout)); }},
    {"countryCode",
     kListGet,
     {},
     [](const Row& r, Writer& w) { w.String(kLocales[r.Hash(kLocale) % kLocales.size()]); }},
    {"profileId", kListGet, {}, ProfileId},
    {"rolePermissionType",
     kListGet,
     {},
     [](const Row& r, Writer& w) {
       if (r.OneIn(6, kVerified))
         w.Omit();
       else
         PermissionType(r, w);
     }},
    {"aboutInfo",
     kListGet,
     {},
     [](const Row& r, Writer& w) {
       if (r.OneIn(3, kAbout))
         return w.Null();
       w.BeginString();
       AppendRemark(w, r.Hash(kAbout) >> 7);
       w.EndString();
     }},
    {"status", kListGet, {}, State},
    {"channelExpert", kListGet, {}, Expert},
    {"timeZone",
     kListGet,
     {},
     [](const Row& r, Writer& w) {
       if (r.OneIn(6, kVerified))
         w.Omit();
       else
         w.String(kZones[r.Hash(kLocale) % kZones.size()]);
     }},
    {"cf", kListGet, {}, [](const Row& r, Writer& w) { WriteCf(r, kCustom, w); }},
    {"photoURL", kListGet, {}, WriteAgentPhoto},
    {"name", kListGet, {}, WriteAgentName},
    {"isConfirmed", kListGet, {}, IsConfirmed},
    {"id", kListGet, {}, FieldId},
    {"zuid",
     kListGet,
     {},
     [](const Row& r, Writer& w) {
       if (Confirmed(r))
         w.Digits(700'000'000 + r.index);
       else
         w.Null();
     }},
    {"isZiaAgent",
     kListGet,
     {},
     [](const Row& r, Writer& w) {
       if (r.OneIn(4, kState))
         w.Omit();
       else
         w.Bool(false);
     }},
    {"role", kListGet, "role",
     [](const Row& r, Writer& w) { Reference(r.world, Res::kRoles, RoleOf(r), WriteRoleName, w); }},
    {"profile", kListGet, "profile",
     [](const Row& r, Writer& w) {
       Reference(r.world, Res::kProfiles, ProfileOf(r), WriteProfileName, w);
     }},
    {"associatedDepartments", kGet, "associatedDepartments", DepartmentObjects},
    {"associatedChatDepartments", kGet, "associatedChatDepartments", ChatDepartmentObjects},
    {"verifiedEmails", kGet, "verifiedEmails",
     [](const Row& r, Writer& w) {
       w.BeginArray();
       if (Confirmed(r))
         WriteAgentEmail(r, w);
       w.EndArray();
     }},
});

constexpr auto kAgentsRules = std::to_array<Rule>({
    {.param = "roleIds", .filter = Equals(RoleId)},
    {.param = "profileIds", .filter = Equals(ProfileId)},
    {.param = "departmentIds", .filter = Equals(Departments)},
    {.param = "searchStr", .filter = Test(SearchTest)},
    {.param = "cfSearchStr", .filter = Test(CustomTest)},
    {.param = "isLightAgent",
     .filter = Equals([](const Row& r, Writer& w) { w.Bool(Permission(r) == "Light"); })},
    {.param = "rolePermissionType", .filter = Test(PermissionTest)},
    {.param = "includeLightAgent",
     .filter = Test([](const Row& r, const Value& value, const Parsed&) {
       return value.text == "true" || Permission(r) != "Light";
     })},
});

constexpr auto kAgentsSort = std::to_array<SortKey>({
    {"createdTime", SortType::kCreated},
});

}  // namespace

const Behaviour kAgents{
    .fields = kFields,
    .rules = kAgentsRules,
    .sort_keys = kAgentsSort,
    .count_style = CountStyle::kNumber,
};

}  // namespace zoho_desk::sandbox
