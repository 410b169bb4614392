#include "vtab/planner.h"

namespace zoho_desk::vtab {
namespace {

constexpr double kRequestCost = 1e5;
// Nothing is known about a portal's size before asking; a few thousand rows make SQLite prefer
// lookups for a handful of keys and one scan for many.
constexpr int64_t kAssumedRows = 5000;
constexpr int64_t kAssumedRowsPerFanOutValue = 500;
constexpr double kAssumedPageRows = 100;

int FindEqual(std::span<const PlannerTerm> terms, int column) {
  for (size_t i = 0; i < terms.size(); ++i) {
    if (terms[i].column == column && terms[i].is_equal && terms[i].usable)
      return static_cast<int>(i);
  }
  return -1;
}

}  // namespace

PlannerResult Plan(const resources::Resource& resource, std::span<const PlannerTerm> terms,
                   uint64_t columns_used) {
  PlannerResult result;
  result.plan.columns_used = columns_used;

  if (!resource.get.path.empty() && resource.key.size() == 1) {
    result.argument = FindEqual(terms, resource.FindColumn(resource.key.front()));
    if (result.argument >= 0) {
      result.plan.route = ScanPlan::Route::kRecord;
      result.cost = kRequestCost;
      result.rows = 1;
      result.at_most_one = true;
      return result;
    }
  }
  result.rows = kAssumedRows;
  if (!resource.list.fan_out.param.empty()) {
    result.argument = FindEqual(terms, resource.FindColumn(resource.list.fan_out.column));
    if (result.argument >= 0) {
      result.plan.fixes_fan_out = true;
      result.rows = kAssumedRowsPerFanOutValue;
    }
  }
  const auto rows = static_cast<double>(result.rows);
  result.cost = rows / kAssumedPageRows * kRequestCost + rows;
  return result;
}

}  // namespace zoho_desk::vtab
