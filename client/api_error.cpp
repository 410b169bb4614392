// The errors that PendingCall ends a call with. A refusal's names the table, the HTTP status,
// Zoho's errorCode and the next step. The step goes by the cause that error_body.cpp has found
// (Refusal::Kind), never by the wording of a message, and what a server says enters as one short
// line without secrets.

#include "client/api_error.h"

#include "common/safe_text.h"
#include "common/time_text.h"

namespace zoho_desk::client {
namespace {

using Kind = Refusal::Kind;

std::string WrongHostAdvice(const RequestContext& context) {
  return "check ZOHO_DESK_DC (now '" + std::string(context.data_center) +
         "') and ZOHO_DESK_API_BASE: " + std::string(context.api_base) +
         " does not answer as Zoho Desk's API";
}

Code CodeFor(const http::Response& response, Kind kind) {
  switch (kind) {
    case Kind::kToken:
    case Kind::kUnclear:
    case Kind::kScope:
    case Kind::kOrganization:
    case Kind::kLicense:
    case Kind::kPermission:
      return Code::kAuth;
    case Kind::kMissing:
      return Code::kNotFound;
    case Kind::kParameter:
    case Kind::kExtraField:
    case Kind::kRange:
    case Kind::kTooDeep:
      return Code::kInvalidArgument;
    case Kind::kConcurrency:
    case Kind::kCredits:
      return Code::kRateLimited;
    case Kind::kFailure:
      return response.status == 408 ? Code::kTimeout : Code::kServer;
    case Kind::kNotZoho:
      return Code::kBadResponse;
    case Kind::kNone:
      break;
  }
  return Code::kBadResponse;
}

std::string AdviceForToken(const RequestContext& context) {
  if (context.token_is_fixed) {
    return "ZOHO_DESK_ACCESS_TOKEN has expired (an access token lives for one hour), was revoked, "
           "or belongs to another data centre (ZOHO_DESK_DC is '" +
           std::string(context.data_center) +
           "'): set a new one, or set ZOHO_DESK_CLIENT_ID, ZOHO_DESK_CLIENT_SECRET and "
           "ZOHO_DESK_REFRESH_TOKEN instead, which renew it by themselves";
  }
  return "the access token was refused even after renewing it: " +
         (context.login_command.empty() ? "create a new refresh token (ZOHO_DESK_REFRESH_TOKEN)"
                                        : "run '" + std::string(context.login_command) + "'") +
         ", or check that ZOHO_DESK_DC is the portal's data centre";
}

std::string AdviceForUnclear(const http::Response& response, const RequestContext& context) {
  std::string token =
      "no usable token reached Zoho: check ZOHO_DESK_REFRESH_TOKEN or ZOHO_DESK_ACCESS_TOKEN";
  if (context.token_is_fixed)
    token = "ZOHO_DESK_ACCESS_TOKEN has expired";
  else if (!context.login_command.empty())
    token = "no usable token reached Zoho: run '" + std::string(context.login_command) + "'";
  const std::string right =
      "the Zoho user behind the token may not read this: ask an administrator for the permission, "
      "or use another user's token";
  if (response.status == 401)
    return token + "; or " + right;
  return context.token_is_fixed ? right + "; or " + token : right;
}

std::string AdviceForCredits(const http::Response& response, const RequestContext& context) {
  std::string text = "today's API credits of the portal are used up; ";
  if (const auto wait_ms = http::RetryAfterMillis(response)) {
    return text + "they return in " + std::to_string(*wait_ms / 1000) + " seconds, at " +
           FormatUtcMillis(NowMillis() + *wait_ms).substr(0, 16) + "Z";
  }
  return text + "they return at midnight in the time zone of the data centre ('" +
         std::string(context.data_center) + "')";
}

// Where Zoho names no cause that is known.
std::string AdviceForStatus(int status, const RequestContext& context) {
  if (status == 200)
    return "Zoho Desk reports it as an error although the status says success";
  if (status >= 300 && status < 400)
    return "redirects are not followed with a token; " + WrongHostAdvice(context);
  return WrongHostAdvice(context);
}

std::string AdviceFor(const http::Response& response, Kind kind, const RequestContext& context) {
  switch (kind) {
    case Kind::kToken:
      return AdviceForToken(context);
    case Kind::kUnclear:
      return AdviceForUnclear(response, context);
    case Kind::kScope:
      return "the token lacks a scope this table needs: " +
             (context.login_command.empty()
                  ? "create a new refresh token with "
                  : "run '" + std::string(context.login_command) + "', which asks for ") +
             std::string(context.scopes);
    case Kind::kOrganization:
      return "ZOHO_DESK_ORG_ID ('" + std::string(context.org_id) +
             "') is not the organisation the token was made for: set the right one, or unset it to "
             "have it looked up (SELECT id, companyName FROM zoho_desk_organizations)";
    case Kind::kLicense:
      return "the portal's Zoho Desk edition does not include this";
    case Kind::kPermission:
      return "the Zoho user behind the token may not read this: ask an administrator for the "
             "permission, or use another user's token";
    case Kind::kMissing:
      return "the address is unknown to this portal; a missing scope (" +
             std::string(context.scopes) + ") can also look like this";
    case Kind::kParameter:
    case Kind::kExtraField:
    case Kind::kRange:
    case Kind::kTooDeep:
      return "Zoho refuses a parameter of the request (SELECT path, error FROM "
             "zoho_desk_requests shows it)";
    case Kind::kConcurrency:
      return "too many calls at once, counting every integration of the portal: lower "
             "ZOHO_DESK_CONCURRENCY or try again";
    case Kind::kCredits:
      return AdviceForCredits(response, context);
    case Kind::kFailure:
      return response.status == 408 ? "the request did not reach Zoho in time: try again in a "
                                      "moment, and check the network"
                                    : "Zoho's side failed: try again in a moment";
    case Kind::kNotZoho:
      return "a firewall or proxy between here and Zoho refuses the request, or " +
             WrongHostAdvice(context);
    case Kind::kNone:
      break;
  }
  return AdviceForStatus(response.status, context);
}

}  // namespace

Error ErrorFromResponse(const http::Response& response, const ErrorBody& body,
                        const RequestContext& context) {
  std::string text =
      std::string(context.table) + ": Zoho Desk answered HTTP " + std::to_string(response.status);
  if (!body.code.empty())
    text += " " + body.code;
  text += " to " + std::string(context.path);
  if (!body.message.empty())
    text += " (" + body.message + ")";
  else if (IsPage(response))
    text += " with a page that is not JSON";
  text += "; " + AdviceFor(response, body.refusal.kind, context);
  return {.code = CodeFor(response, body.refusal.kind),
          .message = std::move(text),
          .http_status = response.status,
          .error_code = body.code,
          .refusal = body.refusal,
          .table = std::string(context.table),
          .retry_after_ms = http::RetryAfterMillis(response)};
}

Status CheckContentType(const http::Response& response, const RequestContext& context) {
  if (response.status == 204 || response.IsJson())
    return Ok();
  const std::string type =
      response.content_type.empty() ? "no Content-Type" : QuotedName(response.content_type);
  return Error{.code = Code::kBadResponse,
               .message = std::string(context.table) + ": expected JSON from " +
                          std::string(context.path) + " but got " + type + " (HTTP " +
                          std::to_string(response.status) + "); " + WrongHostAdvice(context),
               .http_status = response.status,
               .table = std::string(context.table)};
}

Error InContext(Error error, const RequestContext& context) {
  error.message = std::string(context.table) + ": " + error.message;
  error.table = context.table;
  return error;
}

}  // namespace zoho_desk::client
