#pragma once

// The resources one by one, for registry.cpp and for the file that defines each; everyone else goes
// through AllResources and FindResource.

#include <string_view>

#include "resources/resource.h"

namespace zoho_desk::resources {

// The key of nearly every resource.
inline constexpr std::string_view kIdKey[] = {"id"};

extern const Resource kAccounts;
extern const Resource kAgents;
extern const Resource kArticleFeedbacks;
extern const Resource kArticles;
extern const Resource kCalls;
extern const Resource kChannels;
extern const Resource kContacts;
extern const Resource kContracts;
extern const Resource kCustomerFeedback;
extern const Resource kDepartments;
extern const Resource kEvents;
extern const Resource kGroups;
extern const Resource kHelpCenters;
extern const Resource kLabels;
extern const Resource kLayouts;
extern const Resource kOrganizations;
extern const Resource kProducts;
extern const Resource kProfiles;
extern const Resource kRoles;
extern const Resource kSkills;
extern const Resource kTasks;
extern const Resource kTeams;
extern const Resource kTickets;
extern const Resource kUsers;
extern const Resource kViews;

}  // namespace zoho_desk::resources
