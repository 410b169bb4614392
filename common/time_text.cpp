// Reads and writes times: in values (client/json_value), in ranges (vtab/pushed_value,
// client/time_slices) and in what is shown. It knows UTC and the calendar alone: neither the
// machine's time zone nor its locale has a say. What FormatUtcMillis writes, ParseIsoMillis reads
// back as the same instant.

#include "common/time_text.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>

namespace zoho_desk {
namespace {

constexpr int64_t kMillisPerDay = 86'400'000;

// Reads exactly `digits` decimal digits at `pos` and moves past them; -1 if they are not there.
int ReadDigits(std::string_view text, size_t& pos, size_t digits) {
  if (pos + digits > text.size())
    return -1;
  int value = 0;
  for (size_t i = 0; i < digits; ++i) {
    const char c = text[pos + i];
    if (c < '0' || c > '9')
      return -1;
    value = value * 10 + (c - '0');
  }
  pos += digits;
  return value;
}

bool ReadChar(std::string_view text, size_t& pos, char wanted) {
  if (pos >= text.size() || text[pos] != wanted)
    return false;
  ++pos;
  return true;
}

// ".123456" -> 123; no dot -> 0; a dot without digits -> nullopt.
std::optional<int> ReadFraction(std::string_view text, size_t& pos) {
  if (!ReadChar(text, pos, '.'))
    return 0;
  int millis = 0;
  int scale = 100;
  size_t digits = 0;
  for (; pos < text.size() && text[pos] >= '0' && text[pos] <= '9'; ++pos, ++digits) {
    millis += (text[pos] - '0') * scale;
    scale /= 10;
  }
  return digits == 0 ? std::nullopt : std::optional<int>(millis);
}

// "Z", "+05:30", "+0530", "+05", "" -> minutes east of UTC; nullopt if there is anything else.
std::optional<int> ReadZone(std::string_view text, size_t& pos) {
  if (pos == text.size())
    return 0;
  if (ReadChar(text, pos, 'Z') || ReadChar(text, pos, 'z'))
    return pos == text.size() ? std::optional<int>(0) : std::nullopt;
  const int sign = text[pos] == '-' ? -1 : 1;
  if (text[pos] != '+' && text[pos] != '-')
    return std::nullopt;
  ++pos;
  const int hours = ReadDigits(text, pos, 2);
  if (hours < 0 || hours > 14)
    return std::nullopt;
  if (pos == text.size())
    return sign * hours * 60;
  static_cast<void>(ReadChar(text, pos, ':'));
  const int minutes = ReadDigits(text, pos, 2);
  if (minutes < 0 || minutes > 59 || pos != text.size())
    return std::nullopt;
  return sign * (hours * 60 + minutes);
}

}  // namespace

std::string FormatUtcMillis(int64_t epoch_millis) {
  using std::chrono::days;
  int64_t day = epoch_millis / kMillisPerDay;
  int64_t in_day = epoch_millis % kMillisPerDay;
  if (in_day < 0) {
    in_day += kMillisPerDay;
    --day;
  }
  const std::chrono::year_month_day date{std::chrono::sys_days{days{day}}};
  std::array<char, 64> text{};
  const int length =
      std::snprintf(text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ",
                    static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                    static_cast<unsigned>(date.day()), static_cast<int>(in_day / 3'600'000),
                    static_cast<int>(in_day / 60'000 % 60), static_cast<int>(in_day / 1000 % 60),
                    static_cast<int>(in_day % 1000));
  return {text.data(), static_cast<size_t>(length)};
}

std::string FormatUtcDate(int64_t epoch_millis) {
  return FormatUtcMillis(epoch_millis).substr(0, 10);
}

std::optional<int64_t> ParseIsoMillis(std::string_view text) {
  size_t pos = 0;
  const int year = ReadDigits(text, pos, 4);
  if (year < 0 || !ReadChar(text, pos, '-'))
    return std::nullopt;
  const int month = ReadDigits(text, pos, 2);
  if (month < 0 || !ReadChar(text, pos, '-'))
    return std::nullopt;
  const int day = ReadDigits(text, pos, 2);
  const std::chrono::year_month_day date{
      std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
      std::chrono::day{static_cast<unsigned>(day < 0 ? 0 : day)}};
  if (!date.ok())
    return std::nullopt;
  const int64_t midnight =
      static_cast<int64_t>(std::chrono::sys_days{date}.time_since_epoch().count()) * kMillisPerDay;
  if (pos == text.size())
    return midnight;
  if (!ReadChar(text, pos, 'T') && !ReadChar(text, pos, 't') && !ReadChar(text, pos, ' '))
    return std::nullopt;
  const int hour = ReadDigits(text, pos, 2);
  if (hour < 0 || hour > 23 || !ReadChar(text, pos, ':'))
    return std::nullopt;
  const int minute = ReadDigits(text, pos, 2);
  if (minute < 0 || minute > 59)
    return std::nullopt;
  int second = 0;
  int millis = 0;
  if (ReadChar(text, pos, ':')) {
    second = ReadDigits(text, pos, 2);
    if (second < 0 || second > 59)
      return std::nullopt;
    const auto fraction = ReadFraction(text, pos);
    if (!fraction)
      return std::nullopt;
    millis = *fraction;
  }
  const auto zone = ReadZone(text, pos);
  if (!zone)
    return std::nullopt;
  return midnight + hour * 3'600'000LL + (minute - *zone) * 60'000LL + second * 1000LL + millis;
}

std::optional<std::string> ToUtcText(std::string_view text) {
  constexpr size_t kDate = 10;     // YYYY-MM-DD
  constexpr size_t kSeconds = 19;  // YYYY-MM-DDTHH:MM:SS
  constexpr size_t kMillis = 4;    // .fff
  const auto millis = ParseIsoMillis(text);
  if (!millis || text.size() == kDate)
    return std::nullopt;
  const bool has_seconds = text.size() >= kSeconds && text[kSeconds - 3] == ':';
  if (has_seconds && text[kDate] == 'T' && text.back() == 'Z')
    return std::nullopt;
  std::string utc = FormatUtcMillis(*millis);
  // A zone may lead out of the years of four digits.
  if (utc.size() != kSeconds + kMillis + 1 || utc.starts_with('-'))
    return std::nullopt;
  if (!has_seconds || !text.substr(kSeconds).starts_with('.'))
    return utc;
  const size_t end = std::min(text.size(), text.find_first_not_of("0123456789", kSeconds + 1));
  if (end > kSeconds + kMillis)
    utc.insert(kSeconds + kMillis, text.substr(kSeconds + kMillis, end - kSeconds - kMillis));
  return utc;
}

int64_t NowMillis() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

}  // namespace zoho_desk
