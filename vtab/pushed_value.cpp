// Single values for requests: called by binding.cpp, bound_parameters.cpp and parameter_value.cpp.
// Whatever the API might compare in another way than SQL does is not sent, so a term that was sent
// keeps at least the rows that SQL keeps (docs/DECISIONS.md, "Superset rule").

#include "vtab/pushed_value.h"

#include <algorithm>
#include <cmath>

#include "client/record.h"
#include "common/text.h"
#include "common/time_text.h"

namespace zoho_desk::vtab {
namespace {

using resources::ColumnType;
using resources::Filter;
using resources::FilterKind;

constexpr int64_t kOneSecond = 1000;
constexpr int64_t kOneMinute = 60 * kOneSecond;
constexpr double kTwoTo63 = 9223372036854775808.0;

// Serial numbers are 32-bit in the API's parameters.
bool IsSerialNumber(const std::string& text) {
  return client::IsPossibleId(text) && text.size() < 10;
}

// Text the API takes as it is: no list separator, wildcard, macro or control character, nothing it
// would trim, nothing that may stand for what SQLite could not hold (json_value.h).
bool IsPlainText(const std::string& text, const Filter& filter) {
  if (CountCharacters(text) < static_cast<size_t>(filter.min_length) ||
      text.size() > static_cast<size_t>(filter.max_length) || text.front() == ' ' ||
      text.back() == ' ' || text.find("\xef\xbf\xbd") != std::string::npos)
    return false;
  return std::none_of(text.begin(), text.end(), [](char c) {
    return c == ',' || c == '*' || c == '$' || c == '{' || c == '?' || c == '%' || c == '"' ||
           static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
  });
}

}  // namespace

size_t CountCharacters(std::string_view utf8) {
  return static_cast<size_t>(std::count_if(utf8.begin(), utf8.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  }));
}

std::optional<std::string> ParameterFor(const Filter& filter, ColumnType type,
                                        const BoundValue& value) {
  auto text = TextEqualTo(value);
  if (!text)
    return std::nullopt;
  if (filter.kind == FilterKind::kBoolean) {
    if (*text != "0" && *text != "1")
      return std::nullopt;
    return *text == "1" ? "true" : "false";
  }
  if (!filter.values.empty()) {
    const auto known = std::find_if(filter.values.begin(), filter.values.end(),
                                    [&](const auto& one) { return one.sql == *text; });
    return known == filter.values.end() ? std::nullopt : std::optional<std::string>(known->param);
  }
  // Compared with a number, text of other spellings may be equal too ('05' = 5), and the other way
  // round.
  if (type == ColumnType::kText && !std::holds_alternative<std::string>(value))
    return std::nullopt;
  const bool can_be_sent = type == ColumnType::kId        ? client::IsPossibleId(*text)
                           : type == ColumnType::kInteger ? IsSerialNumber(*text)
                                                          : IsPlainText(*text, filter);
  return can_be_sent ? std::move(text) : std::nullopt;
}

std::optional<std::string> PrefixOf(const BoundValue& value, const Filter& filter) {
  const auto* pattern = std::get_if<std::string>(&value);
  if (pattern == nullptr)
    return std::nullopt;
  const size_t end = pattern->find_first_of("%_");
  if (end == std::string::npos || end < static_cast<size_t>(filter.min_length) ||
      end > static_cast<size_t>(filter.max_length))
    return std::nullopt;
  std::string prefix = pattern->substr(0, end);
  const bool word = std::all_of(prefix.begin(), prefix.end(), IsAsciiAlphanumeric);
  return word ? std::optional<std::string>(std::move(prefix)) : std::nullopt;
}

std::optional<std::string> TextEqualTo(const BoundValue& value) {
  if (const auto* integer = std::get_if<int64_t>(&value))
    return std::to_string(*integer);
  if (const auto* text = std::get_if<std::string>(&value))
    return *text;
  if (const auto* real = std::get_if<double>(&value)) {
    // A whole REAL stands for its integer: it compares equal when it comes from a NUMERIC column.
    if (*real == std::floor(*real) && *real >= -kTwoTo63 && *real < kTwoTo63)
      return std::to_string(static_cast<int64_t>(*real));
  }
  return std::nullopt;
}

TimeBounds BoundsFor(TermOp op, const std::string& text) {
  // ISO text of fixed width sorts like time, so the first instant whose text reaches `text` is
  // found by halving, whatever form `text` has: a date, a space instead of T, an offset, anything.
  const auto first_not_below = [&](bool above) {
    int64_t low = kFirstInstant;
    int64_t high = kLastInstant + 1;
    while (low < high) {
      const int64_t middle = low + (high - low) / 2;
      const std::string candidate = FormatUtcMillis(middle);
      if (above ? candidate > text : candidate >= text)
        high = middle;
      else
        low = middle + 1;
    }
    return low;
  };
  TimeBounds bounds;
  // Times that one change has set may be told by different clocks.
  if (op == TermOp::kSince)
    bounds.from = std::clamp(first_not_below(false) - kOneMinute, kFirstInstant, kLastInstant);
  // Texts of another precision, and bounds the API may take as exclusive, lie within a second. An
  // instant that no text equals leaves from = to + 1: the second on either side keeps such a range
  // harmless and non-empty.
  if (op == TermOp::kGreater || op == TermOp::kGreaterEqual || op == TermOp::kEqual) {
    bounds.from = std::clamp(first_not_below(op == TermOp::kGreater) - kOneSecond, kFirstInstant,
                             kLastInstant);
  }
  if (op == TermOp::kLess || op == TermOp::kLessEqual || op == TermOp::kEqual) {
    bounds.to = std::clamp(first_not_below(op != TermOp::kLess) - 1 + kOneSecond, kFirstInstant,
                           kLastInstant);
  }
  return bounds;
}

std::optional<TimeBounds> SendableRange(const Filter& filter, TimeBounds bounds) {
  if (filter.is_stamp) {
    return TimeBounds{std::clamp(bounds.from, kFirstStamp, kLatest),
                      std::clamp(bounds.to, kFirstStamp, kLatest)};
  }
  return bounds.from >= kEarliest && bounds.to <= kLatest ? std::optional(bounds) : std::nullopt;
}

}  // namespace zoho_desk::vtab
