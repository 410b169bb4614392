#include "client/api_error.h"

#include <nlohmann/json.hpp>

#include "common/safe_text.h"
#include "common/time_text.h"

namespace zoho_desk::client {
namespace {

using nlohmann::json;

constexpr size_t kLongestQuotedText = 300;  // bytes
// Zoho's are a few hundred bytes. Parsing takes up to a hundred times a body's size.
constexpr size_t kLargestErrorBody = size_t{256} * 1024;

std::string StringField(const json& object, const char* key) {
  const auto it = object.find(key);
  return it != object.end() && it->is_string() ? it->get<std::string>() : std::string();
}

std::string Quoted(std::string server_text) {
  return OneLine(std::move(server_text), kLongestQuotedText);
}

bool IsHtml(const http::Response& response) {
  const size_t first = response.body.find_first_not_of(" \t\r\n");
  return response.content_type.find("html") != std::string::npos ||
         (first != std::string::npos && response.body[first] == '<');
}

std::string WrongHostAdvice(const RequestContext& context) {
  return "check ZOHO_DESK_DC (now '" + std::string(context.data_center) +
         "') and ZOHO_DESK_API_BASE: " + std::string(context.api_base) +
         " does not answer as Zoho Desk's API";
}

Code CodeFor(int status) {
  switch (status) {
    case 401:
    case 403:
      return Code::kAuth;
    case 404:
      return Code::kNotFound;
    case 408:
      return Code::kTimeout;
    case 422:
      return Code::kInvalidArgument;
    case 429:
      return Code::kRateLimited;
    default:
      return status >= 500 ? Code::kServer : Code::kBadResponse;
  }
}

std::string AdviceFor401(const ErrorBody& body) {
  if (body.code == "UNAUTHORIZED")
    return "no usable token reached Zoho: check ZOHO_DESK_REFRESH_TOKEN or ZOHO_DESK_ACCESS_TOKEN";
  return "the access token was refused even after renewing it: create a new refresh token "
         "(ZOHO_DESK_REFRESH_TOKEN), or check that ZOHO_DESK_DC is the portal's data centre";
}

std::string AdviceFor403(const ErrorBody& body, const RequestContext& context) {
  if (body.code == "SCOPE_MISMATCH") {
    return "the token lacks a scope this table needs: create a new refresh token with " +
           std::string(context.scopes);
  }
  if (body.code == "OAUTH_ORG_MISMATCH") {
    return "ZOHO_DESK_ORG_ID ('" + std::string(context.org_id) +
           "') is not the organisation the token was made for: set the right one, or unset it to "
           "have it looked up (SELECT id, companyName FROM zoho_desk_organizations)";
  }
  if (body.code == "LICENSE_ACCESS_LIMITED")
    return "the portal's Zoho Desk edition does not include this";
  return "the Zoho user behind the token may not read this: ask an administrator for the "
         "permission, or use another user's token";
}

std::string AdviceFor429(const http::Response& response, const ErrorBody& body,
                         const RequestContext& context) {
  if (body.code == "THRESHOLD_EXCEEDED") {
    std::string text = "today's API credits of the portal are used up; ";
    if (const auto wait_ms = http::RetryAfterMillis(response)) {
      return text + "they return in " + std::to_string(*wait_ms / 1000) + " seconds, at " +
             FormatUtcMillis(NowMillis() + *wait_ms).substr(0, 16) + "Z";
    }
    return text + "they return at midnight in the time zone of the data centre ('" +
           std::string(context.data_center) + "')";
  }
  return "too many calls at once, counting every integration of the portal: lower "
         "ZOHO_DESK_CONCURRENCY or try again";
}

std::string AdviceFor(const http::Response& response, const ErrorBody& body,
                      const RequestContext& context) {
  switch (response.status) {
    case 401:
      return AdviceFor401(body);
    case 403:
      return AdviceFor403(body, context);
    case 404:
      return body.code.empty() ? WrongHostAdvice(context)
                               : "the address is unknown to this portal; a missing scope (" +
                                     std::string(context.scopes) + ") can also look like this";
    case 422:
      return "Zoho refuses a parameter of the request (SELECT path, error FROM "
             "zoho_desk_requests shows it)";
    case 429:
      return AdviceFor429(response, body, context);
    default:
      break;
  }
  if (response.status >= 500)
    return "Zoho's side failed: try again in a moment";
  if (response.status == 408)
    return "the request did not reach Zoho in time: try again in a moment, and check the network";
  if (response.status >= 300 && response.status < 400)
    return "redirects are not followed with a token; " + WrongHostAdvice(context);
  return WrongHostAdvice(context);
}

}  // namespace

ErrorBody ParseErrorBody(const http::Response& response) {
  ErrorBody result;
  if (response.body.size() > kLargestErrorBody)
    return result;
  const json body = json::parse(response.body, nullptr, /*allow_exceptions=*/false);
  if (!body.is_object())
    return result;
  result.code = Quoted(StringField(body, "errorCode"));
  result.message = StringField(body, "message");
  if (result.message.empty())
    result.message = StringField(body, "errorMessage");
  if (const auto errors = body.find("errors"); errors != body.end() && errors->is_array()) {
    for (const json& error : *errors) {
      if (error.is_object())
        result.message +=
            " [" + StringField(error, "fieldName") + " " + StringField(error, "errorType") + "]";
    }
  }
  result.message = Quoted(std::move(result.message));
  return result;
}

bool IsPermissionRefusal(const ErrorBody& body) {
  return body.code == "SCOPE_MISMATCH" || body.code == "OAUTH_ORG_MISMATCH" ||
         body.code == "FORBIDDEN" || body.code == "LICENSE_ACCESS_LIMITED";
}

Error ErrorFromResponse(const http::Response& response, const RequestContext& context) {
  const ErrorBody body = ParseErrorBody(response);
  std::string text =
      std::string(context.table) + ": Zoho Desk answered HTTP " + std::to_string(response.status);
  if (!body.code.empty())
    text += " " + body.code;
  text += " to " + std::string(context.path);
  if (!body.message.empty())
    text += " (" + body.message + ")";
  else if (IsHtml(response))
    text += " with a page that is not JSON";
  text += "; " + AdviceFor(response, body, context);
  Code code = CodeFor(response.status);
  if (response.status == 404 && body.code.empty())
    code = Code::kBadResponse;  // not Zoho's way to say that a record does not exist
  return {code, std::move(text), response.status, body.code};
}

Status CheckContentType(const http::Response& response, const RequestContext& context) {
  if (response.body.empty() || response.content_type.find("json") != std::string::npos)
    return Ok();
  const std::string type =
      response.content_type.empty() ? "no Content-Type" : Quoted(response.content_type);
  return Error{Code::kBadResponse,
               std::string(context.table) + ": expected JSON from " + std::string(context.path) +
                   " but got " + type + " (HTTP " + std::to_string(response.status) + "); " +
                   WrongHostAdvice(context),
               response.status,
               {}};
}

Error InContext(Error error, const RequestContext& context) {
  error.message = std::string(context.table) + ": " + error.message;
  return error;
}

}  // namespace zoho_desk::client
