#pragma once

// An authorised connection to one Zoho Desk portal: attaches token and organisation to requests,
// renews the token when it is refused, retries passing failures, logs every request.
//
// A Session is shared by every cursor of the process that uses the same configuration, profile
// included: token, organisation and answer cache of two profiles never meet. Thread-safe.

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "auth/config.h"
#include "auth/token_source.h"
#include "client/answer_cache.h"
#include "client/left_out.h"
#include "common/cancel.h"
#include "common/mutex.h"
#include "common/status.h"
#include "common/url.h"
#include "http/transport.h"

namespace zoho_desk::client {

// One GET of the API.
struct ApiCall {
  std::string table;  // for messages and the log
  std::string path;   // "/api/v1/tickets"
  QueryParams query{};
  std::vector<http::Header> headers{};
  std::string scopes{};  // named when the scope is missing
  bool needs_org = true;
  bool missing_is_ok = false;  // 404 with Zoho's JSON is an answer, not an error
  // Empty: the whole table is asked for. Else a refusal names the part, or is answered by nothing
  // (ZOHO_DESK_SKIP_REFUSED).
  Part part{};
  bool tries_once = false;                       // a failure that may pass is final too
  size_t max_body_bytes = http::kMostBodyBytes;  // after decompression; more is an error
};

// An answer that may be used: no refusal, but for a missing record where that is ok.
struct ApiAnswer {
  int status = 0;  // 200, 204, or 404 and the like when missing_is_ok
  std::string body{};
  int64_t log_id = 0;  // its entry in the request log
  int limit = 0;       // page size it was made for, if it comes from the cache and that was another
};

// Counts the requests of one statement's cursor against ZOHO_DESK_MAX_REQUESTS. Not thread-safe.
struct RequestBudget {
  int64_t used = 0;     // requests sent, retries among them
  int64_t credits = 0;  // that their answers say they cost
  LeftOut left_out{};

  // A fuse: calls (retries are not counted again) are bounded by what was seen, so that no mistake,
  // ours or a server's, spends a day's credits. Scans and their rows allow for more.
  int64_t calls = 0;
  int64_t allowed_calls = 1000;
  void Allow(int64_t more) { allowed_calls += more; }
};

// Adds to the error that ends a query at ZOHO_DESK_MAX_REQUESTS what the query would have cost, and
// nothing to any other: `known` is what the number rests on, `more` how many requests besides those
// sent are needed at least.
Error WithCost(Error error, const RequestBudget& budget, std::string_view known, int64_t more);

class Session;
struct ErrorBody;
struct RequestContext;

// A call under way. Destroying it cancels it. Use on one thread at a time.
class PendingCall {
 public:
  PendingCall(Session& session, ApiCall call, RequestBudget& budget);
  PendingCall(const PendingCall&) = delete;
  PendingCall& operator=(const PendingCall&) = delete;
  // The log tells of a request that nobody waited for: it may have cost credits.
  ~PendingCall();

  // Sends the request without waiting for its answer; needed only to have several under way.
  Status Start(const CancelCheck& cancelled);

  // True once Wait has something to return or to retry at once. Moves every transfer of the process
  // along.
  bool Poll() { return cached_ || (transfer_ != nullptr && transfer_->Poll()); }

  // Waits for the answer. Renews the token and retries as the class comment of Session says. Errors
  // are complete messages that name the table. Call this or WaitAnd, once.
  Result<ApiAnswer> Wait(const CancelCheck& cancelled);

  // Waits for the answer and hands it to `decode`, which returns a Result. What `decode` finds to
  // be cut off (kCutOff) is retried like any passing failure.
  template <typename Decode>
  auto WaitAnd(const CancelCheck& cancelled, const Decode& decode)
      -> decltype(decode(ApiAnswer())) {
    for (;;) {
      ZD_ASSIGN_OR_RETURN(ApiAnswer answer, Wait(cancelled));
      auto decoded = decode(std::move(answer));
      if (decoded.ok())
        return decoded;
      ZD_ASSIGN_OR_RETURN(const bool again, AsksAgain(decoded.error(), cancelled));
      if (!again)
        return decoded;
    }
  }

 private:
  // What to do about an answer.
  enum class Next { kDone, kRenewToken, kRetry };

  ApiAnswer TakeCached();
  std::string CacheHeaders() const;
  Next Judge(Refusal::Kind kind) const;
  Status RenewToken(const http::Response& response, const ErrorBody& refused,
                    const RequestContext& context, const CancelCheck& cancelled);
  int64_t Log(const Result<http::Response>& outcome, int64_t started_ms) const;
  int64_t TimeLeftMs() const;
  Result<bool> PauseForRetry(const http::Response* response, const CancelCheck& cancelled);
  Error GivenUp(Error error, const http::Response* response) const;
  Result<bool> AsksAgain(Error& error, const CancelCheck& cancelled);

