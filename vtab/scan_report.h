#pragma once

// Tells an observer how a cursor's scan goes.

#include <optional>

#include "client/scan.h"
#include "client/scan_observer.h"
#include "client/session.h"

namespace zoho_desk::vtab {

// One per cursor; like it, used by one thread at a time.
class ScanReport {
 public:
  // `observer` may be null; it and `budget` outlive the report.
  ScanReport(client::ScanObserver* observer, const client::RequestBudget& budget)
      : observer_(observer), budget_(budget) {}
  ScanReport(const ScanReport&) = delete;
  ScanReport& operator=(const ScanReport&) = delete;
  ~ScanReport() {
    if (active_)
      observer_->OnEnd(this);
  }

  // Before a scan starts. `setting` is Config::progress.
  void Begin(std::optional<bool> setting) {
    active_ = observer_ != nullptr && observer_->IsInterested(setting);
  }
  // Before rows are asked for.
  void Page(const client::Scan& scan) {
    if (active_ && scan.WaitsAtNext())
      observer_->OnPage(this, FactsOf(scan));
  }
  // While the cursor waits. `scan` may be null: it has not been made yet.
  void Wait(const client::Scan* scan) {
    if (active_ && scan != nullptr)
      observer_->OnWait(this, FactsOf(*scan));
  }
  // Before SQLite goes on.
  void HandOver() {
    if (active_)
      observer_->OnHandOver();
  }

 private:
  client::ScanFacts FactsOf(const client::Scan& scan) const {
    client::ScanFacts facts = scan.Facts();
    facts.credits = budget_.credits;
    facts.statement = &budget_;
    return facts;
  }

  client::ScanObserver* observer_;
  const client::RequestBudget& budget_;
  bool active_ = false;
};

}  // namespace zoho_desk::vtab
