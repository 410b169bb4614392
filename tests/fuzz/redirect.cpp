// The redirect at the end of a login in the browser. Any page can send the browser there.

#include "auth/consent.h"
#include "auth/data_center.h"
#include "tests/fuzz/targets.h"

namespace zoho_desk::fuzz {
namespace {

constexpr const char* kState = "fuzz-state";

bool IsAccountsServerOfZoho(const std::string& base) {
  for (const auth::DataCenter& center : auth::AllDataCenters()) {
    if (base == "https://" + std::string(center.accounts_host))
      return true;
  }
  return false;
}

// Whether the state is there, in clear or perhaps in other letters.
bool MayHoldState(std::string_view redirect) {
  return redirect.find(kState) != std::string_view::npos ||
         redirect.find('%') != std::string_view::npos;
}

}  // namespace

bool RunRedirect(std::string_view input) {
  auth::Config config;
  config.data_center = "eu";
  config.client_id = "1000.CLIENT";
  config.accounts_base = "https://accounts.zoho.eu";
  bool accepted = false;
  for (const bool only_configured : {false, true}) {
    const auto consent =
        auth::ReadRedirect(input, kState, config, {.only_configured = only_configured});
    if (!consent.ok()) {
      RequireMessage(consent.error().message);
      Require(consent.error().code == Code::kInvalidArgument || MayHoldState(input),
              "only the answer to this login ends it");
      continue;
    }
    Require(!consent->code.empty(), "a consent has a code");
    Require(auth::FindDataCenter(consent->data_center) != nullptr, "a data centre is known");
    Require(IsAccountsServerOfZoho(consent->accounts_base), "the code goes to Zoho");
    Require(!only_configured || consent->accounts_base == config.accounts_base,
            "the code goes to the configured server only");
    accepted = accepted || !only_configured;
  }
  return accepted;
}

}  // namespace zoho_desk::fuzz
