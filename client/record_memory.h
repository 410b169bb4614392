#pragma once

// The records of one table that a statement has looked up by key with the same columns, and those
// on their way: a join that meets the same contact again does not ask for it again, and asks for
// the contacts of many tickets together. Bounded in records and bytes; the oldest goes first.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "client/open_scans.h"
#include "client/page.h"
#include "client/session.h"

namespace zoho_desk::client {

class ListWalk;

// Where in which answer a record is. Answers are shared by the records in them.
struct RememberedRecord {
  resources::Route route = resources::kGet;         // of the answer
  std::shared_ptr<const std::optional<Page>> page;  // nullopt: there is no such record
  size_t row = 0;
};

// Not thread-safe.
class RecordMemory {
 public:
  // `scans`, which may be null, outlives this: it tells which keys will be looked up next.
  explicit RecordMemory(const OpenScans* scans = nullptr) : scans_(scans) {}

  const OpenScans* scans() const { return scans_; }

  // nullptr if the key was not looked up.
  const RememberedRecord* Find(const std::string& key) const {
    const auto it = records_.find(key);
    return it != records_.end() ? &it->second : nullptr;
  }

  void Remember(const std::string& key, RememberedRecord record) {
    if (records_.contains(key))
      return;  // no older than what is known
    bytes_ += BytesOf(record);
    records_.emplace(key, std::move(record));
    order_.push_back(key);
    while (order_.size() > kMostRecords || (bytes_ > kMostKeptBytes && order_.size() > 1)) {
      const auto oldest = records_.find(order_.front());
      bytes_ -= BytesOf(oldest->second);
      records_.erase(oldest);
      order_.pop_front();
    }
  }

  // A lookup under way: a search for several keys, or a get-by-id of one.
  struct Batch {
    std::vector<std::string> keys;
    std::string get_path;  // empty: a search
    std::unique_ptr<PendingCall> call;
  };
  std::deque<Batch> batches;
  // For columns that only list rows carry.
  std::shared_ptr<ListWalk> list_walk;
  // Fetching together is given up when the search is refused or few of the keys were asked for.
  bool fetches_together = true;
  size_t lookups = 0;       // so far
  size_t batches_sent = 0;  // so far

 private:
  static constexpr size_t kMostRecords = 4000;
  // A page is shared by its rows, which come and go together.
  static size_t BytesOf(const RememberedRecord& record) {
    const std::optional<Page>& page = *record.page;
    return page ? page->bytes() / std::max<size_t>(1, page->size()) : 0;
  }

  const OpenScans* scans_;
  std::unordered_map<std::string, RememberedRecord> records_;
  std::deque<std::string> order_;
  size_t bytes_ = 0;  // of records_
};

}  // namespace zoho_desk::client
