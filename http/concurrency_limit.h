#pragma once

// How many requests of one kind may be under way at once. Shared by everybody who talks to the same
// server: all cursors, connections and threads of the process. A server that answers "too many at
// once" halves it for a while.

#include <algorithm>
#include <atomic>

namespace zoho_desk::http {

// Thread-safe.
class ConcurrencyLimit {
 public:
  // `most`, in requests, is at least 1; less counts as 1.
  explicit ConcurrencyLimit(int most) : most_(std::max(1, most)), now_(most_) {}

  int most() const { return most_; }
  int now() const { return now_.load(std::memory_order_relaxed); }

  // The server refused a request because too many were under way.
  void OnRefusal() {
    now_.store(std::max(1, now() / 2), std::memory_order_relaxed);
    successes_.store(0, std::memory_order_relaxed);
  }

  // After so many answers without a refusal one more is tried.
  void OnSuccess() {
    if (now() >= most_ || ++successes_ < kSuccessesPerStep)
      return;
    successes_.store(0, std::memory_order_relaxed);
    now_.store(std::min(most_, now() + 1), std::memory_order_relaxed);
  }

 private:
  static constexpr int kSuccessesPerStep = 20;
  const int most_;
  std::atomic<int> now_;
  std::atomic<int> successes_{0};
};

}  // namespace zoho_desk::http
