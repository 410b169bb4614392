#pragma once

// How one scan of a table will be answered: chosen by the planner in xBestIndex, carried to xFilter
// as text (idxStr), which EXPLAIN QUERY PLAN shows to the user. docs/ARCHITECTURE.md gives the
// grammar.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "resources/resource.h"

namespace zoho_desk::vtab {

struct ScanPlan {
  enum class Route {
    kList,    // page through the list endpoint
    kRecord,  // get-by-id: the first argument is the key
  };
  Route route = Route::kList;
  // kList: the first argument fixes the fan-out column.
  bool fixes_fan_out = false;
  // SQLite's colUsed: bit i for column i, bit 63 for all columns from 63 on. The last column is
  // `_raw`.
  uint64_t columns_used = 0;

  bool operator==(const ScanPlan&) const = default;
};

// "list module=? include=contacts columns=1f"; include= and per-row= are for the reader only.
std::string ToText(const ScanPlan& plan, const resources::Resource& resource);

// Reads what ToText wrote; nullopt for anything else.
std::optional<ScanPlan> PlanFromText(std::string_view text);

// The columns of a colUsed mask: indexes into resource.columns, client::kRawColumn for `_raw`.
std::vector<int> ColumnsUsed(uint64_t columns_used, const resources::Resource& resource);

}  // namespace zoho_desk::vtab
