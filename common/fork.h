#pragma once

// What belongs to one process. A forked child has one thread and a copy of everything else: locks
// that other threads held stay locked, and sockets are the parent's. So a child leaves what its
// parent made alone and makes its own.

#include <sys/types.h>
#include <unistd.h>

#include <atomic>
#include <cstdint>
#include <memory>

namespace zoho_desk {

namespace internal {
extern std::atomic<uint64_t> g_forks;
}  // namespace internal

// How many forks lie between the process that loaded this code and this one: what was made under
// another number is the parent's. Costs one load. Counts fork(), not raw system calls.
inline uint64_t ForkCount() {
  return internal::g_forks.load(std::memory_order_relaxed);
}

// One T per process: made at first use, made anew in a forked child, never destroyed (see
// no_destructor.h). The copy that a child inherits is leaked: its destructor might wait for a lock
// or speak on a socket. For namespace scope and static variables, as constinit. Thread-safe.
template <typename T>
class ProcessOwned {
 public:
  constexpr ProcessOwned() = default;
  ProcessOwned(const ProcessOwned&) = delete;
  ProcessOwned& operator=(const ProcessOwned&) = delete;
  ~ProcessOwned() = default;

  T& operator*() { return *get(); }
  T* operator->() { return get(); }
  // nullptr if this process has made none yet.
  T* existing() {
    Owned* const owned = owned_.load(std::memory_order_acquire);
    return owned != nullptr && owned->IsOurs() ? &owned->value : nullptr;
  }
  T* get() {
    Owned* owned = owned_.load(std::memory_order_acquire);
    while (owned == nullptr || !owned->IsOurs()) {
      auto fresh = std::make_unique<Owned>();
      if (owned_.compare_exchange_strong(owned, fresh.get(), std::memory_order_acq_rel))
        owned = fresh.release();
    }
    return &owned->value;
  }

 private:
  struct Owned {
    // Both: process ids come again, and the count misses forks by raw system calls.
    bool IsOurs() const { return forks == ForkCount() && pid == getpid(); }
    const uint64_t forks = ForkCount();
    const pid_t pid = getpid();
    T value{};
  };
  std::atomic<Owned*> owned_{nullptr};
};

}  // namespace zoho_desk
