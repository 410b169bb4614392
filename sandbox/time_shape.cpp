// PlacedShape: made by World for each resource. Bursts do not overlap and createdTimes never fall
// with the row, which lookups by time rest on; what does not fit is refused by ProblemOf, or cut
// off.

#include "sandbox/time_shape.h"

#include <algorithm>

namespace zoho_desk::sandbox {
namespace {

constexpr int64_t kDay = 86'400'000;

// The i-th of `parts` places that divide `total` evenly.
uint32_t Share(uint64_t total, size_t i, size_t parts) {
  return static_cast<uint32_t>(total * (i + 1) / (parts + 1));
}

}  // namespace

std::string ProblemOf(const TimeShape& shape, uint32_t rows) {
  uint64_t in_bursts = 0;
  for (const TimeShape::Burst& burst : shape.bursts) {
    in_bursts += burst.count;
    if (burst.count == 0)
      return "a burst has at least one record";
    if (static_cast<uint64_t>(burst.first_row.value_or(0)) + burst.count > rows)
      return "a burst of " + std::to_string(burst.count) +
             (burst.first_row ? " at record " + std::to_string(*burst.first_row) : "") +
             " does not fit into " + std::to_string(rows) + " records";
  }
  if (in_bursts > rows)
    return "the bursts have more than the " + std::to_string(rows) + " records there are";
  uint64_t days = 0;
  for (const TimeShape::Gap& gap : shape.gaps) {
    days += gap.days;
    if (gap.before_row.value_or(0) > rows)
      return "a gap begins after the last record";
  }
  if (days > kMaxGapDays)
    return "the gaps exceed " + std::to_string(kMaxGapDays) + " days";
  return {};
}

PlacedShape::PlacedShape(const TimeShape& shape, uint32_t rows) {
  uint64_t in_bursts = 0;
  for (const TimeShape::Burst& burst : shape.bursts)
    in_bursts += burst.count;
  const uint64_t loose = rows - std::min<uint64_t>(in_bursts, rows);
  uint64_t before = 0;
  for (size_t i = 0; i < shape.bursts.size(); ++i) {
    const TimeShape::Burst& burst = shape.bursts[i];
    const uint64_t first = burst.first_row.value_or(before + Share(loose, i, shape.bursts.size()));
    bursts_.emplace_back(static_cast<uint32_t>(std::min<uint64_t>(first, rows)),
                         static_cast<uint32_t>(std::min<uint64_t>(first + burst.count, rows)));
    before += burst.count;
  }
  std::sort(bursts_.begin(), bursts_.end());
  for (size_t i = 1; i < bursts_.size(); ++i)  // of two that overlap the later one is cut
    bursts_[i].first = std::min(std::max(bursts_[i].first, bursts_[i - 1].second), rows);
  for (size_t i = 0; i < shape.gaps.size(); ++i) {
    const TimeShape::Gap& gap = shape.gaps[i];
    gaps_.emplace_back(gap.before_row.value_or(Share(rows, i, shape.gaps.size())), gap.days * kDay);
  }
}

std::optional<uint32_t> PlacedShape::FirstOfBurst(uint32_t row) const {
  for (const auto& [first, end] : bursts_) {
    if (row >= first && row < end)
      return first;
  }
  return std::nullopt;
}

uint32_t PlacedShape::EndOfBurstBefore(uint32_t row) const {
  uint32_t last = 0;
  for (const auto& [first, end] : bursts_) {
    if (end <= row)
      last = std::max(last, end);
  }
  return last;
}

int64_t PlacedShape::Shift(uint32_t row) const {
  int64_t shift = 0;
  for (const auto& [before_row, millis] : gaps_) {
    if (row < before_row)
      shift += millis;
  }
  return shift;
}

}  // namespace zoho_desk::sandbox
