// Time entries, as facts/agent_time_entries.json describes them: listed one agent at a time. Each
// is of a ticket.

#include <array>

#include "sandbox/model.h"
#include "sandbox/resources/tables.h"

namespace zoho_desk::sandbox {
namespace {

enum Salt : uint32_t { kOf = 100, kSpent, kBilled };

MaybeRow Ticket(const Row& r) {
  return r.Pick(Res::kTickets, kOf);
}

void TicketId(const Row& r, Writer& w) {
  WriteId(r.world, Res::kTickets, Ticket(r), w);
}

void DepartmentId(const Row& r, Writer& w) {
  const MaybeRow ticket = Ticket(r);
  WriteId(r.world, Res::kDepartments, ticket ? TicketDepartment(r.world, *ticket) : MaybeRow(), w);
}

void AgentId(const Row& r, Writer& w) {
  w.Digits(r.Parent().id());
}

void Owner(const Row& r, Writer& w) {
  const Row agent = r.Parent();
  w.BeginObject();
  w.Key("firstName");
  WriteOrNull(w, AgentGivenName(agent));
  w.Key("lastName");
  w.String(AgentFamilyName(agent));
  w.Key("photoURL");
  WriteAgentPhoto(agent, w);
  w.Key("name");
  WriteAgentName(agent, w);
  w.Key("id");
  w.Digits(agent.id());
  w.EndObject();
}

void Parent(const Row& r, Writer& w) {
  const MaybeRow ticket = Ticket(r);
  if (!ticket)
    return w.Null();
  w.BeginObject();
  w.Key("ticketNumber");
  w.Digits(TicketNumber(*ticket));
  w.Key("associatedTicketId");
  w.Null();
  w.Key("subject");
  WriteTicketSubject(At(r.world, Res::kTickets, *ticket), w);
  w.Key("id");
  TicketId(r, w);
  w.Key("type");
  w.String("tickets");
  w.EndObject();
}

bool IsBillable(const Row& r) {
  return !r.OneIn(3, kBilled);
}

void BillStatus(const Row& r, Writer& w) {
  w.String(!IsBillable(r) ? "nonBillable" : r.OneIn(4, kBilled) ? "billed" : "billable");
}

constexpr auto kMakers = std::to_array<Maker>({
    {"owner", Owner},
    {"executedTime", FieldCreated},
    {"departmentId", DepartmentId},
    {"ownerId", AgentId},
    {"requestId", TicketId},
    {"hoursSpent", [](const Row& r, Writer& w) { w.Digits(r.Hash(kSpent) % 5); }},
    {"minutesSpent", [](const Row& r, Writer& w) { w.Digits((r.Hash(kSpent) >> 8) % 60); }},
    {"secondsSpent", [](const Row& r, Writer& w) { w.Digits((r.Hash(kSpent) >> 16) % 60); }},
    {"isBillable", [](const Row& r, Writer& w) { w.Bool(IsBillable(r)); }},
    {"isTrashed", FieldFalse},
    {"createdBy", AgentId},
    {"creatorId", AgentId},
    {"taskId", FieldNull},
    {"parent", Parent},
});

void Module(const Row&, Writer& w) {
  w.String("tickets");
}

constexpr auto kRules = std::to_array<Rule>({
    {.param = "module", .filter = Equals(Module)},
    {.param = "billStatus", .filter = Equals(BillStatus)},
});

}  // namespace

const Behaviour kAgentTimeEntries{.makers = kMakers, .rules = kRules};

}  // namespace zoho_desk::sandbox
