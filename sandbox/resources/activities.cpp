// Tasks, calls and events, as facts/tasks.json, facts/calls.json and facts/events.json describe
// them: one shape with small differences. Some columns appear in an old sample only (activityType,
// teamId, and others by kind); here, too, only some rows have them.

#include "sandbox/resources/activities.h"

#include <array>

#include "sandbox/params.h"
#include "sandbox/resources/tables.h"

namespace zoho_desk::sandbox {
namespace {

using namespace activity;  // NOLINT(google-build-using-namespace): the values the filters look at

bool Completed(const Row& r, const Value& value, const Parsed&) {
  return Closed(r) == (value.text == "true");
}

bool StatusTest(const Row& r, const Value& value, const Parsed&) {
  return StatusMacroMatches(value, State(r), StateType(r));
}

constexpr auto kRules = std::to_array<Rule>({
    {.param = "assignee", .filter = Equals(OwnerId)},
    {.param = "assigneeId", .filter = Equals(OwnerId)},
    {.param = "isCompleted", .filter = Test(Completed)},
    {.param = "ticketNumber", .filter = Equals(TicketNumberField)},
    {.param = "_all", .filter = Contains(AllText)},
    {.param = "status", .filter = Test(StatusTest)},
    {.param = "startTime", .filter = Window(Start)},
    {.param = "startDateRange", .filter = TimeRange(Start)},
    {.param = "dueDate", .filter = Window(Due)},
    {.param = "dueDateRange", .filter = TimeRange(Due)},
    {.param = "count:departmentId",
     .filter = Test([](const Row& r, const Value& value, const Parsed&) {
       return value.text == "allDepartment" ||
              r.world.RowOf(Res::kDepartments, value.text) == DepartmentOf(r);
     })},
});

}  // namespace

const Behaviour kCalls{
    .fields = CallFields(),
    .rules = kRules,
    .view_module = "calls",
    .custom_field = CustomFieldOf,
};

const Behaviour kEvents{
    .fields = EventFields(),
    .rules = kRules,
    .view_module = "events",
    .custom_field = CustomFieldOf,
};

const Behaviour kTasks{
    .fields = TaskFields(),
    .rules = kRules,
    .count_weight = 50,
    .view_module = "tasks",
    .custom_field = CustomFieldOf,
};

}  // namespace zoho_desk::sandbox
