// The list of resources and the lookups over it: the way by which everyone else reaches the files
// here. Names match as in SQL, ASCII letters in any case. The order is that of the catalogue and of
// docs/TABLES.md.

#include <algorithm>
#include <cstddef>

#include "resources/all.h"

namespace zoho_desk::resources {
namespace {

// Alphabetical by name.
constexpr const Resource* kAll[] = {
    &kAccounts,      &kAgents,    &kArticleFeedbacks,
    &kArticles,      &kCalls,     &kChannels,
    &kContacts,      &kContracts, &kCustomerFeedback,
    &kDepartments,   &kEvents,    &kGroups,
    &kHelpCenters,   &kLabels,    &kLayouts,
    &kOrganizations, &kProducts,  &kProfiles,
    &kRoles,         &kSkills,    &kTasks,
    &kTeams,         &kTickets,   &kUsers,
    &kViews,
};

constexpr char Lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

// SQL's rule for names: ASCII letters match in any case.
bool SameName(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return Lower(x) == Lower(y); });
}

}  // namespace

int Resource::FindColumn(std::string_view column) const {
  for (size_t i = 0; i < columns.size(); ++i) {
    if (SameName(columns[i].name, column)) {
      return static_cast<int>(i);
    }
  }
  return -1;
}

std::span<const Resource* const> AllResources() {
  return kAll;
}

const Resource* FindResource(std::string_view name) {
  for (const Resource* resource : kAll) {
    if (SameName(resource->name, name) ||
        (!resource->alias.empty() && SameName(resource->alias, name))) {
      return resource;
    }
  }
  return nullptr;
}

}  // namespace zoho_desk::resources
