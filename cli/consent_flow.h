#pragma once

// Getting an authorization code: from the person, who fetches it from the API console (self client)
// or from the browser, which brings it to a server on this machine or, where that cannot be
// reached, as an address that the person pastes.

#include <string>

#include "auth/code_exchange.h"
#include "auth/config.h"
#include "auth/consent.h"
#include "cli/console.h"
#include "common/status.h"

namespace zoho_desk::cli {

inline constexpr int kDefaultCallbackPort = 8765;

// "https://api-console.zoho.eu": where the clients of the configured data centre are made.
std::string ApiConsole(const auth::Config& config);

// The redirect URI that the client must have in the API console.
std::string RedirectUri(int port);

// Says what to click, before the client id is asked for.
void ExplainSelfClient(Console& console, const auth::Config& config, const std::string& scopes);
void ExplainBrowserClient(Console& console, const auth::Config& config, int port);

// Takes the login to where a consent was given: accounts server, data centre and, unless one is set
// that is not the data centre's, Desk host.
void MoveTo(auth::Config& config, const auth::Consent& consent);

// Sends the person to the consent page and waits for what comes back, ten minutes at most. `config`
// has the client's id; its data centre and accounts server become those the redirect names. With
// `open_browser` a browser is opened if there is a display.
Result<auth::AuthorizationCode> AskInBrowser(Console& console, auth::Config& config,
                                             const std::string& scopes, int port,
                                             bool open_browser);

}  // namespace zoho_desk::cli
