// PendingCall: sends, judges the answer, pauses and sends again, for lists, records and counts. The
// policy is in session.h. Every attempt that was sent becomes one entry of the request log.

#include <algorithm>
#include <charconv>
#include <random>
#include <thread>
#include <utility>

#include "client/api_error.h"
#include "client/page.h"
#include "client/request_log.h"
#include "client/session.h"
#include "common/safe_text.h"
#include "common/time_text.h"

namespace zoho_desk::client {
namespace {

using Kind = Refusal::Kind;

constexpr int64_t kFirstPauseMs = 200;
constexpr int64_t kLongestPauseMs = 10'000;
// Who asks for more gets an error: a query should not sit still for longer without a word.
constexpr int64_t kLongestRetryAfterMs = 60'000;
// One transfer, and a call with all its tries and pauses, take at most so many times
// ZOHO_DESK_TIMEOUT.
constexpr int64_t kTimeoutsPerTransfer = 3;
constexpr int64_t kTimeoutsPerCall = 6;
constexpr std::chrono::milliseconds kPollInterval{20};

int64_t IntegerHeader(const http::Response& response, std::string_view name) {
  const std::string* text = response.FindHeader(name);
  int64_t value = -1;
  if (text == nullptr)
    return -1;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), value);
  return error == std::errc{} && value >= 0 ? value : -1;
}

std::string PathAndQuery(const ApiCall& call) {
  const std::string query = ToQueryString(call.query);
  return query.empty() ? call.path : call.path + "?" + query;
}

Error Cancelled(const ApiCall& call) {
  return {.code = Code::kCancelled, .message = call.table + ": interrupted", .table = call.table};
}

bool IsPassing(Kind kind) {
  return kind == Kind::kFailure || kind == Kind::kConcurrency;
}

// A 200 that was cut off before its first byte, whatever cut it, looks like this. What has no rows
// says so: in JSON, or with status 204.
bool LacksContent(const http::Response& response) {
  return response.status == 200 && response.body.find_first_not_of(" \t\r\n") == std::string::npos;
}

Error MissingContent(const http::Response& response, const RequestContext& context) {
  const std::string type = response.content_type.empty()
                               ? "no Content-Type"
                               : "Content-Type " + QuotedName(response.content_type);
  return InContext(
      {.code = Code::kBadResponse,
       .message = "GET " + std::string(context.path) + ": the answer has no content (HTTP 200, " +
                  type +
                  "), which is not how Zoho Desk says that there are no rows. Try again, and check "
                  "what stands between you and Zoho (proxy, ZOHO_DESK_API_BASE) if it stays",
       .http_status = 200},
      context);
}

void RemoveByteOrderMark(std::string& text) {
  constexpr std::string_view kMark = "\xEF\xBB\xBF";
  if (text.starts_with(kMark))
    text.erase(0, kMark.size());
}

int64_t Random(int64_t from, int64_t to) {
  thread_local std::minstd_rand random{std::random_device{}()};
  return std::uniform_int_distribution<int64_t>(from, to)(random);
}

// Exponential, with jitter so that clients that failed together do not return together.
int64_t BackoffMs(int retries) {
  const int64_t ceiling = std::min(kLongestPauseMs, kFirstPauseMs << std::min(retries, 10));
  return Random(ceiling / 2, ceiling);
}

}  // namespace

PendingCall::PendingCall(Session& session, ApiCall call, RequestBudget& budget)
    : session_(session), call_(std::move(call)), budget_(budget) {}

PendingCall::~PendingCall() {
  if (transfer_ == nullptr)
    return;
  try {
    if (transfer_->Poll())
      Log(transfer_->Wait({}), started_ms_);
    else
      Log(Error{Code::kCancelled, "not needed any more: cancelled"}, started_ms_);
  } catch (const std::exception&) {
    // No memory for a line in the log.
  }
}

