// Accounts, as facts/accounts.json describes them. As for contacts, what live servers were seen to
// do decides: only accountName and createdTime sort the list, and from=0 is an alias of 1.

#include <array>

#include "sandbox/custom_fields.h"
#include "sandbox/model.h"
#include "sandbox/resources/tables.h"
#include "sandbox/vocabulary.h"

namespace zoho_desk::sandbox {
namespace {

constexpr auto kCustom = std::to_array<CustomField>({
    {"cf_sales_region", "Sales region", CustomType::kPick},
    {"cf_fleet_size", "Fleet size", CustomType::kNumber},
    {"cf_key_account", "Key account", CustomType::kBool},
    {"cf_renewal_date", "Renewal date", CustomType::kDate},
});

enum Salt : uint32_t {
  kMail = 100,
  kPhoneSalt,
  kCrm,
  kAddress,
  kRevenue,
  kIndustrySalt,
  kNote,
  kOwner,
  kFax,
  kFollow,
  kSla,
  kLayout,
};

MaybeRow OwnerOf(const Row& r) {
  return r.OneIn(6, kOwner) ? MaybeRow() : r.Pick(Res::kAgents, kOwner);
}
MaybeRow Layout(const Row& r) {
  return LayoutOf(r.world, "accounts", r.Hash(kLayout));
}

void Name(const Row& r, Writer& w) {
  WriteAccountName(r.world, r.index, w);
}
void Website(const Row& r, Writer& w) {
  WriteAccountWebsite(r.world, r.index, w);
}

void Email(const Row& r, Writer& w) {
  if (r.OneIn(4, kMail))
    return w.Null();
  w.BeginString();
  w.Text("office");
  w.TextNumber(r.index + 1);
  w.Text("@firm.example");
  w.EndString();
}

void Phone(const Row& r, Writer& w) {
  if (r.OneIn(5, kPhoneSalt))
    w.Null();
  else
    WritePhone(w, r.Hash(kPhoneSalt));
}

void AllText(const Row& r, Writer& w) {
  Name(r, w);
  Website(r, w);
  Email(r, w);
  Phone(r, w);
}

void CrmAccount(const Row& r, Writer& w) {
  if (!r.OneIn(3, kCrm))
    return w.Null();
  w.BeginObject();
  w.Key("id");
  w.Digits(r.world.Id(Res::kMisc, r.index));
  w.EndObject();
}

void PostalCode(const Row& r, Writer& w) {
  w.BeginString();
  w.Text(r.OneIn(3, kAddress) ? "0" : "W");
  w.TextNumber(100 + r.Hash(kAddress) % 900);
  w.EndString();
}

void Street(const Row& r, Writer& w) {
  w.BeginString();
  w.Text(StreetName(r.Hash(kAddress) >> 8));
  w.Text(" ");
  w.TextNumber(1 + (r.Hash(kAddress) >> 16) % 150);
  w.EndString();
}

void Revenue(const Row& r, Writer& w) {
  const uint64_t hash = r.Hash(kRevenue);
  if (hash % 4 == 0)
    return w.Null();
  w.BeginString();
  w.TextNumber((hash >> 8) % 90'000'000);
  w.Text(hash % 4 == 1 ? ".5" : ".25");
  w.EndString();
}

void Description(const Row& r, Writer& w) {
  const uint64_t hash = r.Hash(kNote);
  if (hash % 3 == 0)
    return w.Null();
  w.BeginString();
  AppendProse(w, hash, 1 + static_cast<uint32_t>(hash >> 40) % 3);
  w.EndString();
}

void Owner(const Row& r, Writer& w) {
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
  w.EndObject();
}

// Numbers, not strings: the published sample has them so, beyond 2^31.
void SlaIds(const Row& r, Writer& w) {
  w.BeginArray();
  if (r.OneIn(3, kSla))
    w.Int(static_cast<int64_t>(r.world.Id(Res::kSlas, static_cast<uint32_t>(r.Hash(kSla) % 3))));
  w.EndArray();
}

constexpr int kGetSearch = kGet | kSearch;
constexpr int kGetSearchNamed = kGet | kSearch | kNamed;

const auto kFields = std::to_array<FieldSpec>({
    {"accountName", kAll, {}, Name},
    {"website", kAll, {}, Website},
    {"phone", kAll, {}, Phone},
    {"email", kAll, {}, Email},
    {"webUrl", kAll, {}, [](const Row& r, Writer& w) { WriteWebUrl(w, "accounts", r.id()); }},
    {"createdTime", kAll, {}, FieldCreated},
    {"zohoCRMAccount", kAll, {}, CrmAccount},
    {"id", kAll, {}, FieldId},
    {"customerHappiness", kList, {}, WriteHappiness},
    {"country",
     kGetSearchNamed,
     {},
     [](const Row& r, Writer& w) { w.String(Country(r.Hash(kAddress) >> 24)); }},
    {"code", kGetSearchNamed, {}, PostalCode},
    {"city",
     kGetSearchNamed,
     {},
     [](const Row& r, Writer& w) { w.String(City(r.Hash(kAddress) >> 32)); }},
    {"street", kGetSearchNamed, {}, Street},
    {"state", kGetSearchNamed, {}, FieldNull},
    {"annualrevenue", kGetSearchNamed, {}, Revenue},
    {"industry",
     kGetSearchNamed,
     {},
     [](const Row& r, Writer& w) { w.String(Industry(r.Hash(kIndustrySalt))); }},
    {"description", kGetSearch, {}, Description},
    {"cf", kGetSearch, {}, [](const Row& r, Writer& w) { WriteCf(r, kCustom, w); }},
    {"customFields",
     kGetSearch,
     {},
     [](const Row& r, Writer& w) { WriteCustomFields(r, kCustom, w); }},
    {"ownerId",
     kGetSearchNamed,
     {},
     [](const Row& r, Writer& w) { WriteId(r.world, Res::kAgents, OwnerOf(r), w); }},
    {"fax",
     kGetSearchNamed,
     {},
     [](const Row& r, Writer& w) {
       if (r.OneIn(2, kFax))
         w.Null();
       else
         WritePhone(w, r.Hash(kFax));
     }},
    {"modifiedTime", kGetSearchNamed, {}, FieldModified},
    {"isFollowing",
     kGetSearch,
     {},
     [](const Row& r, Writer& w) { w.String(r.OneIn(7, kFollow) ? "true" : "false"); }},
    {"isDeleted", kGetSearch, {}, FieldFalse},
    {"isTrashed", kGetSearch, {}, FieldFalse},
    {"associatedSLAIds", kGetSearch, {}, SlaIds},
    {"layoutId",
     kGetSearchNamed,
     {},
     [](const Row& r, Writer& w) { WriteId(r.world, Res::kLayouts, Layout(r), w); }},
    {"layoutDetails",
     kGetSearch,
     {},
     [](const Row& r, Writer& w) { WriteLayoutDetails(r.world, Layout(r), w); }},
    {"owner", kGetSearch, "owner", Owner},
});

constexpr auto kAccountsRules = std::to_array<Rule>({
    {.param = "_all", .filter = Contains(AllText)},
    {.param = "startsWith", .filter = Prefix(Name)},
});

}  // namespace

const Behaviour kAccounts{
    .fields = kFields,
    .rules = kAccountsRules,
    .max_conditions = 80,
    .view_module = "accounts",
    .custom_field = [](const Row& r, std::string_view name,
                       Writer& w) { return WriteCustomField(r, kCustom, name, w); },
};

}  // namespace zoho_desk::sandbox
