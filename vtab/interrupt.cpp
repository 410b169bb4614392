#include "vtab/interrupt.h"

#include <pthread.h>

#include <atomic>
#include <chrono>
#include <thread>

namespace zoho_desk::vtab {
namespace {

// A child that is forked while another thread is inside SQLite inherits SQLite's locks as they are
// (its memory's, for one) and may wait for them for ever. A query that waits for the network is
// inside SQLite only while it asks; so nobody asks while the process forks.
constinit std::atomic<int> g_asking{0};
constinit std::atomic<int> g_forks{0};  // under way

constexpr std::chrono::milliseconds kInterval(10);

class Asking {
 public:
  Asking() { ++g_asking; }
  Asking(const Asking&) = delete;
  Asking& operator=(const Asking&) = delete;
  ~Asking() { --g_asking; }
};

// A progress handler may keep an asking thread for long, and may even wait for the one that forks
// (Python's GIL): hence the limit.
void WaitForAskingThreads() {
  constexpr std::chrono::milliseconds kMostPatience(50);
  ++g_forks;
  const auto give_up = std::chrono::steady_clock::now() + kMostPatience;
  while (g_asking > 0 && std::chrono::steady_clock::now() < give_up)
    std::this_thread::yield();
}

[[maybe_unused]] const int kRegistered = pthread_atfork(
    WaitForAskingThreads, [] { --g_forks; },
    [] {
      g_asking = 0;
      g_forks = 0;
    });

}  // namespace

bool InterruptProbe::IsInterrupted() {
  const auto now = std::chrono::steady_clock::now();
  if (now < next_)
    return false;
  const Asking asking;
  if (g_forks > 0)
    return false;
  next_ = now + kInterval;
  if (!prepared_) {
    sqlite3_stmt* statement = nullptr;
    const int rc = sqlite3_prepare_v2(
        db_,
        "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x+1 FROM c LIMIT 250) "
        "SELECT max(x) FROM c",
        -1, &statement, nullptr);
    if (rc == SQLITE_INTERRUPT)
      return true;  // the interrupt came before the first question
    prepared_ = true;
    // An authorizer may refuse it; then the query simply cannot be interrupted while it waits.
    if (rc == SQLITE_OK)
      statement_.reset(statement);
  }
  if (!statement_)
    return false;
  const int rc = sqlite3_step(statement_.get());
  sqlite3_reset(statement_.get());
  return rc == SQLITE_INTERRUPT;
}

}  // namespace zoho_desk::vtab
