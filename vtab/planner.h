#pragma once

// Chooses the cheapest correct plan for one scan: API credits first, then requests. Pure: no
// SQLite, no network, no credentials, so that EXPLAIN and prepare work without an account and tests
// need no database.
//
// Correct means: the rows of the plan are a superset of the rows SQL wants, in server order when
// the plan says so. SQLite re-checks every term.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "common/status.h"
#include "resources/resource.h"
#include "vtab/plan.h"

namespace zoho_desk::vtab {

// One constraint SQLite offers.
struct PlannerTerm {
  enum class Op : uint8_t {
    kEqual,
    kIn,  // = with a list that can come in one argument (sqlite3_vtab_in)
    kLess,
    kLessEqual,
    kGreater,
    kGreaterEqual,
    kLike,
    kIsNull,
    kLimit,
    kOffset,
    kOther,  // nothing a server could do
  };
  int column = -1;  // table column; meaningless for kLimit and kOffset
  Op op = Op::kOther;
  bool usable = false;  // the value can be computed in this join order
  bool from_like =
      false;  // a range SQLite derived from LIKE (NOCASE collation): never a server range
  bool matches_nothing = false;  // a literal shows that it is true of no row
};

// One term of ORDER BY; NULLs first if ascending, as SQLite orders them.
struct PlannerOrder {
  int column = -1;
  bool descending = false;
};

// Must outlive the call only.
struct PlannerInput {
  std::span<const PlannerTerm> terms;
  std::span<const PlannerOrder> order_by;
  uint64_t columns_used = 0;  // SQLite's colUsed, as in ScanPlan
};

struct PlannerResult {
  ScanPlan plan;
  std::string text;            // of the plan, for idxStr
  std::vector<int> arguments;  // indexes of input terms in the order xFilter receives them
  bool order_consumed = false;
  bool at_most_one = false;  // the scan yields one row at most
  double cost = 0;           // in steps of about a microsecond: a request counts 100,000
  int64_t rows = 0;          // expected to come, at least 1
};

// nullopt: this combination cannot be planned (a parameter's value is not available in this join
// order); SQLite tries another. An Error: the query asks for parameters that no request can carry
// together, or compares one with something else than =.
Result<std::optional<PlannerResult>> Plan(const resources::Resource& resource,
                                          const PlannerInput& input);

}  // namespace zoho_desk::vtab
