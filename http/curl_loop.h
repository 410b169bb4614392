#pragma once

// The one libcurl multi handle of a process and the threads that share it. There is no thread of
// its own: whichever thread waits for a transfer drives them all, the others sleep on a condition
// variable and take over when the driver's own transfer has ended. SQLite may unload or fork the
// process at any time, and a background thread survives neither.

#include <sys/types.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <memory>
#include <vector>

#include "common/mutex.h"
#include "http/curl_job.h"
#include "http/curl_transport.h"

namespace zoho_desk::http {

// libcurl's own state of the process. Calls after the first do nothing.
void InitialiseCurl();

// The states of a transfer. Start queues it, Cancel marks it, all else is the driver's doing:
//
//    Start      its limit has room       libcurl is done, or it took too long
//   ------> queued ------------> active -------------------------------------> ended   (Wait takes
//      |       |                   |                                            ^ ^     the result)
//      |       | cancelled         | cancelled, or could not be set up          | |
//      |       v                   +--------------------------------------------+ |
//      |    dropped                                                               |
//      +--------------------------------------------------------------------------+
//        Check refused the request
//
// Who drives:
//
//            a Turn begins, in Start, Poll, Wait or Cancel
//     idle ------------------------------------------------> driving     one thread has the multi
//      ^  <------------------------------------------------              handle, the mutex is free
//      |        it ends: what was cancelled is dropped
//      |
//      |  HoldForFork, which wakes the driver so that its Turn ends
//      +--> held     no Turn begins, until the last thread that forks calls ReleaseAfterFork
//
// A Turn is one round of libcurl and at most 20 ms of waiting for sockets. Who waits for a transfer
// and does not drive looks again every 20 ms, or when something has ended.
//
// Thread-safe. One that has been used is never destroyed: transfers keep plain pointers to it.
class CurlLoop {
 public:
  // A job together with what the threads agree on about it. `held` is the loop's mutex, which
  // guards that.
  class Entry {
   public:
    explicit Entry(Request request) : job(std::move(request)) {}
    CurlJob job;

    bool cancelled([[maybe_unused]] const Mutex& held) const ZD_REQUIRES(held) {
      return cancelled_;
    }
    bool ended([[maybe_unused]] const Mutex& held) const ZD_REQUIRES(held) { return ended_; }
    void SetCancelled([[maybe_unused]] const Mutex& held) ZD_REQUIRES(held) { cancelled_ = true; }
    void SetEnded([[maybe_unused]] const Mutex& held) ZD_REQUIRES(held) { ended_ = true; }

   private:
    bool cancelled_ = false;
    bool ended_ = false;
  };

  CurlLoop();
  CurlLoop(const CurlLoop&) = delete;
  CurlLoop& operator=(const CurlLoop&) = delete;
  ~CurlLoop() = default;

  // The process this loop belongs to. Its sockets and mutex are of no use to a forked child.
  pid_t owner() const { return owner_; }

  // Queues the entry and, if nobody drives, sends it. If it throws, the entry has to be cancelled:
  // it may be queued or on its way.
  void Start(const std::shared_ptr<Entry>& entry);
  // As the methods of Transfer (transport.h). `cancelled` is called without the mutex, by a thread
  // that does not drive.
  bool Poll(const Entry& entry);
  Result<Response> Wait(Entry& entry, const CancelCheck& cancelled);
  // Returns before the transfer is gone if another thread drives; that one drops it.
  void Cancel(Entry& entry) noexcept;
  TransportCounts Count();

  // Around a fork: no thread is inside libcurl then, so that the child does not inherit locks of it
  // and of its TLS library that nobody there will release. Waits for the driver to leave, a second
  // at most.
  void HoldForFork();
  void ReleaseAfterFork();

 private:
  // The right to drive; a thread holds it as long as its Turn lives.
  class Turn;
  bool MayDrive() const ZD_REQUIRES(mutex_) { return !driving_ && held_ == 0; }

  void FinishUnsent(Entry& entry, Error error);

  // What only the driving thread does.
  void ApplyRequests() ZD_EXCLUDES(mutex_);
  bool HasRoomFor(const Entry& entry) const;
  void Add(const std::shared_ptr<Entry>& entry) ZD_EXCLUDES(mutex_);
  void DropCancelled() ZD_EXCLUDES(mutex_);
  bool Advance() ZD_EXCLUDES(mutex_);
  bool CollectEnded() ZD_EXCLUDES(mutex_);
  bool StopOverdue() ZD_EXCLUDES(mutex_);
  void TickClock();
  void End(size_t index) ZD_EXCLUDES(mutex_);

  const pid_t owner_;
  CurlMulti multi_;  // used by the driver only, but for curl_multi_wakeup

  Mutex mutex_;
  std::condition_variable changed_;                      // a transfer ended, or the driver left
  bool driving_ ZD_GUARDED_BY(mutex_) = false;           // a thread is between Turn's start and end
  int held_ ZD_GUARDED_BY(mutex_) = 0;                   // threads that fork: no turn may begin
  bool requests_pending_ ZD_GUARDED_BY(mutex_) = false;  // something was cancelled
  // To be added by the driver when limits allow.
  std::vector<std::shared_ptr<Entry>> queued_ ZD_GUARDED_BY(mutex_);

  // The driver's.
  std::vector<std::shared_ptr<Entry>> active_;
  int64_t driven_ms_ = 0;                 // time during which somebody drove
  std::atomic<size_t> unread_bytes_ = 0;  // of bodies, until their transfers are waited for
  std::chrono::steady_clock::time_point last_tick_;
};

}  // namespace zoho_desk::http
