// /events: list, get-by-id, search. Search rows have no documented shape: only the key counts on
// them, and the other columns of a row found by search come with get-by-id.

#include "resources/activities.h"
#include "resources/all.h"

namespace zoho_desk::resources {
namespace {

using enum ColumnType;

constexpr Column kColumns[] = {
    {.name = "id",
     .type = kId,
     .routes = kList | kSearch | kGet,
     .doc = "Event id, the key.",
     .not_null = true},
    {"contactId", kId, kList | kGet, "Contact the event concerns: id of zoho_desk_contacts."},
    {"subject", kText, kList | kGet, "Subject line."},
    {"departmentId", kId, kList | kGet, "Department of the event: id of zoho_desk_departments."},
    {"startTime", kTime, kList | kGet, "When the event starts (UTC)."},
    {"ownerId", kId, kList | kGet,
     "Agent the event is assigned to: id of zoho_desk_agents; NULL while unassigned."},
    {"priority", kText, kList | kGet, "Priority by name; the portal defines the set."},
    {"category", kText, kList | kGet, "Category by name; the portal defines the set."},
    {"ticketId", kId, kList | kGet, "Ticket the event belongs to: id of zoho_desk_tickets."},
    {"status", kText, kList | kGet, "State by name; the portal defines the set."},
    {"modifiedTime", kTime, kList | kGet, "When the event record last changed (UTC)."},
    {.name = "statusType",
     .type = kText,
     .routes = kList | kGet,
     .doc = "What the status amounts to: Open or Closed.",
     .values = kActivityStatusTypes},
    {.name = "completedTime",
     .type = kTime,
     .routes = kList | kGet,
     .doc = "When the event was completed (UTC).",
     .not_after = kActivityChange},
    {"creatorId", kId, kList | kGet, "Who made the record: id of zoho_desk_agents."},
    {"activityTime", kTime, kList | kGet,
     "Time Zoho sorts activities by (UTC); its wire form is undocumented, epoch milliseconds are "
     "converted."},
    {"layoutId", kId, kList | kGet, "Layout of the event form: id of zoho_desk_layouts."},
    {"isTrashed", kBoolean, kList | kGet, "1 if the event is in the recycle bin."},
    {"webUrl", kText, kList | kGet, "Link to the event in the agent's browser."},
    {"createdTime", kTime, kList | kGet, "When the record was made (UTC)."},
    {"modifiedBy", kJson, kList | kGet,
     "Who last changed the record: id, names, emailId and photoURL."},
    {"isSpam", kBoolean, kList | kGet, "1 if marked as spam."},

    // Get-by-id only.
    {"cf", kJson, kGet,
     "Custom fields as one object keyed by API name (cf_...); read one with json_extract or ->>."},
    {"reminder", kJson, kGet,
     "Reminders: array of reminderType (RELATIVE or ABSOLUTE), alertType (EMAIL, POPUP or SMS) and "
     "when."},
    {"customFields", kJson, kGet,
     "The values of cf again, keyed by the label people see; labels change, so prefer cf."},
    {"description", kText, kGet, "What the event is about."},
    {"duration", kInteger, kGet, "Length of the event in seconds."},

    // Only list rows carry it and few people want it: hidden, so that a row looked up by key is
    // complete without it.
    {.name = "isCommented",
     .type = kBoolean,
     .routes = kList,
     .doc = "1 if someone has commented on the event; list rows only.",
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
     .doc = "Team of the event; seen only in an old sample of the API.",
     .hidden = true},
    {.name = "dueDate",
     .type = kTime,
     .routes = kList,
     .doc = "Due time; seen only in an old sample of the API, always NULL there.",
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
};

// startTime as a request parameter is a named window such as Today, so it is no filter on the
// column; isCompleted need not mean the same as statusType. Both are parameters instead. filterId
// is in one version of the specification only.
constexpr auto kFilters = ActivityFilters("startTime", "startDateRange");

// startTime is a sort key too, but no source promises that it is never NULL; modifiedTime is in one
// version of the specification only.
constexpr SortKey kSorts[] = {{"createdTime", "createdTime", kList | kSearch},
                              {"modifiedTime", "modifiedTime", kSearch}};

constexpr Parameter kParameters[] = {
    {.name = "viewId",
     .param = "viewId",
     .doc = "Only events of this saved view: id of zoho_desk_views.",
     .kind = ParameterKind::kId},
    {.name = "startTimeWindow",
     .param = "startTime",
     .doc = "Only events that start within a period: Overdue, Today, Tomorrow, "
            "CurrentWeek or CurrentMonth, or several with commas between them.",
     .kind = ParameterKind::kChoiceList,
     .values = kActivityPeriods},
    {.name = "isCompleted",
     .param = "isCompleted",
     .doc = "true for completed events only, false for open ones.",
     .kind = ParameterKind::kBoolean},
    {.name = "searchText",
     .param = "_all",
     .route = kSearch,
     .doc = "Only events in which any field holds this text: 3 to 1,000 characters.",
     .min_length = 3,
     .max_length = 1000},
    {.name = "customField",
     .param = "customField1",
     .route = kSearch,
     .doc =
         "Only events with this value in a custom field, as cf_name:value; * stands for anything.",
     .kind = ParameterKind::kFieldTest,
     .max_length = 1000},
};

}  // namespace

constinit const Resource kEvents = {
    .name = "events",
    .doc = "One appointment or meeting, logged as an activity.",
    .topic = Topic::kActivities,
    .limits =
        "List rows carry neither description, reminders nor custom fields: naming those costs one "
        "request per row.",
    .key = kIdKey,
    .list =
        {
            .path = "/api/v1/events",
            .max_limit = 100,
            .scopes = "Desk.activities.events.READ,Desk.events.READ,Desk.activities.READ",
        },
    .get = {.path = "/api/v1/events/{id}",
            .scopes = "Desk.activities.events.READ,Desk.events.READ"},
    .search = {.path = "/api/v1/events/search",
               .scopes = "Desk.events.READ,Desk.search.READ",
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
