// /contacts/{contactId}/history: what happened to the tickets of each contact. Events have no id,
// and two may be equal: the key is the place in the list. Zoho can leave events out by agent and
// department: not asked for, since places in such lists are others.

#include "resources/all.h"

namespace zoho_desk::resources {
namespace {

using enum ColumnType;

constexpr std::string_view kKey[] = {"contactId", "position"};

constexpr Column kColumns[] = {
    {.name = "contactId",
     .type = kId,
     .routes = kList,
     .doc = "Contact whose tickets they are: id of zoho_desk_contacts.",
     .not_null = true,
     .from_request = true},
    {.name = "position",
     .type = kInteger,
     .routes = kList,
     .doc = "Place among the events of the contact as Zoho lists them, counted from 0.",
     .not_null = true,
     .from_request = true,
     .is_position = true},
    {"eventTime", kTime, kList, "When it happened (UTC)."},
    {"operation", kText, kList, "What happened, in words of the portal."},
    {"ticketId", kId, kList, "Ticket: id of zoho_desk_tickets."},
    {"ticketNumber", kInteger, kList, "Serial number of the ticket."},
    {"subject", kText, kList, "Subject of the ticket."},
    {"status", kText, kList, "Status of the ticket by name."},
    {"statusType", kText, kList, "What the status amounts to: Open, On Hold or Closed."},
    {"priority", kText, kList, "Priority of the ticket."},
    {"dueDate", kTime, kList, "When the ticket is due (UTC)."},
    {"departmentId", kId, kList, "Department of the ticket: id of zoho_desk_departments."},
    {.name = "authorName",
     .type = kText,
     .routes = kList,
     .doc = "Last name of who did it.",
     .derivation = {Derivation::Kind::kMember, "author", "lastName"}},
    {"author", kJson, kList,
     "Who did it: object with id, firstName, lastName, email, photoURL and type."},
    {"recipients", kJson, kList, "Who was written to: array."},
    {"webUrl", kText, kList, "Link to the ticket in the agent's browser."},
};

}  // namespace

constinit const Resource kContactHistory = {
    .name = "contact_history",
    .doc = "One event in the tickets of a contact.",
    .topic = Topic::kTickets,
    .limits =
        "Zoho lists events one contact at a time: a scan sends a request for each contact, unless "
        "the query says which (contactId = '...', contactId IN (...), or a join on contactId). "
        "zoho_desk_ticket_history tells more of each event.",
    .key = kKey,
    .key_pattern = "position",
    .list =
        {
            .path = "/api/v1/contacts/{contactId}/history",
            .max_limit = 100,
            .scopes = "Desk.contacts.READ",
            .parent = {.param = "contactId", .column = "contactId", .table = "contacts"},
        },
    .columns = kColumns,
};

}  // namespace zoho_desk::resources
