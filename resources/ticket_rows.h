#pragma once

// The columns of the lists that have tickets as they stand in pages of /tickets, and no more:
// archived ones, those of a tag, those of an agent.

#include <array>
#include <string_view>

#include "resources/column_lists.h"

namespace zoho_desk::resources {

// Without the key, which is for the table to place.
constexpr std::array<Column, 34> TicketRowColumns() {
  using enum ColumnType;
  return {{
      {"ticketNumber", kInteger, kList, "Serial number that agents and customers quote."},
      {"subject", kText, kList, "Subject line."},
      {"departmentId", kId, kList,
       "Department that handles the ticket: id of zoho_desk_departments."},
      {"contactId", kId, kList, "Contact who raised the ticket: id of zoho_desk_contacts."},
      {"accountId", kId, kList, "Account of the contact: id of zoho_desk_accounts."},
      {"productId", kId, kList, "Product the ticket is about: id of zoho_desk_products."},
      {"assigneeId", kId, kList,
       "Agent who owns the ticket: id of zoho_desk_agents; NULL while unassigned."},
      {"teamId", kId, kList, "Team the ticket is assigned to: id of zoho_desk_teams."},
      {"status", kText, kList, "Status by name."},
      {"statusType", kText, kList, "What the status amounts to: Open, On Hold or Closed."},
      {"priority", kText, kList, "Priority by name; the portal defines the set."},
      {"channel", kText, kList, "How the ticket came in; see zoho_desk_channels."},
      {"channelCode", kText, kList, "Code of the integrated channel: code of zoho_desk_channels."},
      {"category", kText, kList, "Category by name."},
      {"subCategory", kText, kList, "Second level of the category."},
      {"language", kText, kList, "Language of the ticket."},
      {"sentiment", kText, kList, "Tone of the latest message: POSITIVE, NEUTRAL or NEGATIVE."},
      {"email", kText, kList, "E-mail address given on the ticket."},
      {"phone", kText, kList, "Phone number given on the ticket."},
      {"createdTime", kTime, kList, "When the ticket was made (UTC)."},
      {"closedTime", kTime, kList, "When the ticket was closed (UTC); NULL while it is open."},
      {"dueDate", kTime, kList, "When the ticket is due to be resolved (UTC)."},
      {"responseDueDate", kTime, kList, "When the next reply is due (UTC)."},
      {"customerResponseTime", kTime, kList, "When the customer last wrote (UTC)."},
      {"onholdTime", kTime, kList, "When the ticket was put on hold (UTC)."},
      {"threadCount", kInteger, kList, "Number of messages in the conversation."},
      {"commentCount", kInteger, kList, "Number of comments."},
      {"relationshipType", kText, kList, "How the ticket relates to another one, if it does."},
      {"isArchived", kBoolean, kList, "1 if the ticket has been archived."},
      {"isSpam", kBoolean, kList, "1 if marked as spam."},
      {"layoutId", kId, kList, "Layout of the ticket form: id of zoho_desk_layouts."},
      {"webUrl", kText, kList, "Link to the ticket in the agent's browser."},
      {"lastThread", kJson, kList,
       "Latest message in brief: channel, isDraft, isForward and direction (in or out)."},
      {"source", kJson, kList,
       "Where the ticket was made: type (SYSTEM, INTEGRATION or INSTANT_MESSAGE), appName, extId, "
       "permalink."},
  }};
}

inline constexpr Column kTicketRowId = {.name = "id",
                                        .type = ColumnType::kId,
                                        .routes = kList,
                                        .doc = "Ticket id, the key: id of zoho_desk_tickets.",
                                        .not_null = true};

// A record that a row embeds where include= asks for it.
constexpr Column TicketRowObject(std::string_view name, std::string_view include,
                                 std::string_view doc) {
  return {.name = name,
          .type = ColumnType::kJson,
          .routes = kList,
          .doc = doc,
          .list_include = include};
}

// The objects of a list that takes all of include=.
constexpr std::array<Column, 6> TicketRowObjects() {
  return {{
      TicketRowObject("contact", "contacts",
                      "The contact: id, names, email, phone, mobile, type and account."),
      TicketRowObject("product", "products", "The product: id and productName."),
      TicketRowObject("assignee", "assignee", "The owning agent: id, names, e-mail and photo."),
      TicketRowObject("department", "departments", "The department: id and name."),
      TicketRowObject("team", "team", "The team: id, name and logoUrl."),
      {.name = "isRead",
       .type = ColumnType::kBoolean,
       .routes = kList,
       .doc = "1 if the ticket has been read.",
       .list_include = "isRead"},
  }};
}

// `own`, then what all such lists have.
template <size_t N>
constexpr auto TicketRows(const std::array<Column, N>& own) {
  return Joined(Joined(own, TicketRowColumns()), TicketRowObjects());
}

}  // namespace zoho_desk::resources
