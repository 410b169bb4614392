// PlanWatch: filled by index_info.cpp, asked by zoho_desk_plan (extension/plan_table). A number
// counts only together with the plan's own text, since other modules number their plans too.

#include "vtab/plan_watch.h"

#include <utility>

namespace zoho_desk::vtab {
namespace {

// Far from the small numbers that other modules use.
constexpr int kFirstNumber = 1'000'000;

}  // namespace

int PlanWatch::Add(OfferedScan scan) {
  scans_.push_back(std::move(scan));
  return kFirstNumber + static_cast<int>(scans_.size()) - 1;
}

const OfferedScan* PlanWatch::Find(int number, std::string_view plan_text) const {
  const auto index = static_cast<size_t>(number - kFirstNumber);
  if (number < kFirstNumber || index >= scans_.size())
    return nullptr;
  // A host may put words of its own behind the plan.
  return plan_text.starts_with(scans_[index].result.text) ? &scans_[index] : nullptr;
}

}  // namespace zoho_desk::vtab
