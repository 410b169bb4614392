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

constexpr std::string_view kWindows = "Overdue|Today|Tomorrow|CurrentWeek|CurrentMonth";

bool Completed(const Row& r, const Value& value, const Parsed&) {
  return Closed(r) == (value.text == "true");
}

bool StatusTest(const Row& r, const Value& value, const Parsed&) {
  return StatusMacroMatches(value, State(r), StateType(r));
}

constexpr ParamSpec IncludeParam(std::string_view choices) {
  return {.name = "include", .kind = Kind::kInclude, .list = true, .choices = choices};
}

constexpr ParamSpec WindowParam(std::string_view name, TimeFn time, int max_items) {
  return {.name = name,
          .kind = Kind::kChoice,
          .filter = Window(time),
          .list = true,
          .max_items = max_items,
          .choices = kWindows};
}

constexpr ParamSpec DepartmentsParam(int max_items) {
  return {.name = "departmentIds",
          .kind = Kind::kId,
          .filter = Equals(DepartmentId),
          .list = true,
          .max_items = max_items};
}

constexpr auto kCommonListParams = std::to_array<ParamSpec>({
    {.name = "departmentId", .kind = Kind::kId, .filter = Equals(DepartmentId)},
    {.name = "assignee",
     .kind = Kind::kId,
     .filter = Equals(OwnerId),
     .list = true,
     .max_items = 20},
    {.name = "viewId", .kind = Kind::kView},
    {.name = "isCompleted", .kind = Kind::kBool, .filter = Test(Completed)},
    {.name = "limit", .kind = Kind::kLimit, .min = 1, .max = 100},
    {.name = "from", .kind = Kind::kFrom},
    {.name = "sortBy", .kind = Kind::kSort},
    {.name = "fields", .kind = Kind::kFields, .list = true, .max_items = 30},
    {.name = "filters", .kind = Kind::kFilterJson, .max = 4500, .max_items = 25},
    {.name = "filterId", .kind = Kind::kSavedFilter},
});

constexpr std::string_view kIncludes = "contacts|tickets|assignee|teams";
constexpr auto kCallParams =
    Concat(kCommonListParams,
           std::to_array<ParamSpec>(
               {IncludeParam(kIncludes), WindowParam("startTime", Start, 0), DepartmentsParam(0)}));
constexpr auto kEventParams =
    Concat(kCommonListParams,
           std::to_array<ParamSpec>({IncludeParam(kIncludes), WindowParam("startTime", Start, 10),
                                     DepartmentsParam(20)}));
constexpr auto kTaskParams =
    Concat(kCommonListParams,
           std::to_array<ParamSpec>({IncludeParam("contacts|tickets|assignee|teams|projects"),
                                     WindowParam("dueDate", Due, 10), DepartmentsParam(20)}));

constexpr auto kCallGetParams =
    std::to_array<ParamSpec>({IncludeParam("contacts|tickets|assignee|teams|livecalls")});
constexpr auto kEventGetParams = std::to_array<ParamSpec>({IncludeParam(kIncludes)});
constexpr auto kTaskGetParams =
    std::to_array<ParamSpec>({IncludeParam("contacts|tickets|assignee|teams|projects|creator")});

constexpr auto kCommonSearchParams = std::to_array<ParamSpec>({
    {.name = "assigneeId",
     .kind = Kind::kId,
     .filter = Equals(OwnerId),
     .list = true,
     .max_items = 30},
    {.name = "ticketNumber", .kind = Kind::kInt, .filter = Equals(TicketNumberField), .list = true},
    {.name = "subject", .filter = Glob(Subject), .min = 3, .max = 1000},
    {.name = "departmentId", .kind = Kind::kId, .filter = Equals(DepartmentId)},
    {.name = "priority", .filter = Equals(Priority), .list = true},
    {.name = "_all", .filter = Contains(AllText), .min = 3, .max = 1000},
    {.name = "id", .kind = Kind::kId, .filter = kByKey, .list = true},
    {.name = "status", .filter = Test(StatusTest), .list = true},
});
constexpr auto kAnySearchParams =
    Concat(Concat(kCommonSearchParams, SearchParams()), CustomFieldParams<10>());
constexpr auto kStartSearchParams =
    Concat(kAnySearchParams,
           std::to_array<ParamSpec>(
               {{.name = "startDateRange", .kind = Kind::kIsoRange, .filter = TimeRange(Start)}}));
