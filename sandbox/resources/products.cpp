// Products, as facts/products.json describes them. A list with departmentId=0 covers every
// department.

#include <array>

#include "sandbox/custom_fields.h"
#include "sandbox/model.h"
#include "sandbox/resources/tables.h"
#include "sandbox/vocabulary.h"

namespace zoho_desk::sandbox {
namespace {

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
  kBuyer
};

constexpr auto kProductCustom = std::to_array<CustomField>({
    {"cf_weight_g", "Weight (g)", CustomType::kNumber},
    {"cf_hazardous", "Hazardous", CustomType::kBool},
    {"cf_remark", "Remark", CustomType::kText},
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

constexpr auto kProductsRules = std::to_array<Rule>({
    {.param = "departmentId", .filter = Test(DepartmentTest)},
    {.param = "contactId", .filter = Equals(BuyerContact)},
    {.param = "accountId", .filter = Equals(BuyerAccount)},
    {.param = "_all", .filter = Contains(AllText)},
});

}  // namespace

const Behaviour kProducts{
    .fields = kProductFields,
    .rules = kProductsRules,
    .view_module = "products",
    .custom_field = [](const Row& r, std::string_view name,
                       Writer& w) { return WriteCustomField(r, kProductCustom, name, w); },
};

}  // namespace zoho_desk::sandbox
