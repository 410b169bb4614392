// Help centers and what belongs to them: users, groups and labels, as their sheets in
// api/resources/ describe them. All four lists are 1-based and refuse from=0.

#include <algorithm>
#include <array>

#include "sandbox/model.h"
#include "sandbox/params.h"
#include "sandbox/resources/tables.h"
#include "sandbox/vocabulary.h"

namespace zoho_desk::sandbox {
namespace {

enum Salt : uint32_t {
  kName = 100,
  kFamily,
  kSeen,
  kState,
  kLabel,
  kContact,
  kMail,
  kCount,
  kNote,
  kCreator,
  kEditor,
  kColour,
  kType,
  kTheme,
};

constexpr int64_t kHour = 3'600'000;

// Every user, group and label belongs to one help center.
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

// Help centers.

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

constexpr auto kCenterParams = std::to_array<ParamSpec>({
    {.name = "from", .kind = Kind::kFrom, .min = 1},
    {.name = "limit", .kind = Kind::kLimit, .min = 1, .max = 50},
    {.name = "include", .kind = Kind::kInclude, .list = true, .choices = "translateSettings"},
});

// Users.

std::string_view UserState(const Row& r) {
  const uint64_t place = r.Hash(kState) % 10;
  return place < 8 ? "ACTIVE" : place == 8 ? "DISABLED" : "DELETED";
}

MaybeRow UserContact(const Row& r) {
  return r.OneIn(5, kContact) ? MaybeRow() : r.Pick(Res::kContacts, kContact);
}

int64_t LastSeen(const Row& r) {  // 0: never
  return r.OneIn(5, kSeen) ? 0 : r.world.now() - static_cast<int64_t>(r.Hash(kSeen) % 4000) * kHour;
}

void UserName(const Row& r, Writer& w) {
  w.BeginString();
  w.Text(GivenName(r.Hash(kName)));
  w.Text(" ");
  w.Text(FamilyName(r.Hash(kFamily)));
  w.EndString();
}

void UserMail(const Row& r, Writer& w) {
  w.BeginString();
  w.Text(FamilySlug(r.Hash(kFamily)));
  w.Text("-");
  w.TextNumber(r.index + 1);
  w.Text("@portal.example");
  w.EndString();
}

void UserText(const Row& r, Writer& w) {
  UserName(r, w);
  UserMail(r, w);
}

void UserMails(const Row& r, Writer& w) {
  w.BeginArray();
  w.BeginObject();
  w.Key("emailAddress");
  UserMail(r, w);
  w.Key("isVerified");
  w.String(r.OneIn(3, kMail) ? "false" : "true");
  w.Key("isPrimary");
  w.String("true");
  w.EndObject();
  w.EndArray();
}

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

void UserLabel(const Row& r, Writer& w) {
  const MaybeRow index = r.OneIn(2, kLabel) ? MaybeRow() : r.Pick(Res::kLabels, kLabel);
  if (!index)
    return w.Null();
  const Row label = At(r.world, Res::kLabels, *index);
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

void UserContactObject(const Row& r, Writer& w) {
  const MaybeRow index = UserContact(r);
  if (!index)
    return w.Null();
  const Row contact = At(r.world, Res::kContacts, *index);
  w.BeginObject();
  w.Key("webUrl");
  WriteWebUrl(w, "contacts", contact.id());
  w.Key("name");
  WriteContactName(contact, w);
  w.Key("id");
  w.Digits(contact.id());
  w.EndObject();
}

bool UserStateTest(const Row& r, const Value& value, const Parsed&) {
  if (value.text == "ALL")
    return true;
  return std::any_of(value.items.begin(), value.items.end(),
                     [&](const std::string& item) { return item == UserState(r); });
}

bool SeenAfter(const Row& r, const Value& value, const Parsed&) {
  return LastSeen(r) >= value.low;
}
bool SeenBefore(const Row& r, const Value& value, const Parsed&) {
  return LastSeen(r) != 0 && LastSeen(r) <= value.high;
}

const auto kUserFields = std::to_array<FieldSpec>({
    {"photoUrl",
     kListGet,
     {},
     [](const Row& r, Writer& w) {
       if (r.OneIn(2, kTheme))
         w.Null();
       else
         WritePhotoUrl(w, "users", r.id());
     }},
    {"name", kListGet, {}, UserName},
    {"id", kListGet, {}, FieldId},
    {"lastAccessedTime",
     kListGet,
     {},
     [](const Row& r, Writer& w) {
       if (LastSeen(r) == 0)
         w.Null();
       else
         w.Time(LastSeen(r));
     }},
    {"emailAddress", kList, {}, UserMail},
    {"userType",
     kListGet,
     {},
     [](const Row& r, Writer& w) { w.String(r.OneIn(6, kType) ? "SUPPORTREP" : "ENDUSER"); }},
    {"label", kListGet, {}, UserLabel},
    {"status", kListGet, {}, [](const Row& r, Writer& w) { w.String(UserState(r)); }},
    {"contactId",
     kGet,
     {},
     [](const Row& r, Writer& w) { WriteId(r.world, Res::kContacts, UserContact(r), w); }},
    {"email", kGet, {}, UserMails},
    {"contact", kGet, "contact", UserContactObject},
});

constexpr auto kUserParams = std::to_array<ParamSpec>({
    {.name = "from", .kind = Kind::kFrom, .min = 1},
    {.name = "limit", .kind = Kind::kLimit, .min = 1, .max = 50},
    {.name = "searchBy", .filter = Glob(UserText), .min = 2},
    {.name = "sortBy", .kind = Kind::kSort},
    // Nobody says whether DELETED users come without this; here they do not.
    {.name = "status",
     .kind = Kind::kChoice,
     .filter = Test(UserStateTest),
     .choices = "ACTIVE|DISABLED|DELETED|ALL",
     .fallback = "ACTIVE,DISABLED"},
    {.name = "helpCenterId", .kind = Kind::kId, .filter = Equals(HelpCenterId)},
    {.name = "include", .kind = Kind::kInclude, .list = true, .choices = "count"},
    {.name = "lastActivityStartTime", .kind = Kind::kIsoTime, .filter = Test(SeenAfter)},
    {.name = "lastActivityEndTime", .kind = Kind::kIsoTime, .filter = Test(SeenBefore)},
});

constexpr auto kUserGetParams = std::to_array<ParamSpec>({
    {.name = "include", .kind = Kind::kInclude, .list = true, .choices = "contact"},
    {.name = "helpCenterId", .kind = Kind::kId},
});

constexpr auto kUserSort = std::to_array<SortKey>(
    {{"email", SortType::kText, UserMail}, {"modifiedTime", SortType::kModified}});

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
         w.Bool(r.OneIn(2, kTheme));
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

constexpr std::string_view kContactScopes = "Desk.contacts.READ|Desk.settings.READ";
constexpr std::string_view kCenterScopes = "Desk.basic.READ|Desk.settings.READ";

}  // namespace

const ResourceSpec kHelpCenters{
    .res = Res::kHelpCenters,
    .name = "help_centers",
    .fields = kCenterFields,
    .list = {.path = "/api/v1/helpCenters",
             .scopes = kCenterScopes,
             .params = kCenterParams,
             .base = 1,
             .empty_is_204 = false},
    .get = {.path = "/api/v1/helpCenters/{id}", .scopes = kCenterScopes},
};

const ResourceSpec kUsers{
    .res = Res::kUsers,
    .name = "users",
    .fields = kUserFields,
    .list = {.path = "/api/v1/users",
             .scopes = "Desk.contacts.READ|Desk.settings.READ|Desk.basic.READ&Desk.search.READ",
             .params = kUserParams,
             .sort_keys = kUserSort,
             .base = 1,
             .default_limit = 50,
             .empty_is_204 = false},
    .get = {.path = "/api/v1/users/{id}",
            .scopes = "Desk.contacts.READ|Desk.settings.READ|Desk.basic.READ",
            .params = kUserGetParams},
};

const ResourceSpec kGroups{
    .res = Res::kGroups,
    .name = "groups",
    .fields = kGroupFields,
    .list = {.path = "/api/v1/groups",
             .scopes = kContactScopes,
             .params = kGroupParams,
             .sort_keys = kGroupSort,
             .base = 1,
             .default_limit = 50,
             .empty_is_204 = false},
    .get = {.path = "/api/v1/groups/{id}", .scopes = kContactScopes},
};

const ResourceSpec kLabels{
    .res = Res::kLabels,
    .name = "labels",
    .fields = kLabelFields,
    .list = {.path = "/api/v1/labels",
             .scopes = kContactScopes,
             .params = kLabelParams,
             .sort_keys = kLabelSort,
             .base = 1,
             .default_limit = 50,
             .empty_is_204 = false},
    .get = {.path = "/api/v1/labels/{id}", .scopes = kContactScopes},
};

}  // namespace zoho_desk::sandbox
