#include "client/json_value.h"

#include <charconv>
#include <cmath>

#include "common/time_text.h"

namespace zoho_desk::client {
namespace {

using resources::ColumnType;

// From 1973 to 5138 in epoch milliseconds has 12 to 14 digits; smaller numbers are not times.
constexpr int64_t kSmallestEpochMillis = 100'000'000'000;
constexpr int64_t kLargestEpochMillis = 100'000'000'000'000;
constexpr size_t kEpochMillisDigits = 13;

// The integer, if `text` is its canonical decimal form: "007" or "+7" stay text, so nothing is
// lost.
std::optional<int64_t> CanonicalInteger(std::string_view text) {
  const size_t first_digit = !text.empty() && text[0] == '-' ? 1 : 0;
  if (text.size() == first_digit || (text[first_digit] == '0' && text.size() > 1))
    return std::nullopt;
  int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size())
    return std::nullopt;
  return value;
}

std::optional<double> FiniteReal(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(value))
    return std::nullopt;
  return value;
}

Cell FromEpochMillis(int64_t millis, ColumnType type, std::string& made) {
  made = type == ColumnType::kDate ? FormatUtcDate(millis) : FormatUtcMillis(millis);
  return Cell::Text(made);
}

bool IsTime(ColumnType type) {
  return type == ColumnType::kTime || type == ColumnType::kDate;
}

// Moves past decimal digits; false if there is none.
bool SkipDigits(std::string_view text, size_t& pos) {
  const size_t start = pos;
  while (pos < text.size() && text[pos] >= '0' && text[pos] <= '9')
    ++pos;
  return pos > start;
}

}  // namespace

bool IsJsonNumber(std::string_view token) {
  size_t pos = !token.empty() && token[0] == '-' ? 1 : 0;
  const size_t whole = pos;
  if (!SkipDigits(token, pos) || (token[whole] == '0' && pos > whole + 1))
    return false;
  if (pos < token.size() && token[pos] == '.') {
    ++pos;
    if (!SkipDigits(token, pos))
      return false;
  }
  if (pos < token.size() && (token[pos] == 'e' || token[pos] == 'E')) {
    ++pos;
    if (pos < token.size() && (token[pos] == '+' || token[pos] == '-'))
      ++pos;
    if (!SkipDigits(token, pos))
      return false;
  }
  return pos == token.size();
}

Cell FromJsonString(std::string_view text, ColumnType type, std::string& made) {
  switch (type) {
    case ColumnType::kTime:
    case ColumnType::kDate:
      if (text.size() == kEpochMillisDigits) {
        if (const auto millis = CanonicalInteger(text))
          return FromEpochMillis(*millis, type, made);
      }
      break;
    case ColumnType::kInteger:
      if (const auto value = CanonicalInteger(text))
        return Cell::Integer(*value);
      break;
    case ColumnType::kReal:
      if (const auto value = FiniteReal(text))
        return Cell::Real(*value);
      break;
    case ColumnType::kBoolean:
      if (text == "true" || text == "false")
        return Cell::Integer(text == "true" ? 1 : 0);
      break;
    case ColumnType::kId:
    case ColumnType::kText:
    case ColumnType::kJson:
      break;
  }
  return Cell::Text(text);
}

Cell FromJsonNumber(std::string_view token, ColumnType type, std::string& made) {
  if (type == ColumnType::kId || type == ColumnType::kText)
    return Cell::Text(token);
  if (type == ColumnType::kJson)
    return Cell::Text(token, Cell::Kind::kJson);
  if (const auto integer = CanonicalInteger(token)) {
    const bool is_epoch =
        *integer == 0 || (*integer >= kSmallestEpochMillis && *integer < kLargestEpochMillis);
    if (IsTime(type) && is_epoch)
      return FromEpochMillis(*integer, type, made);
    if (type == ColumnType::kReal)
      return Cell::Real(static_cast<double>(*integer));
    return Cell::Integer(*integer);
  }
  // Fractions and exponents; a number no double can hold stays the text it came as.
  if (const auto real = FiniteReal(token);
      real && token.find_first_of(".eE") != std::string_view::npos)
    return Cell::Real(*real);
  return Cell::Text(token);
}

Cell FromJsonBoolean(bool value, ColumnType type) {
  if (type == ColumnType::kJson)
    return Cell::Text(value ? "true" : "false", Cell::Kind::kJson);
  if (type == ColumnType::kText || type == ColumnType::kId)
    return Cell::Text(value ? "true" : "false");
  return Cell::Integer(value ? 1 : 0);
}

bool EndsTooEarly(std::string_view text) {
  const size_t start = text.find_first_not_of(" \t\r\n");
  if (start == std::string_view::npos)
    return true;
  if (text[start] != '{')
    return false;
  std::string closers;  // of what is open
  bool in_string = false;
  for (size_t i = start; i < text.size(); ++i) {
    const char c = text[i];
    if (in_string) {
      if (c == '\\')
        ++i;
      in_string = c != '"';
      continue;
    }
    in_string = c == '"';
    if (c == '{' || c == '[')
      closers += c == '{' ? '}' : ']';
    if (c != '}' && c != ']')
      continue;
    if (closers.back() != c)
      return false;  // damaged before its end
    closers.pop_back();
    if (closers.empty())
      return false;
  }
  return true;
}

}  // namespace zoho_desk::client
