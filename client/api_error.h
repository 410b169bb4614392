#pragma once

// Turns a refusal of the API into an Error a person can act on: what failed, HTTP status, Zoho's
// errorCode and message, and the next step (facts/platform.md, "Errors").

#include <string_view>

#include "client/error_body.h"
#include "common/status.h"
#include "http/transport.h"

namespace zoho_desk::client {

// What the caller knows about the request, for the message.
struct RequestContext {
  std::string_view table;        // "zoho_desk_tickets"
  std::string_view path;         // without query
  std::string_view scopes;       // scopes the endpoint needs
  std::string_view data_center;  // "us"
  std::string_view api_base;     // "https://desk.zoho.com"
  std::string_view org_id;
  std::string_view login_command{};  // "zoho-desk login"; empty: the login is not stored
  bool token_is_fixed = false;       // ZOHO_DESK_ACCESS_TOKEN: nothing renews it
};

// For any answer that is not to be used; `body` is what it says.
Error ErrorFromResponse(const http::Response& response, const ErrorBody& body,
                        const RequestContext& context);

// For an answer that ParseErrorBody finds nothing wrong with: kBadResponse if its Content-Type says
// that it cannot be the API's, Ok() if it has no content or is JSON.
Status CheckContentType(const http::Response& response, const RequestContext& context);

// "zoho_desk_tickets: <what>" around an error that came from below the API (network, decoding).
Error InContext(Error error, const RequestContext& context);

}  // namespace zoho_desk::client
