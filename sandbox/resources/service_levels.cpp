// Support plans and the service level agreements of accounts, as facts/support_plans.json and
// facts/account_slas.json describe them: those that contracts and tickets name.

#include <array>

#include "sandbox/model.h"
#include "sandbox/resources/tables.h"

namespace zoho_desk::sandbox {
namespace {

enum Salt : uint32_t { kState = 100, kOf };

// Support plans.

void PlanSla(const Row& r, Writer& w) {
  const MaybeRow sla = r.Pick(Res::kSlas, kOf);
  if (!sla)
    return w.Null();
  w.BeginObject();
  w.Key("name");
  w.String(SlaName(*sla));
  w.Key("id");
  w.Digits(r.world.Id(Res::kSlas, *sla));
  w.Key("status");
  w.String("ACTIVE");
  w.EndObject();
}

constexpr auto kPlanMakers = std::to_array<Maker>({
    {"name", [](const Row& r, Writer& w) { w.String(SupportPlanName(r.index)); }},
    {"supportType", [](const Row& r, Writer& w) { w.String(SupportPlanType(r.index)); }},
    {"sla", PlanSla},
    {"status", [](const Row&, Writer& w) { w.String("ACTIVE"); }},
});

// Each account has all agreements.

uint32_t SlaOf(const Row& r) {
  return r.index % World::kMaxChildren;
}

bool IsActive(const Row& r) {
  return !r.OneIn(4, kState);
}

void Status(const Row& r, Writer& w) {
  w.String(IsActive(r) ? "ACTIVE" : "INACTIVE");
}

MaybeRow DepartmentOf(const Row& r) {
  return r.Pick(Res::kDepartments, kOf);
}

constexpr auto kSlaMakers = std::to_array<Maker>({
    {"id", [](const Row& r, Writer& w) { w.Digits(r.world.Id(Res::kSlas, SlaOf(r))); }},
    {"name", [](const Row& r, Writer& w) { w.String(SlaName(SlaOf(r))); }},
    {"department",
     [](const Row& r, Writer& w) { WriteDepartmentRef(r.world, DepartmentOf(r), w); }},
    {"isActive", [](const Row& r, Writer& w) { w.Bool(IsActive(r)); }},
});

constexpr auto kSlaRules = std::to_array<Rule>({
    {.param = "status", .filter = Equals(Status)},
    {.param = "departmentId", .filter = Equals([](const Row& r, Writer& w) {
                                WriteId(r.world, Res::kDepartments, DepartmentOf(r), w);
                              })},
});

}  // namespace

const Behaviour kSupportPlans{.makers = kPlanMakers};
const Behaviour kAccountSlas{.makers = kSlaMakers, .rules = kSlaRules};

}  // namespace zoho_desk::sandbox
