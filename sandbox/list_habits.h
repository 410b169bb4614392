#pragma once

// How the list or the search of one resource may differ from what is documented, to see how a
// client copes: orders refused or ignored, pages cut short, records that take a place and are not
// shown, a `from` that is not heard, pages that come in another order each time.

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "sandbox/http_types.h"

namespace zoho_desk::sandbox {

struct ListHabits {
  // What becomes of sortBy: 422 for its value, 422 for a parameter too many, 400, or nothing.
  enum class Sort : uint8_t { kTaken, kInvalid, kExtra, kBadRequest, kIgnored };
  Sort sort = Sort::kTaken;
  int64_t most_rows = 0;     // of a page, whatever its limit; 0: as many as asked for
  int64_t hidden_every = 0;  // every so many-th place is that of a record that is not shown
  bool ignores_from = false;
  bool shuffles = false;  // the rows of a page in another order each time

  // The answer to a query that is refused.
  std::optional<HttpResponse> Refuse(const NameValues& query) const;
  // What the endpoint heeds of a query.
  NameValues Heeded(const NameValues& query) const;
  // Leaves out, and shuffles for the `turn`-th time, rows of a page that begins at `offset`.
  void Arrange(std::vector<uint32_t>& rows, uint64_t offset, uint64_t turn) const;
};

// "taken", "invalid", "extra", "bad-request", "ignored".
std::optional<ListHabits::Sort> SortHabitOf(std::string_view text);

}  // namespace zoho_desk::sandbox
