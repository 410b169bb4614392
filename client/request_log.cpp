// The process's request log: written by PendingCall, by the token calls of Session and by whoever
// decodes an answer, read by zoho_desk_requests and zoho_desk_usage (extension/request_table). Ids
// have no gaps, on which Find rests; totals outlive the entries that they count.

#include "client/request_log.h"

#include <algorithm>
#include <deque>
#include <map>
#include <utility>

#include "common/fork.h"
#include "common/mutex.h"
#include "common/safe_text.h"

namespace zoho_desk::client {
namespace {

struct Log {
  Mutex mutex;
  std::deque<RequestLogEntry> entries ZD_GUARDED_BY(mutex);
  // By table and profile.
  std::map<std::pair<std::string, std::string>, RequestTotals> totals ZD_GUARDED_BY(mutex);
  int64_t last_id ZD_GUARDED_BY(mutex) = 0;

  // The entry if it is still kept. Ids are consecutive, so its place is known.
  RequestLogEntry* Find(int64_t id) ZD_REQUIRES(mutex) {
    if (entries.empty() || id < entries.front().id || id > entries.back().id)
      return nullptr;
    return &entries[static_cast<size_t>(id - entries.front().id)];
  }

  RequestTotals& TotalsOf(const RequestLogEntry& entry) ZD_REQUIRES(mutex) {
    RequestTotals& of = totals[{entry.table, entry.profile}];
    of.table = entry.table;
    of.profile = entry.profile;
    return of;
  }
};

// A forked child begins with an empty one: it lists the requests of its process.
Log& TheLog() {
  static constinit ProcessOwned<Log> log;
  return *log;
}

}  // namespace

int64_t AppendRequest(RequestLogEntry entry) {
  entry.path = OneLine(std::move(entry.path), kLongestLoggedText);
  entry.error = OneLine(std::move(entry.error), kLongestLoggedText);
  Log& log = TheLog();
  const MutexLock lock(log.mutex);
  // What may lack memory comes first: ids without a gap are what Find relies on.
  RequestTotals& totals = log.TotalsOf(entry);
  entry.id = log.last_id + 1;
  log.entries.push_back(std::move(entry));
  const RequestLogEntry& kept = log.entries.back();
  log.last_id = kept.id;
  ++(kept.is_cached ? totals.cached : totals.requests);
  totals.failed += kept.error.empty() ? 0 : 1;
  totals.bytes += kept.is_cached ? 0 : kept.bytes;
  totals.credits += std::max<int64_t>(0, kept.credits);
  if (log.entries.size() > kRequestLogCapacity)
    log.entries.pop_front();
  return log.last_id;
}

void SetRequestRows(int64_t id, int64_t rows) {
  Log& log = TheLog();
  const MutexLock lock(log.mutex);
  if (RequestLogEntry* entry = log.Find(id)) {
    log.TotalsOf(*entry).rows += rows - std::max<int64_t>(0, entry->rows);
    entry->rows = rows;
  }
}

void SetRequestError(int64_t id, const std::string& error) {
  Log& log = TheLog();
  const MutexLock lock(log.mutex);
  if (RequestLogEntry* entry = log.Find(id)) {
    log.TotalsOf(*entry).failed += entry->error.empty() ? 1 : 0;
    entry->error = OneLine(error, kLongestLoggedText);
  }
}

std::vector<RequestLogEntry> RequestLogSnapshot() {
  Log& log = TheLog();
  const MutexLock lock(log.mutex);
  return {log.entries.begin(), log.entries.end()};
}

std::vector<RequestTotals> RequestTotalsSnapshot() {
  Log& log = TheLog();
  const MutexLock lock(log.mutex);
  std::vector<RequestTotals> all;
  for (const auto& [key, totals] : log.totals)
    all.push_back(totals);
  return all;
}

void ClearRequestLog() {
  Log& log = TheLog();
  const MutexLock lock(log.mutex);
  log.entries.clear();
  log.totals.clear();
}

}  // namespace zoho_desk::client
