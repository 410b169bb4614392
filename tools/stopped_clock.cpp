// A VFS that is SQLite's default one but for the time: for SandboxSession and for tests whose SQL
// says 'now'. It stays registered, because connections that are open keep using it.

#include "tools/stopped_clock.h"

#include <sqlite3.h>

#include <atomic>

namespace zoho_desk::tools {
namespace {

// SQLite counts milliseconds from noon of 24 November 4714 BC.
constexpr int64_t kUnixEpochInJulianMillis = 210'866'760'000'000;

std::atomic<int64_t> moment;

int Moment(sqlite3_vfs* /*vfs*/, sqlite3_int64* julian_millis) {
  *julian_millis = moment;
  return SQLITE_OK;
}

}  // namespace

void StopTheClock(int64_t unix_millis) {
  static sqlite3_vfs vfs = [] {
    sqlite3_vfs copy = *sqlite3_vfs_find(nullptr);
    copy.zName = "stopped-clock";
    copy.xCurrentTimeInt64 = Moment;
    return copy;
  }();
  moment = unix_millis + kUnixEpochInJulianMillis;
  sqlite3_vfs_register(&vfs, 1);
}

}  // namespace zoho_desk::tools
