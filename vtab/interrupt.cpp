// InterruptProbe: asked by StatementUse again and again while a query waits for Zoho, on the
// connection's thread. What SQLite begins while an interrupted statement runs is interrupted too,
// and asking goes by that. Nothing but SQLITE_INTERRUPT ends a query: other failures of what is
// asked say nothing about it. Why in this way: docs/DECISIONS.md, "Interruption".

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

// Counts a thread among those that ask SQLite now, as long as it lives.
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

// A compiler that is asked for a blank returns no statement, and looks for an interrupt first.
bool CompilesNothing(sqlite3* db) {
  sqlite3_stmt* none = nullptr;
  const int rc = sqlite3_prepare_v2(db, " ", -1, &none, nullptr);
  sqlite3_finalize(none);
  return rc == SQLITE_INTERRUPT;
}

// A row for every thousand or so joined, and the first million rows after some minutes. It reads no
// table: it waits for no lock and holds none.
#define ZOHO_DESK_TEN_ROWS "(VALUES(0),(1),(2),(3),(4),(5),(6),(7),(8),(9))"
constexpr const char* kLongStatement =
    "SELECT 1 FROM " ZOHO_DESK_TEN_ROWS "," ZOHO_DESK_TEN_ROWS "," ZOHO_DESK_TEN_ROWS
    "," ZOHO_DESK_TEN_ROWS "," ZOHO_DESK_TEN_ROWS " AS a," ZOHO_DESK_TEN_ROWS
    " AS b," ZOHO_DESK_TEN_ROWS " AS c WHERE a.column1 + b.column1 + c.column1 = 27";
#undef ZOHO_DESK_TEN_ROWS

// While a connection reads its schema, SQLite compiles statements of its own for it: it asks no
// authorizer about them and keeps no text, and what has no text is not traced. The only way to ask
// for that from outside is the control with which shells mount tables for repair. It is on for this
// one statement, which makes no table; the connection is ours alone meanwhile, as in every
// callback.
int CompileUnseen(sqlite3* db, sqlite3_stmt** statement) {
  sqlite3_test_control(SQLITE_TESTCTRL_IMPOSTER, db, "main", 1, 0);
  const int rc = sqlite3_prepare_v2(db, kLongStatement, -1, statement, nullptr);
  sqlite3_test_control(SQLITE_TESTCTRL_IMPOSTER, db, "main", 0, 0);
  return rc;
}

}  // namespace

bool InterruptProbe::IsInterrupted() {
  const auto now = std::chrono::steady_clock::now();
  if (now < next_)
    return false;
  const Asking asking;
  if (g_forks > 0)
    return false;
  next_ = now + kInterval;
  return CompilesNothing(db_) || HandlersEndIt();
}

bool InterruptProbe::HandlersEndIt() {
  if (!statement_) {
    sqlite3_stmt* statement = nullptr;
    const int rc = CompileUnseen(db_, &statement);
    statement_.reset(statement);
    if (statement == nullptr)
      return rc == SQLITE_INTERRUPT;
  }
  const int rc = sqlite3_step(statement_.get());
  if (rc == SQLITE_ROW || rc == SQLITE_DONE)
    return false;
  // Without its text a statement says why it failed only in the end.
  return sqlite3_finalize(statement_.release()) == SQLITE_INTERRUPT;
}

}  // namespace zoho_desk::vtab
