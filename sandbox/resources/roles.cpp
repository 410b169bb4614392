// Roles and profiles, as facts/roles.json and facts/profiles.json describe them. Roles form a tree:
// the parent of role n is role (n-1)/3.

#include "sandbox/resources/roles.h"

#include <array>

#include "sandbox/model.h"
#include "sandbox/resources/tables.h"
#include "sandbox/vocabulary.h"

namespace zoho_desk::sandbox {
namespace {

constexpr auto kRoleNames = std::to_array<std::string_view>(
    {"Director", "Care manager", "Service manager", "Leiter Einkauf", "First line", "Second line",
     "Night shift", "Guest", "Auditor", "サポート担当"});
constexpr auto kProfileNames =
    std::to_array<std::string_view>({"Administrator", "Standard agent", "Light agent",
                                     "Portal user", "Café crew", "Read & comment", "Contractor"});
constexpr auto kProfileTypes = std::to_array<std::string_view>(
    {"Administrator", "Standard", "Light", "Portal", "Custom", "Custom", "Custom"});
constexpr auto kGroups = std::to_array<std::string_view>(
    {"tickets", "contacts",  "accounts", "products",  "contracts",  "tasks",     "calls",
     "events",  "reports",   "setup",    "agents",    "kbCategory", "timeEntry", "comments",
     "social",  "community", "chat",     "mobileapp", "zia",        "im"});
constexpr auto kRights =
    std::to_array<std::string_view>({"view", "create", "update", "delete", "export"});

enum Salt : uint32_t { kDescribe = 100, kShare, kVisible, kPermission, kEditor };

bool RoleIsDefault(const Row& r) {
  return r.index < 3;
}
bool ProfileIsDefault(const Row& r) {
  return r.index < 4;
}

void Numbered(std::string_view name, uint32_t round, Writer& w) {
  w.BeginString();
  w.Text(name);
  if (round > 0) {
    w.Text(" ");
    w.TextNumber(round + 1);
  }
  w.EndString();
}

void Describe(const Row& r, Writer& w) {
  w.BeginString();
  AppendProse(w, r.Hash(kDescribe), 1);
  w.EndString();
}

// The key is missing from some rows.
void RoleDescription(const Row& r, Writer& w) {
  if (r.OneIn(4, kDescribe))
    w.Omit();
  else
    Describe(r, w);
}

void ReportsTo(const Row& r, Writer& w) {
  WriteId(r.world, Res::kRoles, r.index == 0 ? MaybeRow() : MaybeRow((r.index - 1) / 3), w);
}

void SubRoles(const Row& r, Writer& w) {
  w.BeginArray();
  for (uint32_t child = 3 * r.index + 1; child <= 3 * r.index + 3; ++child) {
    if (child < r.world.Size(Res::kRoles))
      w.Digits(r.world.Id(Res::kRoles, child));
  }
  w.EndArray();
}

void RoleName(const Row& r, Writer& w) {
  WriteRoleName(r.index, w);
}
void RoleDefault(const Row& r, Writer& w) {
  w.Bool(RoleIsDefault(r));
}
void Visible(const Row& r, Writer& w) {
  w.Bool(r.index == 0 || !r.OneIn(4, kVisible));
}
void RoleText(const Row& r, Writer& w) {
  RoleName(r, w);
  RoleDescription(r, w);
}

void ProfileName(const Row& r, Writer& w) {
  WriteProfileName(r.index, w);
}
void ProfileDefault(const Row& r, Writer& w) {
  w.Bool(ProfileIsDefault(r));
}
void ProfileText(const Row& r, Writer& w) {
  ProfileName(r, w);
  Describe(r, w);
}

void Permissions(const Row& r, Writer& w) {
  w.BeginObject();
  for (uint32_t g = 0; g < kGroups.size(); ++g) {
    if (g > 3 && r.OneIn(4, kPermission + 10 + g))
      continue;  // groups vary from profile to profile
    w.Key(kGroups[g]);
    w.BeginObject();
    for (uint32_t i = 0; i < kRights.size(); ++i) {
      w.Key(kRights[i]);
      w.Bool(r.index == 0 || (r.Hash(kPermission) >> (g + i)) % 2 == 0);
    }
    w.EndObject();
  }
  w.EndObject();
}

// Blank for profiles nobody has edited.
void ProfileModifiedBy(const Row& r, Writer& w) {
  if (ProfileIsDefault(r))
    w.String("");
  else
    WriteAgentId(r, kEditor, w);
}

void ProfileModifiedTime(const Row& r, Writer& w) {
  if (ProfileIsDefault(r))
    w.String("");
  else
    w.Time(r.modified());
}

const auto kRoleFields = std::to_array<FieldSpec>({
    {"shareDataWithPeers",
     kListGet,
     {},
     [](const Row& r, Writer& w) { w.Bool(r.OneIn(2, kShare)); }},
    {"name", kListGet, {}, RoleName},
    {"description", kListGet, {}, RoleDescription},
    {"reportsTo", kListGet, {}, ReportsTo},
    {"isDefault", kListGet, {}, RoleDefault},
    {"immediateSubRoles", kListGet, {}, SubRoles},
    {"id", kListGet, {}, FieldId},
    {"isVisible", kListGet, {}, Visible},
});

const auto kProfileFields = std::to_array<FieldSpec>({
    {"default", kListGet, {}, ProfileDefault},
    {"permissions", kListGet, {}, Permissions},
    {"name", kListGet, {}, ProfileName},
    {"description", kListGet, {}, Describe},
    {"isVisible", kListGet, {}, Visible},
    {"id", kListGet, {}, FieldId},
    {"type",
     kListGet,
     {},
     [](const Row& r, Writer& w) { w.String(kProfileTypes[r.index % kProfileTypes.size()]); }},
    {"modifiedBy", kListGet, {}, ProfileModifiedBy},
    {"modifiedTime", kListGet, {}, ProfileModifiedTime},
});

constexpr auto kRolesRules = std::to_array<Rule>({
    {.param = "searchStr", .filter = Glob(RoleText)},
});

constexpr auto kProfilesRules = std::to_array<Rule>({
    {.param = "visible", .filter = Equals(Visible)},
    {.param = "searchStr", .filter = Glob(ProfileText)},
});

}  // namespace

void WriteRoleName(uint32_t role, Writer& w) {
  constexpr auto kNames = static_cast<uint32_t>(kRoleNames.size());
  Numbered(kRoleNames[role % kNames], role / kNames, w);
}

void WriteProfileName(uint32_t profile, Writer& w) {
  constexpr auto kNames = static_cast<uint32_t>(kProfileNames.size());
  Numbered(kProfileNames[profile % kNames], profile / kNames, w);
}

const Behaviour kRoles{
    .fields = kRoleFields,
    .rules = kRolesRules,
    .count_style = CountStyle::kNumber,
};

const Behaviour kProfiles{
    .fields = kProfileFields,
    .rules = kProfilesRules,
    .count_style = CountStyle::kNumber,
    .always_fields = "id|name",
};

}  // namespace zoho_desk::sandbox
