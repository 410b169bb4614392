// Gives client/'s calls their tokens, on any thread. One thread of the process renews (`renewing`)
// and, with the cache's lock, one process of the user; the mutex is held neither during that nor
// during a caller's check. A failure never displaces a token that may be good (docs/DECISIONS.md,
// "Tokens").

#include "auth/token_source.h"

#include <algorithm>
#include <chrono>
#include <deque>
#include <optional>
#include <random>
#include <thread>

#include "auth/token_answer.h"
#include "auth/token_cache.h"
#include "common/mutex.h"
#include "common/safe_text.h"
#include "common/time_text.h"
#include "common/url.h"

namespace zoho_desk::auth {
namespace {

constexpr const char* kTokenPath = "/oauth/v2/token";
constexpr size_t kMaxAnswerBytes = size_t{256} * 1024;
constexpr int64_t kPollMs = 20;                 // between two looks at CancelCheck
constexpr int64_t kMaxLockWaitMs = 30'000;      // for another process to renew the token
constexpr int64_t kMaxLifetimeMs = 86'400'000;  // a cache file claiming more was not ours
// For how long an answer stands before the endpoint is asked again: every call counts towards the
// ten in ten minutes, failed ones included.
constexpr int64_t kRefusedMs = 60'000;
constexpr int64_t kFailedMs = 5'000;
constexpr int kMaxRetries = 2;
constexpr int64_t kFirstBackoffMs = 500;
constexpr int64_t kLongestRetryAfterMs = 60'000;
constexpr int64_t kTimeoutsPerTransfer = 3;  // as of the API's calls (client/session.h)
constexpr int64_t kTimeoutsPerCall = 6;

Error Interrupted() {
  return {Code::kCancelled, "interrupted"};
}

// Zoho's side or the way to it may be better in a moment: no answer, 408, 5xx, or a page in the
// place of JSON (facts/platform.md, "Error answers of the token endpoint").
bool MayPass(const Error& error) {
  return error.code == Code::kServer || http::MayPass(error) ||
         (error.code == Code::kBadResponse && error.http_status == 200);
}

// Up to half as long again, so that processes that failed together do not return together.
int64_t Jittered(int64_t millis) {
  thread_local std::minstd_rand random{std::random_device{}()};
  return millis + std::uniform_int_distribution<int64_t>(0, millis / 2)(random);
}

}  // namespace

struct TokenSource::State {
  State(Config config_in, http::Transport& transport_in, TokenCallObserver observer_in,
        TokenClock clock_in)
      : config(std::move(config_in)),
        transport(transport_in),
        observer(std::move(observer_in)),
        clock(std::move(clock_in)),
        // A configured access token is not ours to share.
        cache(config.access_token.empty() ? config.cache_dir : "", LoginIdentity(config)) {
    RememberSecrets();
  }

  void RememberSecrets() const ZD_REQUIRES(mutex);
  Result<std::string> Obtain(const std::string& rejected, const CancelCheck& cancelled);
  // These work on `known`, what the cache file holds, and keep the file up to date.
  Status RenewForUser(CachedToken& known, const std::string& rejected,
                      const CancelCheck& cancelled);
  Status CallWithRetries(CachedToken& known, const CancelCheck& cancelled);
  // `asked_ms` is set if the answer asks to wait before the next call.
  Status Call(CachedToken& known, std::optional<int64_t>& asked_ms, const CancelCheck& cancelled);
  void TakeNote(CachedToken& known, const http::Response& answer, const Result<TokenGrant>& grant,
                int64_t asked_at);
  std::optional<Error> FailureOfOthers(const CachedToken& known) const;
  void CountEarlyCall(CachedToken& known);
  std::optional<int64_t> EarlyCallsEndIn(const CachedToken& known) const;
  Status Pause(int64_t millis, const CancelCheck& cancelled) const;
  bool IsUsable(const CachedToken& token, const std::string& rejected) const;
  std::optional<Error> StandingFailure() const ZD_REQUIRES(mutex);
  void Settle(CachedToken known, const Status& result);

  const Config config;
  http::Transport& transport;
  const TokenCallObserver observer;
  const TokenClock clock;
  const TokenCache cache;

