// Tickets, activities, skills and layouts as other records show them, for resources/. As in
// model.cpp, every relation is a function of the row it starts from.

#include <array>

#include "sandbox/model.h"
#include "sandbox/relation_salts.h"
#include "sandbox/vocabulary.h"

namespace zoho_desk::sandbox {
namespace {

constexpr auto kStatuses =
    std::to_array<std::string_view>({"Open", "Open", "Open", "Closed", "Closed", "Closed",
                                     "On Hold", "Escalated", "Waiting for parts"});
constexpr auto kChannels = std::to_array<std::string_view>(
    {"Email", "Email", "Web", "Phone", "Chat", "Forums", "Facebook"});
constexpr auto kLayoutModules =
    std::to_array<std::string_view>({"tickets", "contacts", "accounts", "tasks", "calls", "events",
                                     "timeEntry", "products", "contracts"});
constexpr auto kSkillTypes =
    std::to_array<std::string_view>({"Language", "Product line", "Region", "Certificate"});
constexpr auto kSkillNames = std::to_array<std::string_view>(
    {"Deutsch", "Printers", "Nordics", "Level 2", "日本語", "Scanners", "Iberia", "Safety \"A\""});
constexpr int64_t kHour = 3'600'000;

}  // namespace

MaybeRow TicketContact(const World& world, uint32_t ticket) {
  return world.Pick(Res::kContacts, world.Hash(Res::kTickets, ticket, kSaltRelation));
}

MaybeRow TicketAccount(const World& world, uint32_t ticket) {
  const MaybeRow contact = TicketContact(world, ticket);
  return contact ? ContactAccount(world, *contact) : MaybeRow();
}

MaybeRow TicketDepartment(const World& world, uint32_t ticket) {
  return world.Pick(Res::kDepartments, world.Hash(Res::kTickets, ticket, kSaltFlag));
}

MaybeRow TicketAssignee(const World& world, uint32_t ticket) {
  const uint64_t hash = world.Hash(Res::kTickets, ticket, kSaltAgent);
  return hash % 6 == 0 ? MaybeRow() : AgentOf(world, TicketDepartment(world, ticket), hash);
}

MaybeRow TicketTeam(const World& world, uint32_t ticket) {
  const uint64_t hash = world.Hash(Res::kTickets, ticket, kSaltTeam);
  return hash % 2 == 0 ? MaybeRow() : TeamOf(world, TicketDepartment(world, ticket), hash);
}

uint64_t TicketNumber(uint32_t ticket) {
  return 101 + static_cast<uint64_t>(ticket);
}

std::string_view TicketStatus(const Row& ticket) {
  return kStatuses[ticket.Hash(kSaltStatus) % kStatuses.size()];
}

std::string_view TicketStatusType(const Row& ticket) {
  const std::string_view status = TicketStatus(ticket);
  if (status == "Closed")
    return "Closed";
  return status == "On Hold" || status == "Waiting for parts" ? "On Hold" : "Open";
}

std::string_view TicketChannel(const Row& ticket) {
  return kChannels[(ticket.Hash(kSaltName) >> 5) % kChannels.size()];
}

void WriteTicketSubject(const Row& ticket, Writer& w) {
  w.BeginString();
  AppendSubject(w, ticket.Hash(kSaltFamily));
  w.EndString();
}

void WriteTicketPhone(const Row& ticket, Writer& w) {
  const MaybeRow contact = TicketContact(ticket.world, ticket.index);
  if (!contact || ticket.OneIn(4, kSaltMobile))
    w.Null();
  else
    WriteContactPhone(At(ticket.world, Res::kContacts, *contact), w);
}

int64_t TicketDueMillis(const Row& ticket) {
  if (const auto given = ticket.GivenTime("dueDate"))
    return *given;
  const uint64_t hash = ticket.Hash(kSaltTime);
  return hash % 5 == 0 ? 0 : ticket.created() + kHour * (4 + static_cast<int64_t>(hash >> 8) % 240);
}

void WriteTicketDueDate(const Row& ticket, Writer& w) {
  const int64_t due = TicketDueMillis(ticket);
  if (due == 0)
    w.Null();
  else
    w.Time(due);
}

int64_t TicketClosedTime(const Row& ticket) {
  return ticket.created() + (ticket.modified() - ticket.created()) / 2000 * 1000;
}

void WriteTicketClosedTime(const Row& ticket, Writer& w) {
  if (TicketStatusType(ticket) == "Closed")
    w.Time(TicketClosedTime(ticket));
  else
    w.Null();
}

bool TicketIsSpam(const Row& ticket) {
  return ticket.OneIn(50, kSaltProduct);
}
bool TicketIsArchived(const Row& ticket) {
  return ticket.OneIn(90, kSaltMobile);
}

MaybeRow ActivityTicket(const Row& activity) {
  const uint64_t hash = activity.Hash(kSaltRelation);
  return hash % 5 == 0 ? MaybeRow() : activity.world.Pick(Res::kTickets, hash);
}

MaybeRow ActivityContact(const Row& activity) {
  const MaybeRow ticket = ActivityTicket(activity);
  if (ticket)
    return TicketContact(activity.world, *ticket);
  return activity.OneIn(3, kSaltAgent) ? MaybeRow() : activity.Pick(Res::kContacts, kSaltTeam);
}

MaybeRow SkillDepartment(const World& world, uint32_t skill) {
  const uint32_t departments = world.Size(Res::kDepartments);
  return departments == 0 ? MaybeRow() : MaybeRow(skill % departments);
}

uint32_t SkillType(uint32_t skill) {
  return skill % static_cast<uint32_t>(kSkillTypes.size());
}
std::string_view SkillTypeName(uint32_t skill) {
  return kSkillTypes[SkillType(skill)];
}

void WriteSkillName(const World&, uint32_t skill, Writer& w) {
  w.BeginString();
  w.Text(kSkillNames[skill % kSkillNames.size()]);
  w.Text(" ");
  w.TextNumber(skill + 1);
  w.EndString();
}

MaybeRow HelpCenterOf(const Row& row) {
  return row.Pick(Res::kHelpCenters, kSaltRelation);
}

std::string_view LayoutModule(uint32_t layout) {
  return kLayoutModules[layout % kLayoutModules.size()];
}

MaybeRow LayoutOf(const World& world, std::string_view module, uint64_t hash) {
  constexpr auto kModules = static_cast<uint32_t>(kLayoutModules.size());
  for (uint32_t m = 0; m < kModules; ++m) {
    if (kLayoutModules[m] != module || m >= world.Size(Res::kLayouts))
      continue;
    const uint32_t fitting = (world.Size(Res::kLayouts) - m - 1) / kModules + 1;
    return m + kModules * static_cast<uint32_t>((hash >> 11) % fitting);
  }
  return std::nullopt;
}

void WriteLayoutName(const World&, uint32_t layout, Writer& w) {
  w.BeginString();
  w.Text(layout < kLayoutModules.size() ? "Standard " : "Regional ");
  w.Text(LayoutModule(layout));
  w.Text(" form ");
  w.TextNumber(layout + 1);
  w.EndString();
}

void WriteLayoutDetails(const World& world, MaybeRow layout, Writer& w) {
  if (!layout)
    return w.Null();
  w.BeginObject();
  w.Key("id");
  w.Digits(world.Id(Res::kLayouts, *layout));
  w.Key("layoutName");
  WriteLayoutName(world, *layout, w);
  w.EndObject();
}

void WriteHappiness(const Row& row, Writer& w) {
  const uint64_t hash = row.Hash(kSaltMobile);
  if (hash % 4 == 0)
    return w.Null();
  const uint64_t bad = (hash >> 8) % 30;
  const uint64_t ok = (hash >> 16) % 30;
  w.BeginObject();
  w.Key("badPercentage");
  w.Digits(bad);
  w.Key("okPercentage");
  w.Digits(ok);
  w.Key("goodPercentage");
  w.Digits(100 - bad - ok);
  w.EndObject();
}

}  // namespace zoho_desk::sandbox
