#pragma once

// What SQLite offered in one call of xBestIndex, and what the planner made of it: the input of
// vtab/explain.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "resources/resource.h"
#include "vtab/planner.h"
#include "vtab/pushed_value.h"

namespace zoho_desk::vtab {

// A constraint as SQLite offered it, and how the planner was told of it.
struct OfferedTerm {
  // Why a comparison that SQLite offered is hidden from the planner.
  enum class Hindrance : uint8_t {
    kNone,
    kCollation,  // it does not compare bytes
    kOldSqlite,  // before 3.35: NULL in lists
  };
  PlannerTerm term;
  std::string_view op;  // as SQL writes it: "=", "IS NOT"; empty for LIMIT and OFFSET
  Hindrance hindrance = Hindrance::kNone;
  std::string collation;
  std::optional<BoundValue> value;  // if it is a literal
};

// One call of xBestIndex that the planner answered with a plan.
struct OfferedScan {
  const resources::Resource* resource = nullptr;
  std::vector<OfferedTerm> terms;
  std::vector<PlannerOrder> order_by;
  PlannerResult result;
};

}  // namespace zoho_desk::vtab
