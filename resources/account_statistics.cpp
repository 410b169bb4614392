// /accounts/{accountId}/statistics: one object for each account, in which the account is not named:
// a list of at most one row. What Zoho answers where there is nothing to tell is not documented: no
// body, an empty list, an object without values.

#include "resources/all.h"

namespace zoho_desk::resources {
namespace {

using enum ColumnType;

constexpr std::string_view kKey[] = {"accountId"};

constexpr Column kColumns[] = {
    {.name = "accountId",
     .type = kId,
     .routes = kList,
     .doc = "Account, the key: id of zoho_desk_accounts.",
     .not_null = true,
     .from_request = true},
    {"totalTickets", kInteger, kList, "Number of tickets in all."},
    {"openTickets", kInteger, kList, "Number of open tickets."},
    {"closedTickets", kInteger, kList, "Number of closed tickets."},
    {"onholdTickets", kInteger, kList, "Number of tickets on hold."},
    {"overdueTickets", kInteger, kList, "Number of tickets past their due date."},
    {"escalatedTickets", kInteger, kList, "Number of escalated tickets."},
    {"spamTickets", kInteger, kList, "Number of tickets marked as spam."},
    {"firstResponseTime", kInteger, kList,
     "Average time to the first answer; Zoho writes no unit, values fit milliseconds."},
    {"responseTime", kInteger, kList,
     "Average time to an answer; in the unit of firstResponseTime."},
    {"resolutionTime", kInteger, kList,
     "Average time until a ticket is closed; in the unit of firstResponseTime."},
    {"channelWiseCount", kJson, kList,
     "Number of tickets by channel: an object with a key for each."},
    {"customerHappiness", kJson, kList, "Ratings: goodCount, okCount and badCount."},
};

constexpr Parameter kParameters[] = {
    {.name = "departmentId",
     .param = "departmentId",
     .doc = "Only tickets of this department: id of zoho_desk_departments.",
     .kind = ParameterKind::kId},
};

}  // namespace

constinit const Resource kAccountStatistics = {
    .name = "account_statistics",
    .doc = "Numbers about the tickets of an account.",
    .topic = Topic::kNumbers,
    .limits =
        "Zoho tells statistics one account at a time: a scan sends a request for each account, "
        "unless the query says which (accountId = '...', IN, or a join on accountId).",
    .key = kKey,
    .list =
        {
            .path = "/api/v1/accounts/{accountId}/statistics",
            .data_key = "",
            .paginated = false,
            .scopes = "Desk.contacts.READ",
            .parent = {.param = "accountId", .column = "accountId", .table = "accounts"},
        },
    .parameters = kParameters,
    .columns = kColumns,
};

}  // namespace zoho_desk::resources
