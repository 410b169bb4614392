// Users of the help centers, as facts/users.json describes them: 1-based, from=0 is
// refused.

#include <algorithm>
#include <array>

#include "sandbox/model.h"
#include "sandbox/params.h"
#include "sandbox/resources/labels.h"
#include "sandbox/resources/tables.h"
#include "sandbox/vocabulary.h"

namespace zoho_desk::sandbox {
namespace {

constexpr int64_t kHour = 3'600'000;

enum Salt : uint32_t {
  kName = 100,
  kFamily,
  kSeen,
  kState,
  kLabel,
  kContact,
  kMail,
  kType,
  kPhoto
};

void HelpCenterId(const Row& r, Writer& w) {
  WriteId(r.world, Res::kHelpCenters, HelpCenterOf(r), w);
}

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

void UserLabel(const Row& r, Writer& w) {
  WriteLabelRef(r.world, r.OneIn(2, kLabel) ? MaybeRow() : r.Pick(Res::kLabels, kLabel), w);
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
       if (r.OneIn(2, kPhoto))
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

constexpr auto kUsersRules = std::to_array<Rule>({
    {.param = "searchBy", .filter = Glob(UserText)},
    // Nobody says whether DELETED users come without this; here they do not.
    {.param = "status", .filter = Test(UserStateTest), .fallback = "ACTIVE,DISABLED"},
    {.param = "helpCenterId", .filter = Equals(HelpCenterId)},
    {.param = "lastActivityStartTime", .filter = Test(SeenAfter)},
    {.param = "lastActivityEndTime", .filter = Test(SeenBefore)},
});

constexpr auto kUsersSort = std::to_array<SortKey>({
    {"email", SortType::kText, UserMail},
});

}  // namespace

const Behaviour kUsers{
    .fields = kUserFields,
    .rules = kUsersRules,
    .sort_keys = kUsersSort,
};

}  // namespace zoho_desk::sandbox
