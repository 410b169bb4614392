// RequestLog: written by Api once an answer is ready, read by tests through Server or
// /_sandbox/log. An entry is there before its client can have the answer, so a test that has an
// answer finds it.

#include "sandbox/request_log.h"

#include "sandbox/json_writer.h"

namespace zoho_desk::sandbox {
namespace {

constexpr size_t kMaxEntries = 200'000;

void WriteEntry(const LogEntry& entry, Writer& w) {
  const auto number = [&](std::string_view key, auto value) {
    w.Key(key);
    w.Int(static_cast<int64_t>(value));
  };
  const auto text = [&](std::string_view key, std::string_view value) {
    w.Key(key);
    w.String(value);
  };
  const auto flag = [&](std::string_view key, bool value) {
    w.Key(key);
    w.Bool(value);
  };
  w.BeginObject();
  number("number", entry.number);
  number("at_ms", entry.at_ms);
  text("method", entry.method);
  text("path", entry.path);
  text("query", entry.query);
  number("status", entry.status);
  text("resource", entry.resource);
  text("route", entry.route);
  number("weight", entry.weight);
  number("rows", entry.rows);
  number("bytes", entry.bytes);
  number("in_flight", entry.in_flight);
  text("scheme", entry.scheme);
  flag("org_header", entry.org_header);
  flag("accepts_gzip", entry.accepts_gzip);
  text("error_code", entry.error_code);
  flag("faulted", entry.faulted);
  w.EndObject();
}

}  // namespace

void RequestLog::Add(LogEntry entry) {
  const std::lock_guard lock(mutex_);
  entry.number = next_++;
  entries_.push_back(std::move(entry));
  if (entries_.size() > kMaxEntries)
    entries_.pop_front();
}

std::vector<LogEntry> RequestLog::Entries() const {
  const std::lock_guard lock(mutex_);
  return {entries_.begin(), entries_.end()};
}

void RequestLog::Reset() {
  const std::lock_guard lock(mutex_);
  entries_.clear();
  next_ = 1;
}

std::string LogToJson(const std::vector<LogEntry>& entries) {
  std::string out;
  Writer w(out);
  w.BeginArray();
  for (const LogEntry& entry : entries)
    WriteEntry(entry, w);
  w.EndArray();
  return out;
}

}  // namespace zoho_desk::sandbox
