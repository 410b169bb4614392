#include "sandbox/oauth.h"

#include <algorithm>
#include <chrono>
#include <random>

#include "sandbox/json_writer.h"

namespace zoho_desk::sandbox {
namespace {

constexpr int64_t kCodeLife = 180;
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
  codes_[credentials_.authorization_code] = INT64_MAX;
}

int64_t OAuth::Now() const {
  const auto now = std::chrono::steady_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::seconds>(now).count() + clock_offset_;
}

std::string OAuth::NewToken() {
  state_ ^= static_cast<uint64_t>(std::chrono::steady_clock::now().time_since_epoch().count());
  return TokenText(state_);
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
  const auto code = codes_.find(Get(params, "code"));
  if (code == codes_.end())
    return TokenError("invalid_code");
  const bool expired = code->second < Now();
  codes_.erase(code);
  if (expired)
    return TokenError("invalid_code");
  const std::string token = NewToken();
  AddRefreshToken(token);
  return Grant(token, rules, true);
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
  for (size_t i = 0; i < rules.scopes.size(); ++i) {
    w.Text(i == 0 ? "" : " ");
    w.Text(rules.scopes[i]);
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

std::string OAuth::IssueCode() {
  const std::lock_guard lock(mutex_);
  const std::string code = NewToken();
  codes_[code] = Now() + kCodeLife;
  return code;
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
