// Views, as facts/views.json describes them. `module` is required and rows do not repeat
// it.

#include "sandbox/resources/views.h"

#include <array>

#include "sandbox/model.h"
#include "sandbox/resources/tables.h"

namespace zoho_desk::sandbox {
namespace {

struct View {
  std::string_view module;
  std::string_view name;
  std::string_view label;
  std::string_view slug;
  ViewRule rule;
};

// Repeated, with a number, when there are more views than these.
constexpr auto kViewTable = std::to_array<View>({
    {"tickets", "All Cases", "All Tickets", "all-cases", {}},
    {"contacts", "All Contacts", "All Contacts", "all-contacts", {}},
    {"events", "All Events", "All Events", "all-events", {}},
    {"activities", "All Activities", "All Activities", "all-activities", {}},
    {"tasks", "All Tasks", "All Tasks", "all-tasks", {}},
    {"contracts", "All Contracts", "All Contracts", "all-contracts", {}},
    {"accounts", "All Accounts", "All Accounts", "all-accounts", {}},
    {"calls", "All Calls", "All Calls", "all-calls", {}},
    {"tickets", "Open Cases", "Offene Tickets", "open-cases", {"status", "Open"}},
    {"contacts", "Customers", "Customers", "customers", {"type", "Customer"}},
    {"events", "Planned", "Planned events", "planned", {"statusType", "Open"}},
    {"activities", "Mine", "Mine", "mine", {}},
    {"tasks", "Open Tasks", "未完了", "open-tasks", {"statusType", "Open"}},
    {"contracts", "Active", "Active contracts", "active", {"contractStatus", "ACTIVE"}},
    {"accounts", "Retail", "Retail \"key\" accounts", "retail", {"industry", "Retail"}},
    {"calls", "Incoming", "Incoming calls", "incoming", {"direction", "inbound"}},
});

const View& ViewAt(uint32_t index) {
  return kViewTable[index % kViewTable.size()];
}
uint32_t Round(uint32_t index) {
  return index / static_cast<uint32_t>(kViewTable.size());
}

void Name(const Row& r, Writer& w) {
  w.BeginString();
  w.Text(ViewAt(r.index).name);
  if (Round(r.index) > 0) {
    w.Text(" ");
    w.TextNumber(Round(r.index) + 1);
  }
  w.EndString();
}

// Keys that only newer portals send: some rows lack them.
void DisplayLabel(const Row& r, Writer& w) {
  if (r.index % 5 == 4)
    w.Omit();
  else
    w.String(ViewAt(r.index).label);
}

void SanitizedName(const Row& r, Writer& w) {
  if (r.index % 5 == 4)
    return w.Omit();
  w.BeginString();
  w.Text(ViewAt(r.index).slug);
  if (Round(r.index) > 0) {
    w.Text("-");
    w.TextNumber(Round(r.index) + 1);
  }
  w.EndString();
}

void Module(const Row& r, Writer& w) {
  w.String(ViewModule(r.index));
}

// Built-in views show in every department; a custom one may belong to one department.
bool InDepartment(const Row& r, const Value& value, const Parsed&) {
  const bool any = value.text.empty() || value.text == "null" || value.text == "undefined";
  if (any || Round(r.index) == 0)
    return true;
  return r.world.RowOf(Res::kDepartments, value.text) == r.Pick(Res::kDepartments, 100);
}

const auto kFields = std::to_array<FieldSpec>({
    {"id", kList, {}, FieldId},
    {"name", kList, {}, Name},
    {"viewName", kList, {}, Name},
    {"displayLabel", kList, {}, DisplayLabel},
    {"sanitizedName", kList, {}, SanitizedName},
    {"isCustomView", kList, {}, [](const Row& r, Writer& w) { w.Bool(Round(r.index) > 0); }},
    {"isLocked",
     kList,
     {},
     [](const Row& r, Writer& w) {
       if (r.index % 5 == 4)
         w.Omit();
       else
         w.Bool(r.index % 7 == 0);
     }},
    {"createdBy", kList, "header:createdBy",
     [](const Row& r, Writer& w) {
       WriteId(r.world, Res::kAgents, Round(r.index) == 0 ? MaybeRow() : r.Pick(Res::kAgents, 101),
               w);
     }},
    {"deprecatedViewId",
     kList,
     {},
     [](const Row& r, Writer& w) {
       if (r.OneIn(3, 102))
         w.Null();
       else
         w.Digits(r.world.Id(Res::kMisc, r.index));
     }},
});

constexpr auto kViewsRules = std::to_array<Rule>({
    {.param = "module", .filter = Equals(Module)},
    {.param = "departmentId", .kind = Kind::kText, .filter = Test(InDepartment)},
});

}  // namespace

std::string_view ViewModule(uint32_t view) {
  return ViewAt(view).module;
}
ViewRule RuleOfView(uint32_t view) {
  return ViewAt(view).rule;
}

const Behaviour kViews{
    .fields = kFields,
    .rules = kViewsRules,
    .fanout = Module,
};

}  // namespace zoho_desk::sandbox
