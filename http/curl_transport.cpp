// The real transport: client/ and cli/ send through it, and the entry point starts it. There is one
// CurlLoop per process. A forked child leaves its parent's alone, locks, sockets and all, and makes
// its own; transfers that it inherits end in an error.

#include "http/curl_transport.h"

#include <pthread.h>
#include <unistd.h>

#include "common/fork.h"
#include "common/mutex.h"
#include "common/no_destructor.h"
#include "http/curl_loop.h"

namespace zoho_desk::http {
namespace {

// The loop of this process. A parent's loop is abandoned, not freed: its connections are the
// parent's, and closing them would speak on the parent's sockets.
constinit ProcessOwned<CurlLoop> g_loop;

// Held by whoever starts libcurl or makes the loop, and by whoever forks: a child would inherit the
// locks of a start that goes on in another thread.
constinit Mutex g_starting;

CurlLoop& Loop() {
  if (CurlLoop* const made = g_loop.existing())
    return *made;
  const MutexLock lock(g_starting);
  return *g_loop;
}

// The loop this thread holds while it forks.
constinit thread_local CurlLoop* t_held = nullptr;

[[maybe_unused]] const int kRegistered = pthread_atfork(
    []() ZD_UNCHECKED {
      g_starting.Lock();
      t_held = g_loop.existing();
      if (t_held != nullptr)
        t_held->HoldForFork();
    },
    []() ZD_UNCHECKED {
      if (t_held != nullptr)
        t_held->ReleaseAfterFork();
      g_starting.Unlock();
    },
    []() ZD_UNCHECKED { g_starting.Unlock(); });

// A Transfer is an entry of the loop. It knows which process started it.
class CurlTransfer final : public Transfer {
 public:
  CurlTransfer(CurlLoop& loop, std::shared_ptr<CurlLoop::Entry> entry)
      : loop_(loop), entry_(std::move(entry)) {}
  CurlTransfer(const CurlTransfer&) = delete;
  CurlTransfer& operator=(const CurlTransfer&) = delete;
  // Also of one whose start failed. In a forked child the loop's lock may be held by a thread that
  // does not exist there.
  ~CurlTransfer() override {
    if (IsOurs())
      loop_.Cancel(*entry_);
  }

  void Start() { loop_.Start(entry_); }

  bool Poll() override { return !IsOurs() || loop_.Poll(*entry_); }

  Result<Response> Wait(const CancelCheck& cancelled) override {
    if (!IsOurs()) {
      return Error{Code::kNetwork,
                   "this request was started before the process forked; run the query again"};
    }
    return loop_.Wait(*entry_, cancelled);
  }

 private:
  bool IsOurs() const { return forks_ == ForkCount() && loop_.owner() == getpid(); }

  CurlLoop& loop_;
  const uint64_t forks_ = ForkCount();
  std::shared_ptr<CurlLoop::Entry> entry_;
};

// Has no state of its own: the loop is looked up for each request, because a fork exchanges it.
class ProcessTransport final : public Transport {
 public:
  std::unique_ptr<Transfer> Start(Request request) override {
    auto transfer = std::make_unique<CurlTransfer>(
        Loop(), std::make_shared<CurlLoop::Entry>(std::move(request)));
    transfer->Start();
    return transfer;
  }
};

}  // namespace

Transport& CurlTransport() {
  static NoDestructor<ProcessTransport> transport;
  return *transport;
}

void StartTransport() {
  const MutexLock lock(g_starting);
  InitialiseCurl();
}

TransportCounts CountTransfers() {
  return Loop().Count();
}

}  // namespace zoho_desk::http
