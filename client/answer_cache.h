#pragma once

// Answers of the API kept for ZOHO_DESK_CACHE_TTL seconds, for requests that ask for the same or
// less: fewer rows of the same page, fewer included objects. Off by default: rows should be live.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>

#include "common/mutex.h"
#include "common/url.h"

namespace zoho_desk::client {

// What Find hands out: the body is shared with the cache and never changes.
struct CachedAnswer {
  int status = 0;
  std::shared_ptr<const std::string> body{};
  int limit = 0;          // page size the answer was asked for; 0: not a page
  std::string include{};  // comma list
};

// Thread-safe. Holds at most kMostBytes; what was stored longest ago goes first.
class AnswerCache {
 public:
  static constexpr size_t kMostBytes = size_t{64} * 1024 * 1024;
  using Clock = std::function<std::chrono::steady_clock::time_point()>;

  // `ttl` of zero turns it off.
  explicit AnswerCache(std::chrono::seconds ttl, Clock clock = std::chrono::steady_clock::now)
      : ttl_(ttl), clock_(std::move(clock)) {}

  bool is_on() const { return ttl_.count() > 0; }

  // `headers` is any text that stands for the request's own headers.
  std::optional<CachedAnswer> Find(const std::string& path, const QueryParams& query,
                                   const std::string& headers);
  void Store(const std::string& path, const QueryParams& query, const std::string& headers,
             int status, const std::string& body);
  // Drops the answer to that request, whatever its page size: it turned out to be damaged.
  void Forget(const std::string& path, const QueryParams& query, const std::string& headers);

 private:
  struct Entry {
    std::string key;
    CachedAnswer answer;
    std::chrono::steady_clock::time_point stored;
    size_t bytes = 0;
  };
  void Drop(std::list<Entry>::iterator entry) ZD_REQUIRES(mutex_);

  const std::chrono::seconds ttl_;
  const Clock clock_;
  Mutex mutex_;
  std::list<Entry> entries_ ZD_GUARDED_BY(mutex_);  // oldest first
  std::unordered_map<std::string, std::list<Entry>::iterator> by_key_ ZD_GUARDED_BY(mutex_);
  size_t bytes_ ZD_GUARDED_BY(mutex_) = 0;
};

}  // namespace zoho_desk::client
