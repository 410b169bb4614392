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

const Behaviour kGroups{
    .fields = kGroupFields,
};

const Behaviour kLabels{
    .fields = kLabelFields,
};

}  // namespace zoho_desk::sandbox
