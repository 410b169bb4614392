// Judges what the token endpoint answers; called by token_source after every call, by code_exchange
// for a code. The JSON is judged before the status (the header says why). An answer either holds a
// token that a header can carry or is an error that names what to fix.

#include "auth/token_answer.h"

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>

#include "auth/data_center.h"
#include "common/foreign_json.h"
#include "common/safe_text.h"
#include "common/text.h"

namespace zoho_desk::auth {
namespace {

using Json = nlohmann::json;

constexpr int64_t kDefaultLifetimeS = 3600;
constexpr int64_t kMaxLifetimeS = 86'400;  // more is a mistake: tokens live for an hour
constexpr int64_t kMaxMarginMs = 60'000;

// Zoho's tokens have 70 bytes, and servers take some thousand in a header.
constexpr size_t kLongestToken = 4096;
// All scopes of all tables take 2 KiB. Who is told more keeps nothing: scopes are for reports only.
constexpr size_t kLongestScope = size_t{16} * 1024;

std::string AccountsHost(const Config& config) {
  const size_t start = config.accounts_base.find("://");
  return start == std::string::npos ? config.accounts_base : config.accounts_base.substr(start + 3);
}

// What decides which accounts server is asked, as the user set it.
std::string DataCenterSetting(const Config& config) {
  const DataCenter* const center = FindDataCenter(config.data_center);
  if (center != nullptr &&
      config.accounts_base == "https://" + std::string(center->accounts_host)) {
    return "ZOHO_DESK_DC is '" + config.data_center + "', the data centres are " +
           DataCenterCodes();
  }
  return "ZOHO_DESK_ACCOUNTS_BASE is " + config.accounts_base;
}

// A positive number, written as a number or as text.
std::optional<int64_t> Positive(const Json& json, const char* key) {
  const auto found = json.find(key);
  if (found == json.end())
    return std::nullopt;
  int64_t value = 0;
  if (found->is_number()) {
    value = static_cast<int64_t>(std::clamp(found->get<double>(), 0.0, 1e15));
  } else if (found->is_string()) {
    const auto& text = found->get_ref<const std::string&>();
    std::from_chars(text.data(), text.data() + text.size(), value);
  }
  return value > 0 ? std::optional(value) : std::nullopt;
}

// expires_in_sec is the older name; where both occur, expires_in is in milliseconds.
int64_t LifetimeSeconds(const Json& json) {
  const auto seconds = Positive(json, "expires_in_sec");
  return std::min(seconds ? *seconds : Positive(json, "expires_in").value_or(kDefaultLifetimeS),
                  kMaxLifetimeS);
}

Error MakeError(Code code, const http::Response& answer, std::string message,
                std::string zoho_code = {}) {
  return {code, std::move(message), answer.status, std::move(zoho_code)};
}

// "Access_Denied" and "ACCESS DENIED" are "access denied".
std::string Plain(std::string text) {
  std::replace(text.begin(), text.end(), '_', ' ');
  return LowerAscii(std::move(text));
}

// Not JSON, or JSON without token and error.
Error UnexpectedAnswer(const http::Response& answer, const Config& config, const char* what) {
  const std::string host = AccountsHost(config);
  const std::string status = "HTTP " + std::to_string(answer.status);
  if (answer.status >= 500 || answer.status == 408)
    return MakeError(Code::kServer, answer, host + " failed (" + status + "); try again later");
  if (IsThrottle(answer, {}))
    return ThrottleError(config, ThrottleMillis(answer));
  return MakeError(Code::kBadResponse, answer,
                   host + " answered the token request with " + what + " (" + status +
                       "), which Zoho Accounts does not; check that no proxy or login page is in "
                       "between, and the data centre: " +
                       DataCenterSetting(config));
}

}  // namespace

bool IsWellFormedToken(std::string_view token) {
  return !token.empty() && token.size() <= kLongestToken &&
         std::all_of(token.begin(), token.end(), [](char c) { return c > ' ' && c <= '~'; });
}

Result<TokenGrant> JudgeTokenAnswer(const http::Response& answer, const Config& config) {
  const Json json = ParseForeignJson(answer.body);
  if (!json.is_object()) {
    return UnexpectedAnswer(answer, config,
                            NestsDeeperThan(answer.body, kMostForeignLevels)
                                ? "JSON that is nested too deeply"
                                : "something other than JSON");
  }
  TokenGrant grant;
  grant.access_token = TextMember(json, "access_token");
  if (!grant.access_token.empty()) {
    if (!IsWellFormedToken(grant.access_token))
      return UnexpectedAnswer(answer, config, "a token that no header can carry");
    grant.lifetime_s = LifetimeSeconds(json);
    grant.scope = TextMember(json, "scope");
    if (grant.scope.size() > kLongestScope)
      grant.scope.clear();
    std::replace(grant.scope.begin(), grant.scope.end(), ' ', ',');
    return grant;
  }
  const AccountsError error = ErrorIn(answer);
  if (error.empty())
    return UnexpectedAnswer(answer, config, "neither a token nor an error");
  // "Access Denied" is how Zoho says it as a rule, and would only mislead in a message.
  if (IsThrottle(answer, error))
    return ThrottleError(config, ThrottleMillis(answer),
                         Plain(error.error) == "access denied" ? AccountsError() : error);
  if (answer.status >= 500 || answer.status == 408) {
    return MakeError(Code::kServer, answer,
                     AccountsHost(config) + " failed (HTTP " + std::to_string(answer.status) +
                         ", " + error.Quoted() + "); try again later",
                     QuotedName(error.error));
  }
  return RefusalError(config, error, answer.status);
}

std::string AccountsError::Quoted() const {
  std::string text = QuotedName(error);
  if (!description.empty())
    AppendToList(text, QuotedText(description), ": ");
  return text;
}

AccountsError ErrorIn(const http::Response& answer) {
  const Json json = ParseForeignJson(answer.body);
  if (!json.is_object())
    return {};
  const auto first = [&](std::initializer_list<const char*> keys) {
    for (const char* key : keys) {
      if (std::string text = TextMember(json, key); !text.empty())
        return text;
    }
    return std::string();
  };
  return {.error = first({"error", "errorCode"}),
          .description = first({"error_description", "message", "errorMessage"})};
}

bool IsThrottle(const http::Response& answer, const AccountsError& error) {
  const std::string description = Plain(error.description);
  const std::string code = Plain(error.error);
  return answer.status == 429 || code == "access denied" || code == "too many requests" ||
         code == "threshold exceeded" || description.starts_with("access denied") ||
         description.find("too many requests") != std::string::npos;
}

bool IsDeadLogin(const Error& error) {
  return error.error_code == "invalid_code" || error.error_code == "invalid_grant";
}

Error RefusalError(const Config& config, const AccountsError& error, int http_status) {
  const std::string host = AccountsHost(config);
  std::string text;
  if (error.error == "invalid_client" || error.error == "invalid_client_secret") {
    text = host + " refused the client (" + error.error + "): " +
           (config.login_command.empty()
                ? "check ZOHO_DESK_CLIENT_ID and ZOHO_DESK_CLIENT_SECRET"
                : "run '" + config.login_command + "' with the right client id and secret") +
           ", and check that the client was made in your data centre: " + DataCenterSetting(config);
  } else if (error.error == "invalid_code" || error.error == "invalid_grant") {
    text =
        host + " refused the refresh token (" + error.error +
        "): it is wrong, revoked, or from another data centre; " +
        (config.login_command.empty() ? "give consent again and set the new ZOHO_DESK_REFRESH_TOKEN"
                                      : "run '" + config.login_command + "'") +
        " (" + DataCenterSetting(config) + ")";
  } else {
    text = host + " refused to renew the access token (" + error.Quoted() + "): " +
           (config.login_command.empty()
                ? "check ZOHO_DESK_CLIENT_ID, ZOHO_DESK_CLIENT_SECRET and ZOHO_DESK_REFRESH_TOKEN"
                : "run '" + config.login_command + "'") +
           " (" + DataCenterSetting(config) + ")";
  }
  return {Code::kAuth, std::move(text), http_status, QuotedName(error.error)};
}

int64_t UsableUntil(int64_t asked_at_ms, int64_t lifetime_s) {
  const int64_t lifetime_ms = lifetime_s * 1000;
  return asked_at_ms + lifetime_ms - std::min(kMaxMarginMs, lifetime_ms / 10);
}

int64_t ThrottleMillis(const http::Response& answer) {
  const int64_t asked_ms = http::RetryAfterMillis(answer).value_or(0);
  return asked_ms > 0 ? std::min(asked_ms, kMaxThrottleMs) : kThrottleMs;
}

Error ThrottleError(const Config& config, int64_t wait_ms, const AccountsError& words) {
  const std::string quoted = words.Quoted();
  return {.code = Code::kRateLimited,
          .message = AccountsHost(config) + " refuses to renew the access token for now" +
                     (quoted.empty() ? "" : " (" + quoted + ")") +
                     ": Zoho allows 10 renewals in 10 minutes, counting every program that uses "
                     "this refresh token; try again in " +
                     std::to_string((wait_ms + 999) / 1000) + " s",
          .error_code = "Access Denied",
          .retry_after_ms = wait_ms};
}

}  // namespace zoho_desk::auth
