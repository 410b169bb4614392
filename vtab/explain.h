#pragma once

// What a plan means for a person: which terms Zoho evaluates, which it does not and why, and what
// the scan is expected to cost. Pure: no SQLite, no network.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "common/url.h"
#include "resources/resource.h"
#include "vtab/offered_scan.h"

namespace zoho_desk::vtab {

struct LeftTerm {
  std::string term;    // "subject = 'x'"
  std::string reason;  // "Zoho cannot filter tickets on it"
};

// How sure a number is.
enum class Certainty : uint8_t {
  kExact,    // unless Zoho fails or has fewer rows than LIMIT
  kAtMost,   // a bound
  kCounted,  // from the number of rows that Zoho counted
  kGuess,    // from assumptions about the sizes of tables
};

struct ScanExplanation {
  std::string route;                // "list", "search" or "get by id"
  std::vector<std::string> pushed;  // "status = 'Open'": Zoho evaluates it
  std::vector<LeftTerm> left;       // SQLite evaluates it
  std::vector<std::string> fixed;   // columns that a literal fixes by =
  std::string sort;                 // who sorts; empty: nobody
  std::string details;              // columns that take requests of their own; empty: none
  std::string note;                 // what the numbers rest on; may be empty
  // Of one run of the scan.
  int64_t rows = 0;  // that come from Zoho
  int64_t requests = 0;
  int64_t credits = 0;
  Certainty certainty = Certainty::kGuess;
  double rows_passed_on = 0;        // expected to satisfy what SQLite evaluates
  bool is_constant = false;         // every run asks for the same
  bool stops_early = false;         // at a LIMIT: the more rows SQLite drops, the later
  bool looks_up = false;            // one record by key: the inner side of a join
  bool looks_up_by_search = false;  // in a join, a hundred keys to a request
};

// `matches` is how many records Zoho counts for CountableBy(scan), if it was asked; `names` are
// those that the statement names, among which are the columns it reads, if it names columns.
ScanExplanation Explain(const OfferedScan& scan, std::optional<int64_t> matches = std::nullopt,
                        std::span<const std::string> names = {});

// A search that finds what the scan will read.
struct CountQuestion {
  QueryParams params;
  std::optional<std::string> profile;  // if the query names one
};

// nullopt if there is none, if a value is known at run time only, or if the count would tell
// nothing new.
std::optional<CountQuestion> CountableBy(const OfferedScan& scan);

}  // namespace zoho_desk::vtab
