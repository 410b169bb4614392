#pragma once

// The browser's part of a login: the address at which a person gives consent, and what the redirect
// from there says. Pure.

#include <string>
#include <string_view>

#include "auth/config.h"
#include "common/status.h"

namespace zoho_desk::auth {

// What the consent page is told (RFC 6749, 4.1.1; RFC 7636, 4.3).
struct ConsentRequest {
  std::string redirect_uri;    // exactly as registered in the API console
  std::string scopes;          // comma separated
  std::string state;           // random; the redirect must bring it back
  std::string code_challenge;  // S256
};

// Where to send the browser. Of `config` the accounts server and the client id are used.
std::string ConsentUrl(const Config& config, const ConsentRequest& request);

// What a redirect brings.
struct Consent {
  std::string code;  // secret: good for one exchange within two minutes
  // Where the code must be exchanged: the user's data centre may be another than the client's.
  std::string data_center;
  std::string accounts_base;
};

// Which accounts servers a redirect may name: those of Zoho's data centres, or, when the user set
// one, that one alone.
struct AllowedServers {
  bool only_configured = false;  // ZOHO_DESK_ACCOUNTS_BASE or the profile's accounts_base is set
};

// Reads the redirect: its full URL, or the target of the request line. Errors: kInvalidArgument if
// it is not the answer to this login (no or another state, whatever else it says, or nothing in
// it): keep waiting for the right one. kAuth if it ends the login: consent refused, or an accounts
// server that is not Zoho's. Messages never hold the code.
Result<Consent> ReadRedirect(std::string_view redirect, std::string_view state,
                             const Config& config, const AllowedServers& allowed);

}  // namespace zoho_desk::auth