  Session& session_;
  ApiCall call_;
  RequestBudget& budget_;
  std::unique_ptr<http::Transfer> transfer_;
  std::optional<CachedAnswer> cached_;
  std::string token_;
  std::string org_id_;
  int64_t started_ms_ = 0;
  std::optional<std::chrono::steady_clock::time_point> waiting_since_;
  int attempt_ = 1;   // requests sent so far for this call
  int retries_ = 0;   // of them, after passing failures
  int renewals_ = 0;  // of the token, for this call
};

// Policy: an answer that says the token is dead renews it and replays the call, as long as new
// tokens come (auth/token_source bounds how many may be asked for early); one that does not say
// whether the token or a missing right is at fault does so for a token that has not itself replaced
// a refused one. 408, 429 for concurrency, 500, 502, 503, 504, network failures but for a
// certificate that cannot be verified, stalled transfers and answers that are cut off are retried
// ZOHO_DESK_RETRIES times with growing, jittered pauses. A Retry-After of up to a minute is waited
// for, a longer one is an error that tells it. A transfer takes at most three times
// ZOHO_DESK_TIMEOUT, all tries of a call six times. Everything else is final at once. At most
// ZOHO_DESK_CONCURRENCY requests are under way; a 429 for concurrency halves that for a while.
class Session {
 public:
  // `transport` must outlive the session.
  Session(auth::Config config, http::Transport& transport);

  const auth::Config& config() const { return config_; }

  // One call from start to answer.
  Result<ApiAnswer> Get(ApiCall call, RequestBudget& budget, const CancelCheck& cancelled) {
    return PendingCall(*this, std::move(call), budget).Wait(cancelled);
  }

  // The organisation requests are for: ZOHO_DESK_ORG_ID, else the only (or the default) one that
  // /organizations lists, looked up once.
  Result<std::string> OrgId(RequestBudget& budget, const CancelCheck& cancelled);

  // The refusal of a search that Zoho refuses whatever it looks for, if somebody has met it in the
  // last ten minutes: what can do without that search does.
  std::shared_ptr<const Error> RefusedSearch(std::string_view path) const;
  // Takes note of a search's refusal; false if it is not one of rights but of what was asked.
  bool NotesRefusedSearch(std::string_view path, const Error& refusal);

  using Clock = std::chrono::steady_clock;
  // The largest page to ask that path for: `documented`, unless the server has said less within the
  // last kLimitLife.
  int LargestPage(const std::string& path, int documented,
                  Clock::time_point now = Clock::now()) const;
  // Takes note of a refusal that says which limits that path takes (HTTP 422); true if asking again
  // for LargestPage, which is then less than `asked`, makes sense. Limits below kSmallestLimit are
  // not believed.
  bool LearnsLargestPage(const std::string& path, int asked, const Error& refusal);
  static constexpr std::chrono::minutes kLimitLife{10};
  // Zoho Desk's default page: every list gives that many.
  static constexpr int kSmallestLimit = 10;

 private:
  friend class PendingCall;
  class OrgSearch;
  Result<std::string> DiscoverOrgId(RequestBudget& budget, const CancelCheck& cancelled);

  auth::Config config_;
  http::Transport& transport_;
  std::shared_ptr<http::ConcurrencyLimit> limit_;
  AnswerCache cache_;
  auth::TokenSource tokens_;
  Mutex org_mutex_;
  std::condition_variable org_found_;
  // Some thread is asking for it; the others wait.
  bool seeks_org_ ZD_GUARDED_BY(org_mutex_) = false;
  std::string org_id_ ZD_GUARDED_BY(org_mutex_);
  mutable Mutex limits_mutex_;
  struct RefusedPath {
    std::shared_ptr<const Error> refusal;
    std::chrono::steady_clock::time_point until;
  };
  std::map<std::string, RefusedPath, std::less<>> refused_searches_ ZD_GUARDED_BY(limits_mutex_);
  struct LearnedLimit {
    int most = 0;
    Clock::time_point at{};
  };
  // By path, where the server said so.
  std::map<std::string, LearnedLimit> largest_pages_ ZD_GUARDED_BY(limits_mutex_);
};

// The session for the configuration found now in the process's environment, the profile file and
// what SQL says (auth::LoadConfig). Sessions are kept for the life of the process, so tokens and
// connections are reused; of those nobody uses any more, kMostIdleSessions.
inline constexpr size_t kMostIdleSessions = 16;
Result<std::shared_ptr<Session>> CurrentSession(const auth::SqlSettings& sql = {},
                                                const std::optional<std::string>& profile = {});

}  // namespace zoho_desk::client
