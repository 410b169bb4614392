// Contracts, as facts/contracts.json describes them. The objects that `include` adds to a
// list row are always part of a get.

#include <array>

#include "sandbox/custom_fields.h"
#include "sandbox/model.h"
#include "sandbox/params.h"
#include "sandbox/resources/tables.h"
#include "sandbox/vocabulary.h"

namespace zoho_desk::sandbox {
namespace {

constexpr int64_t kDay = 86'400'000;

enum Salt : uint32_t {
  kOwner = 100,
  kDepartment,
  kNote,
  kCreator,
  kEditor,
  kLayout,
  kAccount,
  kProduct,
  kPlan,
  kSla,
  kTerm,
  kNotify
};

constexpr auto kCustom = std::to_array<CustomField>({
    {"cf_signed_on", "Signed on", CustomType::kDate},
    {"cf_site", "Site", CustomType::kPick},
});

MaybeRow OwnerOf(const Row& r) {
  return r.OneIn(5, kOwner) ? MaybeRow() : r.Pick(Res::kAgents, kOwner);
}
void OwnerId(const Row& r, Writer& w) {
  WriteId(r.world, Res::kAgents, OwnerOf(r), w);
}

void Description(const Row& r, Writer& w) {
  if (r.OneIn(3, kNote))
    return w.Null();
  w.BeginString();
  AppendProse(w, r.Hash(kNote), 2);
  w.EndString();
}

MaybeRow AccountOf(const Row& r) {
  return r.Pick(Res::kAccounts, kAccount);
}
MaybeRow ProductOf(const Row& r) {
  return r.OneIn(3, kProduct) ? MaybeRow() : r.Pick(Res::kProducts, kProduct);
}
MaybeRow DepartmentOf(const Row& r) {
  return r.Pick(Res::kDepartments, kDepartment);
}
MaybeRow SlaOf(const Row& r) {
  return r.OneIn(2, kSla) ? MaybeRow() : r.Pick(Res::kSlas, kSla);
}
MaybeRow PlanOf(const Row& r) {
  return r.OneIn(3, kPlan) ? MaybeRow() : r.Pick(Res::kSupportPlans, kPlan);
}
int64_t Starts(const Row& r) {
  return r.created() + 40 * kDay;
}
int64_t Ends(const Row& r) {
  return Starts(r) + (90 + static_cast<int64_t>(r.Hash(kTerm) % 600)) * kDay;
}

void AccountId(const Row& r, Writer& w) {
  WriteId(r.world, Res::kAccounts, AccountOf(r), w);
}
void DepartmentId(const Row& r, Writer& w) {
  WriteId(r.world, Res::kDepartments, DepartmentOf(r), w);
}
void StartDate(const Row& r, Writer& w) {
  w.Date(Starts(r));
}
void EndDate(const Row& r, Writer& w) {
  w.Date(Ends(r));
}
void AccountName(const Row& r, Writer& w) {
  if (const MaybeRow account = AccountOf(r))
    WriteAccountName(r.world, *account, w);
  else
    w.Null();
}

void Status(const Row& r, Writer& w) {
  const int64_t now = r.world.now();
  w.String(Starts(r) > now ? "FUTURE" : Ends(r) < now ? "EXPIRED" : "ACTIVE");
}

void ContractName(const Row& r, Writer& w) {
  w.BeginString();
  w.Text(r.OneIn(2, kTerm) ? "Upkeep " : "Wartung ");
  w.TextNumber(r.index + 1);
  w.EndString();
}

void SupportPlan(const Row& r, Writer& w) {
  const MaybeRow plan = PlanOf(r);
  if (!plan)
    return w.Null();
  w.BeginObject();
  w.Key("supportType");
  w.String(SupportPlanType(*plan));
  w.Key("name");
  w.String(SupportPlanName(*plan));
  w.Key("id");
  w.Digits(r.world.Id(Res::kSupportPlans, *plan));
  w.Key("status");
  w.String("ACTIVE");
  w.EndObject();
}

void Sla(const Row& r, Writer& w) {
  const MaybeRow sla = SlaOf(r);
  if (!sla)
    return w.Null();
  w.BeginObject();
  w.Key("name");
  w.String(SlaName(*sla));
  w.Key("id");
  w.Digits(r.world.Id(Res::kSlas, *sla));
  w.EndObject();
}

void ContractOwner(const Row& r, Writer& w) {
  if (OwnerOf(r))
    WriteActor(r, kOwner, "photoURL", w);
  else
    w.Null();
}

constexpr int kListGetAlways = kListGet | kGetAlways;

const auto kFields = std::to_array<FieldSpec>({
    {"associatedSLAId",
     kListGet,
     {},
     [](const Row& r, Writer& w) { WriteId(r.world, Res::kSlas, SlaOf(r), w); }},
    {"accountId", kListGet, {}, AccountId},
    {"contractStatus", kListGet, {}, Status},
    {"productId",
     kListGet,
     {},
     [](const Row& r, Writer& w) { WriteId(r.world, Res::kProducts, ProductOf(r), w); }},
    {"endDate", kListGet, {}, EndDate},
    {"departmentId", kListGet, {}, DepartmentId},
    {"contractName", kListGet, {}, ContractName},
    {"id", kListGet, {}, FieldId},
    {"associatedSupportPlanId",
     kList,
     {},
     [](const Row& r, Writer& w) {
       if (r.index % 2 == 0)
         w.Omit();
       else
         WriteId(r.world, Res::kSupportPlans, PlanOf(r), w);
     }},
    {"ownerId", kListGet, {}, OwnerId},
    {"supportPlan", kListGet, {}, SupportPlan},
    {"startDate", kListGet, {}, StartDate},
    {"account", kListGetAlways, "accounts",
     [](const Row& r, Writer& w) { WriteAccountRef(r.world, AccountOf(r), w); }},
    {"owner", kListGetAlways, "owner", ContractOwner},
    {"product", kListGetAlways, "products",
     [](const Row& r, Writer& w) { WriteProductRef(r.world, ProductOf(r), w); }},
    {"sla", kListGetAlways, "slas", Sla},
    {"department", kList, "departments",
     [](const Row& r, Writer& w) { WriteDepartmentRef(r.world, DepartmentOf(r), w); }},
    {"modifiedTime", kGet | kNamed, {}, FieldModified},
    {"customFields", kGet, {}, [](const Row& r, Writer& w) { WriteCustomFields(r, kCustom, w); }},
    {"description", kGet, {}, Description},
    {"notificationAgentIds",
     kGet,
     {},
     [](const Row& r, Writer& w) {
       w.BeginArray();
       if (r.OneIn(2, kNotify))
         WriteAgentId(r, kNotify, w);
       w.EndArray();
     }},
    {"createdTime", kGet | kNamed, {}, FieldCreated},
    {"modifiedBy", kGet | kNamed, {}, [](const Row& r, Writer& w) { WriteAgentId(r, kEditor, w); }},
    {"cf", kGet, {}, [](const Row& r, Writer& w) { WriteCf(r, kCustom, w); }},
    {"notifyBefore",
     kGet | kNamed,
     {},
     [](const Row& r, Writer& w) { w.Digits(r.Hash(kNotify) % 60); }},
    {"contractNumber",
     kGet | kNamed,
     {},
     [](const Row& r, Writer& w) {
       w.BeginString();
       w.Text("C-");
       w.TextNumber(2000 + r.index);
       w.EndString();
     }},
    {"layoutId",
     kGet | kNamed,
     {},
     [](const Row& r, Writer& w) {
       WriteId(r.world, Res::kLayouts, LayoutOf(r.world, "contracts", r.Hash(kLayout)), w);
     }},
    {"createdBy", kGet | kNamed, {}, [](const Row& r, Writer& w) { WriteAgentId(r, kCreator, w); }},
    {"notifyOn",
     kGet | kNamed,
     {},
     [](const Row& r, Writer& w) {
       w.Date(Ends(r) - static_cast<int64_t>(r.Hash(kNotify) % 60) * kDay);
     }},
});

constexpr auto kContractsRules = std::to_array<Rule>({
    {.param = "count:departmentId",
     .filter = Test([](const Row& r, const Value& value, const Parsed&) {
       return value.text == "allDepartment" ||
              r.world.RowOf(Res::kDepartments, value.text) == DepartmentOf(r);
     }),
     .choices = "allDepartment"},
});

constexpr auto kContractsSort = std::to_array<SortKey>({
    {"accountName", SortType::kText, AccountName},
    {"contractEndDate", SortType::kText, EndDate},
    {"contractStartDate", SortType::kText, StartDate},
});

}  // namespace

const Behaviour kContracts{
    .fields = kFields,
    .rules = kContractsRules,
    .sort_keys = kContractsSort,
    .view_module = "contracts",
    .custom_field = [](const Row& r, std::string_view name,
                       Writer& w) { return WriteCustomField(r, kCustom, name, w); },
};

}  // namespace zoho_desk::sandbox
