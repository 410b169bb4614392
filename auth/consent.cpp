// Writes the consent's address and reads the redirect from there; called by cli/consent_flow.
// Nothing in a redirect counts before its state has been compared, and it can lead the code and the
// client's secret to no server but Zoho's, or the one that the user has set.

#include "auth/consent.h"

#include <algorithm>
#include <map>
#include <optional>

#include "auth/data_center.h"
#include "auth/pkce.h"
#include "common/safe_text.h"
#include "common/url.h"

namespace zoho_desk::auth {
namespace {

using Parameters = std::map<std::string, std::string, std::less<>>;

std::optional<unsigned> HexDigit(char c) {
  if (c >= '0' && c <= '9')
    return static_cast<unsigned>(c - '0');
  if (c >= 'a' && c <= 'f')
    return static_cast<unsigned>(c - 'a') + 10;
  if (c >= 'A' && c <= 'F')
    return static_cast<unsigned>(c - 'A') + 10;
  return std::nullopt;
}

std::string Decode(std::string_view text) {
  std::string decoded;
  for (size_t i = 0; i < text.size(); ++i) {
    const auto high = text[i] == '%' && i + 2 < text.size() ? HexDigit(text[i + 1]) : std::nullopt;
    const auto low = high ? HexDigit(text[i + 2]) : std::nullopt;
    if (low) {
      decoded += static_cast<char>(*high * 16 + *low);
      i += 2;
    } else {
      decoded += text[i] == '+' ? ' ' : text[i];
    }
  }
  return decoded;
}

// A parameter that comes twice counts as its first: nobody may append a second state.
Parameters ParseQuery(std::string_view url) {
  Parameters parameters;
  const size_t question = url.find('?');
  std::string_view rest =
      question == std::string_view::npos ? std::string_view() : url.substr(question + 1);
  rest = rest.substr(0, rest.find('#'));
  while (!rest.empty()) {
    const size_t end = std::min(rest.find('&'), rest.size());
    const std::string_view pair = rest.substr(0, end);
    const size_t equals = std::min(pair.find('='), pair.size());
    parameters.emplace(Decode(pair.substr(0, equals)),
                       Decode(pair.substr(std::min(equals + 1, pair.size()))));
    rest = rest.substr(std::min(end + 1, rest.size()));
  }
  return parameters;
}

std::string Get(const Parameters& parameters, std::string_view name) {
  const auto found = parameters.find(name);
  return found == parameters.end() ? std::string() : found->second;
}

std::string WithoutSlash(std::string base) {
  while (!base.empty() && base.back() == '/')
    base.pop_back();
  return base;
}

// The data centre whose accounts server that is; nullptr if it is none of Zoho's.
const DataCenter* DataCenterOfServer(const std::string& accounts_base) {
  for (const DataCenter& center : AllDataCenters()) {
    if (accounts_base == "https://" + std::string(center.accounts_host))
      return &center;
  }
  return nullptr;
}

Error Foreign(const std::string& server, const std::string& expected) {
  return {Code::kAuth, "the redirect names the accounts server " + QuotedName(server) +
                           ", which is " + expected +
                           "; the code was not sent there, start the login again"};
}

// Where to exchange the code. The client secret goes there too, so nothing but a known host will
// do.
Status ChooseServer(const Parameters& parameters, const AllowedServers& allowed, Consent& consent) {
  const std::string server = WithoutSlash(Get(parameters, "accounts-server"));
  if (allowed.only_configured) {
    if (server.empty() || server == consent.accounts_base)
      return Ok();
    return Foreign(server, "not the configured one (" + consent.accounts_base + ")");
  }
  const DataCenter* center = nullptr;
  if (!server.empty()) {
    center = DataCenterOfServer(server);
    if (center == nullptr)
      return Foreign(server, "none of Zoho's");
  } else if (const std::string location = Get(parameters, "location"); !location.empty()) {
    center = FindDataCenter(location);
    if (center == nullptr) {
      return Error{Code::kAuth, "the redirect names the data centre '" + QuotedName(location) +
                                    "', which this version does not know; known are " +
                                    DataCenterCodes()};
    }
  }
  if (center != nullptr) {
    consent.data_center = center->code;
    consent.accounts_base = "https://" + std::string(center->accounts_host);
  }
  return Ok();
}

}  // namespace

std::string ConsentUrl(const Config& config, const ConsentRequest& request) {
  return config.accounts_base + "/oauth/v2/auth?" +
         ToQueryString({{"response_type", "code"},
                        {"client_id", config.client_id},
                        {"redirect_uri", request.redirect_uri},
                        {"scope", request.scopes},
                        // The two without which no refresh token comes back.
                        {"access_type", "offline"},
                        {"prompt", "consent"},
                        {"state", request.state},
                        {"code_challenge", request.code_challenge},
                        {"code_challenge_method", "S256"}});
}

Result<Consent> ReadRedirect(std::string_view redirect, std::string_view state,
                             const Config& config, const AllowedServers& allowed) {
  const Parameters parameters = ParseQuery(redirect);
  // Anything on this machine, and any page in the browser, can make such a request: without the
  // state nothing that it says counts, a refusal neither (RFC 6749, 4.1.2.1: it brings the state).
  if (const auto found = parameters.find("state");
      found == parameters.end() || !SameSecret(found->second, state)) {
    return Error{Code::kInvalidArgument,
                 "this is not the answer to this login: " +
                     std::string(found == parameters.end() ? "it has no state"
                                                           : "it belongs to another one")};
  }
  const std::string error = Get(parameters, "error");
  if (error == "access_denied") {
    return Error{Code::kAuth, "consent was refused in the browser; run the login again to give it"};
  }
  if (!error.empty()) {
    return Error{Code::kAuth, "Zoho Accounts ended the login with '" + QuotedName(error) +
                                  "'; check the client's type and redirect URI in the API console"};
  }
  Consent consent{.code = Get(parameters, "code"),
                  .data_center = config.data_center,
                  .accounts_base = config.accounts_base};
  if (consent.code.empty())
    return Error{Code::kInvalidArgument, "this is not the answer to this login: it has no code"};
  ZD_RETURN_IF_ERROR(ChooseServer(parameters, allowed, consent));
  return consent;
}

}  // namespace zoho_desk::auth
