// Products and contracts, as their sheets in api/resources/ describe them.

#include <array>

#include "sandbox/custom_fields.h"
#include "sandbox/model.h"
#include "sandbox/resources/tables.h"
#include "sandbox/vocabulary.h"

namespace zoho_desk::sandbox {
namespace {

constexpr int64_t kDay = 86'400'000;

enum Salt : uint32_t {
  kPrice = 100,
  kCode,
  kOwner,
  kDepartment,
  kNote,
  kCategory,
  kMaker,
  kCreator,
  kEditor,
  kLayout,
  kAccount,
  kProduct,
  kPlan,
  kSla,
  kTerm,
  kNotify,
  kBuyer,
};

constexpr auto kProductCustom = std::to_array<CustomField>({
    {"cf_weight_g", "Weight (g)", CustomType::kNumber},
    {"cf_hazardous", "Hazardous", CustomType::kBool},
    {"cf_remark", "Remark", CustomType::kText},
});
constexpr auto kContractCustom = std::to_array<CustomField>({
    {"cf_signed_on", "Signed on", CustomType::kDate},
    {"cf_site", "Site", CustomType::kPick},
});
constexpr auto kCategories =
    std::to_array<std::string_view>({"", "Hardware", "Software", "Zubehör", "Spare parts"});

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

// Products.

void Name(const Row& r, Writer& w) {
  WriteProductName(r.world, r.index, w);
}
MaybeRow ProductLayout(const Row& r) {
  return LayoutOf(r.world, "products", r.Hash(kLayout));
}

void Price(const Row& r, Writer& w) {
  const uint64_t hash = r.Hash(kPrice);
  if (hash % 9 == 0)
    return w.Null();
  w.BeginString();
  w.TextNumber((hash >> 8) % 3000);
  w.Text(hash % 2 == 0 ? ".0" : ".95");
  w.EndString();
}

void Code(const Row& r, Writer& w) {
  if (r.OneIn(4, kCode))
    return w.Null();
  w.BeginString();
  w.Text("LW-");
  w.TextNumber(1000 + r.index);
  w.EndString();
}

void DepartmentIds(const Row& r, Writer& w) {
  w.BeginArray();
  WriteId(r.world, Res::kDepartments, r.Pick(Res::kDepartments, kDepartment), w);
  w.EndArray();
}

// 0 stands for every department.
bool DepartmentTest(const Row& r, const Value& value, const Parsed&) {
  return value.text == "0" ||
         r.world.RowOf(Res::kDepartments, value.text) == r.Pick(Res::kDepartments, kDepartment);
}

void BuyerContact(const Row& r, Writer& w) {
  WriteId(r.world, Res::kContacts, r.Pick(Res::kContacts, kBuyer), w);
}
void BuyerAccount(const Row& r, Writer& w) {
  WriteId(r.world, Res::kAccounts, r.Pick(Res::kAccounts, kBuyer), w);
}

void AllText(const Row& r, Writer& w) {
  Name(r, w);
  Code(r, w);
}

void ProductOwner(const Row& r, Writer& w) {
  const MaybeRow index = OwnerOf(r);
  if (!index)
    return w.Null();
  const Row agent = At(r.world, Res::kAgents, *index);
  w.BeginObject();
  w.Key("photoURL");
  WriteAgentPhoto(agent, w);
  w.Key("firstName");
  WriteOrNull(w, AgentGivenName(agent));
  w.Key("lastName");
  w.String(AgentFamilyName(agent));
  w.Key("name");
  WriteAgentName(agent, w);
  w.Key("id");
  w.Digits(agent.id());
  w.EndObject();
}

constexpr int kGetSearch = kGet | kSearch;
constexpr int kGetSearchNamed = kGet | kSearch | kNamed;

const auto kProductFields = std::to_array<FieldSpec>({
    {"unitPrice", kAll, {}, Price},
    {"productCode", kAll, {}, Code},
    {"productName", kAll, {}, Name},
    {"id", kAll, {}, FieldId},
    {"departmentIds",
     kAll,
     {},
     [](const Row& r, Writer& w) {
       if (r.OneIn(5, kDepartment))
         w.Omit();  // announced to disappear
       else
         DepartmentIds(r, w);
     }},
    {"owner", kAll, "owner", ProductOwner},
    {"cf", kGetSearch, {}, [](const Row& r, Writer& w) { WriteCf(r, kProductCustom, w); }},
    {"customFields",
     kGetSearch,
     {},
     [](const Row& r, Writer& w) { WriteCustomFields(r, kProductCustom, w); }},
    {"description", kGetSearch, {}, Description},
    {"ownerId", kGetSearchNamed, {}, OwnerId},
    {"productCategory",
     kGetSearchNamed,
     {},
     [](const Row& r, Writer& w) {
       WriteOrNull(w, kCategories[r.Hash(kCategory) % kCategories.size()]);
     }},
    {"manufacturer",
     kGetSearchNamed,
     {},
     [](const Row& r, Writer& w) {
       w.BeginString();
       AppendCompany(w, r.Hash(kMaker), 0);
       w.EndString();
     }},
    {"modifiedTime", kGetSearchNamed, {}, FieldModified},
    {"isDeleted", kGetSearch, {}, FieldFalse},
    {"createdBy",
     kGetSearchNamed,
     {},
     [](const Row& r, Writer& w) { WriteAgentId(r, kCreator, w); }},
    {"createdTime", kGetSearchNamed, {}, FieldCreated},
    {"modifiedBy",
     kGetSearchNamed,
     {},
     [](const Row& r, Writer& w) { WriteAgentId(r, kEditor, w); }},
    {"layoutId",
     kGetSearchNamed,
     {},
     [](const Row& r, Writer& w) { WriteId(r.world, Res::kLayouts, ProductLayout(r), w); }},
    {"layoutDetails",
     kGetSearch,
     {},
     [](const Row& r, Writer& w) { WriteLayoutDetails(r.world, ProductLayout(r), w); }},
    {"departments", kGet, "departments",
     [](const Row& r, Writer& w) {
       w.BeginArray();
       WriteDepartmentRef(r.world, r.Pick(Res::kDepartments, kDepartment), w);
       w.EndArray();
     }},
});

constexpr auto kProductParams = std::to_array<ParamSpec>({
    {.name = "include", .kind = Kind::kInclude, .list = true, .choices = "owner"},
    {.name = "viewId", .kind = Kind::kView},
    {.name = "departmentId", .kind = Kind::kId, .filter = Test(DepartmentTest)},
    {.name = "limit", .kind = Kind::kLimit, .min = 1, .max = 100},
    {.name = "from", .kind = Kind::kFrom},
    {.name = "sortBy", .kind = Kind::kSort},
    {.name = "ownerId", .kind = Kind::kId, .filter = Equals(OwnerId)},
    {.name = "fields", .kind = Kind::kFields, .list = true, .max_items = 30},
});

constexpr auto kProductGetParams = std::to_array<ParamSpec>(
    {{.name = "include", .kind = Kind::kInclude, .list = true, .choices = "departments|owner"}});

constexpr auto kOwnProductSearchParams = std::to_array<ParamSpec>({
    {.name = "contactId", .kind = Kind::kId, .filter = Equals(BuyerContact), .list = true},
    {.name = "departmentId", .kind = Kind::kId, .filter = Test(DepartmentTest)},
    {.name = "productName", .filter = Glob(Name), .min = 3, .max = 500},
    {.name = "_all", .filter = Contains(AllText), .min = 3, .max = 1000},
    {.name = "accountId", .kind = Kind::kId, .filter = Equals(BuyerAccount), .list = true},
    {.name = "id", .kind = Kind::kId, .filter = kByKey, .list = true},
    {.name = "productCode", .filter = Glob(Code), .min = 3, .max = 100},
});
constexpr auto kProductSearchParams =
    Concat(Concat(kOwnProductSearchParams, SearchParams()), CustomFieldParams<10>());

constexpr auto kProductSort = std::to_array<SortKey>({
    {"productName", SortType::kText, Name},
    {"productCode", SortType::kText, Code},
    {"unitPrice", SortType::kNumber, Price},
    {"createdTime", SortType::kCreated},
    {"modifiedTime", SortType::kModified},
});

constexpr auto kProductSearchSort = std::to_array<SortKey>({
    {"relevance", SortType::kCreated},
    {"modifiedTime", SortType::kModified},
    {"createdTime", SortType::kCreated},
    {"productName", SortType::kText, Name},
});

// Contracts.

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
void ContractDepartmentId(const Row& r, Writer& w) {
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
  w.String(*plan == 0 ? "UNLIMITED_SUPPORT" : *plan == 1 ? "HOURS" : "TICKETS");
  w.Key("name");
  w.String(*plan == 0 ? "All in" : *plan == 1 ? "20 hours" : "Block of tickets");
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
  w.String(*sla == 0 ? "Gold" : "Silver");
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

const auto kContractFields = std::to_array<FieldSpec>({
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
    {"departmentId", kListGet, {}, ContractDepartmentId},
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
    {"customFields",
     kGet,
     {},
     [](const Row& r, Writer& w) { WriteCustomFields(r, kContractCustom, w); }},
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
    {"cf", kGet, {}, [](const Row& r, Writer& w) { WriteCf(r, kContractCustom, w); }},
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

constexpr auto kContractParams = std::to_array<ParamSpec>({
    {.name = "viewId", .kind = Kind::kView},
    {.name = "filters", .kind = Kind::kFilterJson, .max = 4500, .max_items = 25},
    {.name = "filterId", .kind = Kind::kSavedFilter},
    {.name = "accountId", .kind = Kind::kId, .filter = Equals(AccountId)},
    {.name = "include",
     .kind = Kind::kInclude,
     .list = true,
     .choices = "accounts|products|slas|owner|departments"},
    {.name = "ownerIds",
     .kind = Kind::kId,
     .filter = Equals(OwnerId),
     .list = true,
     .max_items = 10},
    {.name = "limit", .kind = Kind::kLimit, .min = 1, .max = 100},
    {.name = "from", .kind = Kind::kFrom},
    {.name = "sortBy", .kind = Kind::kSort},
    {.name = "contractName", .filter = Prefix(ContractName), .max = 80},
    {.name = "departmentIds",
     .kind = Kind::kId,
     .filter = Equals(ContractDepartmentId),
     .list = true,
     .max_items = 10},
    {.name = "fields", .kind = Kind::kFields, .list = true, .max_items = 30},
});

constexpr auto kContractCountParams = std::to_array<ParamSpec>({
    {.name = "filter", .kind = Kind::kFilterJson, .max = 4500, .max_items = 25},
    {.name = "filterId", .kind = Kind::kSavedFilter},
    {.name = "viewId", .kind = Kind::kView, .required = true},
    {.name = "departmentId",
     .kind = Kind::kId,
     .filter = Test([](const Row& r, const Value& value, const Parsed&) {
       return value.text == "allDepartment" ||
              r.world.RowOf(Res::kDepartments, value.text) == DepartmentOf(r);
     }),
     .required = true,
     .choices = "allDepartment"},
    {.name = "ownerId", .kind = Kind::kId, .filter = Equals(OwnerId)},
});

constexpr auto kContractSort = std::to_array<SortKey>({
    {"accountName", SortType::kText, AccountName},
    {"contractName", SortType::kText, ContractName},
    {"contractEndDate", SortType::kText, EndDate},
    {"contractStartDate", SortType::kText, StartDate},
    {"createdTime", SortType::kCreated},
    {"modifiedTime", SortType::kModified},
});

}  // namespace

const ResourceSpec kProducts{
    .res = Res::kProducts,
    .name = "products",
    .fields = kProductFields,
    .list = {.path = "/api/v1/products",
             .scopes = "Desk.settings.READ|Desk.products.READ",
             .params = kProductParams,
             .sort_keys = kProductSort},
    .get = {.path = "/api/v1/products/{id}",
            .scopes = "Desk.settings.READ|Desk.products.READ",
            .params = kProductGetParams},
    .search = {.path = "/api/v1/products/search",
               .scopes = "Desk.settings.READ|Desk.products.READ&Desk.search.READ",
               .params = kProductSearchParams,
               .sort_keys = kProductSearchSort},
    .view_module = "products",
    .custom_field = [](const Row& r, std::string_view name,
                       Writer& w) { return WriteCustomField(r, kProductCustom, name, w); },
};

const ResourceSpec kContracts{
    .res = Res::kContracts,
    .name = "contracts",
    .fields = kContractFields,
    .list = {.path = "/api/v1/contracts",
             .scopes = "Desk.settings.READ",
             .params = kContractParams,
             .sort_keys = kContractSort},
    .get = {.path = "/api/v1/contracts/{id}", .scopes = "Desk.settings.READ"},
    .count = {.path = "/api/v1/contracts/count",
              .scopes = "Desk.settings.READ",
              .params = kContractCountParams},
    .view_module = "contracts",
    .custom_field = [](const Row& r, std::string_view name,
                       Writer& w) { return WriteCustomField(r, kContractCustom, name, w); },
};

}  // namespace zoho_desk::sandbox
