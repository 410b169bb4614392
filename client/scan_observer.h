#pragma once

// Where a scan tells how far it is, so that somebody can show it to a person who waits.

#include <cstdint>
#include <optional>
#include <string>

namespace zoho_desk::client {

// How far a scan is, since it began or began again.
struct ScanFacts {
  std::string table;  // "zoho_desk_tickets"
  int64_t rows = 0;   // handed over so far
  int64_t pages = 0;
  int64_t credits = 0;              // spent by the scan's statement so far, as far as answers said
  const void* statement = nullptr;  // tells statements apart and is not looked at
  int64_t expected_rows = 0;        // in the end; 0: unknown
};

// Called by the threads that run queries, several at once: implementations are thread-safe. `scan`
// tells scans apart and is not looked at.
class ScanObserver {
 public:
  ScanObserver() = default;
  ScanObserver(const ScanObserver&) = delete;
  ScanObserver& operator=(const ScanObserver&) = delete;
  virtual ~ScanObserver() = default;

  // Whether it wants to be told about a scan. `setting` is ZOHO_DESK_PROGRESS.
  virtual bool IsInterested(std::optional<bool> setting) = 0;
  // The scan is about to ask for rows, which may have come ahead.
  virtual void OnPage(const void* scan, const ScanFacts& facts) = 0;
  // The scan has been waiting for Zoho for another 50 ms or so.
  virtual void OnWait(const void* scan, const ScanFacts& facts) = 0;
  // The host goes on, and may print a row. Called for each row and value: must be quick.
  virtual void OnHandOver() = 0;
  // The scan is over, be it by an error. Also called for scans that never waited.
  virtual void OnEnd(const void* scan) = 0;
};

}  // namespace zoho_desk::client
