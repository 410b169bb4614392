// /tickets/{ticketId}/History: every event of a ticket, newest first. Events have no id, and two
// may be equal: the key is the place in the list. What most changes are about, the field and its
// values, stands within eventInfo, and the columns fieldName, fromValue and toValue are made from
// it. Zoho can leave events out, by rules that are nowhere written: not asked for, since places in
// such lists are others.

#include "resources/all.h"

namespace zoho_desk::resources {
namespace {

using enum ColumnType;

constexpr std::string_view kKey[] = {"ticketId", "position"};

constexpr Column kColumns[] = {
    {.name = "ticketId",
     .type = kId,
     .routes = kList,
     .doc = "Ticket of the event: id of zoho_desk_tickets.",
     .not_null = true,
     .from_request = true},
    {.name = "position",
     .type = kInteger,
     .routes = kList,
     .doc = "Place among the events of the ticket as Zoho lists them, counted from 0, the newest.",
     .not_null = true,
     .from_request = true,
     .is_position = true},
    {"eventTime", kTime, kList, "When it happened (UTC)."},
    {"eventName", kText, kList,
     "What happened: TicketCreated, TicketUpdated, TicketMergedMaster, OvershotDueTime, "
     "ThreadAdded, CommentAdded and others."},
    {.name = "fieldName",
     .type = kText,
     .routes = kList,
     .doc = "Field that the event changed; of several the first, and eventInfo has all.",
     .derivation = {Derivation::Kind::kTransition, "eventInfo", "propertyName"}},
    {.name = "fromValue",
     .type = kText,
     .routes = kList,
     .doc = "What it was before; of a record its name.",
     .derivation = {Derivation::Kind::kTransition, "eventInfo", "previousValue"}},
    {.name = "toValue",
     .type = kText,
     .routes = kList,
     .doc = "What it became; of a record its name.",
     .derivation = {Derivation::Kind::kTransition, "eventInfo", "updatedValue"}},
    {.name = "actorName",
     .type = kText,
     .routes = kList,
     .doc = "Name of who or what did it.",
     .derivation = {Derivation::Kind::kMember, "actor", "name"}},
    {.name = "actorId",
     .type = kId,
     .routes = kList,
     .doc = "Who did it: id of zoho_desk_agents or of zoho_desk_contacts.",
     .derivation = {Derivation::Kind::kMember, "actor", "id"}},
    {.name = "actorType",
     .type = kText,
     .routes = kList,
     .doc = "What did it: Agent, Contact, Workflow, Macro, SLA, Blueprint, System and others.",
     .derivation = {Derivation::Kind::kMember, "actor", "type"}},
    {"source", kText, kList, "Where it came from: Email, Chat, Helpcenter, WebForm and others."},
    {"actor", kJson, kList, "Who or what did it: object with name, id and type."},
    {"eventInfo", kJson, kList,
     "What it was about: array of objects with propertyName, propertyType, propertyValue and "
     "systemProperty."},
    {"actorInfo", kJson, kList, "More about who did it, in the same form."},
};

}  // namespace

constinit const Resource kTicketHistory = {
    .name = "ticket_history",
    .doc = "One event in the life of a ticket.",
    .topic = Topic::kTickets,
    .limits =
        "Zoho lists events one ticket at a time, 50 in a request: a scan sends at least one for "
        "each ticket, unless the query says which tickets (ticketId = '...', ticketId IN (SELECT "
        "id FROM zoho_desk_tickets WHERE ...), or a join on ticketId). A place moves when events "
        "are added in front of it.",
    .key = kKey,
    .key_pattern = "position",
    .list =
        {
            .path = "/api/v1/tickets/{ticketId}/History",
            .max_limit = 50,
            .scopes = "Desk.tickets.READ",
            .parent = {.param = "ticketId", .column = "ticketId", .table = "tickets"},
        },
    .columns = kColumns,
};

}  // namespace zoho_desk::resources