Status PendingCall::Start(const CancelCheck& cancelled) {
  const auth::Config& config = session_.config_;
  if (call_.needs_org && org_id_.empty()) {
    auto org_id = session_.OrgId(budget_, cancelled);
    if (!org_id.ok())
      return InContext(std::move(org_id).error(), {.table = call_.table});
    org_id_ = std::move(org_id).value();
  }
  if (attempt_ == 1) {
    cached_ = session_.cache_.Find(call_.path, call_.query, CacheHeaders());
    if (cached_)
      return Ok();
  }
  if (token_.empty()) {
    auto token = session_.tokens_.AccessToken(cancelled);
    if (!token.ok())
      return InContext(std::move(token).error(), {.table = call_.table});
    token_ = std::move(token).value();
  }
  if (config.max_requests > 0 && budget_.used >= config.max_requests) {
    return Error{.code = Code::kRateLimited,
                 .message = call_.table + ": the query needs more than the " +
                            std::to_string(config.max_requests) +
                            " requests that ZOHO_DESK_MAX_REQUESTS allows; narrow it with WHERE or "
                            "LIMIT, or raise the setting",
                 .signal = Signal::kMaxRequestsReached,
                 .table = call_.table};
  }
  if (attempt_ == 1 && renewals_ == 0 && ++budget_.calls > budget_.allowed_calls) {
    return Error{.code = Code::kInternal,
                 .message = call_.table + ": stopped after " + std::to_string(budget_.used) +
                            " requests, more than the rows that have come account for; they are "
                            "not the whole result. This is a mistake of zoho_desk or of the "
                            "server, please report it (SELECT path, rows, error FROM "
                            "zoho_desk_requests shows what was asked)",
                 .table = call_.table};
  }
  ++budget_.used;

  http::Request request;
  request.url = config.api_base + PathAndQuery(call_);
  request.timeout_ms = config.timeout_ms;
  request.total_timeout_ms = std::min(kTimeoutsPerTransfer * config.timeout_ms, TimeLeftMs());
  request.max_body_bytes = call_.max_body_bytes;
  request.limit = session_.limit_;
  request.headers = call_.headers;
  request.headers.push_back({"Authorization", "Zoho-oauthtoken " + token_});
  request.headers.push_back({"Accept", "application/json"});
  if (!org_id_.empty())
    request.headers.push_back({"orgId", org_id_});
  started_ms_ = NowMillis();
  transfer_ = session_.transport_.Start(std::move(request));
  return Ok();
}

PendingCall::Next PendingCall::Judge(Kind kind) const {
  const bool is_renewable = session_.config_.access_token.empty();
  if (is_renewable &&
      (kind == Kind::kToken || (kind == Kind::kUnclear && session_.tokens_.MayBeAtFault(token_))))
    return Next::kRenewToken;
  return IsPassing(kind) ? Next::kRetry : Next::kDone;
}

// Replaces the token that Zoho refuses. A token may die again and again in a call, pushed out by
// other programs' tokens; the token source bounds how often it is renewed. Where the one refused is
// new already, or may not be at fault, a failure to replace it must not hide what Zoho said.
Status PendingCall::RenewToken(const http::Response& response, const ErrorBody& refused,
                               const RequestContext& context, const CancelCheck& cancelled) {
  auto token = session_.tokens_.Renew(token_, cancelled);
  if (token.ok()) {
    ++renewals_;
    token_ = std::move(token).value();
    return Ok();
  }
  const bool is_token = refused.refusal.kind == Kind::kToken;
  const bool is_bound = token.error().code == Code::kRateLimited && renewals_ > 0;
  if (token.error().code == Code::kCancelled || (is_token && !is_bound))
    return InContext(std::move(token).error(), context);
  Error error = ErrorFromResponse(response, refused, context);
  if (!is_token) {
    error.message +=
        " (the access token could not be renewed to make sure: " + token.error().message + ")";
  }
  return error;
}

// The time that is left for this call, at least a moment. It runs from the first Wait: how long a
// page read ahead lies about says nothing about the server.
int64_t PendingCall::TimeLeftMs() const {
  const int64_t whole = kTimeoutsPerCall * session_.config_.timeout_ms;
  if (!waiting_since_)
    return whole;
  const auto waited = std::chrono::duration_cast<std::chrono::milliseconds>(
                          std::chrono::steady_clock::now() - *waiting_since_)
                          .count();
  return std::max<int64_t>(1, whole - waited);
}

