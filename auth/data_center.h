#pragma once

// Zoho's data centres: which accounts server and which Desk host a portal lives on. All requests,
// token calls included, stay in the user's data centre (facts/platform.md, "Data centres").

#include <span>
#include <string>
#include <string_view>

namespace zoho_desk::auth {

struct DataCenter {
  std::string_view code;           // the value of ZOHO_DESK_DC: "us", "eu", ...
  std::string_view accounts_host;  // "accounts.zoho.eu"
  std::string_view desk_host;      // "desk.zoho.eu"
};

// All data centres, the default (us) first. Static storage, as are the texts.
std::span<const DataCenter> AllDataCenters();

// By code, any case; nullptr if unknown.
const DataCenter* FindDataCenter(std::string_view code);

// "us, eu, in, ..." for messages.
std::string DataCenterCodes();

}  // namespace zoho_desk::auth
