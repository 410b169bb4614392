// The two requests that begin and end a login; called by zoho-desk login and logout. Neither is
// tried again here: a code is good for one exchange. Every secret is remembered (RememberSecret)
// before it is sent, so that no message can repeat it.

#include "auth/code_exchange.h"

#include <nlohmann/json.hpp>

#include "auth/data_center.h"
#include "auth/token_answer.h"
#include "common/foreign_json.h"
#include "common/safe_text.h"
#include "common/time_text.h"
#include "common/url.h"

namespace zoho_desk::auth {
namespace {

using Json = nlohmann::json;

constexpr size_t kMaxAnswerBytes = size_t{256} * 1024;

http::Request FormRequest(const Config& config, const char* path, const QueryParams& form) {
  http::Request request;
  request.method = http::Method::kPost;
  request.url = config.accounts_base + path;
  request.headers = {{"Accept", "application/json"}};
  request.body = ToFormBody(form);  // not in the query: URLs end up in proxies' logs
  request.timeout_ms = config.timeout_ms;
  request.max_body_bytes = kMaxAnswerBytes;
  return request;
}

std::string Place(const Config& config) {
  return config.accounts_base + " (the data centres are " + DataCenterCodes() + ")";
}

// What an error of the endpoint means for a code (facts/platform.md, "Error answers of the token
// endpoint").
Error Refusal(const http::Response& answer, const Config& config, const AuthorizationCode& code,
              const AccountsError& said) {
  const std::string& error = said.error;
  const std::string words = said.Quoted();
  const auto refused = [&](const std::string& why) {
    return Error{Code::kAuth, config.accounts_base + " refused the code (" + words + "): " + why,
                 answer.status, QuotedName(error)};
  };
  if (IsThrottle(answer, said)) {
    return Error{Code::kRateLimited,
                 config.accounts_base + " takes no more codes for now (" + words +
                     "); try again in " +
                     std::to_string((ThrottleMillis(answer) + 59'999) / 60'000) + " min",
                 answer.status, "Access Denied"};
  }
  if (error == "invalid_code" || error == "invalid_grant") {
    return refused(
        "it is older than its few minutes, was used before, or is not whole; make a new one");
  }
  if (error == "invalid_client" || error == "invalid_client_secret") {
    return refused(
        "check the client id and the client secret, and that the client belongs to this data "
        "centre: " +
        Place(config));
  }
  if (error == "invalid_redirect_uri") {
    return refused("the client in the API console must have exactly the redirect URI " +
                   code.redirect_uri);
  }
  if (answer.status >= 500) {
    return Error{Code::kServer,
                 config.accounts_base + " failed (HTTP " + std::to_string(answer.status) + ", " +
                     words + "); try again with a new code",
                 answer.status, QuotedName(error)};
  }
  return refused("check the client in the API console, and its data centre: " + Place(config));
}

}  // namespace

Result<CodeGrant> ExchangeCode(const Config& config, const AuthorizationCode& code,
                               http::Transport& transport, const CancelCheck& cancelled) {
  QueryParams form{{"grant_type", "authorization_code"},
                   {"client_id", config.client_id},
                   {"client_secret", config.client_secret},
                   {"code", code.code}};
  if (!code.redirect_uri.empty())
    form.emplace_back("redirect_uri", code.redirect_uri);
  if (!code.code_verifier.empty())
    form.emplace_back("code_verifier", code.code_verifier);
  for (const std::string* secret : {&config.client_secret, &code.code, &code.code_verifier})
    RememberSecret(*secret);
  const int64_t asked_at = NowMillis();
  ZD_ASSIGN_OR_RETURN(const http::Response answer,
                      transport.Send(FormRequest(config, "/oauth/v2/token", form), cancelled));
  const Json json = ParseForeignJson(answer.body);
  if (json.is_object() && TextMember(json, "access_token").empty()) {
    if (const AccountsError said = ErrorIn(answer); !said.empty())
      return Refusal(answer, config, code, said);
  }
  ZD_ASSIGN_OR_RETURN(TokenGrant grant, JudgeTokenAnswer(answer, config));
  CodeGrant result{.refresh_token = TextMember(json, "refresh_token")};
  if (!IsWellFormedToken(result.refresh_token)) {
    return Error{Code::kAuth,
                 config.accounts_base +
                     " answered without a refresh token, so the login would end within the hour; "
                     "run it again and give consent when asked",
                 answer.status,
                 {}};
  }
  result.access = {.access_token = std::move(grant.access_token),
                   .expires_at_ms = UsableUntil(asked_at, grant.lifetime_s),
                   .scope = std::move(grant.scope)};
  return result;
}

Result<bool> RevokeToken(const Config& config, const std::string& token, http::Transport& transport,
                         const CancelCheck& cancelled) {
  for (const std::string* secret : {&config.client_secret, &token})
    RememberSecret(*secret);
  ZD_ASSIGN_OR_RETURN(
      const http::Response answer,
      transport.Send(FormRequest(config, "/oauth/v2/token/revoke", {{"token", token}}), cancelled));
  const Json json = ParseForeignJson(answer.body);
  if (answer.status == 200 && json.is_object() && TextMember(json, "status") == "success")
    return true;
  // HTTP 400 is what Zoho says of a token that it does not know (facts/platform.md, "Endpoints and
  // grants").
  const AccountsError said = ErrorIn(answer);
  const bool is_throttle = IsThrottle(answer, said);
  if (answer.status == 400 && json.is_object() && !is_throttle)
    return false;
  const Code code = is_throttle            ? Code::kRateLimited
                    : answer.status >= 500 ? Code::kServer
                                           : Code::kBadResponse;
  const std::string words = said.Quoted();
  return Error{code,
               config.accounts_base + " did not confirm that the token is revoked (HTTP " +
                   std::to_string(answer.status) + (said.empty() ? "" : ", " + words) +
                   "); try again",
               answer.status, QuotedName(said.error)};
}

}  // namespace zoho_desk::auth