// Waits before the next try; false if there is to be none.
Result<bool> PendingCall::PauseForRetry(const http::Response* response,
                                        const CancelCheck& cancelled) {
  if (call_.tries_once || retries_ >= session_.config_.retries)
    return false;
  int64_t pause_ms = BackoffMs(retries_);
  if (response != nullptr) {
    if (const auto asked_ms = http::RetryAfterMillis(*response)) {
      if (*asked_ms > kLongestRetryAfterMs)
        return false;
      pause_ms = *asked_ms + Random(0, *asked_ms / 10);
    }
  }
  if (pause_ms >= TimeLeftMs())
    return false;
  ++retries_;
  const auto end = std::chrono::steady_clock::now() + std::chrono::milliseconds(pause_ms);
  while (std::chrono::steady_clock::now() < end) {
    if (IsCancelled(cancelled))
      return Cancelled(call_);
    std::this_thread::sleep_for(kPollInterval);
  }
  return true;
}

// What a failure that may pass ends in when it is not tried again.
Error PendingCall::GivenUp(Error error, const http::Response* response) const {
  const auto asked_ms =
      response != nullptr ? http::RetryAfterMillis(*response) : std::optional<int64_t>();
  if (asked_ms && *asked_ms > kLongestRetryAfterMs) {
    error.message += "; it asks to come back in " + std::to_string(*asked_ms / 1000) +
                     " seconds, and a query waits no longer than " +
                     std::to_string(kLongestRetryAfterMs / 1000);
  }
  if (retries_ > 0)
    error.message += " (given up after " + std::to_string(retries_ + 1) + " tries)";
  return error;
}

Result<ApiAnswer> PendingCall::Wait(const CancelCheck& cancelled) {
  const auth::Config& config = session_.config_;
  if (!waiting_since_)
    waiting_since_ = std::chrono::steady_clock::now();
  for (;; ++attempt_) {
    if (transfer_ == nullptr && !cached_)
      ZD_RETURN_IF_ERROR(Start(cancelled));
    if (cached_)
      return TakeCached();
    auto outcome = transfer_->Wait(cancelled);
    transfer_.reset();
    if (outcome.ok())
      RemoveByteOrderMark(outcome->body);
    const int64_t log_id = Log(outcome, started_ms_);
    const RequestContext context{.table = call_.table,
                                 .path = call_.path,
                                 .scopes = call_.scopes,
                                 .data_center = config.data_center,
                                 .api_base = config.api_base,
                                 .org_id = org_id_,
                                 .login_command = config.login_command,
                                 .token_is_fixed = !config.access_token.empty()};
    if (!outcome.ok()) {
      if (outcome.error().signal == Signal::kMadeRoom && !call_.tries_once)
        continue;  // now its answer is waited for
      if (!http::MayPass(outcome.error()))
        return InContext(std::move(outcome).error(), context);
      ZD_ASSIGN_OR_RETURN(const bool again, PauseForRetry(nullptr, cancelled));
      if (again)
        continue;
      return GivenUp(InContext(std::move(outcome).error(), context), nullptr);
    }
    const http::Response& response = outcome.value();
    const ErrorBody refused = ParseErrorBody(response, call_.query);
    const Kind kind = refused.refusal.kind;
    if (kind == Kind::kConcurrency)
      session_.limit_->OnRefusal();
    else if (kind != Kind::kCredits)
      session_.limit_->OnSuccess();
    const Next next = LacksContent(response) ? Next::kRetry : Judge(kind);
    if (next == Next::kRenewToken) {
      ZD_RETURN_IF_ERROR(RenewToken(response, refused, context, cancelled));
      continue;
    }
    if (next == Next::kRetry) {
      ZD_ASSIGN_OR_RETURN(const bool again, PauseForRetry(&response, cancelled));
      if (again)
        continue;
    }
    if (LacksContent(response)) {
      Error error = GivenUp(MissingContent(response, context), &response);
      SetRequestError(log_id, error.message);
      return error;
    }
    const bool is_usable = (response.status == 200 || response.status == 204) &&
                           refused.code.empty() && refused.message.empty();
    if (!is_usable && !(kind == Kind::kMissing && call_.missing_is_ok)) {
      Error error = ErrorFromResponse(response, refused, context);
      if (!call_.part.empty() && MayConcernAPartOnly(refused.refusal)) {
        if (config.skip_refused) {
          budget_.left_out.Add(error, log_id);
          return ApiAnswer{204, {}, log_id};
        }
        error.message += WayRound(call_.part);
      }
      if (next == Next::kRetry)
        error = GivenUp(std::move(error), &response);
      SetRequestError(log_id, error.message);
      return error;
    }
    if (auto type = CheckContentType(response, context); !type.ok()) {
      SetRequestError(log_id, type.error().message);
      return std::move(type).error();
    }
    session_.cache_.Store(call_.path, call_.query, CacheHeaders(), response.status, response.body);
    return ApiAnswer{response.status, std::move(outcome.value().body), log_id};
  }
}

