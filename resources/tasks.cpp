// /tasks: list, get-by-id, search. Search rows have no documented shape: only the key counts on
// them, and the other columns of a row found by search come with get-by-id. The count endpoint
// wants a viewId and a department, so it cannot count the table.

#include "resources/activities.h"
#include "resources/all.h"

namespace zoho_desk::resources {
namespace {

using enum ColumnType;

constexpr Column kColumns[] = {
    {.name = "id",
     .type = kId,
     .routes = kList | kSearch | kGet,
     .doc = "Task id, the key.",
     .not_null = true},
    {"contactId", kId, kList | kGet, "Contact the task concerns: id of zoho_desk_contacts."},
    {"subject", kText, kList | kGet, "Subject line."},
    {"departmentId", kId, kList | kGet, "Department of the task: id of zoho_desk_departments."},
    {"dueDate", kTime, kList | kGet, "When the task is due (UTC)."},
    {"ownerId", kId, kList | kGet,
     "Agent the task is assigned to: id of zoho_desk_agents; NULL while unassigned."},
    {"priority", kText, kList | kGet, "Priority by name; the portal defines the set."},
    {"ticketId", kId, kList | kGet, "Ticket the task belongs to: id of zoho_desk_tickets."},
    {"status", kText, kList | kGet,
     "State by name; portals add their own, so statusType is the safer test for open or closed."},
    {"modifiedTime", kTime, kList | kGet, "When the task record last changed (UTC)."},
    {.name = "statusType",
     .type = kText,
     .routes = kList | kGet,
     .doc = "What the status amounts to: Open or Closed.",
     .values = kActivityStatusTypes},
    {.name = "completedTime",
     .type = kTime,
     .routes = kList | kGet,
     .doc = "When the task was completed (UTC).",
     .not_after = kActivityChange},
    {"creatorId", kId, kList | kGet, "Who made the record: id of zoho_desk_agents."},
    {"activityTime", kTime, kList | kGet,
     "Time Zoho sorts activities by (UTC); its wire form is undocumented, epoch milliseconds are "
     "converted."},
    {"layoutId", kId, kList | kGet, "Layout of the task form: id of zoho_desk_layouts."},
    {"isTrashed", kBoolean, kList | kGet, "1 if the task is in the recycle bin."},
    {"webUrl", kText, kList | kGet, "Link to the task in the agent's browser."},
    {"createdTime", kTime, kList | kGet, "When the record was made (UTC)."},
    {"modifiedBy", kJson, kList | kGet,
     "Who last changed the record: id, names, emailId and photoURL."},
    {"isSpam", kBoolean, kList | kGet, "1 if marked as spam."},
    {"category", kText, kList | kGet, "Category by name; the portal defines the set."},

    // Get-by-id only.
    {"cf", kJson, kGet,
     "Custom fields as one object keyed by API name (cf_...); read one with json_extract or ->>."},
    {"reminder", kJson, kGet,
     "Reminders: array of reminderType (RELATIVE or ABSOLUTE), alertType (EMAIL, POPUP or SMS) and "
     "when."},
    {"customFields", kJson, kGet,
     "The values of cf again, keyed by the label people see; labels change, so prefer cf."},
    {"description", kText, kGet, "What the task is about."},

    // Only list rows carry it and few people want it: hidden, so that a row looked up by key is
    // complete without it.
    {.name = "isCommented",
     .type = kBoolean,
     .routes = kList,
     .doc = "1 if someone has commented on the task; list rows only.",
     .hidden = true},

    // Neither in the schema nor in live answers, only in an old sample: hidden.
    {.name = "activityType",
     .type = kText,
     .routes = kList,
     .doc = "Kind of activity; seen only in an old sample of the API.",
     .hidden = true},
    {.name = "teamId",
     .type = kId,
     .routes = kList,
     .doc = "Team of the task; seen only in an old sample of the API.",
     .hidden = true},
    {.name = "startTime",
     .type = kTime,
     .routes = kList,
     .doc = "Start time; seen only in an old sample of the API, where it repeats dueDate.",
     .hidden = true},
    {.name = "direction",
     .type = kText,
     .routes = kList,
     .doc = "Direction; seen only in an old sample of the API.",
     .hidden = true},

    kActivityTicket,
    kActivityContact,
    kActivityAssignee,
    kActivityTeam,
    {.name = "project",
     .type = kJson,
     .routes = kList | kGet,
     .doc = "The linked project; Zoho names the include value but documents neither key nor shape.",
     .list_include = "projects",
     .get_include = "projects",
     .hidden = true},
};

// dueDate as a request parameter is a named window such as Today, so it is no filter on the column;
// isCompleted need not mean the same as statusType. Both are parameters instead. filterId is in one
// version of the specification only.
constexpr auto kFilters = ActivityFilters("dueDate", "dueDateRange");

constexpr SortKey kSorts[] = {{"createdTime", "createdTime", kList | kSearch},
                              {"modifiedTime", "modifiedTime", kList | kSearch}};

constexpr Parameter kParameters[] = {
    {.name = "viewId",
     .param = "viewId",
     .doc = "Only tasks of this saved view: id of zoho_desk_views.",
     .kind = ParameterKind::kId},
    {.name = "dueDateWindow",
     .param = "dueDate",
     .doc = "Only tasks due within a period: Overdue, Today, Tomorrow, "
            "CurrentWeek or CurrentMonth, or several with commas between them.",
     .kind = ParameterKind::kChoiceList,
     .values = kActivityPeriods},
    {.name = "isCompleted",
     .param = "isCompleted",
     .doc = "true for completed tasks only, false for open ones.",
     .kind = ParameterKind::kBoolean},
    {.name = "searchText",
     .param = "_all",
     .route = kSearch,
     .doc = "Only tasks in which any field holds this text: 3 to 1,000 characters.",
     .min_length = 3,
     .max_length = 1000},
    {.name = "customField",
     .param = "customField1",
     .route = kSearch,
     .doc =
         "Only tasks with this value in a custom field, as cf_name:value; * stands for anything.",
     .kind = ParameterKind::kFieldTest,
     .max_length = 1000},
};

}  // namespace

constinit const Resource kTasks = {
    .name = "tasks",
    .doc = "One piece of work to do, with a due date.",
    .topic = Topic::kActivities,
    .limits =
        "List rows carry neither description, reminders nor custom fields: naming those costs one "
        "request per row.",
    .key = kIdKey,
    .list =
        {
            .path = "/api/v1/tasks",
            .max_limit = 100,
            .scopes = "Desk.activities.tasks.READ,Desk.tasks.READ,Desk.activities.READ",
        },
    .get = {.path = "/api/v1/tasks/{id}", .scopes = "Desk.activities.tasks.READ,Desk.tasks.READ"},
    .search = {.path = "/api/v1/tasks/search",
               .scopes = "Desk.activities.tasks.READ,Desk.tasks.READ,Desk.search.READ",
               .max_limit = 100,
               .max_from = 999,
               .by_id = true,
               .rows_unknown = true},
    .filters = kFilters,
    .sorts = kSorts,
    .parameters = kParameters,
    .columns = kColumns,
};

}  // namespace zoho_desk::resources
