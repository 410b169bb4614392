#pragma once

// One line on a terminal's standard error that tells how a long query goes:
//
//   zoho_desk_tickets: 12,300 of 50,000 rows, 124 pages, 372 credits, 310 rows/s, 2 min left
//
// It appears after a second, is rewritten in place (carriage return and blanks, no escape
// sequences) and wiped before the host may print: rows and errors never mix with it.

#include <atomic>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "client/scan_observer.h"
#include "common/mutex.h"

namespace zoho_desk::extension {

// What the line is written to; injected so that tests need no terminal and no time.
struct ProgressOutput {
  std::function<int64_t()> now_ms;              // a clock that never goes back
  std::function<void(std::string_view)> write;  // at once, unbuffered
  std::function<size_t()> columns;              // of the terminal
  std::function<bool()> is_wanted;              // if no setting says: is the host a shell, ...
  std::function<bool()> shares_with_rows;       // whether rows are printed on a terminal too
};

// The line as text, at most `columns` wide: what does not fit is left out from the end.
std::string ProgressText(const client::ScanFacts& facts, int64_t elapsed_ms, size_t columns);

// Of a join it tells the outermost scan's rows and everybody's credits. Thread-safe.
class ProgressLine : public client::ScanObserver {
 public:
  explicit ProgressLine(ProgressOutput output) : output_(std::move(output)) {}

  bool IsInterested(std::optional<bool> setting) override;
  void OnPage(const void* scan, const client::ScanFacts& facts) override;
  void OnWait(const void* scan, const client::ScanFacts& facts) override;
  void OnHandOver() override;
  void OnEnd(const void* scan) override;

  // The columns that the line takes, after which it counts as wiped. Takes no lock: for exit().
  size_t TakeShown() { return shown_.exchange(0); }

 private:
  struct Entry {  // a scan that has waited or asked, and is not over
    const void* scan;
    client::ScanFacts facts;
    int64_t started_ms;
  };
  void Note(const void* scan, const client::ScanFacts& facts, int64_t now_ms) ZD_REQUIRES(mutex_);
  int64_t Credits() const ZD_REQUIRES(mutex_);
  void Draw(int64_t now_ms) ZD_REQUIRES(mutex_);
  void Wipe() ZD_REQUIRES(mutex_);

  const ProgressOutput output_;
  Mutex mutex_;
  std::vector<Entry> scans_ ZD_GUARDED_BY(mutex_);  // in the order in which they first waited
  std::string text_ ZD_GUARDED_BY(mutex_);          // the last one drawn
  int64_t drawn_ms_ ZD_GUARDED_BY(mutex_) = 0;
  bool shares_with_rows_ ZD_GUARDED_BY(mutex_) = true;
  std::atomic<size_t> shown_ = 0;  // columns that the line takes; 0: it is not there
};

// The process's own: standard error, shown where it is a terminal and the host is the sqlite3
// shell, unless ZOHO_DESK_PROGRESS says otherwise. Never destroyed.
ProgressLine& TerminalProgress();

}  // namespace zoho_desk::extension
