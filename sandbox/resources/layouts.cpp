// Layouts, as facts/layouts.json describes them. `module` is required, and a record spells
// its module differently from the parameter (tickets come back as Cases). Without `status` only
// active layouts are listed.

#include <algorithm>
#include <array>

#include "sandbox/model.h"
#include "sandbox/resources/roles.h"
#include "sandbox/resources/tables.h"
#include "sandbox/vocabulary.h"

namespace zoho_desk::sandbox {
namespace {

enum Salt : uint32_t { kState = 100, kNote, kCreator, kEditor, kDepartment };

// One to one with the modules of LayoutModule.
constexpr auto kModuleNames =
    std::to_array<std::string_view>({"Cases", "Contacts", "Accounts", "Tasks", "Calls", "Events",
                                     "TimeEntry", "Products", "Contracts"});

bool Standard(const Row& r) {
  return r.index < kModuleNames.size();
}
MaybeRow DepartmentOf(const Row& r) {
  return Standard(r) || r.OneIn(2, kDepartment) ? MaybeRow()
                                                : r.Pick(Res::kDepartments, kDepartment);
}
bool Active(const Row& r) {
  return Standard(r) || !r.OneIn(3, kState);
}

void Name(const Row& r, Writer& w) {
  WriteLayoutName(r.world, r.index, w);
}
void ModuleParam(const Row& r, Writer& w) {
  w.String(LayoutModule(r.index));
}
void DepartmentId(const Row& r, Writer& w) {
  if (const MaybeRow department = DepartmentOf(r))
    w.Digits(r.world.Id(Res::kDepartments, *department));
  else
    w.Omit();
}

bool StatusTest(const Row& r, const Value& value, const Parsed&) {
  return value.text == "all" || Active(r) == (value.text == "active");
}

void Profiles(const Row& r, Writer& w) {
  w.BeginArray();
  const uint32_t shown = std::min(2U, r.world.Size(Res::kProfiles));
  for (uint32_t profile = 0; profile < shown; ++profile) {
    w.BeginObject();
    w.Key("id");
    w.Digits(r.world.Id(Res::kProfiles, profile));
    w.Key("profileName");
    WriteProfileName(profile, w);
    w.Key("isDefault");
    w.Bool(true);
    w.Key("type");
    w.String(profile == 0 ? "Administrator" : "Standard");
    w.EndObject();
  }
  w.EndArray();
}

void SectionField(std::string_view api_name, std::string_view label, std::string_view type,
                  bool mandatory, Writer& w) {
  w.BeginObject();
  w.Key("displayLabel");
  w.String(label);
  w.Key("apiName");
  w.String(api_name);
  w.Key("isCustomField");
  w.Bool(api_name.starts_with("cf_"));
  w.Key("type");
  w.String(type);
  w.Key("isMandatory");
  w.Bool(mandatory);
  w.EndObject();
}

void Sections(const Row&, Writer& w) {
  w.BeginArray();
  w.BeginObject();
  w.Key("id");
  w.Int(1);
  w.Key("name");
  w.String("Main part");
  w.Key("isCustomSection");
  w.Bool(false);
  w.Key("i18NLabel");
  w.String("Main part");
  w.Key("fields");
  w.BeginArray();
  SectionField("subject", "Subject", "Text", true, w);
  SectionField("departmentId", "Department", "LookUp", true, w);
  SectionField("cf_region", "Region", "Picklist", false, w);
  w.EndArray();
  w.EndObject();
  w.EndArray();
}

void Description(const Row& r, Writer& w) {
  if (r.OneIn(2, kNote))
    return w.Null();
  w.BeginString();
  AppendRemark(w, r.Hash(kNote) >> 4);
  w.EndString();
}

const auto kFields = std::to_array<FieldSpec>({
    {"modifiedTime", kListGet, {}, FieldModified},
    {"isStandardLayout",
     kListGet,
     {},
     [](const Row& r, Writer& w) {
       if (r.index % 4 == 3)
         w.Omit();
       else
         w.Bool(Standard(r));
     }},
    {"hasLogo", kListGet, {}, FieldFalse},
    {"layoutDisplayName", kListGet, {}, Name},
    {"isDefaultLayout", kListGet, {}, [](const Row& r, Writer& w) { w.Bool(Standard(r)); }},
    {"layoutDesc", kListGet, {}, Description},
    {"layoutName", kListGet, {}, Name},
    {"skipDeptAccessValidation",
     kListGet,
     {},
     [](const Row& r, Writer& w) { w.Bool(!DepartmentOf(r)); }},
    {"photoURL", kListGet, {}, FieldNull},
    {"createdBy", kListGet, {}, [](const Row& r, Writer& w) { WriteAgentId(r, kCreator, w); }},
    {"createdTime", kListGet, {}, FieldCreated},
    {"modifiedBy",
     kListGet,
     {},
     [](const Row& r, Writer& w) {
       if (Standard(r))
         w.String("");
       else
         WriteAgentId(r, kEditor, w);
     }},
    {"id", kListGet, {}, FieldId},
    {"status",
     kListGet,
     {},
     [](const Row& r, Writer& w) { w.String(Active(r) ? "active" : "inactive"); }},
    {"layoutProfiles", kList, {}, Profiles},
    {"module",
     kListGet,
     {},
     [](const Row& r, Writer& w) { w.String(kModuleNames[r.index % kModuleNames.size()]); }},
    {"departmentId", kListGet, {}, DepartmentId},
    {"sections", kGet, {}, Sections},
});

constexpr auto kLayoutsRules = std::to_array<Rule>({
    {.param = "module", .filter = Equals(ModuleParam)},
    {.param = "status", .filter = Test(StatusTest)},
    {.param = "layoutName", .filter = Contains(Name)},
});

}  // namespace

const Behaviour kLayouts{
    .fields = kFields,
    .rules = kLayoutsRules,
    .fanout = ModuleParam,
};

}  // namespace zoho_desk::sandbox