Result<bool> PendingCall::AsksAgain(Error& error, const CancelCheck& cancelled) {
  if (error.code == Code::kBadResponse)
    session_.cache_.Forget(call_.path, call_.query, CacheHeaders());
  if (error.signal != Signal::kCutOff)
    return false;
  ZD_ASSIGN_OR_RETURN(const bool again, PauseForRetry(nullptr, cancelled));
  if (again)
    ++attempt_;
  else
    error = GivenUp(std::move(error), nullptr);
  return again;
}

// What besides path and query an answer depends on.
std::string PendingCall::CacheHeaders() const {
  std::string text = org_id_;
  for (const http::Header& header : call_.headers)
    text += "\n" + header.name + ":" + header.value;
  return text;
}

ApiAnswer PendingCall::TakeCached() {
  RequestLogEntry entry;
  entry.started_ms = NowMillis();
  entry.table = call_.table;
  entry.profile = session_.config_.profile;
  entry.path = PathAndQuery(call_);
  entry.status = cached_->status;
  entry.bytes = static_cast<int64_t>(cached_->body->size());
  entry.credits = 0;
  entry.is_cached = true;
  ApiAnswer answer{cached_->status, *cached_->body, AppendRequest(std::move(entry)),
                   cached_->limit};
  cached_.reset();
  return answer;
}

int64_t PendingCall::Log(const Result<http::Response>& outcome, int64_t started_ms) const {
  RequestLogEntry entry;
  entry.started_ms = started_ms;
  entry.table = call_.table;
  entry.profile = session_.config_.profile;
  entry.path = PathAndQuery(call_);
  entry.attempt = attempt_;
  entry.elapsed_ms = NowMillis() - started_ms;
  if (outcome.ok()) {
    entry.status = outcome->status;
    entry.elapsed_ms = outcome->elapsed_ms;
    entry.bytes = static_cast<int64_t>(outcome->body.size());
    entry.credits = IntegerHeader(*outcome, "X-Rate-Limit-Request-Weight-v3");
    budget_.credits += std::max<int64_t>(0, entry.credits);
    entry.credits_left = IntegerHeader(*outcome, "X-Rate-Limit-Remaining-v3");
    const ErrorBody body = ParseErrorBody(*outcome);
    if (!body.code.empty())
      entry.error = body.code + ": " + body.message;
    else if (outcome->status >= 400)
      entry.error = "HTTP " + std::to_string(outcome->status);
  } else {
    entry.error = outcome.error().message;
  }
  return AppendRequest(std::move(entry));
}

Error WithCost(Error error, const RequestBudget& budget, std::string_view known, int64_t more) {
  if (error.signal != Signal::kMaxRequestsReached)
    return error;
  error.signal = Signal::kNone;  // told once
  error.message += ". " + std::string(known) + ": at least " +
                   std::to_string(budget.used + std::max<int64_t>(1, more)) +
                   " requests in all, of which " + std::to_string(budget.used) + " were sent";
  return error;
}

}  // namespace zoho_desk::client
