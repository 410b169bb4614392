// The list of resources and the lookups over it, for everything outside this folder. Tables that
// have facts and no code are among them.

#include <algorithm>
#include <array>
#include <map>

#include "sandbox/resources/tables.h"
#include "sandbox/spec.h"

namespace zoho_desk::sandbox {

namespace {

// Of the kinds that only their names tell.
const Behaviour& BehaviourOf(std::string_view name) {
  static const Behaviour by_facts_alone{};
  static const std::map<std::string_view, const Behaviour*> known = {
      {"account_slas", &kAccountSlas},
      {"account_statistics", &kAccountStatistics},
      {"agent_availability", &kAgentAvailability},
      {"agent_time_entries", &kAgentTimeEntries},
      {"business_hours", &kBusinessHours},
      {"contact_statistics", &kContactStatistics},
      {"holiday_lists", &kHolidayLists},
      {"recycle_bin", &kRecycleBin},
      {"tag_tickets", &kTagTickets},
      {"tags", &kTags},
      {"team_members", &kTeamMembers},
      {"ticket_conversations", &kTicketConversations},
      {"ticket_followers", &kTicketFollowers},
      {"ticket_history", &kTicketHistory},
      {"ticket_tags", &kTicketTags},
      {"ticket_threads", &kTicketThreads},
  };
  const auto found = known.find(name);
  return found == known.end() ? by_facts_alone : *found->second;
}

std::vector<const ResourceSpec*> MakeAll() {
  // By Res, as far as there is code.
  const Behaviour* const known[] = {&kAccounts,       &kAgents,        &kArticleFeedbacks,
                                    &kArticles,       &kCalls,         &kChannels,
                                    &kContacts,       &kContracts,     &kCustomerFeedback,
                                    &kDepartments,    &kEvents,        &kGroups,
                                    &kHelpCenters,    &kLabels,        &kLayouts,
                                    &kProducts,       &kProfiles,      &kRoles,
                                    &kSkills,         &kTasks,         &kTeams,
                                    &kTicketComments, &kTicketMetrics, &kTickets,
                                    &kUsers,          &kViews};
  std::vector<const ResourceSpec*> all;
  for (size_t i = 0; i < std::size(known); ++i)
    all.push_back(MakeTable(static_cast<Res>(i), *known[i]));
  for (auto i = static_cast<size_t>(Res::kCount); i < Kinds().size(); ++i)
    all.push_back(MakeTable(static_cast<Res>(i), BehaviourOf(Kinds()[i].name)));
  all.push_back(MakeTable(Res::kSupportPlans, kSupportPlans));
  all.push_back(MakeTable("archived_tickets", Res::kTickets, kArchivedTickets));
  std::sort(all.begin(), all.end(),
            [](const ResourceSpec* a, const ResourceSpec* b) { return a->name < b->name; });
  return all;
}

}  // namespace

std::vector<std::string_view> SplitChoices(std::string_view choices) {
  std::vector<std::string_view> parts;
  while (!choices.empty()) {
    const size_t bar = choices.find('|');
    parts.push_back(choices.substr(0, bar));
    choices = bar == std::string_view::npos ? std::string_view() : choices.substr(bar + 1);
  }
  return parts;
}

std::span<const ResourceSpec* const> AllResources() {
  static const std::vector<const ResourceSpec*>& all = *new std::vector(MakeAll());
  return all;
}

const ResourceSpec* FindResource(std::string_view name) {
  for (const ResourceSpec* resource : AllResources()) {
    if (resource->name == name)
      return resource;
  }
  return nullptr;
}

const FieldSpec* FindField(const ResourceSpec& resource, std::string_view name) {
  const auto it = std::find_if(resource.fields.begin(), resource.fields.end(),
                               [&](const FieldSpec& field) { return field.name == name; });
  return it == resource.fields.end() ? nullptr : &*it;
}

}  // namespace zoho_desk::sandbox
