// Support plans and the service level agreements of accounts, as facts/support_plans.json and
// facts/account_slas.json describe them: those that contracts and tickets name. Business hours and
// lists of holidays, as facts/business_hours.json and facts/holiday_lists.json describe them: times
// and days that a query can reckon with.

#include <array>
#include <string>
#include <string_view>

#include "sandbox/model.h"
#include "sandbox/resources/tables.h"

namespace zoho_desk::sandbox {
namespace {

enum Salt : uint32_t { kState = 100, kOf, kTimes };

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

// Business hours: always, or from Monday to Friday.

bool IsAlwaysOpen(const Row& r) {
  return r.index % 3 == 2;
}

// Minutes of the day, as a number in the older form, which one set in five has.
void WriteTimeOfDay(const Row& r, uint32_t minutes, Writer& w) {
  if (r.index % 5 == 4)
    return w.Int(minutes);
  const std::string hour = std::to_string(100 + minutes / 60).substr(1);
  const std::string minute = std::to_string(100 + minutes % 60).substr(1);
  w.String(hour + ":" + minute);
}

void BusinessTimes(const Row& r, Writer& w) {
  constexpr std::string_view kDays[] = {"MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY"};
  constexpr uint32_t kHour = 60;
  const auto opening = static_cast<uint32_t>(7 + r.Hash(kTimes) % 4) * kHour;
  w.BeginArray();
  for (const std::string_view day : kDays) {
    if (IsAlwaysOpen(r))
      break;
    w.BeginObject();
    w.Key("day");
    w.String(day);
    w.Key("startTime");
    WriteTimeOfDay(r, opening, w);
    w.Key("endTime");
    WriteTimeOfDay(r, opening + 8 * kHour + kHour / 2, w);
    w.Key("timeSlots");
    w.BeginArray();
    w.EndArray();
    w.EndObject();
  }
  w.EndArray();
}

constexpr auto kHoursMakers = std::to_array<Maker>({
    {"type",
     [](const Row& r, Writer& w) {
       w.String(IsAlwaysOpen(r) ? "24X7" : r.index % 2 == 0 ? "SPECIFIC" : "CUSTOM");
     }},
    {"businessTimes", BusinessTimes},
});

// Lists of holidays: for every year, or for one of those that tickets are of.

bool Recurs(const Row& r) {
  return r.index % 2 == 0;
}

void WriteHoliday(std::string_view name, std::string_view from, std::string_view to, Writer& w) {
  w.BeginObject();
  w.Key("holidayName");
  w.String(name);
  w.Key("from");
  w.String(from);
  w.Key("to");
  w.String(to);
  w.EndObject();
}

void Holidays(const Row& r, Writer& w) {
  w.BeginArray();
  if (Recurs(r)) {
    WriteHoliday("Año Nuevo", "12-31", "01-01", w);
    WriteHoliday("May Day", "05-01", "05-01", w);
    if (r.OneIn(2, kOf))
      WriteHoliday("Weihnachten", "12-24", "12-26", w);
  } else if (!r.OneIn(4, kState)) {
    WriteHoliday("Inventory", "06-29", "06-30", w);
    WriteHoliday("Company day", "09-17", "09-17", w);
  }
  w.EndArray();
}

constexpr auto kHolidayMakers = std::to_array<Maker>({
    {"holidayListType",
     [](const Row& r, Writer& w) { w.String(Recurs(r) ? "RECURRING" : "YEAR_SPECIFIC"); }},
    {"year",
     [](const Row& r, Writer& w) {
       if (Recurs(r))
         return w.Null();
       w.Int(r.index % 4 == 1 ? 2025 : 2026);
     }},
    {"holidays", Holidays},
});

}  // namespace

const Behaviour kBusinessHours{.makers = kHoursMakers};
const Behaviour kHolidayLists{.makers = kHolidayMakers};
const Behaviour kSupportPlans{.makers = kPlanMakers};
const Behaviour kAccountSlas{.makers = kSlaMakers, .rules = kSlaRules};

}  // namespace zoho_desk::sandbox