constexpr auto kTaskSearchParams =
    Concat(kAnySearchParams,
           std::to_array<ParamSpec>(
               {{.name = "dueDateRange", .kind = Kind::kIsoRange, .filter = TimeRange(Due)}}));

constexpr auto kTaskCountParams = std::to_array<ParamSpec>({
    {.name = "viewId", .kind = Kind::kView, .required = true},
    {.name = "departmentId",
     .kind = Kind::kId,
     .filter = Test([](const Row& r, const Value& value, const Parsed&) {
       return value.text == "allDepartment" ||
              r.world.RowOf(Res::kDepartments, value.text) == DepartmentOf(r);
     }),
     .required = true,
     .choices = "allDepartment"},
    WindowParam("dueDate", Due, 0),
    {.name = "assignee", .kind = Kind::kId, .filter = Equals(OwnerId), .list = true},
    {.name = "filterId", .kind = Kind::kSavedFilter},
});

constexpr auto kStartSort = std::to_array<SortKey>(
    {{"startTime", SortType::kText, StartField}, {"createdTime", SortType::kCreated}});
constexpr auto kTaskSort = std::to_array<SortKey>({
    {"category", SortType::kText, CategoryField},
    {"subject", SortType::kText, Subject},
    {"dueDate", SortType::kText, DueField},
    {"status", SortType::kText, StateField},
    {"createdTime", SortType::kCreated},
    {"modifiedTime", SortType::kModified},
    {"priority", SortType::kText, Priority},
});
constexpr auto kSearchSort = std::to_array<SortKey>({
    {"relevance", SortType::kCreated},
    {"modifiedTime", SortType::kModified},
    {"createdTime", SortType::kCreated},
});

}  // namespace

const ResourceSpec kCalls{
    .res = Res::kCalls,
    .name = "calls",
    .fields = CallFields(),
    .list = {.path = "/api/v1/calls",
             .scopes = "Desk.activities.calls.READ|Desk.calls.READ|Desk.activities.READ",
             .params = kCallParams,
             .sort_keys = kStartSort},
    .get = {.path = "/api/v1/calls/{id}",
            .scopes = "Desk.activities.calls.READ|Desk.calls.READ",
            .params = kCallGetParams},
    .search = {.path = "/api/v1/calls/search",
               .scopes = "Desk.calls.READ&Desk.search.READ",
               .params = kStartSearchParams,
               .sort_keys = kSearchSort},
    .view_module = "calls",
    .custom_field = CustomFieldOf,
};

const ResourceSpec kEvents{
    .res = Res::kEvents,
    .name = "events",
    .fields = EventFields(),
    .list = {.path = "/api/v1/events",
             .scopes = "Desk.activities.events.READ|Desk.events.READ|Desk.activities.READ",
             .params = kEventParams,
             .sort_keys = kStartSort},
    .get = {.path = "/api/v1/events/{id}",
            .scopes = "Desk.activities.events.READ|Desk.events.READ",
            .params = kEventGetParams},
    .search = {.path = "/api/v1/events/search",
               .scopes = "Desk.events.READ&Desk.search.READ",
               .params = kStartSearchParams,
               .sort_keys = kSearchSort},
    .view_module = "events",
    .custom_field = CustomFieldOf,
};

const ResourceSpec kTasks{
    .res = Res::kTasks,
    .name = "tasks",
    .fields = TaskFields(),
    .list = {.path = "/api/v1/tasks",
             .scopes = "Desk.activities.tasks.READ|Desk.tasks.READ|Desk.activities.READ",
             .params = kTaskParams,
             .sort_keys = kTaskSort},
    .get = {.path = "/api/v1/tasks/{id}",
            .scopes = "Desk.activities.tasks.READ|Desk.tasks.READ",
            .params = kTaskGetParams},
    .search = {.path = "/api/v1/tasks/search",
               .scopes = "Desk.activities.calls.READ|Desk.activities.tasks.READ|"
                         "Desk.activities.events.READ|Desk.tasks.READ&Desk.search.READ",
               .params = kTaskSearchParams,
               .sort_keys = kSearchSort},
    .count = {.path = "/api/v1/tasks/count",
              .scopes = "Desk.tasks.READ",
              .params = kTaskCountParams,
              .weight = 50},
    .view_module = "tasks",
    .custom_field = CustomFieldOf,
};

}  // namespace zoho_desk::sandbox
