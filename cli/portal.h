#pragma once

// The few requests the commands themselves make of Zoho Desk. Errors are client::Session's, among
// them kCancelled after a signal.

#include <cstdint>
#include <string>
#include <vector>

#include "client/organizations.h"
#include "client/session.h"
#include "common/status.h"
#include "resources/resource.h"

namespace zoho_desk::cli {

using client::Organization;

// The portals the token's user belongs to. One request, 1 credit.
Result<std::vector<Organization>> FetchOrganizations(client::Session& session);

// "12345 (Lantern Works, ENTERPRISE)", fit for a terminal.
std::string Describe(const Organization& organization);

// Whose token it is: the agent's name and e-mail address. One request, 1 credit.
struct Agent {
  std::string id;
  std::string name;
  std::string email;
};
Result<Agent> FetchAgent(client::Session& session);

// Reads one record of a table: its cheapest list request, 3 credits (a table that is listed per
// department takes another). Ok if Zoho answers as it should, rows or none.
Status ProbeTable(client::Session& session, const resources::Resource& table);

// Credits the portal has left today, as the last answer told; -1 if none did.
int64_t CreditsLeft();

}  // namespace zoho_desk::cli
