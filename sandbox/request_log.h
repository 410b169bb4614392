#pragma once

// What the sandbox was asked, for tests that count requests.

#include <cstdint>
#include <deque>
#include <mutex>
#include <string>
#include <vector>

namespace zoho_desk::sandbox {

struct LogEntry {
  uint64_t number = 0;  // 1, 2, ... since the start or the last reset
  int64_t at_ms = 0;    // since the sandbox started
  std::string method;
  std::string path;
  std::string query;      // as sent
  int status = 0;         // 0: the connection was cut before an answer
  std::string resource;   // table name; "organizations", "token", ...; empty: unknown path
  std::string route;      // "list", "get", "search", "count", "token", "revoke", ...
  int64_t weight = 0;     // credits charged
  uint64_t rows = 0;      // records in the answer
  uint64_t bytes = 0;     // of the body, before compression
  int64_t in_flight = 0;  // API calls under way when this one came in, itself included
  std::string scheme;     // of the Authorization header: "Zoho-oauthtoken", "Bearer", ...
  bool org_header = false;
  bool accepts_gzip = false;
  std::string error_code;  // errorCode of the answer, if it was an error
  bool faulted = false;    // a fault changed the answer
};

// Thread-safe. Keeps the latest 200,000 entries.
class RequestLog {
 public:
  void Add(LogEntry entry);
  std::vector<LogEntry> Entries() const;
  void Reset();

 private:
  mutable std::mutex mutex_;
  std::deque<LogEntry> entries_;
  uint64_t next_ = 1;
};

// The entries as a JSON array of objects with the members' names.
std::string LogToJson(const std::vector<LogEntry>& entries);

}  // namespace zoho_desk::sandbox
