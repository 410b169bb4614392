// Moves all transfers of the process along; called by CurlTransport on the threads that run
// queries. The header draws the states. The multi handle is used by one thread at a time, between a
// Turn's beginning and end, and the mutex is free meanwhile: whoever only wants to know or to
// cancel never waits for the network.

#include "http/curl_loop.h"

#include <unistd.h>

#include <algorithm>
#include <exception>

#include "http/private_descriptors.h"
#include "http/tls_reads.h"

namespace zoho_desk::http {
namespace {

// How long a thread waits before it asks again whether the query was cancelled.
constexpr int kWaitMs = 20;
// Longer gaps between two turns mean that nobody drove; they do not count as a silent server.
constexpr int64_t kMaxTickMs = 100;
constexpr long kMaxConnections = 32;

// A step of a transfer that needs memory. Without it the transfer ends, in an error that takes
// none: it may be another thread that waits for it.
template <typename Step>
void TryOrFinish(CurlJob& job, const Step& step) noexcept {
  try {
    step();
  } catch (const std::exception&) {
    job.FinishWith({Code::kInternal, "out of memory"});
  }
}

}  // namespace

void InitialiseCurl() {
  // Never cleaned up: the host may use libcurl too.
  static const CURLcode done = curl_global_init(CURL_GLOBAL_DEFAULT);
  static_cast<void>(done);
}

// The right to drive, that is to use the multi handle, from construction to destruction. The mutex
// is held at both ends and released in between.
class ZD_THREAD_SAFETY(scoped_lockable) CurlLoop::Turn {
 public:
  explicit Turn(CurlLoop& loop) ZD_RELEASES(loop.mutex_) : loop_(loop) {
    loop_.driving_ = true;
    loop_.mutex_.Unlock();
  }
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;
  // What others cancelled meanwhile is dropped before the driver leaves: nobody may drive for long.
  ~Turn() ZD_RELEASES() {
    loop_.mutex_.Lock();
    while (loop_.requests_pending_) {
      loop_.requests_pending_ = false;
      loop_.mutex_.Unlock();
      loop_.DropCancelled();
      loop_.mutex_.Lock();
    }
    loop_.driving_ = false;
  }

