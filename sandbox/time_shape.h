#pragma once

// How the records of a resource spread over time. Without a shape they are spread evenly, which is
// the one case a real portal never is: imports create thousands of records in one second, and years
// may pass without any.

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace zoho_desk::sandbox {

struct TimeShape {
  // `count` neighbouring records, and no others, with exactly one createdTime: that of the first.
  // Without `first_row` the bursts share out the remaining records evenly.
  struct Burst {
    uint32_t count = 0;
    std::optional<uint32_t> first_row{};
  };
  // At least that many days without a record, before the record `before_row`; the older records
  // move into the past. `before_row` equal to the number of records: nothing happened lately.
  // Without it the gaps share out the records evenly.
  struct Gap {
    uint32_t days = 0;
    std::optional<uint32_t> before_row{};
  };
  std::vector<Burst> bursts{};
  std::vector<Gap> gaps{};
};

// All gaps of a shape together. Times stay after 1970.
inline constexpr uint32_t kMaxGapDays = 15'000;

// Empty, or why a resource of `rows` records cannot have this shape.
std::string ProblemOf(const TimeShape& shape, uint32_t rows);

// A shape laid over a number of records. What does not fit is cut off. Immutable.
class PlacedShape {
 public:
  PlacedShape() = default;
  PlacedShape(const TimeShape& shape, uint32_t rows);

  // The first record of the burst `row` is in; nullopt if it is in none.
  std::optional<uint32_t> FirstOfBurst(uint32_t row) const;
  // The end of the last burst that ends at or before `row`; 0 if there is none.
  uint32_t EndOfBurstBefore(uint32_t row) const;
  // Milliseconds by which the gaps move `row` into the past.
  int64_t Shift(uint32_t row) const;
  bool plain() const { return bursts_.empty() && gaps_.empty(); }

 private:
  std::vector<std::pair<uint32_t, uint32_t>> bursts_;  // [first, end), ascending, disjoint
  std::vector<std::pair<uint32_t, int64_t>> gaps_;     // before this row, milliseconds
};

}  // namespace zoho_desk::sandbox
