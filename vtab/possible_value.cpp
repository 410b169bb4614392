// Called by index_info.cpp for literals and by binding.cpp for values at run time: where no value
// of a term can match, nothing is asked. A column is taken to hold what its type says
// (resources::ColumnType); numbers that text may turn into are possible (docs/DECISIONS.md,
// "Terms that no row satisfies").

#include "vtab/possible_value.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <string_view>

#include "common/text.h"

namespace zoho_desk::vtab {
namespace {

using resources::ColumnType;

// Moves past decimal digits and returns how many there were.
size_t SkipDigits(std::string_view& text) {
  const size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
  text.remove_prefix(digits);
  return digits;
}

void SkipSign(std::string_view& text) {
  if (text.starts_with('+') || text.starts_with('-'))
    text.remove_prefix(1);
}

// Whether numeric affinity makes a number of the text, as SQLite reads it.
bool IsNumeric(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\n\v\f\r";
  text.remove_prefix(std::min(text.find_first_not_of(kBlanks), text.size()));
  text = text.substr(0, text.find_last_not_of(kBlanks) + 1);
  SkipSign(text);
  size_t digits = SkipDigits(text);
  if (text.starts_with('.')) {
    text.remove_prefix(1);
    digits += SkipDigits(text);
  }
  if (digits > 0 && (text.starts_with('e') || text.starts_with('E'))) {
    text.remove_prefix(1);
    SkipSign(text);
    if (SkipDigits(text) == 0)
      return false;
  }
  return digits > 0 && text.empty();
}

// Whether the text begins as `shape` does, in which 0 stands for any digit.
bool HasShape(std::string_view text, std::string_view shape) {
  return text.size() >= shape.size() &&
         std::equal(shape.begin(), shape.end(), text.begin(), [](char expected, char c) {
           return expected == '0' ? IsAsciiDigit(c) : c == expected;
         });
}

// Times as rows have them: a date, or UTC with any fraction of seconds.
bool IsTimeText(std::string_view text) {
  constexpr std::string_view kDate = "0000-00-00";
  constexpr std::string_view kSeconds = "0000-00-00T00:00:00";
  if (!HasShape(text, kSeconds))
    return text.size() == kDate.size() && HasShape(text, kDate);
  text.remove_prefix(kSeconds.size());
  if (text.starts_with('.')) {
    text.remove_prefix(1);
    SkipDigits(text);
  }
  return text == "Z";
}

bool BooleanCanMatch(TermOp op, double value) {
  switch (op) {
    case TermOp::kLess:
      return value > 0;
    case TermOp::kLessEqual:
      return value >= 0;
    case TermOp::kGreater:
      return value < 1;
    case TermOp::kGreaterEqual:
      return value <= 1;
    default:
      return value == 0 || value == 1;
  }
}

bool NumberCanMatch(ColumnType type, TermOp op, const BoundValue& value) {
  // Text that is no number is greater than every number.
  if (const auto* text = std::get_if<std::string>(&value))
    return IsNumeric(*text) || op == TermOp::kLess || op == TermOp::kLessEqual;
  if (type != ColumnType::kBoolean)
    return true;
  const auto* integer = std::get_if<int64_t>(&value);
  const double number =
      integer != nullptr ? static_cast<double>(*integer) : std::get<double>(value);
  return BooleanCanMatch(op, number);
}

bool IsWhole(const BoundValue& number) {
  if (const auto* integer = std::get_if<int64_t>(&number))
    return *integer >= 0;
  const double real = std::get<double>(number);
  return real >= 0 && real == std::floor(real);
}

// Ids and times begin with a digit.
bool DigitsCanMatch(ColumnType type, TermOp op, const BoundValue& value) {
  const bool is_range = op != TermOp::kEqual && op != TermOp::kIn;
  const auto* text = std::get_if<std::string>(&value);
  if (text == nullptr)
    return is_range || (type == ColumnType::kId && IsWhole(value));
  if (type == ColumnType::kTime && !is_range)
    return IsTimeText(*text);
  if (type == ColumnType::kDate && !is_range)
    return HasShape(*text, "0000-00-00");
  // Next to numbers ids are numbers: equal under other spellings, and less than text that is none.
  if (IsNumeric(*text))
    return true;
  if (!is_range)
    return false;
  const auto first = text->empty() ? '\0' : static_cast<unsigned char>(text->front());
  const bool above = op == TermOp::kGreater || op == TermOp::kGreaterEqual || op == TermOp::kSince;
  return above ? first <= '9' : type == ColumnType::kId || first >= '0';
}

}  // namespace

bool CanMatch(ColumnType type, TermOp op, const BoundValue& value) {
  if (op == TermOp::kLike)  // a function, which the host may have replaced
    return true;
  if (std::holds_alternative<NullValue>(value))
    return false;
  if (std::holds_alternative<BlobValue>(value))  // greater than anything else
    return op == TermOp::kLess || op == TermOp::kLessEqual;
  switch (type) {
    case ColumnType::kText:
    case ColumnType::kJson:
      return true;
    case ColumnType::kInteger:
    case ColumnType::kReal:
    case ColumnType::kBoolean:
      return NumberCanMatch(type, op, value);
    case ColumnType::kId:
    case ColumnType::kTime:
    case ColumnType::kDate:
      return DigitsCanMatch(type, op, value);
  }
  return true;
}

BoundTerm PossibleValues(ColumnType type, TermOp op, const BoundTerm& values) {
  BoundTerm possible;
  std::copy_if(values.begin(), values.end(), std::back_inserter(possible),
               [&](const BoundValue& value) { return CanMatch(type, op, value); });
  return possible;
}

}  // namespace zoho_desk::vtab
