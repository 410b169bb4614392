#pragma once

// What calls, events and tasks have in common: the records that lists and get-by-id embed on
// request, and the filters.

#include <array>
#include <string_view>

#include "resources/resource.h"

namespace zoho_desk::resources {

// The periods that the lists of all three know.
inline constexpr std::string_view kActivityPeriods[] = {"Overdue", "Today", "Tomorrow",
                                                        "CurrentWeek", "CurrentMonth"};

inline constexpr std::string_view kActivityStatusTypes[] = {"Open", "Closed"};

// Completing one gives it another status: a change, which sets modifiedTime.
inline constexpr std::string_view kActivityChange = "modifiedTime";

// Search rows are not known to carry these: visible, they would cost a request per row where a
// scan goes on as a search.
inline constexpr Column kActivityTicket = {
    .name = "ticket",
    .type = ColumnType::kJson,
    .routes = kList | kGet,
    .doc = "The ticket: id, ticketNumber, subject, status, times, contact, assignee and team.",
    .list_include = "tickets",
    .get_include = "tickets",
    .hidden = true};

inline constexpr Column kActivityContact = {
    .name = "contact",
    .type = ColumnType::kJson,
    .routes = kList | kGet,
    .doc = "The contact: id, names, email, phone, mobile, accountId and isSpam.",
    .list_include = "contacts",
    .get_include = "contacts",
    .hidden = true};

inline constexpr Column kActivityAssignee = {.name = "assignee",
                                             .type = ColumnType::kJson,
                                             .routes = kList | kGet,
                                             .doc = "The agent: id, names, emailId and photoURL.",
                                             .list_include = "assignee",
                                             .get_include = "assignee",
                                             .hidden = true};

inline constexpr Column kActivityTeam = {.name = "team",
                                         .type = ColumnType::kJson,
                                         .routes = kList | kGet,
                                         .doc = "The team: id, name and logoUrl.",
                                         .list_include = "teams",
                                         .get_include = "teams",
                                         .hidden = true};

// `time_column` is what the search parameter `range_param` is a range of.
constexpr std::array<Filter, 9> ActivityFilters(std::string_view time_column,
                                                std::string_view range_param) {
  return {{
      // No limit is documented for calls; that of the others.
      {.column = "departmentId",
       .param = "departmentIds",
       .kind = FilterKind::kEqualList,
       .max_items = 20},
      {.column = "ownerId", .param = "assignee", .kind = FilterKind::kEqualList, .max_items = 20},

      {.column = "departmentId", .param = "departmentId", .route = kSearch},
      {.column = "ownerId",
       .param = "assigneeId",
       .route = kSearch,
       .kind = FilterKind::kEqualList,
       .max_items = 30},
      {.column = "status",
       .param = "status",
       .route = kSearch,
       .kind = FilterKind::kEqualList,
       .max_items = 30},
      {.column = "priority",
       .param = "priority",
       .route = kSearch,
       .kind = FilterKind::kEqualList,
       .max_items = 30},
      {.column = time_column,
       .param = range_param,
       .route = kSearch,
       .kind = FilterKind::kTimeRange},
      {.column = "createdTime",
       .param = "createdTimeRange",
       .route = kSearch,
       .kind = FilterKind::kTimeRange,
       .is_stamp = true},
      {.column = "modifiedTime",
       .param = "modifiedTimeRange",
       .route = kSearch,
       .kind = FilterKind::kTimeRange,
       .is_stamp = true},
  }};
}

}  // namespace zoho_desk::resources
