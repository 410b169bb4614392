// Contacts, as facts/contacts.json describes them.
//
// What live servers were seen to do decides: only lastName and createdTime sort the list; from=0 is
// an alias of 1; firstName and fullName match anywhere in a search, lastName as a whole, each from
// three characters.

#include <array>

#include "sandbox/custom_fields.h"
#include "sandbox/model.h"
#include "sandbox/resources/tables.h"
#include "sandbox/vocabulary.h"

namespace zoho_desk::sandbox {
namespace {

constexpr auto kCustom = std::to_array<CustomField>({
    {"cf_preferred_language", "Preferred language", CustomType::kPick},
    {"cf_loyalty_points", "Loyalty points", CustomType::kNumber},
    {"cf_newsletter", "Newsletter", CustomType::kBool},
    {"cf_notes", "Notes", CustomType::kText},
});

constexpr auto kTitles =
    std::to_array<std::string_view>({"", "Buyer", "Chef d'atelier", "IT manager", "店長", "Owner"});

enum Salt : uint32_t {
  kSecondMail = 100,
  kOwner,
  kPhoto,
  kFlag,
  kCrm,
  kAddress,
  kSocial,
  kNote,
  kTitle,
  kFollow,
  kLayout,
};

MaybeRow AccountOf(const Row& r) {
  return ContactAccount(r.world, r.index);
}
MaybeRow OwnerOf(const Row& r) {
  return r.OneIn(5, kOwner) ? MaybeRow() : r.Pick(Res::kAgents, kOwner);
}
MaybeRow Layout(const Row& r) {
  return LayoutOf(r.world, "contacts", r.Hash(kLayout));
}

void FirstName(const Row& r, Writer& w) {
  WriteOrNull(w, ContactGivenName(r));
}
void LastName(const Row& r, Writer& w) {
  w.String(ContactFamilyName(r));
}
void AccountName(const Row& r, Writer& w) {
  if (const MaybeRow account = AccountOf(r))
    WriteAccountName(r.world, *account, w);
  else
    w.Null();
}

void AllText(const Row& r, Writer& w) {
  WriteContactName(r, w);
  WriteContactEmail(r, w);
  WriteContactPhone(r, w);
  AccountName(r, w);
}

void SecondaryEmail(const Row& r, Writer& w) {
  if (!r.OneIn(4, kSecondMail))
    return w.Null();
  w.BeginString();
  w.Text("private");
  w.TextNumber(r.index);
  w.Text("@mail.example");
  w.EndString();
}

void CrmContact(const Row& r, Writer& w) {
  if (!r.OneIn(4, kCrm))
    return w.Null();
  w.BeginObject();
  w.Key("id");
  w.Digits(r.world.Id(Res::kMisc, r.index));
  w.Key("type");
  w.String(r.OneIn(8, kCrm) ? "contacts_leads" : "contacts");
  w.EndObject();
}

// Gets show three keys; search rows add photoURL, emailId and zuid.
void Owner(const Row& r, Writer& w, bool search) {
  const MaybeRow index = OwnerOf(r);
  if (!index)
    return w.Null();
  const Row agent = At(r.world, Res::kAgents, *index);
  w.BeginObject();
  w.Key("firstName");
  WriteOrNull(w, AgentGivenName(agent));
  w.Key("lastName");
  w.String(AgentFamilyName(agent));
  w.Key("id");
  w.Digits(agent.id());
  if (search) {
    w.Key("photoURL");
    WriteAgentPhoto(agent, w);
    w.Key("emailId");
    WriteAgentEmail(agent, w);
    w.Key("zuid");
    w.Digits(700'000'000 + agent.index);
  }
  w.EndObject();
}

// Postal codes are text although the published description says number: some have letters.
void Zip(const Row& r, Writer& w) {
  const uint64_t hash = r.Hash(kAddress);
  if (hash % 4 == 0)
    return w.Null();
  w.BeginString();
  w.Text(hash % 4 == 1 ? "0" : "EH");
  w.TextNumber(1000 + (hash >> 8) % 9000);
  w.EndString();
}

void Street(const Row& r, Writer& w) {
  const uint64_t hash = r.Hash(kAddress);
  w.BeginString();
  w.TextNumber(1 + (hash >> 20) % 200);
  w.Text(" ");
  w.Text(StreetName(hash >> 28));
  w.EndString();
}

void Handle(const Row& r, Writer& w, uint32_t n) {
  if (!r.OneIn(n, kSocial))
    return w.Null();
  w.BeginString();
  w.Text("@");
  w.Text(FamilySlug(r.Hash(kSocial)));
  w.TextNumber(r.index);
  w.EndString();
}

void Description(const Row& r, Writer& w) {
  const uint64_t hash = r.Hash(kNote);
  if (hash % 3 != 0)
    return w.Null();
  w.BeginString();
  AppendRemark(w, hash >> 4);
  w.EndString();
}

constexpr int kGetSearch = kGet | kSearch;
constexpr int kGetSearchNamed = kGet | kSearch | kNamed;

const auto kFields = std::to_array<FieldSpec>({
    {"lastName", kAll, {}, LastName},
    {"secondaryEmail", kAll, {}, SecondaryEmail},
    {"mobile", kAll, {}, WriteContactMobile},
    {"ownerId",
     kAll,
     {},
     [](const Row& r, Writer& w) { WriteId(r.world, Res::kAgents, OwnerOf(r), w); }},
    {"type", kAll, {}, [](const Row& r, Writer& w) { WriteOrNull(w, ContactType(r)); }},
    {"accountId",
     kAll,
     {},
     [](const Row& r, Writer& w) { WriteId(r.world, Res::kAccounts, AccountOf(r), w); }},
    {"firstName", kAll, {}, FirstName},
    {"photoURL",
     kAll,
     {},
     [](const Row& r, Writer& w) {
       if (r.OneIn(3, kPhoto))
         WritePhotoUrl(w, "contacts", r.id());
       else
         w.Null();
     }},
    {"isAnonymous", kAll, {}, [](const Row& r, Writer& w) { w.Bool(r.OneIn(30, kFlag)); }},
    {"phone", kAll, {}, WriteContactPhone},
    {"accountCount",
     kAll,
     {},
     [](const Row& r, Writer& w) {
       if (r.OneIn(4, kFlag))
         w.Omit();
       else
         w.Digits(AccountOf(r) ? 1 : 0);
     }},
    {"webUrl", kAll, {}, [](const Row& r, Writer& w) { WriteWebUrl(w, "contacts", r.id()); }},
    {"createdTime", kAll, {}, FieldCreated},
    {"isEndUser", kAll, {}, [](const Row& r, Writer& w) { w.Bool(!r.OneIn(3, kFlag)); }},
    {"zohoCRMContact", kAll, {}, CrmContact},
    {"id", kAll, {}, FieldId},
    {"customerHappiness", kAll, {}, WriteHappiness},
    {"isSpam", kAll, {}, [](const Row& r, Writer& w) { w.Bool(ContactIsSpam(r)); }},
    {"email", kAll, {}, WriteContactEmail},
    {"account", kAll, "accounts",
     [](const Row& r, Writer& w) { WriteAccountRef(r.world, AccountOf(r), w); }},
    {"zip", kGetSearchNamed, {}, Zip},
    {"country",
     kGetSearchNamed,
     {},
     [](const Row& r, Writer& w) { w.String(Country(r.Hash(kAddress) >> 40)); }},
    {"city",
     kGetSearchNamed,
     {},
     [](const Row& r, Writer& w) { w.String(City(r.Hash(kAddress) >> 32)); }},
    {"street", kGetSearchNamed, {}, Street},
    {"state", kGetSearchNamed, {}, FieldNull},
    {"twitter", kGetSearchNamed, {}, [](const Row& r, Writer& w) { Handle(r, w, 4); }},
    {"facebook", kGetSearchNamed, {}, [](const Row& r, Writer& w) { Handle(r, w, 6); }},
    {"title",
     kGetSearchNamed,
     {},
     [](const Row& r, Writer& w) { WriteOrNull(w, kTitles[r.Hash(kTitle) % kTitles.size()]); }},
    {"description", kGetSearch, {}, Description},
    {"cf", kGetSearch, {}, [](const Row& r, Writer& w) { WriteCf(r, kCustom, w); }},
    {"customFields",
     kGetSearch,
     {},
     [](const Row& r, Writer& w) { WriteCustomFields(r, kCustom, w); }},
    {"modifiedTime", kGetSearchNamed, {}, FieldModified},
    {"isFollowing",
     kGetSearch,
     {},
     [](const Row& r, Writer& w) { w.String(r.OneIn(9, kFollow) ? "true" : "false"); }},
    {"layoutId",
     kGetSearchNamed,
     {},
     [](const Row& r, Writer& w) { WriteId(r.world, Res::kLayouts, Layout(r), w); }},
    {"isDeleted", kGetSearch, {}, FieldFalse},
    {"isTrashed", kGetSearch, {}, FieldFalse},
    {"layoutDetails",
     kGetSearch,
     {},
     [](const Row& r, Writer& w) { WriteLayoutDetails(r.world, Layout(r), w); }},
    {"owner", kGetSearch, "owner", [](const Row& r, Writer& w) { Owner(r, w, false); },
     [](const Row& r, Writer& w) { Owner(r, w, true); }},
});

constexpr auto kContactsRules = std::to_array<Rule>({
    {.param = "accountName", .filter = Glob(AccountName)},
    {.param = "_all", .filter = Contains(AllText)},
    {.param = "fullName", .filter = Contains(WriteContactName)},
    {.param = "startsWith", .filter = Prefix(LastName)},
});

constexpr auto kContactsSort = std::to_array<SortKey>({
    {"account", SortType::kText, AccountName},
});

}  // namespace

const Behaviour kContacts{
    .fields = kFields,
    .rules = kContactsRules,
    .sort_keys = kContactsSort,
    .max_conditions = 80,
    .view_module = "contacts",
    .custom_field = [](const Row& r, std::string_view name,
                       Writer& w) { return WriteCustomField(r, kCustom, name, w); },
};

}  // namespace zoho_desk::sandbox
