#pragma once

// Small things about text that every folder needs: ASCII letters, and lists with a separator. Names
// of SQL and headers of HTTP match in any case of ASCII's letters and byte by byte otherwise,
// whatever the program's locale; <cctype> goes by the locale.
//
// Pure functions; thread-safe.

#include <algorithm>
#include <string>
#include <string_view>

namespace zoho_desk {

constexpr bool IsAsciiDigit(char c) {
  return c >= '0' && c <= '9';
}

constexpr bool IsAsciiLetter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

constexpr bool IsAsciiAlphanumeric(char c) {
  return IsAsciiLetter(c) || IsAsciiDigit(c);
}

constexpr char LowerAscii(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

constexpr char UpperAscii(char c) {
  return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

inline std::string LowerAscii(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](char c) { return LowerAscii(c); });
  return text;
}

inline std::string UpperAscii(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](char c) { return UpperAscii(c); });
  return text;
}

constexpr bool SameIgnoringCase(char a, char b) {
  return LowerAscii(a) == LowerAscii(b);
}

constexpr bool EqualIgnoringCase(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return SameIgnoringCase(x, y); });
}

// Adds `part` to a list that is text: behind `separator` unless the list is empty.
inline void AppendToList(std::string& list, std::string_view part,
                         std::string_view separator = ", ") {
  if (!list.empty())
    list += separator;
  list += part;
}

// The parts, which are text, with `separator` between them.
template <typename Parts>
std::string Joined(const Parts& parts, std::string_view separator = ", ") {
  std::string text;
  std::string_view before;
  for (const std::string_view part : parts) {
    text.append(before).append(part);
    before = separator;
  }
  return text;
}

}  // namespace zoho_desk
