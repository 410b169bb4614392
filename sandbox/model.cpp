// Departments, agents, accounts, contacts and products as other records show them, for resources/.
// Every relation is a function of the row it starts from, so two records never disagree about a
// third; it leads to generated rows only, which may have been deleted since.

#include "sandbox/model.h"

#include <array>

#include "sandbox/relation_salts.h"
#include "sandbox/vocabulary.h"

namespace zoho_desk::sandbox {
namespace {

constexpr auto kDepartmentNames = std::to_array<std::string_view>(
    {"Customer Care", "Field Service", "Billing & Refunds", "Küche & Café", "海外サポート",
     "Research", "Warranty", "Partners"});
constexpr auto kTeamNames = std::to_array<std::string_view>(
    {"First responders", "Night watch", "Escalations", "Équipe Sud", "Returns desk", "VIP"});
constexpr auto kContactTypes =
    std::to_array<std::string_view>({"Customer", "Prospect", "Paid User", "Revendeur", ""});

// A row of `target` whose number is `department` modulo the number of departments; any row if none
// is.
MaybeRow RowOfDepartment(const World& world, Res target, MaybeRow department, uint64_t hash) {
  const uint32_t size = world.Size(target);
  const uint32_t departments = world.Size(Res::kDepartments);
  if (size == 0 || !department || *department >= size)
    return world.Pick(target, hash);
  const uint32_t fitting = (size - *department - 1) / departments + 1;
  return *department + departments * static_cast<uint32_t>((hash >> 9) % fitting);
}

}  // namespace

void WriteId(const World& world, Res res, MaybeRow row, Writer& w) {
  if (row)
    w.Digits(world.Id(res, *row));
  else
    w.Null();
}

void WriteIds(const World& world, Res res, std::span<const uint32_t> rows, Writer& w) {
  w.BeginArray();
  for (const uint32_t row : rows)
    w.Digits(world.Id(res, row));
  w.EndArray();
}

void WriteOrNull(Writer& w, std::string_view text) {
  if (text.empty())
    w.Null();
  else
    w.String(text);
}

void WritePhone(Writer& w, uint64_t hash) {
  w.BeginString();
  w.Text(hash % 3 == 0 ? "+44 555 " : "555-");
  w.TextNumber(1000 + (hash >> 8) % 9000);
  w.EndString();
}

void WriteWebUrl(Writer& w, std::string_view module, uint64_t id) {
  w.BeginString();
  w.Text("https://desk.sandbox.example/agent/lanternworks/");
  w.Text(module);
  w.Text("/details/");
  w.TextNumber(id);
  w.EndString();
}

void WritePhotoUrl(Writer& w, std::string_view kind, uint64_t id) {
  w.BeginString();
  w.Text("https://desk.sandbox.example/api/v1/");
  w.Text(kind);
  w.Text("/");
  w.TextNumber(id);
  w.Text("/photo");
  w.EndString();
}

uint32_t AgentFirstDepartment(const World& world, uint32_t agent) {
  const uint32_t departments = world.Size(Res::kDepartments);
  return departments == 0 ? 0 : agent % departments;
}

std::vector<uint32_t> AgentDepartments(const World& world, uint32_t agent) {
  std::vector<uint32_t> rows;
  const uint32_t departments = world.Size(Res::kDepartments);
  if (departments == 0)
    return rows;
  rows.push_back(AgentFirstDepartment(world, agent));
  const auto second =
      static_cast<uint32_t>(world.Hash(Res::kAgents, agent, kSaltRelation) % departments);
  if (second != rows.front())
    rows.push_back(second);
  return rows;
}

std::vector<uint32_t> DepartmentAgents(const World& world, uint32_t department) {
  std::vector<uint32_t> rows;
  for (uint32_t agent = 0; agent < world.Size(Res::kAgents) && rows.size() < 50; ++agent) {
    for (const uint32_t d : AgentDepartments(world, agent)) {
      if (d == department)
        rows.push_back(agent);
    }
  }
  return rows;
}

MaybeRow AgentOf(const World& world, MaybeRow department, uint64_t hash) {
  return RowOfDepartment(world, Res::kAgents, department, hash);
}

MaybeRow TeamDepartment(const World& world, uint32_t team) {
  const uint32_t departments = world.Size(Res::kDepartments);
  return departments == 0 ? MaybeRow() : MaybeRow(team % departments);
}

std::vector<uint32_t> TeamMembers(const World& world, uint32_t team) {
  constexpr size_t kMost = 50;
  const MaybeRow department = TeamDepartment(world, team);
  std::vector<uint32_t> agents =
      department ? DepartmentAgents(world, *department) : std::vector<uint32_t>();
  if (agents.size() > kMost)
    agents.resize(kMost);
  return agents;
}

MaybeRow TeamOf(const World& world, MaybeRow department, uint64_t hash) {
  return RowOfDepartment(world, Res::kTeams, department, hash);
}

void WriteDepartmentName(const World&, uint32_t department, Writer& w) {
  w.BeginString();
  w.Text(kDepartmentNames[department % kDepartmentNames.size()]);
  if (department >= kDepartmentNames.size()) {
    w.Text(" ");
    w.TextNumber(department);
  }
  w.EndString();
}

void WriteDepartmentRef(const World& world, MaybeRow department, Writer& w) {
  if (!department)
    return w.Null();
  w.BeginObject();
  w.Key("id");
  w.Digits(world.Id(Res::kDepartments, *department));
  w.Key("name");
  WriteDepartmentName(world, *department, w);
  w.EndObject();
}

void WriteTeamName(const World&, uint32_t team, Writer& w) {
  w.BeginString();
  w.Text(kTeamNames[team % kTeamNames.size()]);
  if (team >= kTeamNames.size()) {
    w.Text(" ");
    w.TextNumber(team);
  }
  w.EndString();
}

void WriteTeamRef(const World& world, MaybeRow team, Writer& w) {
  if (!team)
    return w.Null();
  w.BeginObject();
  w.Key("id");
  w.Digits(world.Id(Res::kTeams, *team));
  w.Key("name");
  WriteTeamName(world, *team, w);
  w.Key("logoUrl");
  w.Null();
  w.EndObject();
}

std::string_view AgentGivenName(const Row& agent) {
  return agent.OneIn(7, kSaltFlag) ? std::string_view() : GivenName(agent.Hash(kSaltName));
}

std::string_view AgentFamilyName(const Row& agent) {
  return FamilyName(agent.Hash(kSaltFamily));
}

void WriteAgentEmail(const Row& agent, Writer& w) {
  w.BeginString();
  w.Text(FamilySlug(agent.Hash(kSaltFamily)));
  w.Text(".");
  w.TextNumber(agent.index + 1);
  w.Text("@lanternworks.example");
  w.EndString();
}

void WriteAgentName(const Row& agent, Writer& w) {
  w.BeginString();
  const std::string_view given = AgentGivenName(agent);
  if (!given.empty()) {
    w.Text(given);
    w.Text(" ");
  }
  w.Text(AgentFamilyName(agent));
  w.EndString();
}

void WriteAgentPhoto(const Row& agent, Writer& w) {
  if (agent.OneIn(3, kSaltPhone))
    w.Null();
  else
    WritePhotoUrl(w, "agents", agent.id());
}

void WriteAgentRef(const World& world, MaybeRow index, Writer& w) {
  if (!index)
    return w.Null();
  const Row agent = At(world, Res::kAgents, *index);
  w.BeginObject();
  w.Key("photoURL");
  WriteAgentPhoto(agent, w);
  w.Key("firstName");
  w.String(AgentGivenName(agent));
  w.Key("lastName");
  w.String(AgentFamilyName(agent));
  w.Key("emailId");
  WriteAgentEmail(agent, w);
  w.Key("id");
  w.Digits(agent.id());
  w.EndObject();
}

MaybeRow ContactAccount(const World& world, uint32_t contact) {
  const uint64_t hash = world.Hash(Res::kContacts, contact, kSaltRelation);
  return hash % 8 == 0 ? MaybeRow() : world.Pick(Res::kAccounts, hash);
}

void WriteAccountName(const World& world, uint32_t account, Writer& w) {
  w.BeginString();
  AppendCompany(w, world.Hash(Res::kAccounts, account, kSaltName), account);
  w.EndString();
}

void WriteAccountWebsite(const World& world, uint32_t account, Writer& w) {
  const uint64_t hash = world.Hash(Res::kAccounts, account, kSaltName);
  if (hash % 5 == 4)
    return w.Null();
  w.BeginString();
  w.Text("https://www.");
  AppendDomain(w, hash, account);
  w.EndString();
}

void WriteAccountRef(const World& world, MaybeRow account, Writer& w) {
  if (!account)
    return w.Null();
  w.BeginObject();
  w.Key("website");
  WriteAccountWebsite(world, *account, w);
  w.Key("accountName");
  WriteAccountName(world, *account, w);
  w.Key("id");
  w.Digits(world.Id(Res::kAccounts, *account));
  w.EndObject();
}

std::string_view ContactGivenName(const Row& contact) {
  return contact.OneIn(9, kSaltFlag) ? std::string_view() : GivenName(contact.Hash(kSaltName));
}

std::string_view ContactFamilyName(const Row& contact) {
  return FamilyName(contact.Hash(kSaltFamily));
}

std::string_view ContactType(const Row& contact) {
  return kContactTypes[contact.Hash(kSaltStatus) % kContactTypes.size()];
}

bool ContactIsSpam(const Row& contact) {
  return contact.OneIn(40, kSaltTeam);
}

void WriteContactEmail(const Row& contact, Writer& w) {
  if (contact.OneIn(11, kSaltProduct))
    return w.Null();
  w.BeginString();
  w.Text(FamilySlug(contact.Hash(kSaltFamily)));
  w.TextNumber(contact.index + 1);
  w.Text("@");
  const MaybeRow account = ContactAccount(contact.world, contact.index);
  if (account)
    AppendDomain(w, contact.world.Hash(Res::kAccounts, *account, kSaltName), *account);
  else
    w.Text("mail.example");
  w.EndString();
}

void WriteContactPhone(const Row& contact, Writer& w) {
  if (contact.OneIn(6, kSaltPhone))
    w.Null();
  else
    WritePhone(w, contact.Hash(kSaltPhone));
}

void WriteContactMobile(const Row& contact, Writer& w) {
  if (contact.OneIn(3, kSaltMobile))
    w.Null();
  else
    WritePhone(w, contact.Hash(kSaltMobile));
}

void WriteContactName(const Row& contact, Writer& w) {
  w.BeginString();
  const std::string_view given = ContactGivenName(contact);
  if (!given.empty()) {
    w.Text(given);
    w.Text(" ");
  }
  w.Text(ContactFamilyName(contact));
  w.EndString();
}

std::string_view SlaName(uint32_t sla) {
  return sla == 0 ? "Gold" : "Silver";
}

std::string_view SupportPlanName(uint32_t plan) {
  return plan == 0 ? "All in" : plan == 1 ? "20 hours" : "Block of tickets";
}

std::string_view SupportPlanType(uint32_t plan) {
  return plan == 0 ? "UNLIMITED_SUPPORT" : plan == 1 ? "HOURS" : "TICKETS";
}

void WriteProductName(const World& world, uint32_t product, Writer& w) {
  const uint64_t hash = world.Hash(Res::kProducts, product, kSaltName);
  w.BeginString();
  w.Text(ProductAdjective(hash));
  w.Text(" ");
  w.Text(ProductNoun(hash >> 16));
  w.Text(" ");
  w.TextNumber(100 + product);
  w.EndString();
}

void WriteProductRef(const World& world, MaybeRow product, Writer& w) {
  if (!product)
    return w.Null();
  w.BeginObject();
  w.Key("id");
  w.Digits(world.Id(Res::kProducts, *product));
  w.Key("productName");
  WriteProductName(world, *product, w);
  w.EndObject();
}

}  // namespace zoho_desk::sandbox
