#pragma once

// zoho-desk login: from nothing to a profile that works.

#include <string>

#include "auth/config.h"
#include "cli/consent_flow.h"
#include "cli/console.h"
#include "common/status.h"

namespace zoho_desk::cli {

// How a login gets its refresh token.
enum class LoginWay {
  kAsk,           // on a terminal; without one, self client
  kSelfClient,    // a code from the API console
  kBrowser,       // consent in the browser
  kRefreshToken,  // one that the person has already
};

// The command line's; an empty text is an option that was not given.
struct LoginOptions {
  std::string profile;
  std::string data_center;
  std::string tables;
  std::string scopes;  // instead of those of the tables
  bool minimal_scopes = false;
  LoginWay way = LoginWay::kAsk;
  bool open_browser = true;
  int port = kDefaultCallbackPort;
  std::string client_id;
  std::string org_id;
};

// Ok once the profile is stored and a request with it has succeeded.
Status Login(const LoginOptions& options, Console& console, const auth::Environment& environment);

}  // namespace zoho_desk::cli
