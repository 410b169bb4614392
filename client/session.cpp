#include "client/session.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdlib>
#include <map>
#include <nlohmann/json.hpp>
#include <random>
#include <thread>

#include "client/api_error.h"
#include "client/record.h"
#include "client/request_log.h"
#include "common/no_destructor.h"
#include "common/time_text.h"
#include "http/curl_transport.h"

namespace zoho_desk::client {
namespace {

constexpr int64_t kFirstPauseMs = 200;
constexpr int64_t kLongestPauseMs = 10'000;
constexpr int64_t kLongestRetryAfterMs = 30'000;
constexpr std::chrono::milliseconds kPollInterval{20};
constexpr size_t kMostOrganizationBytes = size_t{1024} * 1024;
constexpr std::string_view kOrganizationsPath = "/api/v1/organizations";

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
  return {Code::kCancelled, call.table + ": interrupted"};
}

bool IsPassing(const http::Response& response) {
  switch (response.status) {
    case 408:
    case 500:
    case 502:
    case 503:
    case 504:
      return true;
    case 429:
      return ParseErrorBody(response).code != "THRESHOLD_EXCEEDED";
    default:
      return false;
  }
}

// Exponential, with jitter so that clients that failed together do not return together.
int64_t BackoffMs(int retries) {
  thread_local std::minstd_rand random{std::random_device{}()};
  const int64_t ceiling = std::min(kLongestPauseMs, kFirstPauseMs << std::min(retries, 10));
  return std::uniform_int_distribution<int64_t>(ceiling / 2, ceiling)(random);
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
  if (attempt_ == 1 && !renewed_) {
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
    return Error{Code::kRateLimited,
                 call_.table + ": the query needs more than the " +
                     std::to_string(config.max_requests) +
                     " requests that ZOHO_DESK_MAX_REQUESTS allows; narrow it with WHERE or LIMIT, "
                     "or raise the setting"};
  }
  ++budget_.used;

  http::Request request;
  request.url = config.api_base + PathAndQuery(call_);
  request.timeout_ms = config.timeout_ms;
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

PendingCall::Next PendingCall::Judge(const http::Response& response) {
  if (response.status == 401 && !renewed_)
    return Next::kRenewToken;
  if (response.status == 403 && !renewed_ && !IsPermissionRefusal(ParseErrorBody(response)))
    return Next::kRenewToken;
  return MayRetry(&response) ? Next::kRetry : Next::kDone;
}

bool PendingCall::MayRetry(const http::Response* response) const {
  return retries_ < session_.config_.retries && (response == nullptr || IsPassing(*response));
}

Result<ApiAnswer> PendingCall::Wait(const CancelCheck& cancelled) {
  const auth::Config& config = session_.config_;
  for (;; ++attempt_) {
    if (transfer_ == nullptr && !cached_)
      ZD_RETURN_IF_ERROR(Start(cancelled));
    if (cached_)
      return TakeCached();
    auto outcome = transfer_->Wait(cancelled);
    transfer_.reset();
    const int64_t log_id = Log(outcome, started_ms_);
    const RequestContext context{.table = call_.table,
                                 .path = call_.path,
                                 .scopes = call_.scopes,
                                 .data_center = config.data_center,
                                 .api_base = config.api_base,
                                 .org_id = org_id_};
    if (!outcome.ok()) {
      const Code code = outcome.error().code;
      if ((code == Code::kNetwork || code == Code::kTimeout) && MayRetry(nullptr)) {
        ZD_RETURN_IF_ERROR(Pause(nullptr, cancelled));
        continue;
      }
      return InContext(std::move(outcome).error(), context);
    }
    const http::Response& response = outcome.value();
    if (response.status != 429)
      session_.limit_->OnSuccess();
    else if (IsPassing(response))
      session_.limit_->OnRefusal();
    switch (Judge(response)) {
      case Next::kRenewToken: {
        renewed_ = true;
        auto token = session_.tokens_.Renew(token_, cancelled);
        if (!token.ok())
          return InContext(std::move(token).error(), context);
        token_ = std::move(token).value();
        continue;
      }
      case Next::kRetry:
        ZD_RETURN_IF_ERROR(Pause(&response, cancelled));
        continue;
      case Next::kDone:
        break;
    }
    const bool missing =
        response.status == 404 && call_.missing_is_ok && !ParseErrorBody(response).code.empty();
    if (response.status != 200 && response.status != 204 && !missing) {
      Error error = ErrorFromResponse(response, context);
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
    if (outcome->status >= 400) {
      const ErrorBody body = ParseErrorBody(*outcome);
      entry.error = body.code.empty() ? "HTTP " + std::to_string(outcome->status)
                                      : body.code + ": " + body.message;
    }
  } else {
    entry.error = outcome.error().message;
  }
  return AppendRequest(std::move(entry));
}

Status PendingCall::Pause(const http::Response* response, const CancelCheck& cancelled) {
  int64_t pause_ms = BackoffMs(retries_);
  if (response != nullptr) {
    if (const int64_t seconds = IntegerHeader(*response, "Retry-After"); seconds >= 0)
      pause_ms = std::min(seconds * 1000, kLongestRetryAfterMs);
  }
  ++retries_;
  const auto end = std::chrono::steady_clock::now() + std::chrono::milliseconds(pause_ms);
  while (std::chrono::steady_clock::now() < end) {
    if (IsCancelled(cancelled))
      return Cancelled(call_);
    std::this_thread::sleep_for(kPollInterval);
  }
  return Ok();
}

Session::Session(auth::Config config, http::Transport& transport)
    : config_(std::move(config)),
      transport_(transport),
      limit_(std::make_shared<http::ConcurrencyLimit>(static_cast<int>(config_.concurrency))),
      cache_(std::chrono::seconds(config_.cache_ttl_s)),
      tokens_(config_, transport,
              [](const auth::TokenCall& call) {
                RequestLogEntry entry;
                entry.started_ms = NowMillis() - call.elapsed_ms;
                entry.method = "POST";
                entry.path = call.path;
                entry.status = call.status;
                entry.elapsed_ms = call.elapsed_ms;
                entry.bytes = static_cast<int64_t>(call.bytes);
                entry.error = call.error;
                AppendRequest(std::move(entry));
              }),
      org_id_(config_.org_id) {}

Result<std::string> Session::OrgId(RequestBudget& budget, const CancelCheck& cancelled) {
  std::unique_lock lock(org_mutex_, std::defer_lock);
  while (!lock.try_lock_for(kPollInterval)) {
    if (IsCancelled(cancelled))
      return Error{Code::kCancelled, "interrupted"};
  }
  if (org_id_.empty()) {
    ZD_ASSIGN_OR_RETURN(org_id_, DiscoverOrgId(budget, cancelled));
  }
  return org_id_;
}

Result<std::string> Session::DiscoverOrgId(RequestBudget& budget, const CancelCheck& cancelled) {
  using nlohmann::json;
  ZD_ASSIGN_OR_RETURN(const ApiAnswer answer, Get({.table = "zoho_desk_organizations",
                                                   .path = std::string(kOrganizationsPath),
                                                   .scopes = "Desk.basic.READ",
                                                   .needs_org = false},
                                                  budget, cancelled));
  // The parsed form takes many times the memory of the text.
  const json body = answer.body.size() > kMostOrganizationBytes
                        ? json()
                        : json::parse(answer.body, nullptr, /*allow_exceptions=*/false);
  const json rows = body.is_object() ? body.value("data", json()) : json();
  std::vector<std::string> ids;
  std::vector<std::string> defaults;
  std::string listed;
  for (const json& row : rows.is_array() ? rows : json::array()) {
    const json id = row.is_object() ? row.value("id", json()) : json();
    if (!id.is_string() && !id.is_number_integer())
      continue;
    std::string text = id.is_string() ? id.get<std::string>() : id.dump();
    if (!IsPossibleId(text))
      continue;  // it becomes a header
    ids.push_back(std::move(text));
    const json is_default = row.value("isDefault", json());
    if (is_default == true || is_default == "true")
      defaults.push_back(ids.back());
    const json name = row.value("companyName", json());
    listed += (listed.empty() ? "" : ", ") + ids.back() +
              (name.is_string() ? " (" + name.get<std::string>() + ")" : "");
  }
  SetRequestRows(answer.log_id, static_cast<int64_t>(ids.size()));
  if (ids.size() == 1)
    return ids.front();
  if (defaults.size() == 1)
    return defaults.front();
  if (ids.empty()) {
    return Error{Code::kAuth,
                 "the token's user belongs to no Zoho Desk organisation that /organizations lists: "
                 "set ZOHO_DESK_ORG_ID, and check that ZOHO_DESK_DC ('" +
                     config_.data_center + "') is the portal's data centre"};
  }
  return Error{
      Code::kInvalidArgument,
      "the token can read several organisations: set ZOHO_DESK_ORG_ID to one of " + listed};
}

Result<std::shared_ptr<Session>> CurrentSession() {
  struct Pool {
    std::mutex mutex;
    std::vector<std::shared_ptr<Session>> sessions;
  };
  static NoDestructor<Pool> pool;
  ZD_ASSIGN_OR_RETURN(auth::Config config, auth::LoadConfig(auth::ProcessEnvironment()));
  const std::scoped_lock lock(pool->mutex);
  for (const auto& session : pool->sessions) {
    if (session->config() == config)
      return session;
  }
  pool->sessions.push_back(std::make_shared<Session>(std::move(config), http::CurlTransport()));
  return pool->sessions.back();
}

}  // namespace zoho_desk::client
