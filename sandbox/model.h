#pragma once

// How records refer to one another, and the nested objects that show it. Every file of resources/
// gets its relations from here, so that a ticket's contact, that contact's account and the nested
// copies of both always agree.

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "sandbox/json_writer.h"
#include "sandbox/world.h"

namespace zoho_desk::sandbox {

using MaybeRow = std::optional<uint32_t>;

inline Row At(const World& world, Res res, uint32_t index) {
  return {world, res, index};
}

// Writes the id of a record, or null.
void WriteId(const World& world, Res res, MaybeRow row, Writer& w);
// An array of ids.
void WriteIds(const World& world, Res res, std::span<const uint32_t> rows, Writer& w);
// Null or text.
void WriteOrNull(Writer& w, std::string_view text);
void WritePhone(Writer& w, uint64_t hash);
// A link into the agent's web interface; never opened by anything.
void WriteWebUrl(Writer& w, std::string_view module, uint64_t id);
// A link to an image below the API.
void WritePhotoUrl(Writer& w, std::string_view kind, uint64_t id);

// Departments, agents, teams.
uint32_t AgentFirstDepartment(const World& world, uint32_t agent);
std::vector<uint32_t> AgentDepartments(const World& world, uint32_t agent);
std::vector<uint32_t> DepartmentAgents(const World& world, uint32_t department);
// An agent whose first department this is, or any agent.
MaybeRow AgentOf(const World& world, MaybeRow department, uint64_t hash);
MaybeRow TeamDepartment(const World& world, uint32_t team);
std::vector<uint32_t> TeamMembers(const World& world, uint32_t team);
MaybeRow TeamOf(const World& world, MaybeRow department, uint64_t hash);
void WriteDepartmentName(const World& world, uint32_t department, Writer& w);
void WriteDepartmentRef(const World& world, MaybeRow department, Writer& w);  // {id, name}
void WriteTeamName(const World& world, uint32_t team, Writer& w);
void WriteTeamRef(const World& world, MaybeRow team, Writer& w);  // {id, name, logoUrl}

std::string_view AgentGivenName(const Row& agent);
std::string_view AgentFamilyName(const Row& agent);
void WriteAgentEmail(const Row& agent, Writer& w);
void WriteAgentName(const Row& agent, Writer& w);  // "Given Family"
void WriteAgentPhoto(const Row& agent, Writer& w);
// {photoURL, firstName, lastName, emailId, id}
void WriteAgentRef(const World& world, MaybeRow index, Writer& w);

// Accounts and contacts.
MaybeRow ContactAccount(const World& world, uint32_t contact);
void WriteAccountName(const World& world, uint32_t account, Writer& w);
void WriteAccountWebsite(const World& world, uint32_t account, Writer& w);
void WriteAccountRef(const World& world, MaybeRow account,
                     Writer& w);                        // {website, accountName, id}
std::string_view ContactGivenName(const Row& contact);  // empty: none
std::string_view ContactFamilyName(const Row& contact);
std::string_view ContactType(const Row& contact);  // empty: none
bool ContactIsSpam(const Row& contact);
void WriteContactEmail(const Row& contact, Writer& w);
void WriteContactPhone(const Row& contact, Writer& w);
void WriteContactMobile(const Row& contact, Writer& w);
void WriteContactName(const Row& contact, Writer& w);  // "Given Family"

// Products.
void WriteProductName(const World& world, uint32_t product, Writer& w);
void WriteProductRef(const World& world, MaybeRow product, Writer& w);  // {id, productName}

// Tickets.
MaybeRow TicketContact(const World& world, uint32_t ticket);
MaybeRow TicketAccount(const World& world, uint32_t ticket);
MaybeRow TicketDepartment(const World& world, uint32_t ticket);
MaybeRow TicketAssignee(const World& world, uint32_t ticket);
MaybeRow TicketTeam(const World& world, uint32_t ticket);
uint64_t TicketNumber(uint32_t ticket);
std::string_view TicketStatus(const Row& ticket);
std::string_view TicketStatusType(const Row& ticket);
std::string_view TicketChannel(const Row& ticket);
void WriteTicketSubject(const Row& ticket, Writer& w);
void WriteTicketPhone(const Row& ticket, Writer& w);
void WriteTicketDueDate(const Row& ticket, Writer& w);
void WriteTicketClosedTime(const Row& ticket, Writer& w);
int64_t TicketDueMillis(const Row& ticket);  // 0: none
bool TicketIsSpam(const Row& ticket);
bool TicketIsArchived(const Row& ticket);
int64_t TicketClosedTime(const Row& ticket);

// Activities (tasks, calls, events).
MaybeRow ActivityTicket(const Row& activity);
MaybeRow ActivityContact(const Row& activity);

// Skills. Skill s belongs to department s modulo the number of departments.
MaybeRow SkillDepartment(const World& world, uint32_t skill);
uint32_t SkillType(uint32_t skill);  // a row of Res::kSkillTypes
std::string_view SkillTypeName(uint32_t skill);
void WriteSkillName(const World& world, uint32_t skill, Writer& w);

// Service level agreements and support plans, of which there are few.
std::string_view SlaName(uint32_t sla);
std::string_view SupportPlanName(uint32_t plan);
std::string_view SupportPlanType(uint32_t plan);

// Help centers own users, groups and labels.
MaybeRow HelpCenterOf(const Row& row);

// The layout of a module ("tickets", ...); nullopt if there is none.
MaybeRow LayoutOf(const World& world, std::string_view module, uint64_t hash);
std::string_view LayoutModule(uint32_t layout);  // as the `module` parameter spells it
void WriteLayoutName(const World& world, uint32_t layout, Writer& w);
void WriteLayoutDetails(const World& world, MaybeRow layout, Writer& w);  // {id, layoutName}

// {badPercentage, okPercentage, goodPercentage}, or null.
void WriteHappiness(const Row& row, Writer& w);

}  // namespace zoho_desk::sandbox
