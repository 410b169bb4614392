// The type rules, called by page.cpp for every scalar and by count_answer.cpp. What no rule covers
// is passed on as it came: a whole number beyond 64 bits, or a word in a column of numbers, stays
// text.

#include "client/json_value.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <utility>

#include "common/text.h"
#include "common/time_text.h"

namespace zoho_desk::client {
namespace {

using resources::ColumnType;

// Which numbers are times, by their digits: seconds from 2001 to 2286, milliseconds from 1973 to
// 5138, and as far before 1970.
constexpr size_t kEpochSecondsDigits = 10;
constexpr size_t kFewestEpochMillisDigits = 12;
constexpr size_t kMostEpochMillisDigits = 14;

constexpr std::string_view kReplacement = "\xef\xbf\xbd";  // U+FFFD

// The integer of a JSON number that is written as one and fits.
std::optional<int64_t> IntegerOf(std::string_view token) {
  int64_t value = 0;
  const auto [end, error] = std::from_chars(token.data(), token.data() + token.size(), value);
  if (error != std::errc{} || end != token.data() + token.size())
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

// The instant that a JSON number stands for in a column of times: 0 is the beginning of the epoch.
std::optional<int64_t> EpochMillis(std::string_view token) {
  const auto value = IntegerOf(token);
  const size_t digits = token.size() - (token.starts_with('-') ? 1 : 0);
  if (!value)
    return std::nullopt;
  if (digits == kEpochSecondsDigits)
    return *value * 1000;
  if (*value == 0 || (digits >= kFewestEpochMillisDigits && digits <= kMostEpochMillisDigits))
    return value;
  return std::nullopt;
}

bool IsTime(ColumnType type) {
  return type == ColumnType::kTime || type == ColumnType::kDate;
}

// Whether the token is one that becomes a time, which `made` is then.
bool MakeTime(std::string_view token, ColumnType type, std::string& made) {
  const auto millis = IsTime(type) ? EpochMillis(token) : std::nullopt;
  if (millis)
    made = type == ColumnType::kDate ? FormatUtcDate(*millis) : FormatUtcMillis(*millis);
  return millis.has_value();
}

Cell FromText(std::string_view text, ColumnType type, std::string& made) {
  if (IsJsonNumber(text) && MakeTime(text, type, made))
    return Cell::Text(made);
  if (type == ColumnType::kTime) {
    if (auto utc = ToUtcText(text)) {
      made = std::move(*utc);
      return Cell::Text(made);
    }
  }
  return Cell::Text(text);
}

// A UTF-16 unit of four hex digits at `pos`, which moves past them.
std::optional<uint32_t> ReadUnit(std::string_view raw, size_t& pos) {
  uint32_t unit = 0;
  if (pos + 4 > raw.size())
    return std::nullopt;
  const char* const start = raw.data() + pos;
  const auto [end, error] = std::from_chars(start, start + 4, unit, 16);
  if (error != std::errc{} || end != start + 4)
    return std::nullopt;
  pos += 4;
  return unit;
}

bool IsHighSurrogate(uint32_t unit) {
  return unit >= 0xD800 && unit < 0xDC00;
}

bool IsLowSurrogate(uint32_t unit) {
  return unit >= 0xDC00 && unit < 0xE000;
}

void AppendUtf8(std::string& out, uint32_t code) {
  const auto add = [&](uint32_t byte) { out += static_cast<char>(byte); };
  const auto add_rest = [&](unsigned bits) { add(0x80U | ((code >> bits) & 0x3FU)); };
  if (code == 0 || (code >= 0xD800 && code < 0xE000)) {
    out += kReplacement;
  } else if (code < 0x80) {
    add(code);
  } else if (code < 0x800) {
    add(0xC0U | (code >> 6U));
    add_rest(0);
  } else if (code < 0x10000) {
    add(0xE0U | (code >> 12U));
    add_rest(6);
    add_rest(0);
  } else {
    add(0xF0U | (code >> 18U));
    add_rest(12);
    add_rest(6);
    add_rest(0);
  }
}

// What follows "\\u" at `pos`, which moves past it and the other half of a pair.
bool AppendCodePoint(std::string_view raw, size_t& pos, std::string& out) {
  const auto first = ReadUnit(raw, pos);
  if (!first)
    return false;
  uint32_t code = *first;
  if (IsHighSurrogate(code) && raw.substr(pos, 2) == "\\u") {
    size_t next = pos + 2;
    const auto second = ReadUnit(raw, next);
    if (second && IsLowSurrogate(*second)) {
      code = 0x10000 + ((code - 0xD800) << 10U) + (*second - 0xDC00);
      pos = next;
    }
  }
  AppendUtf8(out, code);
  return true;
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

std::optional<std::string> Unescape(std::string_view raw) {
  constexpr std::string_view kEscapes = "\"\\/bfnrt";
  constexpr std::string_view kMeanings = "\"\\/\b\f\n\r\t";
  std::string text;
  text.reserve(raw.size());
  for (size_t pos = 0; pos < raw.size();) {
    const size_t backslash = std::min(raw.find('\\', pos), raw.size());
    text.append(raw.substr(pos, backslash - pos));
    if (backslash == raw.size())
      break;
    if (backslash + 1 == raw.size())
      return std::nullopt;
    pos = backslash + 2;
    const char letter = raw[backslash + 1];
    if (letter == 'u') {
      if (!AppendCodePoint(raw, pos, text))
        return std::nullopt;
      continue;
    }
    const size_t escape = kEscapes.find(letter);
    if (escape == std::string_view::npos)
      return std::nullopt;
    text += kMeanings[escape];
  }
  return text;
}

Cell FromJsonString(std::string_view text, ColumnType type, std::string& made) {
  if (text.empty() && type != ColumnType::kText && type != ColumnType::kJson)
    return Cell::Null();
  switch (type) {
    case ColumnType::kTime:
    case ColumnType::kDate:
      return FromText(text, type, made);
    case ColumnType::kInteger:
    case ColumnType::kReal:
      return IsJsonNumber(text) ? FromJsonNumber(text, type, made) : Cell::Text(text);
    case ColumnType::kBoolean:
      if (text == "1" || EqualIgnoringCase(text, "true"))
        return Cell::Integer(1);
      return text == "0" || EqualIgnoringCase(text, "false") ? Cell::Integer(0) : Cell::Text(text);
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
  if (MakeTime(token, type, made))
    return Cell::Text(made);
  if (const auto integer = IntegerOf(token)) {
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
