// Help centers, as facts/help_centers.json describes them: 1-based, from=0 is refused.

#include <array>

#include "sandbox/model.h"
#include "sandbox/resources/tables.h"

namespace zoho_desk::sandbox {
namespace {

enum Salt : uint32_t { kState = 100, kTheme };

constexpr auto kCenterNames =
    std::to_array<std::string_view>({"Lantern Help", "Fachhändler-Portal", "ヘルプ", "Partners"});

void CenterName(const Row& r, Writer& w) {
  w.BeginString();
  w.Text(kCenterNames[r.index % kCenterNames.size()]);
  if (r.index >= kCenterNames.size()) {
    w.Text(" ");
    w.TextNumber(r.index);
  }
  w.EndString();
}

void Locales(const Row& r, Writer& w) {
  w.BeginArray();
  w.String("en");
  if (r.index % 2 == 1)
    w.String("de");
  w.EndArray();
}

void CenterLocales(const Row& r, Writer& w) {
  w.BeginArray();
  w.BeginObject();
  w.Key("name");
  CenterName(r, w);
  w.Key("locale");
  w.String("en");
  w.Key("type");
  w.String("DEFAULT");
  w.Key("status");
  w.String("ACCESIBLE_IN_HELPCENTER");
  w.EndObject();
  w.EndArray();
}

void TranslateSettings(const Row&, Writer& w) {
  w.BeginObject();
  w.Key("translateMode");
  w.String("MANUAL");
  w.Key("autoTranslateSettings");
  w.BeginArray();
  w.EndArray();
  w.EndObject();
}

void CenterDepartments(const Row& r, Writer& w) {
  w.BeginArray();
  WriteId(r.world, Res::kDepartments, r.Pick(Res::kDepartments, kTheme), w);
  w.EndArray();
}

void CenterUrl(const Row& r, Writer& w) {
  w.BeginString();
  w.Text("https://help");
  w.TextNumber(r.index + 1);
  w.Text(".sandbox.example/portal");
  w.EndString();
}

void Domains(const Row& r, Writer& w) {
  w.BeginArray();
  w.BeginObject();
  w.Key("name");
  CenterUrl(r, w);
  w.Key("type");
  w.String("PRIMARY");
  w.EndObject();
  w.EndArray();
}

const auto kCenterFields = std::to_array<FieldSpec>({
    {"isDefault", kListGet, {}, [](const Row& r, Writer& w) { w.Bool(r.index == 0); }},
    {"locales",
     kListGet,
     {},
     [](const Row& r, Writer& w) {
       if (r.index == 2)
         w.Omit();
       else
         Locales(r, w);
     }},
    {"name", kListGet, {}, CenterName},
    {"isEncodedPermalinkAllowed", kListGet, {}, FieldFalse},
    {"id", kListGet, {}, FieldId},
    {"departmentIds", kListGet, {}, CenterDepartments},
    {"isMultilingualEnabled",
     kListGet,
     {},
     [](const Row& r, Writer& w) { w.Bool(r.index % 2 == 1); }},
    {"helpCenterLocales", kListGet, {}, CenterLocales},
    {"primaryLocale", kListGet, {}, [](const Row&, Writer& w) { w.String("en"); }},
    {"url", kListGet, {}, CenterUrl},
    {"logoUrl", kListGet, {}, FieldNull},
    {"status",
     kListGet,
     {},
     [](const Row& r, Writer& w) {
       w.String(r.index > 0 && r.OneIn(4, kState) ? "DISABLED" : "ACTIVE");
     }},
    {"translateSettings", kListGet | kGetAlways, "translateSettings", TranslateSettings},
    {"translateMode", kGet, {}, [](const Row&, Writer& w) { w.String("MANUAL"); }},
    {"siteMapUpdatedTime", kGet, {}, FieldModified},
    {"domains", kGet, {}, Domains},
    {"favIconUrl", kGet, {}, FieldNull},
    {"logoLinkBackUrl",
     kGet,
     {},
     [](const Row& r, Writer& w) { w.String(r.index == 0 ? "*" : ""); }},
    {"autoTranslateSettings",
     kGet,
     {},
     [](const Row&, Writer& w) {
       w.BeginArray();
       w.EndArray();
     }},
    {"activeThemeId",
     kGet,
     {},
     [](const Row& r, Writer& w) { w.Digits(r.world.Id(Res::kMisc, r.index)); }},
});

}  // namespace

const Behaviour kHelpCenters{
    .fields = kCenterFields,
};

}  // namespace zoho_desk::sandbox
