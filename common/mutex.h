#pragma once

// A mutex whose use clang checks: a member marked ZD_GUARDED_BY(mutex) is only touched, and a
// function marked ZD_REQUIRES(mutex) only called, where the mutex is held. script/lint asks clang
// (-Wthread-safety); other compilers see nothing of the marks. std::mutex has none in libstdc++,
// which is why there is a type of our own.

#include <chrono>
#include <condition_variable>
#include <mutex>

#if defined(__clang__)
#define ZD_THREAD_SAFETY(attribute) __attribute__((attribute))
#else
#define ZD_THREAD_SAFETY(attribute)
#endif

#define ZD_GUARDED_BY(mutex) ZD_THREAD_SAFETY(guarded_by(mutex))
#define ZD_REQUIRES(mutex) ZD_THREAD_SAFETY(requires_capability(mutex))
#define ZD_EXCLUDES(mutex) ZD_THREAD_SAFETY(locks_excluded(mutex))
#define ZD_ACQUIRES(...) ZD_THREAD_SAFETY(acquire_capability(__VA_ARGS__))
#define ZD_RELEASES(...) ZD_THREAD_SAFETY(release_capability(__VA_ARGS__))
// For what the checker cannot follow, with the reason.
#define ZD_UNCHECKED ZD_THREAD_SAFETY(no_thread_safety_analysis)

namespace zoho_desk {

class ZD_THREAD_SAFETY(capability("mutex")) Mutex {
 public:
  constexpr Mutex() = default;
  Mutex(const Mutex&) = delete;
  Mutex& operator=(const Mutex&) = delete;
  ~Mutex() = default;

  void Lock() ZD_ACQUIRES() { mutex_.lock(); }
  void Unlock() ZD_RELEASES() { mutex_.unlock(); }

  // Free while it waits for `changed`, `most` long; held again when this returns, for whatever
  // reason: look at what was waited for.
  void WaitFor(std::condition_variable& changed, std::chrono::milliseconds most) ZD_REQUIRES(this) {
    std::unique_lock lock(mutex_, std::adopt_lock);
    changed.wait_for(lock, most);
    lock.release();
  }

 private:
  std::mutex mutex_;
};

// Holds a mutex as long as it lives, but for the time between its Unlock and Lock.
class ZD_THREAD_SAFETY(scoped_lockable) MutexLock {
 public:
  explicit MutexLock(Mutex& mutex) ZD_ACQUIRES(mutex) : mutex_(mutex) { mutex.Lock(); }
  MutexLock(const MutexLock&) = delete;
  MutexLock& operator=(const MutexLock&) = delete;
  ~MutexLock() ZD_RELEASES() {
    if (held_)
      mutex_.Unlock();
  }

  void Unlock() ZD_RELEASES() {
    mutex_.Unlock();
    held_ = false;
  }
  void Lock() ZD_ACQUIRES() {
    mutex_.Lock();
    held_ = true;
  }

 private:
  Mutex& mutex_;
  bool held_ = true;
};

}  // namespace zoho_desk
