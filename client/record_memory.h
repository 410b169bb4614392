#pragma once

// The records a statement has looked up by key: a join that meets the same contact again does not
// ask for it again. Bounded; the oldest goes first.

#include <cstddef>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "client/page.h"

namespace zoho_desk::client {

// A record, or nullopt where there is none.
using RememberedRecord = std::shared_ptr<const std::optional<Page>>;

// Not thread-safe: one per cursor.
class RecordMemory {
 public:
  // nullptr if the key was not looked up, or with other columns.
  RememberedRecord Find(const std::vector<int>& columns, const std::string& key) const {
    const auto it = records_.find(key);
    return columns == columns_ && it != records_.end() ? it->second : nullptr;
  }

  void Remember(const std::vector<int>& columns, const std::string& key, RememberedRecord record) {
    if (columns != columns_) {
      records_.clear();
      order_.clear();
      columns_ = columns;
    }
    if (!records_.insert_or_assign(key, std::move(record)).second)
      return;
    order_.push_back(key);
    if (order_.size() > kMostRecords) {
      records_.erase(order_.front());
      order_.pop_front();
    }
  }

 private:
  static constexpr size_t kMostRecords = 2000;
  std::vector<int> columns_;
  std::unordered_map<std::string, RememberedRecord> records_;
  std::deque<std::string> order_;
};

}  // namespace zoho_desk::client
