#pragma once

// Single values on their way from SQL to a request parameter. A value that the API would not
// compare as SQL does is not sent: its term is left to SQLite (the superset rule).

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "resources/resource.h"
#include "vtab/null_value.h"
#include "vtab/plan.h"

namespace zoho_desk::vtab {

// A BLOB, whose bytes no request can carry.
struct BlobValue {};
// A right-hand side as SQLite passes it: without the column's affinity.
using BoundValue = std::variant<NullValue, int64_t, double, std::string, BlobValue>;
// The values of one term: one, or the members of an IN list.
using BoundTerm = std::vector<BoundValue>;

// Lengths as the API counts them: characters, not bytes.
size_t CountCharacters(std::string_view utf8);

// The text a TEXT column would have to hold to equal the value; nullopt if no text can.
std::optional<std::string> TextEqualTo(const BoundValue& value);

// What the parameter says for one value of `=` or IN that can match (possible_value.h). nullopt:
// the API would compare it differently, or refuse it.
std::optional<std::string> ParameterFor(const resources::Filter& filter, resources::ColumnType type,
                                        const BoundValue& value);

// "abc%" -> "abc" if the API's wildcard surely covers it: one plain ASCII word.
std::optional<std::string> PrefixOf(const BoundValue& value, const resources::Filter& filter);

// Epoch milliseconds that a request can name: 1900-01-01 to 2099-12-31T23:59:59Z, as far as the
// API's patterns go (years 19xx and 20xx).
inline constexpr int64_t kEarliest = -2'208'988'800'000;
inline constexpr int64_t kLatest = 4'102'444'799'000;
// No stamp of Zoho's is earlier (resources::Filter::is_stamp) than 1970.
inline constexpr int64_t kFirstStamp = 0;
// What ISO text with four digits for the year can say: 0000-01-01 to the end of 9999.
inline constexpr int64_t kFirstInstant = -62'167'219'200'000;
inline constexpr int64_t kLastInstant = 253'402'300'799'999;

// Earliest and latest instants whose ISO text can satisfy `column op text`, widened by a second on
// either side: for text of any form, by SQL's own comparison of text. Never empty. An end that is
// open, or beyond all times, is the first or last instant.
struct TimeBounds {
  int64_t from = kFirstInstant;
  int64_t to = kLastInstant;
};
TimeBounds BoundsFor(TermOp op, const std::string& text);

// The range as the filter's parameter can carry it: ends that a stamp's range leaves open are put
// in. nullopt: it cannot, as rows beyond what the API can name may be in it.
std::optional<TimeBounds> SendableRange(const resources::Filter& filter, TimeBounds bounds);

}  // namespace zoho_desk::vtab
