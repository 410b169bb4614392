// Who is there: the members of teams and the availability of agents, as facts/team_members.json and
// facts/agent_availability.json describe them. An agent is one of each department that he or she is
// in, and of each team.

#include <array>

#include "sandbox/model.h"
#include "sandbox/resources/tables.h"

namespace zoho_desk::sandbox {
namespace {

// Members of teams.

Row Member(const Row& r) {
  const auto members = TeamMembers(r.world, r.Parent().index);
  return At(r.world, Res::kAgents, members[r.index % World::kMaxChildren]);
}

// As /agents has it.
void WriteOfMember(std::string_view name, const Row& r, Writer& w) {
  for (const FieldSpec& field : kAgents.fields) {
    if (field.name == name)
      field.write(Member(r), w);
  }
}

constexpr auto kMemberMakers = std::to_array<Maker>({
    {"id", [](const Row& r, Writer& w) { w.Digits(Member(r).id()); }},
    {"firstName", [](const Row& r, Writer& w) { WriteOfMember("firstName", r, w); }},
    {"lastName", [](const Row& r, Writer& w) { WriteOfMember("lastName", r, w); }},
    {"photoURL", [](const Row& r, Writer& w) { WriteOfMember("photoURL", r, w); }},
    {"emailId", [](const Row& r, Writer& w) { WriteOfMember("emailId", r, w); }},
    {"roleId", [](const Row& r, Writer& w) { WriteOfMember("roleId", r, w); }},
    {"profileId", [](const Row& r, Writer& w) { WriteOfMember("profileId", r, w); }},
    {"role", [](const Row& r, Writer& w) { WriteOfMember("role", r, w); }},
    {"profile", [](const Row& r, Writer& w) { WriteOfMember("profile", r, w); }},
    {"zuid", [](const Row& r, Writer& w) { WriteOfMember("zuid", r, w); }},
});

// Availability: the agents of the departments, in turns.

MaybeRow Agent(const Row& r) {
  const MaybeRow department = r.Owner();
  if (!department)
    return std::nullopt;
  const auto agents = DepartmentAgents(r.world, *department);
  const uint32_t place = r.index / r.world.Size(Res::kDepartments);
  return place < agents.size() ? MaybeRow(agents[place]) : std::nullopt;
}

constexpr auto kAvailabilityMakers = std::to_array<Maker>({
    {"agentId", [](const Row& r, Writer& w) { WriteId(r.world, Res::kAgents, Agent(r), w); }},
});

}  // namespace

const Behaviour kTeamMembers{.makers = kMemberMakers};
const Behaviour kAgentAvailability{
    .only = [](const Row& r) { return Agent(r).has_value(); },
    .makers = kAvailabilityMakers,
};

}  // namespace zoho_desk::sandbox
