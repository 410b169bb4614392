#pragma once

// The portals a token's user belongs to, for whoever has to choose one: a session without an
// organisation, and the commands.

#include <string>
#include <vector>

#include "client/session.h"
#include "common/cancel.h"
#include "common/status.h"

namespace zoho_desk::client {

// A portal. Texts but for the id are empty where the answer has none.
struct Organization {
  std::string id;  // a 64-bit number in decimal: it becomes a header
  std::string company;
  std::string portal;
  std::string edition;
  bool is_default = false;
};

// One request, 1 credit. Names are as the server wrote them, of any length. An answer that is not a
// list of organisations is kBadResponse and says how to do without.
Result<std::vector<Organization>> FetchOrganizations(Session& session, RequestBudget& budget,
                                                     const CancelCheck& cancelled);

// What the body of that answer lists; no body is an empty list.
Result<std::vector<Organization>> OrganizationsIn(std::string body);

}  // namespace zoho_desk::client
