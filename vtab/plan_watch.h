#pragma once

// Looks over SQLite's shoulder while it prepares a statement: what it offered to each xBestIndex
// call, and what the planner answered. zoho_desk_plan switches it on; otherwise nothing is kept.
//
// SQLite asks many times and keeps one answer for each use of a table. While watching, idxNum,
// which xFilter does not read, is the number of the answer, and EXPLAIN QUERY PLAN shows it.

#include <string_view>
#include <vector>

#include "vtab/offered_scan.h"

namespace zoho_desk::vtab {

// One per connection; like the connection, used by one thread at a time.
class PlanWatch {
 public:
  bool is_on() const { return is_on_; }

  // Keeps the scan and returns its number.
  int Add(OfferedScan scan);

  // The scan of that number if its plan reads so; nullptr for numbers that others gave.
  const OfferedScan* Find(int number, std::string_view plan_text) const;

 private:
  friend class PlanWatching;
  bool is_on_ = false;
  std::vector<OfferedScan> scans_;
};

// Watches as long as it lives. What was seen is forgotten at its end.
class PlanWatching {
 public:
  explicit PlanWatching(PlanWatch& watch) : watch_(watch) { watch_.is_on_ = true; }
  PlanWatching(const PlanWatching&) = delete;
  PlanWatching& operator=(const PlanWatching&) = delete;
  ~PlanWatching() {
    watch_.is_on_ = false;
    watch_.scans_.clear();
  }

 private:
  PlanWatch& watch_;
};

}  // namespace zoho_desk::vtab
