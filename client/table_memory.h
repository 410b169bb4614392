#pragma once

// Tables that a statement asks for one value of a column after the other: the inner side of a join,
// a correlated subquery. Once asking for each value would cost more than reading the table, it is
// read, and its rows are found by their value: a hash join.
//
// How many values are to come nobody knows, so the decision is that of the ski rental: a share of
// what was spent on asking is spent on reading, or as much as the rows of the outer table that have
// come already show to be worth it. Reading that turns out too long is put off, and goes on where
// it was.

#include <cstddef>
#include <list>
#include <memory>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "client/open_scans.h"
#include "client/scan.h"
#include "client/scan_request.h"
#include "client/session.h"
#include "common/cancel.h"
#include "common/status.h"

namespace zoho_desk::client {

// Not thread-safe. One per statement.
class TableMemory {
 public:
  // One of the many.
  struct Lookup {
    // The scan without the term on the column. Its rows are those of the lookup, in the same order,
    // and others; it reads the column.
    ScanRequest whole;
    int column = -1;    // index into resource->columns, kId or kText; -1: a range, of all rows
    std::string value;  // of the term
    // Several terms are left out: one that changes alone is the better choice.
    bool is_combined = false;
    // By key: a record that the list lacks may still be there, for whoever asks for it by its key.
    bool is_by_key = false;
  };

  // `scans` outlives this: it tells how many values come next.
  explicit TableMemory(const OpenScans& scans) : scans_(scans) {}

  // A scan of the rows that have the value, before its first row; null: ask for them alone. Which
  // of several lookups is the one of many, if several terms might be, shows with time. `budget`
  // outlives this. Errors are of waiting only: what Zoho refuses is a reason to ask for each value.
  Result<std::unique_ptr<Scan>> Open(const std::shared_ptr<Session>& session,
                                     const std::vector<Lookup>& lookups, RequestBudget& budget,
                                     const CancelCheck& cancelled);

  // What a scan has cost that was opened for such lookups because this had none for them.
  void NotePages(const std::shared_ptr<Session>& session, const std::vector<Lookup>& lookups,
                 int64_t pages);

 private:
  struct Entry {
    std::shared_ptr<Session> session;
    ScanRequest whole;
    int column = -1;
    std::unordered_set<std::string> asked{};  // values that were asked for alone
    size_t next_decision = 0;                 // at so many of them
    int64_t pages = 0;                        // that those have cost
    bool has_outer_rows = false;              // that show which come next
    std::shared_ptr<Scan> scan{};             // being read, or read
    int64_t expected_rows = 0;                // as the scan said; 0: not yet
    bool is_complete = false;
    bool is_given_up = false;  // too large, or refused
    // By value, or all under "".
    std::unordered_map<std::string, std::vector<Scan::Position>> rows{};
  };

  Entry* Find(const std::shared_ptr<Session>& session, const Lookup& lookup);
  Entry& EntryFor(const std::shared_ptr<Session>& session, const Lookup& lookup);
  double PagesWorth(Entry& entry, const Lookup& lookup, const CancelCheck& cancelled) const;
  Status Read(Entry& entry, double most_pages, RequestBudget& budget, const CancelCheck& cancelled);
  bool HasRoom() const;
  static double PagesLeft(Entry& entry);
  static void GiveUp(Entry& entry);
  static bool HasAnswer(const Entry& entry, const Lookup& lookup);
  static const std::vector<Scan::Position>& RowsOf(const Entry& entry, const Lookup& lookup);

  const OpenScans& scans_;
  std::list<Entry> entries_;  // the newest first
};

}  // namespace zoho_desk::client
