// OAuth: asked by Api about every token, and the accounts server behind /oauth. It keeps Zoho's
// bounds: ten live access tokens for each of twenty refresh tokens, ten token calls in ten minutes,
// one use of a code. Lives are measured by a clock that tests move.

#include "sandbox/oauth.h"

#include <algorithm>
#include <chrono>
#include <random>

#include "common/url.h"
#include "sandbox/json_writer.h"
#include "sandbox/oauth_pkce.h"
#include "sandbox/routes.h"

namespace zoho_desk::sandbox {
namespace {

constexpr int64_t kSelfClientCodeLife = 180;  // the API console's default
constexpr int64_t kConsentCodeLife = 120;
constexpr int64_t kThrottleWindow = 600;
constexpr size_t kLiveAccessTokens = 10;
constexpr size_t kLiveRefreshTokens = 20;

uint64_t NextRandom(uint64_t& state) {  // splitmix64
  state += 0x9e3779b97f4a7c15;
  uint64_t x = state;
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9;
  x = (x ^ (x >> 27)) * 0x94d049bb133111eb;
  return x ^ (x >> 31);
}

std::string Hex(uint64_t& state, size_t digits) {
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string text;
  for (uint64_t bits = 0; text.size() < digits; bits >>= 4) {
    if (text.size() % 16 == 0)
      bits = NextRandom(state);
    text += kHex[bits & 15];
  }
  return text;
}

std::string TokenText(uint64_t& state) {
  return "1000." + Hex(state, 32) + "." + Hex(state, 32);
}

const std::string* Find(const NameValues& params, std::string_view name) {
  for (const auto& [key, value] : params) {
    if (key == name)
      return &value;
  }
  return nullptr;
}

std::string Get(const NameValues& params, std::string_view name) {
  const std::string* value = Find(params, name);
  return value == nullptr ? std::string() : *value;
}

// Errors of the token endpoint come with status 200; the body says so.
HttpResponse TokenError(std::string_view error) {
  HttpResponse answer;
  Writer w(answer.body);
  w.BeginObject();
  w.Key("error");
  w.String(error);
  w.EndObject();
  return answer;
}

HttpResponse Throttled() {
  HttpResponse answer{.status = 400};
  Writer w(answer.body);
  w.BeginObject();
  w.Key("error_description");
  w.String("You have made too many requests continuously. Please try again after some time.");
  w.Key("error");
  w.String("Access Denied");
  w.Key("status");
  w.String("failure");
  w.EndObject();
  return answer;
}

// A page for the user's browser. Nothing of the request is repeated on it but links made of
// percent-encoded text.
HttpResponse Page(int status, const std::string& title, const std::string& content) {
  return {.status = status,
          .body = "<!DOCTYPE html><html><head><title>" + title + "</title></head><body><h1>" +
                  title + "</h1>" + content + "</body></html>\n",
          .content_type = "text/html;charset=UTF-8"};
}

HttpResponse ConsentPage(NameValues params) {
  const auto link = [&params](const char* answer) {
    params.emplace_back("sandbox_consent", answer);
    std::string query = ToQueryString(params);
    params.pop_back();
    for (size_t at = query.find('&'); at != std::string::npos; at = query.find('&', at + 1))
      query.insert(at + 1, "amp;");
    return "<a href=\"/oauth/v2/auth?" + query + "\">" + answer + "</a>";
  };
  return Page(200, "Sandbox: may this client read your portal?",
              "<p>" + link("accept") + "</p><p>" + link("reject") + "</p>");
}

HttpResponse RedirectTo(const std::string& uri, const QueryParams& params) {
  HttpResponse answer{.status = 302, .content_type = ""};
  answer.headers.emplace_back(
      "Location", uri + (uri.find('?') == std::string::npos ? "?" : "&") + ToQueryString(params));
  return answer;
}

// The redirect URIs this client is registered with: any on the user's own machine.
bool IsRegistered(const std::string& redirect_uri) {
  for (const std::string_view start : {"http://localhost:", "http://127.0.0.1:", "http://[::1]:"}) {
    if (redirect_uri.starts_with(start))
      return redirect_uri.find('#') == std::string::npos;
  }
  return false;
}

std::vector<std::string> SplitScopes(const std::string& list) {
  std::vector<std::string> scopes;
  for (size_t start = 0; start <= list.size();) {
    const size_t end = std::min(list.find_first_of(", ", start), list.size());
    scopes.push_back(list.substr(start, end - start));
    start = end + 1;
  }
  return scopes;
}

// A scope of another operation on an area that exists counts as known.
bool IsKnown(const std::string& scope, const std::vector<std::string>& known) {
  const std::string area = scope.substr(0, scope.rfind('.') + 1);
  const std::string operation = scope.substr(area.size());
  constexpr std::string_view kOperations[] = {"READ", "CREATE", "UPDATE", "DELETE", "ALL"};
  return std::find(std::begin(kOperations), std::end(kOperations), operation) !=
             std::end(kOperations) &&
         std::any_of(known.begin(), known.end(),
                     [&](const std::string& own) { return own == area + "READ"; });
}

}  // namespace

OAuth::OAuth(uint64_t seed) : state_(std::random_device()()) {
  uint64_t fixed = seed ^ 0x5eed;
  credentials_.client_id = "1000.SANDBOX" + Hex(fixed, 18);
  credentials_.client_secret = Hex(fixed, 42);
  credentials_.refresh_token = TokenText(fixed);
  credentials_.authorization_code = TokenText(fixed);
  refresh_[credentials_.refresh_token] = {};
  refresh_order_.push_back(credentials_.refresh_token);
  // The printed code waits for its user; codes issued later live three minutes.
  codes_[credentials_.authorization_code] = {.expires = INT64_MAX};
}

int64_t OAuth::Now() const {
  const auto now = std::chrono::steady_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::seconds>(now).count() + clock_offset_;
}

std::string OAuth::NewToken() {
  state_ ^= static_cast<uint64_t>(std::chrono::steady_clock::now().time_since_epoch().count());
  return TokenText(state_);
}

// The error Zoho's page names; empty if the request is in order.
std::string OAuth::RefusalOfConsent(const NameValues& params, const ConsentRules& rules) const {
  if (Get(params, "response_type") != "code")
    return "invalid_response_type";
  if (Get(params, "client_id") != credentials_.client_id)
    return "invalid_client";
  if (!IsRegistered(Get(params, "redirect_uri")))
    return "invalid_redirect_uri";
  for (const std::string& scope : SplitScopes(Get(params, "scope"))) {
    if (!IsKnown(scope, rules.scopes))
      return "invalid_scope";
  }
  const std::string method = Get(params, "code_challenge_method");
  const std::string challenge = Get(params, "code_challenge");
  if ((!method.empty() && method != "S256" && method != "plain") ||
      (!method.empty() && challenge.empty()) || (!challenge.empty() && !IsCodeVerifier(challenge)))
    return "invalid_code_challenge";
  return {};
}

std::string OAuth::CodeForConsent(const NameValues& params) {
  // Without prompt=consent only the first yes yields a refresh token.
  const bool offline = Get(params, "access_type") == "offline" &&
                       (!consented_ || Get(params, "prompt") == "consent");
  consented_ = true;
  std::string code = NewToken();
  codes_[code] = {.expires = Now() + kConsentCodeLife,
                  .redirect_uri = Get(params, "redirect_uri"),
                  .challenge = Get(params, "code_challenge"),
                  .s256 = Get(params, "code_challenge_method") == "S256",
                  .offline = offline,
                  .scopes = SplitScopes(Get(params, "scope"))};
  return code;
}

HttpResponse OAuth::Authorize(const NameValues& params, const ConsentRules& rules) {
  const std::lock_guard lock(mutex_);
  if (const std::string error = RefusalOfConsent(params, rules); !error.empty())
    return Page(400, "Sandbox: " + error, "");
  const std::string answer = Get(params, "sandbox_consent");
  const bool asked_before = consented_ && Get(params, "prompt") != "consent";
  if (answer.empty() && !asked_before)
    return ConsentPage(params);
  QueryParams outcome;
  if (const std::string* state = Find(params, "state"))
    outcome.emplace_back("state", *state);
  if (answer == "reject") {
    outcome.emplace_back("error", "access_denied");
  } else {
    outcome.emplace_back("code", CodeForConsent(params));
    outcome.emplace_back("location", "us");
    outcome.emplace_back("accounts-server", rules.accounts_server);
  }
  return RedirectTo(Get(params, "redirect_uri"), outcome);
}

HttpResponse OAuth::Token(const NameValues& params, const TokenRules& rules) {
  const std::lock_guard lock(mutex_);
  const std::string grant = Get(params, "grant_type");
  if (grant != "refresh_token" && grant != "authorization_code")
    return TokenError("unsupported_grant_type");
  // A throttled client learns nothing else, not even that its secret is wrong.
  const auto refresh = refresh_.find(Get(params, "refresh_token"));
  if (grant == "refresh_token" && refresh != refresh_.end() && !Admit(refresh->second, rules))
    return Throttled();
  if (Get(params, "client_id") != credentials_.client_id ||
      Get(params, "client_secret") != credentials_.client_secret)
    return TokenError("invalid_client");
  return grant == "refresh_token" ? Renew(params, rules) : Exchange(params, rules);
}

HttpResponse OAuth::Renew(const NameValues& params, const TokenRules& rules) {
  const std::string token = Get(params, "refresh_token");
  if (!refresh_.contains(token))
    return TokenError("invalid_code");
  return Grant(token, rules, false);
}

HttpResponse OAuth::Exchange(const NameValues& params, const TokenRules& rules) {
  const auto found = codes_.find(Get(params, "code"));
  if (found == codes_.end())
    return TokenError("invalid_code");
  const Code code = std::move(found->second);
  codes_.erase(found);  // one use, whatever comes of it
  if (code.expires < Now())
    return TokenError("invalid_code");
  if (!code.redirect_uri.empty() && Get(params, "redirect_uri") != code.redirect_uri)
    return TokenError("invalid_redirect_uri");
  if (!code.challenge.empty()) {
    const std::string verifier = Get(params, "code_verifier");
    // No source names the error for this; to Zoho it is a code that cannot be used.
    if (!IsCodeVerifier(verifier) ||
        (code.s256 ? S256Challenge(verifier) : verifier) != code.challenge)
      return TokenError("invalid_code");
  }
  const std::string token = NewToken();
  if (code.offline)
    AddRefreshToken(token);
  refresh_[token].scopes = code.scopes;  // without a refresh token nobody gets to know this name
  return Grant(token, rules, code.offline);
}

bool OAuth::Admit(Refresh& refresh, const TokenRules& rules) {
  const int64_t now = Now();
  while (!refresh.requests.empty() && refresh.requests.front() <= now - kThrottleWindow)
    refresh.requests.pop_front();
  if (rules.throttle >= 0 && refresh.requests.size() >= static_cast<size_t>(rules.throttle))
    return false;
  refresh.requests.push_back(now);
  return true;
}

void OAuth::AddRefreshToken(const std::string& token) {
  refresh_[token] = {};
  refresh_order_.push_back(token);
  if (refresh_order_.size() > kLiveRefreshTokens) {
    refresh_.erase(refresh_order_.front());
    refresh_order_.pop_front();
  }
}

HttpResponse OAuth::Grant(const std::string& refresh_token, const TokenRules& rules,
                          bool show_refresh) {
  Refresh& refresh = refresh_[refresh_token];
  refresh.live.push_back({NewToken(), Now() + rules.ttl_s});
  if (refresh.live.size() > kLiveAccessTokens)
    refresh.live.pop_front();
  HttpResponse answer;
  Writer w(answer.body);
  w.BeginObject();
  w.Key("access_token");
  w.String(refresh.live.back().token);
  if (show_refresh) {
    w.Key("refresh_token");
    w.String(refresh_token);
  }
  w.Key("scope");
  w.BeginString();
  const std::vector<std::string>& scopes = refresh.scopes.empty() ? rules.scopes : refresh.scopes;
  for (size_t i = 0; i < scopes.size(); ++i) {
    w.Text(i == 0 ? "" : " ");
    w.Text(scopes[i]);
  }
  w.EndString();
  w.Key("api_domain");  // not the host that serves Desk, as with Zoho
  w.String("https://www.zohoapis.example");
  w.Key("token_type");
  w.String("Bearer");
  w.Key("expires_in");
  w.Int(rules.ttl_s);
  w.EndObject();
  return answer;
}

HttpResponse OAuth::Revoke(const NameValues& params) {
  const std::lock_guard lock(mutex_);
  const std::string token = Get(params, "token");
  bool found = refresh_.erase(token) > 0;
  std::erase(refresh_order_, token);
  for (auto& [name, refresh] : refresh_)
    found |= std::erase_if(refresh.live, [&](const Access& a) { return a.token == token; }) > 0;
  HttpResponse answer{.status = found ? 200 : 400};
  answer.body =
      found ? R"({"status":"success"})" : R"({"status":"failure","error":"invalid_token"})";
  return answer;
}

TokenState OAuth::Check(std::string_view access_token) const {
  const std::lock_guard lock(mutex_);
  const int64_t now = Now();
  for (const auto& [name, refresh] : refresh_) {
    for (const Access& access : refresh.live) {
      if (access.token == access_token)
        return access.expires > now ? TokenState::kValid : TokenState::kUnknown;
    }
  }
  return TokenState::kUnknown;
}

bool OAuth::Allows(std::string_view access_token, std::string_view needed) const {
  const std::lock_guard lock(mutex_);
  for (const auto& [name, refresh] : refresh_) {
    const auto is_it = [&](const Access& access) { return access.token == access_token; };
    if (std::any_of(refresh.live.begin(), refresh.live.end(), is_it))
      return refresh.scopes.empty() || ScopesSuffice(needed, refresh.scopes);
  }
  return false;
}

std::string OAuth::IssueCode() {
  const std::lock_guard lock(mutex_);
  std::string code = NewToken();
  codes_[code] = {.expires = Now() + kSelfClientCodeLife};
  return code;
}

std::string OAuth::IssueRefreshToken() {
  const std::lock_guard lock(mutex_);
  std::string token = NewToken();
  AddRefreshToken(token);
  return token;
}

void OAuth::ExpireAll() {
  const std::lock_guard lock(mutex_);
  for (auto& [name, refresh] : refresh_)
    refresh.live.clear();
}

void OAuth::AdvanceClock(int64_t seconds) {
  const std::lock_guard lock(mutex_);
  clock_offset_ += seconds;
}

void OAuth::ResetThrottle() {
  const std::lock_guard lock(mutex_);
  for (auto& [name, refresh] : refresh_)
    refresh.requests.clear();
}

}  // namespace zoho_desk::sandbox