  mutable Mutex mutex;
  std::condition_variable changed;
  bool renewing ZD_GUARDED_BY(mutex) = false;  // one thread asks, the others wait for its answer
  CachedToken current ZD_GUARDED_BY(mutex);
  std::optional<Error> failure ZD_GUARDED_BY(mutex);  // the last answer, if it was one
  int64_t failure_until_ms ZD_GUARDED_BY(mutex) = 0;  // of the steady clock

  // By whoever has set `renewing` only.
  std::deque<int64_t> early_calls;  // times of the steady clock, of this process
};

// From now on no message holds them, whatever a server answers. Again with every token, so that
// they stay among those remembered.
void TokenSource::State::RememberSecrets() const {
  for (const std::string* secret :
       {&config.client_secret, &config.refresh_token, &config.access_token, &current.access_token})
    RememberSecret(*secret);
}

bool TokenSource::State::IsUsable(const CachedToken& token, const std::string& rejected) const {
  const int64_t now = clock.now_ms();
  return IsWellFormedToken(token.access_token) && token.access_token != rejected &&
         token.expires_at_ms > now && token.expires_at_ms <= now + kMaxLifetimeMs;
}

// The failure that still stands.
std::optional<Error> TokenSource::State::StandingFailure() const {
  const int64_t left = failure_until_ms - clock.steady_ms();
  if (!failure || left <= 0)
    return std::nullopt;
  return failure->code == Code::kRateLimited ? ThrottleError(config, left) : failure;
}

Result<std::string> TokenSource::State::Obtain(const std::string& rejected,
                                               const CancelCheck& cancelled) {
  {
    MutexLock lock(mutex);
    for (;;) {
      if (IsUsable(current, rejected))
        return current.access_token;
      if (auto standing = StandingFailure())
        return std::move(*standing);
      if (!renewing)
        break;
      mutex.WaitFor(changed, std::chrono::milliseconds(kPollMs));
      lock.Unlock();  // the check may run SQL or a host's callback
      if (IsCancelled(cancelled))
        return Interrupted();
      lock.Lock();
    }
    renewing = true;
  }
  Status result = Error{Code::kInternal, "out of memory"};
  CachedToken known;
  try {
    result = RenewForUser(known, rejected, cancelled);
  } catch (...) {  // the next thread must not wait for ever
    Settle({}, result);
    throw;
  }
  std::string token = known.access_token;
  Settle(std::move(known), result);
  if (!result.ok())
    return std::move(result).error();
  return token;
}

void TokenSource::State::Settle(CachedToken known, const Status& result) {
  const MutexLock lock(mutex);
  renewing = false;
  // The token that is known may be good although there is no newer one.
  if (!known.access_token.empty()) {
    current = std::move(known);
    RememberSecrets();
  }
  if (result.ok()) {
    failure.reset();
  } else if (result.error().code != Code::kCancelled) {
    failure = result.error();
    failure_until_ms =
        clock.steady_ms() +
        (failure->code == Code::kRateLimited
             ? std::clamp(failure->retry_after_ms.value_or(kThrottleMs), int64_t{0}, kMaxThrottleMs)
         : failure->code == Code::kAuth ? kRefusedMs
                                        : kFailedMs);
  }
  changed.notify_all();
}

// One process of this user at a time: the one before may have renewed the token meanwhile.
Status TokenSource::State::RenewForUser(CachedToken& known, const std::string& rejected,
                                        const CancelCheck& cancelled) {
  const auto read = [&] {
    std::optional<CachedToken> cached = cache.Read();
    const MutexLock lock(mutex);
    known = std::move(cached).value_or(current);
    return IsUsable(known, rejected);
  };
  if (read())
    return Ok();
  ZD_ASSIGN_OR_RETURN(const TokenLock lock, cache.Lock(cancelled, kMaxLockWaitMs));
  if (read())
    return Ok();
  if (auto failure_of_others = FailureOfOthers(known))
    return std::move(*failure_of_others);
  ZD_RETURN_IF_ERROR(CallWithRetries(known, cancelled));
  known.replaces_refused = !rejected.empty();
  cache.Write(known);
  if (known.access_token == rejected) {
    return Error{Code::kAuth,
                 "Zoho Desk refuses the access token that Zoho Accounts hands out; check that both "
                 "are in your data centre (ZOHO_DESK_DC is '" +
                     config.data_center + "') and any ZOHO_DESK_API_BASE"};
  }
  return Ok();
}

// What the user's other processes were told and need not be told again. A time further ahead than
// such a thing lasts comes from a clock that was wrong.
std::optional<Error> TokenSource::State::FailureOfOthers(const CachedToken& known) const {
  const int64_t throttled_ms = known.throttled_until_ms - clock.now_ms();
  if (throttled_ms > 0 && throttled_ms <= kMaxThrottleMs)
    return ThrottleError(config, throttled_ms);
  const int64_t refused_ms = known.refused_until_ms - clock.now_ms();
  if (refused_ms > 0 && refused_ms <= kRefusedMs)
    return RefusalError(config, {.error = known.refused, .description = {}}, 0);
  return std::nullopt;
}

// How long it takes until there may be an early call again; nullopt: there may be one now.
std::optional<int64_t> TokenSource::State::EarlyCallsEndIn(const CachedToken& known) const {
  const auto wait = [](const auto& times, int64_t now) {
    const auto recent = std::count_if(times.begin(), times.end(), [now](int64_t time) {
      return time <= now && time > now - kThrottleMs;
    });
    return static_cast<size_t>(recent) < kMostEarlyCalls
               ? int64_t{0}
               : std::min(kThrottleMs,
                          *(times.end() - static_cast<std::ptrdiff_t>(kMostEarlyCalls)) +
                              kThrottleMs - now);
  };
  const int64_t left =
      std::max(wait(known.early_calls, clock.now_ms()), wait(early_calls, clock.steady_ms()));
  return left > 0 ? std::optional(left) : std::nullopt;
}

void TokenSource::State::CountEarlyCall(CachedToken& known) {
  known.early_calls.push_back(clock.now_ms());
  early_calls.push_back(clock.steady_ms());
  if (known.early_calls.size() > kMostEarlyCalls)
    known.early_calls.erase(known.early_calls.begin());
  if (early_calls.size() > kMostEarlyCalls)
    early_calls.pop_front();
}

Status TokenSource::State::CallWithRetries(CachedToken& known, const CancelCheck& cancelled) {
  const int retries = std::min(config.retries, kMaxRetries);
  const int64_t deadline_ms = clock.steady_ms() + kTimeoutsPerCall * config.timeout_ms;
  for (int attempt = 0;; ++attempt) {
    std::optional<int64_t> asked_ms;
    Status result = Call(known, asked_ms, cancelled);
    if (result.ok() || !MayPass(result.error()))
      return result;
    int64_t pause_ms = Jittered(kFirstBackoffMs << attempt);
    if (asked_ms)
      pause_ms = std::max(pause_ms, *asked_ms);
    const bool too_long = pause_ms > kLongestRetryAfterMs;
    if (too_long || attempt >= retries || clock.steady_ms() + pause_ms >= deadline_ms) {
      Error error = std::move(result).error();
      if (too_long) {
        error.message += "; it asks to come back in " + std::to_string(pause_ms / 1000) +
                         " seconds, and a query waits no longer than " +
                         std::to_string(kLongestRetryAfterMs / 1000);
      }
      if (attempt > 0)
        error.message += " (given up after " + std::to_string(attempt + 1) + " tries)";
      return error;
    }
    ZD_RETURN_IF_ERROR(Pause(pause_ms, cancelled));
  }
}

Status TokenSource::State::Call(CachedToken& known, std::optional<int64_t>& asked_ms,
                                const CancelCheck& cancelled) {
  const int64_t asked_at = clock.now_ms();
  const int64_t started = clock.steady_ms();
  const bool is_early = known.access_token.empty() || known.expires_at_ms > asked_at;
  if (const auto wait_ms = is_early ? EarlyCallsEndIn(known) : std::nullopt)
    return ThrottleError(config, *wait_ms);
  http::Request request;
  request.method = http::Method::kPost;
  request.url = config.accounts_base + kTokenPath;
  request.headers = {{"Accept", "application/json"}};
  // In the body, not in the query: URLs end up in proxies' logs.
  request.body = ToFormBody({{"grant_type", "refresh_token"},
                             {"refresh_token", config.refresh_token},
                             {"client_id", config.client_id},
                             {"client_secret", config.client_secret}});
  request.timeout_ms = config.timeout_ms;
  request.total_timeout_ms = kTimeoutsPerTransfer * config.timeout_ms;
  request.max_body_bytes = kMaxAnswerBytes;

  TokenCall call{.path = kTokenPath};
  const auto answer = transport.Send(std::move(request), cancelled);
  call.elapsed_ms = answer.ok() ? answer->elapsed_ms : clock.steady_ms() - started;
  const Result<TokenGrant> grant = [&]() -> Result<TokenGrant> {
    if (!answer.ok())
      return answer.error();
    call.status = answer->status;
    asked_ms = http::RetryAfterMillis(*answer);
    call.bytes = answer->body.size();
    return JudgeTokenAnswer(*answer, config);
  }();
  if (!grant.ok())
    call.error = grant.error().message;
  if (observer)
    observer(call);
  if (!grant.ok() && (!answer.ok() || MayPass(grant.error())))
    return grant.error();  // not from Zoho's token endpoint, which counts
  if (is_early)
    CountEarlyCall(known);
  TakeNote(known, *answer, grant, asked_at);
  if (!grant.ok())
    return grant.error();
  return Ok();
}

// Of what the answer means for the user's other processes.
void TokenSource::State::TakeNote(CachedToken& known, const http::Response& answer,
                                  const Result<TokenGrant>& grant, int64_t asked_at) {
  if (grant.ok()) {
    known = {.access_token = grant->access_token,
             .expires_at_ms = UsableUntil(asked_at, grant->lifetime_s),
             .scope = grant->scope,
             .early_calls = std::move(known.early_calls)};
    return;  // written once it is known what it replaces
  }
  const Error& error = grant.error();
  if (error.code == Code::kRateLimited) {
    known.throttled_until_ms = clock.now_ms() + ThrottleMillis(answer);
  } else if (IsDeadLogin(error)) {  // a wrong client secret is another process's own
    known.refused_until_ms = clock.now_ms() + kRefusedMs;
    known.refused = error.error_code;
  }
  cache.Write(known);
}

Status TokenSource::State::Pause(int64_t millis, const CancelCheck& cancelled) const {
  for (int64_t waited = 0; waited < millis; waited += kPollMs) {
    if (IsCancelled(cancelled))
      return Interrupted();
    clock.sleep_ms(kPollMs);
  }
  return Ok();
}

TokenClock TokenClock::System() {
  return {
      .now_ms = NowMillis,
      .steady_ms =
          [] {
            return std::chrono::duration_cast<std::chrono::milliseconds>(
                       std::chrono::steady_clock::now().time_since_epoch())
                .count();
          },
      .sleep_ms =
          [](int64_t millis) { std::this_thread::sleep_for(std::chrono::milliseconds(millis)); }};
}

TokenSource::TokenSource(Config config, http::Transport& transport, TokenCallObserver observer,
                         TokenClock clock)
    : state_(std::make_unique<State>(std::move(config), transport, std::move(observer),
                                     std::move(clock))) {}

TokenSource::~TokenSource() = default;

Result<std::string> TokenSource::AccessToken(const CancelCheck& cancelled) {
  if (!state_->config.access_token.empty())
    return state_->config.access_token;
  return state_->Obtain("", cancelled);
}

bool TokenSource::MayBeAtFault(const std::string& token) const {
  const MutexLock lock(state_->mutex);
  return state_->config.access_token.empty() &&
         (token != state_->current.access_token || !state_->current.replaces_refused);
}

Result<std::string> TokenSource::Renew(const std::string& rejected, const CancelCheck& cancelled) {
  if (!state_->config.access_token.empty())
    return Error{Code::kAuth, "ZOHO_DESK_ACCESS_TOKEN cannot be renewed"};
  return state_->Obtain(rejected, cancelled);
}

std::string TokenSource::GrantedScopes() const {
  const MutexLock lock(state_->mutex);
  return state_->current.scope;
}

}  // namespace zoho_desk::auth