 private:
  CurlLoop& loop_;
};

CurlLoop::CurlLoop() : owner_(getpid()), last_tick_(std::chrono::steady_clock::now()) {
  InitialiseCurl();
  const OpenDescriptors before;
  multi_.reset(curl_multi_init());
  if (!multi_)
    return;
  curl_multi_setopt(multi_.get(), CURLMOPT_MAXCONNECTS, kMaxConnections);
  // Before version 8.10 programs that the host starts inherit the pair that wakes the multi handle.
  curl_multi_wakeup(multi_.get());
  before.CloseNewFullSocketsOnExec();
  curl_multi_poll(multi_.get(), nullptr, 0, 0, nullptr);
}

void CurlLoop::FinishUnsent(Entry& entry, Error error) {
  entry.job.FinishWith(std::move(error));
  const MutexLock lock(mutex_);
  entry.SetEnded(mutex_);
}

void CurlLoop::Start(const std::shared_ptr<Entry>& entry) {
  if (auto allowed = entry->job.Check(); !allowed.ok())
    return FinishUnsent(*entry, std::move(allowed).error());
  if (!multi_) {
    return FinishUnsent(*entry, {Code::kInternal, "libcurl could not be started (out of memory?)"});
  }
  const MutexLock lock(mutex_);
  queued_.push_back(entry);
  if (!MayDrive()) {
    curl_multi_wakeup(multi_.get());
  } else {
    const Turn turn(*this);
    ApplyRequests();
    Advance();
  }
}

bool CurlLoop::Poll(const Entry& entry) {
  const MutexLock lock(mutex_);
  if (!entry.ended(mutex_) && MayDrive()) {
    const Turn turn(*this);
    ApplyRequests();
    Advance();
  }
  return entry.ended(mutex_);
}

Result<Response> CurlLoop::Wait(Entry& entry, const CancelCheck& cancelled) {
  using Clock = std::chrono::steady_clock;
  constexpr std::chrono::milliseconds kInterval(kWaitMs);
  auto next_check = Clock::now();  // at once: a caller may wait for many quick answers in turn
  MutexLock lock(mutex_);
  entry.job.SetAwaited();
  while (!entry.ended(mutex_)) {
    if (Clock::now() >= next_check) {
      // The check may run SQL or a host's callback: never under the mutex, never while driving.
      lock.Unlock();
      if (IsCancelled(cancelled)) {
        Cancel(entry);
        return Error{Code::kCancelled, "interrupted"};
      }
      next_check = Clock::now() + kInterval;
      lock.Lock();
      if (entry.ended(mutex_))
        break;
    }
    if (!MayDrive()) {
      mutex_.WaitFor(changed_, std::chrono::milliseconds(kWaitMs));
      continue;
    }
    const Turn turn(*this);
    ApplyRequests();
    // Ended transfers first: one of them may be this thread's own.
    if (!Advance())
      curl_multi_poll(multi_.get(), nullptr, 0, kWaitMs, nullptr);
  }
  changed_.notify_all();  // one of the others has to drive now
  return entry.job.TakeResult();
}

void CurlLoop::Cancel(Entry& entry) noexcept {
  const MutexLock lock(mutex_);
  if (entry.ended(mutex_))
    return;
  entry.SetCancelled(mutex_);
  if (!MayDrive()) {
    requests_pending_ = true;
    curl_multi_wakeup(multi_.get());
    return;
  }
  {
    const Turn turn(*this);
    DropCancelled();
  }
  changed_.notify_all();  // the cancelled thread may have been the driver
}

void CurlLoop::HoldForFork() {
  constexpr std::chrono::seconds kMostPatience(1);
  constexpr std::chrono::milliseconds kLook(1);
  const auto give_up = std::chrono::steady_clock::now() + kMostPatience;
  const MutexLock lock(mutex_);
  ++held_;
  while (driving_ && std::chrono::steady_clock::now() < give_up) {
    curl_multi_wakeup(multi_.get());
    mutex_.WaitFor(changed_, kLook);
  }
}

void CurlLoop::ReleaseAfterFork() {
  const MutexLock lock(mutex_);
  --held_;
  changed_.notify_all();
}

TransportCounts CurlLoop::Count() {
  const MutexLock lock(mutex_);
  while (driving_)  // the driver changes what is counted
    mutex_.WaitFor(changed_, std::chrono::milliseconds(kWaitMs));
  return {.queued = queued_.size(), .active = active_.size()};
}

void CurlLoop::ApplyRequests() {
  DropCancelled();
  for (;;) {
    std::shared_ptr<Entry> next;
    {
      const MutexLock lock(mutex_);
      auto found = std::find_if(queued_.begin(), queued_.end(), [this](const auto& entry) {
        return entry->job.awaited() && HasRoomFor(*entry);
      });
      if (found == queued_.end()) {
        found = std::find_if(queued_.begin(), queued_.end(),
                             [this](const auto& entry) { return HasRoomFor(*entry); });
      }
      if (found == queued_.end())
        return;
      active_.reserve(active_.size() + 1);  // so that no entry is lost for want of memory
      next = std::move(*found);
      queued_.erase(found);
    }
    Add(next);
  }
}

bool CurlLoop::HasRoomFor(const Entry& entry) const {
  const ConcurrencyLimit* limit = entry.job.limit();
  if (limit == nullptr)
    return true;
  const auto running = std::count_if(active_.begin(), active_.end(), [limit](const auto& other) {
    return other->job.limit() == limit;
  });
  return running < limit->now();
}

void CurlLoop::Add(const std::shared_ptr<Entry>& entry) {
  active_.push_back(entry);
  CurlJob& job = entry->job;
  job.SetLoop(&driven_ms_, &unread_bytes_);
  TryOrFinish(job, [&] {
    Status added = job.Configure(CurlEasy(curl_easy_init()));
    if (added.ok() && curl_multi_add_handle(multi_.get(), job.easy()) != CURLM_OK)
      added = Error{Code::kInternal, "libcurl refused another transfer (out of memory?)"};
    if (!added.ok())
      job.FinishWith(std::move(added).error());
  });
  if (job.finished())
    End(active_.size() - 1);
}

// Frees nothing under the mutex: closing a connection may take a moment.
void CurlLoop::DropCancelled() {
  for (size_t i = active_.size(); i-- > 0;) {
    bool cancelled = false;
    {
      const MutexLock lock(mutex_);
      cancelled = active_[i]->cancelled(mutex_);
    }
    if (cancelled)
      End(i);
  }
  const MutexLock lock(mutex_);
  std::erase_if(queued_,
                [this](const auto& entry) ZD_REQUIRES(mutex_) { return entry->cancelled(mutex_); });
}

// True if a transfer ended; whoever waited for its place goes out at once.
bool CurlLoop::Advance() {
  TickClock();
  GrantTlsReads();
  int running = 0;
  curl_multi_perform(multi_.get(), &running);
  bool ended = CollectEnded();
  ended = StopOverdue() || ended;
  if (ended) {
    ApplyRequests();
    curl_multi_perform(multi_.get(), &running);
  }
  return ended;
}

void CurlLoop::TickClock() {
  const auto now = std::chrono::steady_clock::now();
  const int64_t gap =
      std::chrono::duration_cast<std::chrono::milliseconds>(now - last_tick_).count();
  if (gap == 0)
    return;  // keep the fraction
  driven_ms_ += std::min(gap, kMaxTickMs);
  last_tick_ = now;
}

bool CurlLoop::CollectEnded() {
  bool any = false;
  int left = 0;
  while (const CURLMsg* message = curl_multi_info_read(multi_.get(), &left)) {
    if (message->msg != CURLMSG_DONE)
      continue;
    const auto found = std::find_if(active_.begin(), active_.end(), [message](const auto& entry) {
      return entry->job.easy() == message->easy_handle;
    });
    if (found == active_.end())
      continue;
    CurlJob& job = (*found)->job;
    TryOrFinish(job, [&] { job.Finish(message->data.result); });
    End(static_cast<size_t>(found - active_.begin()));
    any = true;
  }
  return any;
}

bool CurlLoop::StopOverdue() {
  bool any = false;
  for (size_t i = active_.size(); i-- > 0;) {
    CurlJob& job = active_[i]->job;
    const bool is_silent = job.IsSilentTooLong();
    if (!is_silent && !job.TakesTooLong())
      continue;
    TryOrFinish(job, [&] { is_silent ? job.FinishSilent() : job.FinishSlow(); });
    End(i);
    any = true;
  }
  return any;
}

// Takes the transfer out of libcurl and tells its owner. Allocates nothing.
void CurlLoop::End(size_t index) {
  const std::shared_ptr<Entry> entry = std::move(active_[index]);
  active_[index] = std::move(active_.back());
  active_.pop_back();
  // A handle serves one transfer only. One that is set up again may refuse options, even after a
  // reset: libcurl leaves it its buffer while other streams use the connection (HTTP/2), or after
  // an unknown host name. What is worth keeping, connections and names, lives in the multi handle.
  if (const CurlEasy easy = entry->job.TakeEasy())
    curl_multi_remove_handle(multi_.get(), easy.get());
  const MutexLock lock(mutex_);
  entry->SetEnded(mutex_);
  changed_.notify_all();
}

}  // namespace zoho_desk::http
