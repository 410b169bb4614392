#pragma once

// Chooses the plan for one scan. Pure: no SQLite, no network, no credentials, so that EXPLAIN and
// prepare work without an account and tests need no database.

#include <cstdint>
#include <span>

#include "resources/resource.h"
#include "vtab/plan.h"

namespace zoho_desk::vtab {

// One WHERE term SQLite offers.
struct PlannerTerm {
  int column = -1;        // index into resource.columns; `_raw` is resource.columns.size()
  bool is_equal = false;  // column = value
  bool usable = false;    // the value can be computed in this join order
};

struct PlannerResult {
  ScanPlan plan;
  int argument = -1;  // index of the term whose value xFilter receives; -1: none
  double cost = 0;    // in steps of about a microsecond: a request counts 100,000
  int64_t rows = 0;
  bool at_most_one = false;  // the scan yields one row at most
};

PlannerResult Plan(const resources::Resource& resource, std::span<const PlannerTerm> terms,
                   uint64_t columns_used);

}  // namespace zoho_desk::vtab
