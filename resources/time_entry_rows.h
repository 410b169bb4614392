#pragma once

// What the lists of time entries have in common: those of an agent, those of a ticket. No row tells
// its modifiedTime, but a parameter asks for it.

#include "resources/column_lists.h"

namespace zoho_desk::resources {

// Without the key and the parent.
constexpr std::array<Column, 28> TimeEntryColumns() {
  using enum ColumnType;
  return {{
      {"executedTime", kTime, kList, "When the work was done (UTC)."},
      {"hoursSpent", kInteger, kList,
       "Hours of the time spent, to be added to minutesSpent and secondsSpent."},
      {"minutesSpent", kInteger, kList, "Minutes of the time spent."},
      {"secondsSpent", kInteger, kList, "Seconds of the time spent."},
      {"requestId", kId, kList, "Ticket that the time went to: id of zoho_desk_tickets."},
      {"taskId", kId, kList, "Task that the time went to: id of zoho_desk_tasks."},
      {"parent", kJson, kList,
       "What the time went to: id, type, subject, ticketNumber and associatedTicketId."},
      {"departmentId", kId, kList, "Department of the entry: id of zoho_desk_departments."},
      {"ownerId", kId, kList, "Who spent the time: id of zoho_desk_agents."},
      {"description", kText, kList, "What was done."},
      {"mode", kText, kList, "AUTO if a timer measured it, MANUAL if somebody entered it."},
      {"isBillable", kBoolean, kList, "1 if the time is to be billed."},
      {"billingType", kText, kList, "How it is billed."},
      {"requestChargeType", kText, kList, "Kind of service that is charged."},
      {"agentCostPerHour", kText, kList, "Cost of an hour of the agent."},
      {"fixedCost", kText, kList, "Fixed part of the cost."},
      {"additionalCost", kText, kList, "Further cost."},
      {"totalCost", kText, kList, "Cost in all."},
      {"invoiceId", kId, kList, "Id of the invoice, if there is one."},
      {"createdTime", kTime, kList, "When the entry was made (UTC)."},
      {"createdBy", kId, kList, "Who made the entry: id of zoho_desk_agents."},
      {"creatorId", kId, kList,
       "Who made the entry: id of zoho_desk_agents; not every server sends it."},
      {"isTrashed", kBoolean, kList, "1 if the entry is in the recycle bin."},
      {"layoutId", kId, kList, "Layout of the entry: id of zoho_desk_layouts."},
      {"layoutDetails", kJson, kList, "The layout: id and layoutName."},
      {"cf", kJson, kList,
       "Custom fields as one object keyed by API name (cf_...); read one with json_extract or "
       "->>."},
      {.name = "owner",
       .type = kJson,
       .routes = kList,
       .doc = "The agent: id, names and photoURL.",
       .list_include = "owner"},
      {.name = "customFields",
       .type = kJson,
       .routes = kList,
       .doc = "The values of cf again, keyed by the label people see; labels change, so prefer cf.",
       .hidden = true},
  }};
}

inline constexpr Filter kTimeEntriesByCreatedTime = {.column = "createdTime",
                                                     .param = "createdTimeRange",
                                                     .kind = FilterKind::kTimeRange,
                                                     .is_stamp = true};

inline constexpr std::string_view kModuleWords[] = {"tickets", "tasks", "calls", "events"};
inline constexpr std::string_view kBillStatuses[] = {"nonBillable", "billable", "billed"};

inline constexpr Parameter kTimeEntryParameters[] = {
    {.name = "module",
     .param = "module",
     .doc = "Only time that went to tickets, tasks, calls or events.",
     .kind = ParameterKind::kChoice,
     .values = kModuleWords},
    {.name = "billStatus",
     .param = "billStatus",
     .doc = "Only entries of this state: nonBillable, billable or billed.",
     .kind = ParameterKind::kChoice,
     .values = kBillStatuses},
    {.name = "modifiedTimeRange",
     .param = "modifiedTimeRange",
     .doc = "Only entries that last changed between two times.",
     .kind = ParameterKind::kTimeRange},
};

}  // namespace zoho_desk::resources
