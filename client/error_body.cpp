// ErrorBody: read once per answer by PendingCall and by the errors that api_error makes of it. The
// cause is Zoho's errorCode whatever the HTTP status, which differs between endpoints; the status
// decides only where there is no code that is known (docs/DECISIONS.md, "Refusals").

#include "client/error_body.h"

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>
#include <optional>
#include <string_view>

#include "common/foreign_json.h"
#include "common/safe_text.h"
#include "common/text.h"

namespace zoho_desk::client {
namespace {

using nlohmann::json;
using Kind = Refusal::Kind;

// Zoho's are a few hundred bytes. Parsing takes up to a hundred times a body's size.
constexpr size_t kLargestErrorBody = size_t{256} * 1024;
constexpr size_t kLargestErrorInSuccess = size_t{16} * 1024;

struct KnownCode {
  std::string_view code;
  Kind kind;
};
constexpr KnownCode kKnownCodes[] = {
    {"INVALID_OAUTH", Kind::kToken},
    {"SCOPE_MISMATCH", Kind::kScope},
    {"OAUTH_ORG_MISMATCH", Kind::kOrganization},
    {"LICENSE_ACCESS_LIMITED", Kind::kLicense},
    {"FORBIDDEN", Kind::kPermission},
    {"URL_NOT_FOUND", Kind::kMissing},
    {"TOO_MANY_REQUESTS", Kind::kConcurrency},
    {"THRESHOLD_EXCEEDED", Kind::kCredits},
    {"INTERNAL_SERVER_ERROR", Kind::kFailure},
    {"INVALID_DATA", Kind::kParameter},
    {"UNPROCESSABLE_ENTITY", Kind::kParameter},
};

// The body as an object; null if it is none, or the data that were asked for.
json ErrorObject(const http::Response& response) {
  const bool may_be_data = response.status == 200;
  if (response.body.size() > (may_be_data ? kLargestErrorInSuccess : kLargestErrorBody) ||
      (may_be_data && response.body.find("\"error") == std::string::npos))
    return {};
  json body = ParseForeignJson(response.body, kLargestErrorBody);
  if (!body.is_object())
    return {};
  const bool says_error =
      !TextMember(body, "errorCode").empty() || !TextMember(body, "errorMessage").empty();
  const bool is_data = !says_error || body.contains("data") || body.contains("id");
  if (may_be_data && is_data)
    return {};
  return body;
}

Kind KindOf(const http::Response& response, const ErrorBody& body) {
  for (const KnownCode& known : kKnownCodes) {
    if (EqualIgnoringCase(known.code, body.code))
      return known.kind;
  }
  const bool says_nothing = body.code.empty() && body.message.empty();
  switch (response.status) {
    case 401:
    case 403:
      if (says_nothing && IsPage(response))
        return Kind::kNotZoho;
      return says_nothing && response.status == 401 ? Kind::kToken : Kind::kUnclear;
    case 404:
    case 410:
      // A web server's own 404 says nothing about the record.
      return body.code.empty() ? Kind::kNone : Kind::kMissing;
    case 422:
      return Kind::kParameter;
    case 429:
      return Kind::kConcurrency;
    default:
      return response.status >= 500 || response.status == 408 ? Kind::kFailure : Kind::kNone;
  }
}

// The text between `start` and the quote that follows it; empty if the message has no such start.
std::string_view TextAfter(std::string_view message, std::string_view start) {
  const size_t at = message.find(start);
  if (at == std::string_view::npos)
    return {};
  const std::string_view rest = message.substr(at + start.size());
  return rest.substr(0, std::min(rest.find('\''), rest.size()));
}

std::optional<int> NumberIn(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc{} && end == text.data() + text.size() ? std::optional(value)
                                                                  : std::nullopt;
}

// "'0-4999'": "The value passed for field 'from' exceeds the range of '0-4999'."
void ReadRange(std::string_view message, Refusal& refusal) {
  const std::string_view field = TextAfter(message, "field '");
  const std::string_view range = TextAfter(message, "range of '");
  const size_t dash = range.find('-');
  if (field.empty() || dash == std::string_view::npos)
    return;
  const auto least = NumberIn(range.substr(0, dash));
  const auto most = NumberIn(range.substr(dash + 1));
  if (least && most)
    refusal = {Kind::kRange, std::string(field), *least, *most};
}

bool HasWord(std::string_view text, std::string_view word) {
  for (size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
    const size_t end = at + word.size();
    if ((at == 0 || !IsAsciiLetter(text[at - 1])) &&
        (end == text.size() || !IsAsciiLetter(text[end])))
      return true;
  }
  return false;
}

// The parameter of ours that the message names: in quotes, as a JSON pointer, or plainly if it is
// no word of English ("from"). Empty if it names none.
std::string FieldIn(std::string_view message, const QueryParams& query) {
  for (const auto& [name, value] : query) {
    if (message.find("'" + name + "'") != std::string_view::npos || HasWord(message, "/" + name))
      return name;
  }
  for (const auto& [name, value] : query) {
    const bool is_camel_case =
        std::any_of(name.begin(), name.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
    if (is_camel_case && HasWord(message, name))
      return name;
  }
  return {};
}

// Details of a refused parameter, whole texts: what is shown is cut.
void ReadParameter(std::string_view message, const QueryParams& query, Refusal& refusal) {
  ReadRange(message, refusal);
  if (refusal.kind == Kind::kRange)
    return;
  constexpr std::string_view kIterable = "Max search result iterable is ";
  if (const size_t at = message.find(kIterable); at != std::string_view::npos) {
    std::string_view digits = message.substr(at + kIterable.size());
    digits = digits.substr(0, std::min(digits.find_first_not_of("0123456789"), digits.size()));
    refusal = {Kind::kTooDeep, "from", 0, NumberIn(digits).value_or(0)};
    return;
  }
  if (const std::string_view extra = TextAfter(message, "Extra query parameter '");
      !extra.empty()) {
    refusal = {Kind::kExtraField, std::string(extra)};
    return;
  }
  refusal.field = FieldIn(message, query);
}

}  // namespace

bool IsPage(const http::Response& response) {
  const size_t first = response.body.find_first_not_of(" \t\r\n");
  return response.ContentTypeNames("html") ||
         (first != std::string::npos && response.body[first] == '<');
}

ErrorBody ParseErrorBody(const http::Response& response, const QueryParams& query) {
  ErrorBody result;
  if (response.status == 204)
    return result;
  const json body = ErrorObject(response);
  std::string message;
  if (body.is_object()) {
    result.code = QuotedName(TextMember(body, "errorCode"));
    message = TextMember(body, "message");
    if (message.empty())
      message = TextMember(body, "errorMessage");
    if (const auto errors = body.find("errors"); errors != body.end() && errors->is_array()) {
      for (const json& error : *errors) {
        if (error.is_object())
          message +=
              " [" + TextMember(error, "fieldName") + " " + TextMember(error, "errorType") + "]";
      }
    }
  }
  result.message = QuotedText(message);
  if (response.status == 200 && !body.is_object())
    return result;
  result.refusal.kind = KindOf(response, result);
  if (result.refusal.kind == Kind::kParameter)
    ReadParameter(message, query, result.refusal);
  result.refusal.field = QuotedName(std::move(result.refusal.field));
  return result;
}

}  // namespace zoho_desk::client
