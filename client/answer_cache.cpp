// AnswerCache: asked by PendingCall before it sends, and given every answer that it hands on. What
// tells requests apart is path, headers and query without `limit` and `include`; an answer serves
// only a request for as many rows or fewer and for the same includes or fewer, so it never lacks
// what was asked for.

#include "client/answer_cache.h"

#include <algorithm>
#include <charconv>
#include <string_view>
#include <vector>

namespace zoho_desk::client {
namespace {

// What an entry takes beside its texts, of which there may be none.
constexpr size_t kBytesPerEntry = 256;

// A request without what may be less in another: its page size and what it includes.
struct Shape {
  std::string key;
  int limit = 0;
  std::string include;
};

Shape ShapeOf(const std::string& path, const QueryParams& query, const std::string& headers) {
  Shape shape;
  std::vector<std::string> parts;
  for (const auto& [name, value] : query) {
    if (name == "limit")
      std::from_chars(value.data(), value.data() + value.size(), shape.limit);
    else if (name == "include")
      shape.include = value;
    else
      parts.push_back(PercentEncode(name) + "=" + PercentEncode(value));
  }
  std::sort(parts.begin(), parts.end());
  shape.key = path + "\n" + headers;
  for (const std::string& part : parts)
    shape.key += "\n" + part;
  return shape;
}

bool Includes(std::string_view more, std::string_view less) {
  const std::string list = "," + std::string(more) + ",";
  while (!less.empty()) {
    const size_t comma = std::min(less.find(','), less.size());
    if (list.find("," + std::string(less.substr(0, comma)) + ",") == std::string::npos)
      return false;
    less.remove_prefix(std::min(comma + 1, less.size()));
  }
  return true;
}

}  // namespace

std::optional<CachedAnswer> AnswerCache::Find(const std::string& path, const QueryParams& query,
                                              const std::string& headers) {
  if (!is_on())
    return std::nullopt;
  const Shape shape = ShapeOf(path, query, headers);
  const MutexLock lock(mutex_);
  const auto found = by_key_.find(shape.key);
  if (found == by_key_.end())
    return std::nullopt;
  const Entry& entry = *found->second;
  if (clock_() - entry.stored >= ttl_) {
    Drop(found->second);
    return std::nullopt;
  }
  if (entry.answer.limit < shape.limit || !Includes(entry.answer.include, shape.include))
    return std::nullopt;
  return entry.answer;
}

void AnswerCache::Store(const std::string& path, const QueryParams& query,
                        const std::string& headers, int status, const std::string& body) {
  if (!is_on())
    return;
  Shape shape = ShapeOf(path, query, headers);
  const size_t bytes = body.size() + 2 * shape.key.size() + shape.include.size() + kBytesPerEntry;
  if (bytes > kMostBytes / 4)
    return;
  const MutexLock lock(mutex_);
  if (const auto old = by_key_.find(shape.key); old != by_key_.end())
    Drop(old->second);
  bytes_ += bytes;
  entries_.push_back(
      {shape.key,
       {status, std::make_shared<const std::string>(body), shape.limit, std::move(shape.include)},
       clock_(),
       bytes});
  by_key_.emplace(std::move(shape.key), std::prev(entries_.end()));
  while (bytes_ > kMostBytes)
    Drop(entries_.begin());
}

void AnswerCache::Forget(const std::string& path, const QueryParams& query,
                         const std::string& headers) {
  if (!is_on())
    return;
  const MutexLock lock(mutex_);
  const auto found = by_key_.find(ShapeOf(path, query, headers).key);
  if (found != by_key_.end())
    Drop(found->second);
}

void AnswerCache::Drop(std::list<Entry>::iterator entry) {
  bytes_ -= entry->bytes;
  by_key_.erase(entry->key);
  entries_.erase(entry);
}

}  // namespace zoho_desk::client
