#pragma once

// What the queries of a connection ask of Zoho in one statement. SQLite shows a module cursors, not
// statements: one statement is what runs from a connection's first open cursor to its last close,
// correlated subqueries and recursion included, and goes on as long as SQLite runs the same
// statement (a trigger has its cursors closed after each row).

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

#include "client/list_memory.h"
#include "client/open_scans.h"
#include "client/record_memory.h"
#include "client/session.h"
#include "client/table_memory.h"
#include "resources/resource.h"

namespace zoho_desk::client {

// Records, lists and tables that its cursors look up, until the last is closed: each is asked for
// once, whichever cursor reads it. As with a transaction, one that has been read stays as it was.
class Memories {
 public:
  explicit Memories(OpenScans& scans) : scans_(scans), lists_(scans), tables_(scans) {}

  // Of one login's records, with these columns.
  RecordMemory& Records(const std::shared_ptr<Session>& session,
                        const resources::Resource& resource, const std::vector<int>& columns) {
    return records_.try_emplace({session, &resource, columns}, &scans_).first->second;
  }
  ListMemory& lists() { return lists_; }
  TableMemory& tables() { return tables_; }

 private:
  OpenScans& scans_;
  std::map<std::tuple<std::shared_ptr<Session>, const resources::Resource*, std::vector<int>>,
           RecordMemory>
      records_;
  ListMemory lists_;
  TableMemory tables_;
};

// Like the connection, used on one thread at a time.
class Statement {
 public:
  using Clock = std::chrono::steady_clock;

  // What tells a run of a statement apart for vtab/.
  struct Run {
    const void* statement = nullptr;
    int starts = 0;
  };

  // `scans` outlives this.
  Statement(OpenScans& scans, Run run) : scans_(scans), run_(run) {}

  const Run& run() const { return run_; }

  // Requests sent and credits spent by all its cursors.
  RequestBudget& budget() { return budget_; }

  // Shared by the cursors that are open; each holds it.
  std::shared_ptr<Memories> SharedMemories() {
    auto memories = memories_.lock();
    if (memories == nullptr)
      memories_ = memories = std::make_shared<Memories>(scans_);
    return memories;
  }
  bool HasCursors() const { return !memories_.expired(); }

  // Call again and again while a cursor waits, and EndWait before the host has its turn, whose time
  // does not count. True once the statement has waited longer than that in all; 0: no limit.
  bool WaitsLongerThan(int64_t milliseconds, Clock::time_point now = Clock::now()) {
    if (!waiting_since_)
      waiting_since_ = now;
    timed_out_ = milliseconds > 0 &&
                 waited_ + (now - *waiting_since_) >= std::chrono::milliseconds(milliseconds);
    return timed_out_;
  }
  void EndWait(Clock::time_point now = Clock::now()) {
    if (waiting_since_)
      waited_ += now - *waiting_since_;
    waiting_since_.reset();
  }
  bool timed_out() const { return timed_out_; }

  // True for the first who asks: one hint in the log is enough.
  bool TakesHint() { return !std::exchange(has_hint_, true); }

 private:
  OpenScans& scans_;
  const Run run_;
  RequestBudget budget_;
  std::weak_ptr<Memories> memories_;
  std::optional<Clock::time_point> waiting_since_;
  Clock::duration waited_{0};
  bool timed_out_ = false;
  bool has_hint_ = false;
};

}  // namespace zoho_desk::client
