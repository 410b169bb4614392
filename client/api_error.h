#pragma once

// Turns a refusal of the API into an Error a person can act on: what failed, HTTP status, Zoho's
// errorCode and message, and the next step (platform facts, "Errors").

#include <string>
#include <string_view>

#include "common/status.h"
#include "http/transport.h"

namespace zoho_desk::client {

// What Zoho's error body says, without secrets (common/safe_text.h) and short; both empty if the
// body is not such JSON, or larger than any error of Zoho's (256 KiB).
struct ErrorBody {
  std::string code;     // errorCode
  std::string message;  // message, else errorMessage, with the fields at fault
};
ErrorBody ParseErrorBody(const http::Response& response);

// What the caller knows about the request, for the message.
struct RequestContext {
  std::string_view table;        // "zoho_desk_tickets"
  std::string_view path;         // without query
  std::string_view scopes;       // scopes the endpoint needs
  std::string_view data_center;  // "us"
  std::string_view api_base;     // "https://desk.zoho.com"
  std::string_view org_id;
};

// For any answer that is not a usable 200/204.
Error ErrorFromResponse(const http::Response& response, const RequestContext& context);

// kSuccess-status answers that cannot be the API: wrong Content-Type. Ok() if the answer looks like
// JSON.
Status CheckContentType(const http::Response& response, const RequestContext& context);

// True for the 403s that a fresh token cannot help: scope, organisation, permission, edition.
bool IsPermissionRefusal(const ErrorBody& body);

// "zoho_desk_tickets: <what>" around an error that came from below the API (network, decoding).
Error InContext(Error error, const RequestContext& context);

}  // namespace zoho_desk::client
