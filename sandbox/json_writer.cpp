// Writer: called by every field of every record. What it has written so far is well-formed up to
// the brackets that are open; the text itself tells whether a comma is due, so a field needs no
// state.

#include "sandbox/json_writer.h"

#include <array>
#include <charconv>
#include <utility>

namespace zoho_desk::sandbox {
namespace {

constexpr int64_t kMillisPerDay = 86'400'000;

struct CivilDate {
  int64_t year;
  unsigned month;
  unsigned day;
};

// Days since 1970-01-01 to a calendar date. The usual era arithmetic: 146,097 days are 400 years.
CivilDate ToCivil(int64_t days) {
  days += 719468;  // from 1970-01-01 to 0000-03-01
  const int64_t era = (days >= 0 ? days : days - 146096) / 146097;
  const auto day_of_era = static_cast<unsigned>(days - era * 146097);
  const unsigned year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const unsigned day_of_year =
      day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const unsigned shifted_month = (5 * day_of_year + 2) / 153;
  const unsigned month = shifted_month < 10 ? shifted_month + 3 : shifted_month - 9;
  return {static_cast<int64_t>(year_of_era) + era * 400 + (month <= 2 ? 1 : 0), month,
          day_of_year - (153 * shifted_month + 2) / 5 + 1};
}

void PutDigits(char* at, unsigned value, int width) {
  for (int i = width - 1; i >= 0; --i) {
    at[i] = static_cast<char>('0' + value % 10);
    value /= 10;
  }
}

void PutDate(char* at, int64_t days) {
  const CivilDate date = ToCivil(days);
  PutDigits(at, static_cast<unsigned>(date.year), 4);
  at[4] = '-';
  PutDigits(at + 5, date.month, 2);
  at[7] = '-';
  PutDigits(at + 8, date.day, 2);
}

std::pair<int64_t, unsigned> SplitDay(int64_t epoch_millis) {
  int64_t days = epoch_millis / kMillisPerDay;
  int64_t rest = epoch_millis % kMillisPerDay;
  if (rest < 0) {
    rest += kMillisPerDay;
    --days;
  }
  return {days, static_cast<unsigned>(rest)};
}

void AppendNumber(std::string& out, auto value) {
  std::array<char, 24> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
  out.append(buffer.data(), static_cast<size_t>(end - buffer.data()));
}

void AppendEscaped(std::string& out, std::string_view text) {
  size_t start = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c != '"' && c != '\\' && static_cast<unsigned char>(c) >= 0x20)
      continue;
    out.append(text.substr(start, i - start));
    start = i + 1;
    switch (c) {
      case '"':
        out += "\\\"";
        break;
      case '\\':
        out += "\\\\";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\r':
        out += "\\r";
        break;
      case '\t':
        out += "\\t";
        break;
      default: {
        constexpr std::string_view kHex = "0123456789abcdef";
        out += "\\u00";
        out += kHex[static_cast<unsigned char>(c) >> 4];
        out += kHex[static_cast<unsigned char>(c) & 15];
      }
    }
  }
  out.append(text.substr(start));
}

}  // namespace

// Between two values of one container stands a comma. What was written last tells whether one is
// due: after an opening bracket or a key's colon it is not.
void Writer::Separate() {
  if (plain()) {
    if (!plain_null_)
      out_ += kItemSeparator;
    plain_null_ = false;
    return;
  }
  if (out_.empty())
    return;
  const char last = out_.back();
  if (last != '{' && last != '[' && last != ':')
    out_ += ',';
}

void Writer::BeginObject() {
  if (plain())
    return;
  Separate();
  out_ += '{';
}

void Writer::EndObject() {
  if (!plain())
    out_ += '}';
}

void Writer::BeginArray() {
  if (plain())
    return;
  Separate();
  out_ += '[';
}

void Writer::EndArray() {
  if (!plain())
    out_ += ']';
}

void Writer::Key(std::string_view name) {
  if (plain())
    return;
  if (out_.back() != '{')
    out_ += ',';
  out_ += '"';
  out_ += name;
  out_ += "\":";
}

void Writer::Null() {
  if (plain())
    return;
  Separate();
  out_ += "null";
}

void Writer::Bool(bool value) {
  Separate();
  out_ += value ? "true" : "false";
}

void Writer::Int(int64_t value) {
  Separate();
  AppendNumber(out_, value);
}

void Writer::BeginString() {
  Separate();
  if (!plain())
    out_ += '"';
}

void Writer::Text(std::string_view part) {
  if (plain())
    out_ += part;
  else
    AppendEscaped(out_, part);
}

void Writer::TextNumber(uint64_t value) {
  AppendNumber(out_, value);
}

void Writer::EndString() {
  if (!plain())
    out_ += '"';
}

void Writer::String(std::string_view text) {
  BeginString();
  Text(text);
  EndString();
}

void Writer::Digits(uint64_t value) {
  BeginString();
  AppendNumber(out_, value);
  EndString();
}

void Writer::Time(int64_t epoch_millis) {
  const auto [days, rest] = SplitDay(epoch_millis);
  std::array<char, 24> text{};
  PutDate(text.data(), days);
  text[10] = 'T';
  PutDigits(text.data() + 11, rest / 3'600'000, 2);
  text[13] = ':';
  PutDigits(text.data() + 14, rest / 60'000 % 60, 2);
  text[16] = ':';
  PutDigits(text.data() + 17, rest / 1000 % 60, 2);
  text[19] = '.';
  PutDigits(text.data() + 20, rest % 1000, 3);
  text[23] = 'Z';
  BeginString();
  out_.append(text.data(), text.size());
  EndString();
}

void Writer::Date(int64_t epoch_millis) {
  std::array<char, 10> text{};
  PutDate(text.data(), SplitDay(epoch_millis).first);
  BeginString();
  out_.append(text.data(), text.size());
  EndString();
}

int64_t StartOfMonth(int64_t epoch_millis) {
  const int64_t days = SplitDay(epoch_millis).first;
  return (days - (ToCivil(days).day - 1)) * kMillisPerDay;
}

bool Writer::TakeOmitted() {
  return std::exchange(omitted_, false);
}

}  // namespace zoho_desk::sandbox
