// /customerHappiness: a list, no get-by-id. A request must name a department, and one value stands
// for all of them. The endpoint is in Zoho's request collection but not in its schemas: the columns
// after ratedTime are named after the request's filters and include values.

#include "resources/all.h"

namespace zoho_desk::resources {
namespace {

using enum ColumnType;

constexpr Column kColumns[] = {
    {.name = "id", .type = kId, .routes = kList, .doc = "Rating id, the key.", .not_null = true},
    {"rating", kText, kList, "GOOD, OK or BAD."},
    {"ratedTime", kTime, kList, "When the customer rated (UTC)."},
    {"feedback", kText, kList, "What the customer wrote; unconfirmed."},
    {"ticketId", kId, kList, "Ticket rated: id of zoho_desk_tickets; unconfirmed."},
    {"contactId", kId, kList, "Contact who rated: id of zoho_desk_contacts; unconfirmed."},
    {"accountId", kId, kList, "Account of the contact: id of zoho_desk_accounts; unconfirmed."},
    {"agentId", kId, kList, "Agent rated: id of zoho_desk_agents; unconfirmed."},
    {"departmentId", kId, kList,
     "Department of the ticket: id of zoho_desk_departments; `=` asks Zoho for that department "
     "only."},
    {.name = "ticket",
     .type = kJson,
     .routes = kList,
     .doc = "The ticket as an object; unconfirmed.",
     .list_include = "tickets"},
    {.name = "contact",
     .type = kJson,
     .routes = kList,
     .doc = "The contact as an object; unconfirmed.",
     .list_include = "contacts"},
    {.name = "agent",
     .type = kJson,
     .routes = kList,
     .doc = "The agent as an object; unconfirmed.",
     .list_include = "agents"},
};

constexpr FilterValue kRatings[] = {{"GOOD", "good"}, {"OK", "ok"}, {"BAD", "bad"}};

constexpr Filter kFilters[] = {
    {.column = "ticketId", .param = "ticketId", .exclusive_group = 1},
    {.column = "contactId", .param = "contactId", .exclusive_group = 1},
    {.column = "accountId", .param = "accountId", .exclusive_group = 1},
    {.column = "agentId", .param = "agentId", .exclusive_group = 1},
    {.column = "rating", .param = "rating", .values = kRatings},
    {.column = "ratedTime",
     .param = "startTime",
     .kind = FilterKind::kEpochRange,
     .upper_param = "endTime",
     .is_stamp = true},
};

constexpr SortKey kSorts[] = {{"ratedTime", "ratedTime", kList}};

// CUSTOM_IN_DATE, startDate and endDate are left out: their format is undocumented, and ratedTime
// does the same.
constexpr std::string_view kPeriods[] = {
    "LAST_1_HOUR", "LAST24HOURS", "TODAY",      "YESTERDAY",    "THIS_WEEK",       "LAST_WEEK",
    "LAST_7_DAYS", "THIS_MONTH",  "LAST_MONTH", "LAST_30_DAYS", "LAST_100_RATINGS"};

constexpr Parameter kParameters[] = {
    {.name = "duration",
     .param = "duration",
     .doc = "Only ratings of a period: LAST_1_HOUR, LAST24HOURS, TODAY, YESTERDAY, THIS_WEEK, "
            "LAST_WEEK, LAST_7_DAYS, THIS_MONTH, LAST_MONTH, LAST_30_DAYS or LAST_100_RATINGS.",
     .kind = ParameterKind::kChoice,
     .values = kPeriods},
};

}  // namespace

constinit const Resource kCustomerFeedback = {
    .name = "customer_feedback",
    .doc = "One customer happiness rating of a reply or ticket.",
    .topic = Topic::kTickets,
    .limits =
        "Zoho publishes no description of these rows: only id, rating and ratedTime are confirmed, "
        "the other columns are inferred from the request's filters and may stay NULL. Whether one "
        "of the two scopes suffices is undocumented: grant both.",
    .key = kIdKey,
    .list =
        {
            .path = "/api/v1/customerHappiness",
            .max_limit = 50,
            .scopes = "Desk.tickets.READ,Desk.search.READ",
            .parent = {.param = "department",
                       .column = "departmentId",
                       .all_value = "allDepartment"},
        },
    .filters = kFilters,
    .sorts = kSorts,
    .parameters = kParameters,
    .columns = kColumns,
};

}  // namespace zoho_desk::resources
