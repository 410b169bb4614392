#include "client/request_log.h"

#include <deque>
#include <mutex>

#include "common/fork.h"
#include "common/safe_text.h"

namespace zoho_desk::client {
namespace {

struct Log {
  std::mutex mutex;
  std::deque<RequestLogEntry> entries;
  int64_t last_id = 0;

  // The entry if it is still kept. Ids are consecutive, so its place is known.
  RequestLogEntry* Find(int64_t id) {
    if (entries.empty() || id < entries.front().id || id > entries.back().id)
      return nullptr;
    return &entries[static_cast<size_t>(id - entries.front().id)];
  }
};

// A forked child begins with an empty one: it lists the requests of its process.
Log& TheLog() {
  static constinit ProcessOwned<Log> log;
  return *log;
}

}  // namespace

int64_t AppendRequest(RequestLogEntry entry) {
  entry.path = WithoutSecrets(std::move(entry.path));
  entry.error = WithoutSecrets(std::move(entry.error));
  Log& log = TheLog();
  const std::scoped_lock lock(log.mutex);
  entry.id = ++log.last_id;
  log.entries.push_back(std::move(entry));
  if (log.entries.size() > kRequestLogCapacity)
    log.entries.pop_front();
  return log.last_id;
}

void SetRequestRows(int64_t id, int64_t rows) {
  Log& log = TheLog();
  const std::scoped_lock lock(log.mutex);
  if (RequestLogEntry* entry = log.Find(id))
    entry->rows = rows;
}

void SetRequestError(int64_t id, const std::string& error) {
  Log& log = TheLog();
  const std::scoped_lock lock(log.mutex);
  if (RequestLogEntry* entry = log.Find(id))
    entry->error = WithoutSecrets(error);
}

std::vector<RequestLogEntry> RequestLogSnapshot() {
  Log& log = TheLog();
  const std::scoped_lock lock(log.mutex);
  return {log.entries.begin(), log.entries.end()};
}

void ClearRequestLog() {
  Log& log = TheLog();
  const std::scoped_lock lock(log.mutex);
  log.entries.clear();
}

}  // namespace zoho_desk::client
