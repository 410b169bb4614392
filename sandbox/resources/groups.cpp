// Groups and labels of help center users, as facts/groups.json and facts/labels.json describe them:
// 1-based, from=0 is refused.

#include <array>

#include "sandbox/model.h"
#include "sandbox/resources/labels.h"
#include "sandbox/resources/tables.h"
#include "sandbox/vocabulary.h"

namespace zoho_desk::sandbox {
namespace {

enum Salt : uint32_t { kName = 100, kState, kCount, kNote, kCreator, kEditor, kColour, kFlag };

void HelpCenterId(const Row& r, Writer& w) {
  WriteId(r.world, Res::kHelpCenters, HelpCenterOf(r), w);
}
void Creator(const Row& r, Writer& w) {
  WriteActor(r, kCreator, "photoUrl", w);
}
void Modifier(const Row& r, Writer& w) {
  WriteActor(r, kEditor, "photoUrl", w);
}
void CountField(const Row& r, Writer& w) {
  w.Digits(r.Hash(kCount) % 300);
}

// Groups.

void GroupName(const Row& r, Writer& w) {
  w.BeginString();
  w.Text(City(r.Hash(kName)));
  w.Text(" circle ");
  w.TextNumber(r.index + 1);
  w.EndString();
}

void GroupNote(const Row& r, Writer& w) {
  if (r.OneIn(3, kNote))
    return w.Null();
  w.BeginString();
  AppendRemark(w, r.Hash(kNote) >> 4);
  w.EndString();
}

const auto kGroupFields = std::to_array<FieldSpec>({
    {"modifiedTime", kListGet, {}, FieldModified},
    {"creator", kListGet, {}, Creator},
    {"modifier", kListGet, {}, Modifier},
    {"name", kListGet, {}, GroupName},
    {"count", kListGet, {}, CountField},
    {"description", kListGet, {}, GroupNote},
    {"createdTime", kListGet, {}, FieldCreated},
    {"id", kListGet, {}, FieldId},
    {"helpCenterId", kListGet, {}, HelpCenterId},
    {"isAssociated",
     kListGet,
     {},
     [](const Row& r, Writer& w) {
       if (r.index % 2 == 0)
         w.Omit();
       else
         w.Bool(r.OneIn(2, kFlag));
     }},
    {"logoUrl", kListGet, {}, FieldNull},
    {"status",
     kListGet,
     {},
     [](const Row& r, Writer& w) { w.String(r.OneIn(6, kState) ? "DISABLED" : "ACTIVE"); }},
});

constexpr auto kGroupParams = std::to_array<ParamSpec>({
    {.name = "limit", .kind = Kind::kLimit, .min = 1, .max = 50},
    {.name = "searchBy", .filter = Glob(GroupName), .min = 2, .max = 100},
    {.name = "from", .kind = Kind::kFrom, .min = 1},
    {.name = "sortBy", .kind = Kind::kSort},
    {.name = "helpCenterId", .kind = Kind::kId, .filter = Equals(HelpCenterId)},
});

constexpr auto kGroupSort = std::to_array<SortKey>({
    {"name", SortType::kText, GroupName},
    {"modifiedTime", SortType::kModified},
    {"createdTime", SortType::kCreated},
    {"count", SortType::kNumber, CountField},
});

// Labels.

void LabelName(const Row& r, Writer& w) {
  w.BeginString();
  w.Text(r.index % 2 == 0 ? "Étiquette " : "Label ");
  w.TextNumber(r.index + 1);
  w.EndString();
}

void Preferences(const Row& r, Writer& w) {
  w.BeginObject();
  w.Key("shape");
  w.String(r.OneIn(2, kColour) ? "ROUNDED" : "RECTANGLE");
  w.Key("bgColor");
  w.String(r.OneIn(3, kColour) ? "#2F6F4E" : "#FED");
  w.Key("textColor");
  w.String("#111111");
  w.EndObject();
}

const auto kLabelFields = std::to_array<FieldSpec>({
    {"preferences", kListGet, {}, Preferences},
    {"name", kListGet, {}, LabelName},
    {"id", kListGet, {}, FieldId},
    {"logoUrl", kListGet, {}, FieldNull},
    {"modifiedTime", kListGet, {}, FieldModified},
    {"creator", kListGet, {}, Creator},
    {"modifier", kListGet, {}, Modifier},
    {"count", kListGet, {}, CountField},
    {"createdTime", kListGet, {}, FieldCreated},
    {"helpCenterId", kListGet, {}, HelpCenterId},
});

constexpr auto kLabelParams = std::to_array<ParamSpec>({
    {.name = "limit", .kind = Kind::kLimit, .min = 1, .max = 50},
    {.name = "searchBy", .filter = Glob(LabelName), .min = 2, .max = 100},
    {.name = "from", .kind = Kind::kFrom, .min = 1},
    {.name = "sortBy", .kind = Kind::kSort},
    {.name = "helpCenterId", .kind = Kind::kId, .filter = Equals(HelpCenterId)},
});

constexpr auto kLabelSort = std::to_array<SortKey>({
    {"createdTime", SortType::kCreated},
    {"modifiedTime", SortType::kModified},
    {"name", SortType::kText, LabelName},
});

constexpr std::string_view kScopes = "Desk.contacts.READ|Desk.settings.READ";

}  // namespace

void WriteLabelRef(const World& world, MaybeRow index, Writer& w) {
  if (!index)
    return w.Null();
  const Row label = At(world, Res::kLabels, *index);
  w.BeginObject();
  w.Key("preferences");
  Preferences(label, w);
  w.Key("name");
  LabelName(label, w);
  w.Key("id");
  w.Digits(label.id());
  w.Key("logoUrl");
  w.Null();
  w.EndObject();
}

const ResourceSpec kGroups{
    .res = Res::kGroups,
    .name = "groups",
    .fields = kGroupFields,
    .list = {.path = "/api/v1/groups",
             .scopes = kScopes,
             .params = kGroupParams,
             .sort_keys = kGroupSort,
             .base = 1,
             .default_limit = 50,
             .empty_is_204 = false},
    .get = {.path = "/api/v1/groups/{id}", .scopes = kScopes},
};

const ResourceSpec kLabels{
    .res = Res::kLabels,
    .name = "labels",
    .fields = kLabelFields,
    .list = {.path = "/api/v1/labels",
             .scopes = kScopes,
             .params = kLabelParams,
             .sort_keys = kLabelSort,
             .base = 1,
             .default_limit = 50,
             .empty_is_204 = false},
    .get = {.path = "/api/v1/labels/{id}", .scopes = kScopes},
};

}  // namespace zoho_desk::sandbox
