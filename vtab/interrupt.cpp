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

// A compiler that is asked for a blank returns no statement, and looks for an interrupt first.
bool CompilesNothing(sqlite3* db) {
  sqlite3_stmt* none = nullptr;
  const int rc = sqlite3_prepare_v2(db, " ", -1, &none, nullptr);
  sqlite3_finalize(none);
  return rc == SQLITE_INTERRUPT;
}

using Blob =
    std::unique_ptr<sqlite3_blob, decltype([](sqlite3_blob* blob) { sqlite3_blob_close(blob); })>;

// The first rows of a schema may have been dropped.
constexpr sqlite3_int64 kRowsToTry = 8;

// A row of the schema, its number in `row`; null if none was found, or it may not be read.
Blob OpenRowOfSchema(sqlite3* db, sqlite3_int64& row) {
  for (row = 1; row <= kRowsToTry; ++row) {
    sqlite3_blob* blob = nullptr;
    const int rc = sqlite3_blob_open(db, "main", "sqlite_master", "type", row, 0, &blob);
    if (rc == SQLITE_OK)
      return Blob(blob);
    if (rc != SQLITE_ERROR)  // SQLITE_ERROR: there is no such row
      break;
  }
  return nullptr;
}

// Goes over the row again and again: three opcodes each.
constexpr int kReopens = 1500;

// A row for every thousand or so joined, and the first million rows after some minutes. It names no
// table, column or function that an authorizer could refuse.
#define ZOHO_DESK_TEN_ROWS "(VALUES(0),(1),(2),(3),(4),(5),(6),(7),(8),(9))"
constexpr const char* kLongStatement =
    "SELECT 1 FROM " ZOHO_DESK_TEN_ROWS "," ZOHO_DESK_TEN_ROWS "," ZOHO_DESK_TEN_ROWS
    "," ZOHO_DESK_TEN_ROWS "," ZOHO_DESK_TEN_ROWS " AS a," ZOHO_DESK_TEN_ROWS
    " AS b," ZOHO_DESK_TEN_ROWS " AS c WHERE a.column1 + b.column1 + c.column1 = 27";
#undef ZOHO_DESK_TEN_ROWS

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
  sqlite3_int64 row = 0;
  const Blob blob = reads_ == Reads::kMain ? OpenRowOfSchema(db_, row) : nullptr;
  if (blob == nullptr)
    return StatementIsEnded();
  int rc = SQLITE_OK;
  for (int i = 0; i < kReopens && rc == SQLITE_OK; ++i)
    rc = sqlite3_blob_reopen(blob.get(), row);
  return rc == SQLITE_INTERRUPT;
}

bool InterruptProbe::StatementIsEnded() {
  if (!statement_) {
    sqlite3_stmt* statement = nullptr;
    sqlite3_prepare_v2(db_, kLongStatement, -1, &statement, nullptr);
    statement_.reset(statement);  // null if an authorizer refuses even that
  }
  return statement_ != nullptr && sqlite3_step(statement_.get()) == SQLITE_INTERRUPT;
}

}  // namespace zoho_desk::vtab
