#include "http/curl_transport.h"

#include <unistd.h>

#include <atomic>

#include "common/no_destructor.h"
#include "http/curl_loop.h"

namespace zoho_desk::http {
namespace {

class CurlTransfer final : public Transfer {
 public:
  CurlTransfer(CurlLoop& loop, std::shared_ptr<CurlLoop::Entry> entry)
      : loop_(loop), entry_(std::move(entry)) {}
  CurlTransfer(const CurlTransfer&) = delete;
  CurlTransfer& operator=(const CurlTransfer&) = delete;
  // In a forked child the loop's lock may be held by a thread that does not exist there.
  ~CurlTransfer() override {
    if (IsOurs())
      loop_.Cancel(*entry_);
  }

  bool Poll() override { return !IsOurs() || loop_.Poll(*entry_); }

  Result<Response> Wait(const CancelCheck& cancelled) override {
    if (!IsOurs()) {
      return Error{Code::kNetwork,
                   "this request was started before the process forked; run the query again"};
    }
    return loop_.Wait(*entry_, cancelled);
  }

 private:
  bool IsOurs() const { return loop_.owner() == getpid(); }

  CurlLoop& loop_;
  std::shared_ptr<CurlLoop::Entry> entry_;
};

class ProcessTransport final : public Transport {
 public:
  std::unique_ptr<Transfer> Start(Request request) override {
    CurlLoop& loop = Loop();
    return std::make_unique<CurlTransfer>(loop, loop.Start(std::move(request)));
  }

  TransportCounts Count() { return Loop().Count(); }

 private:
  // The loop of this process. A parent's loop is abandoned, not freed: its connections are the
  // parent's, and closing them here would speak on the parent's sockets. No lock for the same
  // reason.
  CurlLoop& Loop() {
    CurlLoop* loop = loop_.load(std::memory_order_acquire);
    while (loop == nullptr || loop->owner() != getpid()) {
      auto fresh = std::make_unique<CurlLoop>();
      if (loop_.compare_exchange_strong(loop, fresh.get(), std::memory_order_acq_rel))
        return *fresh.release();
    }
    return *loop;
  }

  std::atomic<CurlLoop*> loop_{nullptr};
};

ProcessTransport& TheTransport() {
  static NoDestructor<ProcessTransport> transport;
  return *transport;
}

}  // namespace

Transport& CurlTransport() {
  return TheTransport();
}

TransportCounts CountTransfers() {
  return TheTransport().Count();
}

}  // namespace zoho_desk::http
