#include "tests/support/query_values.h"

#include <algorithm>
#include <cctype>

namespace zoho_desk::testing {
namespace {

constexpr const char* kNasty[] = {"NULL",
                                  "''",
                                  "' '",
                                  "'%'",
                                  "'_'",
                                  "'*'",
                                  "'x*'",
                                  "'${empty}'",
                                  "'${notempty}'",
                                  "'Unassigned'",
                                  "'null'",
                                  "'a,b'",
                                  "','",
                                  "'\"'",
                                  "'ß'",
                                  "'😀'",
                                  "'-1'",
                                  "'-'",
                                  "0",
                                  "1",
                                  "-1",
                                  "2",
                                  "5.0",
                                  "0.5",
                                  "1e300",
                                  "9223372036854775807",
                                  "9223372036854775808",
                                  "99999999999999999999",
                                  "'99999999999999999999'",
                                  "'9223372036854775807'",
                                  "'9223372036854775808'",
                                  "'9999999999999999999'",
                                  "'佐藤'",
                                  "'éé'",
                                  "'ab'",
                                  "'abcd'",
                                  "x'41'",
                                  "'true'",
                                  "'false'",
                                  "true",
                                  "false",
                                  "'0'",
                                  "'1'",
                                  "'1.0'",
                                  "' 1'",
                                  "'01'",
                                  "'abc'",
                                  "printf('%0300d', 7)",
                                  "abs(-7)",
                                  "'&limit=1'",
                                  "'a/../b'",
                                  "'ALL'",
                                  "'Open,Closed'",
                                  "'${OPEN}'",
                                  "'open'",
                                  "'Closed '",
                                  "'Nope'"};

constexpr const char* kTimes[] = {"'2026-01-01'",
                                  "'2026-01-01 10:00:00'",
                                  "'2026-01-01T10:00:00Z'",
                                  "'2026-01-01T10:00:00'",
                                  "'2026-01-01T10:00:00+05:30'",
                                  "'2026-01-01T10:00:00.000+00:00'",
                                  "'2026-01-01T10:00:00.123Z'",
                                  "'2026-01-01T10:00:00.5Z'",
                                  "'2026-01-01t10:00:00z'",
                                  "'2026-01'",
                                  "'2026'",
                                  "'20'",
                                  "'2026-01-01T10:00'",
                                  "'2026-13-45'",
                                  "'2026-02-30T25:61:61.000Z'",
                                  "'0000-00-00'",
                                  "'9999-12-31T23:59:59.999Z'",
                                  "'1969-12-31T23:59:59.000Z'",
                                  "'1970-01-01T00:00:00.000Z'",
                                  "'2026-01-01T24:00:00.000Z'",
                                  "'2099-12-31T23:59:59.999Z'",
                                  "'2100-01-01T00:00:00.000Z'",
                                  "'yesterday'",
                                  "'now'",
                                  "'~'",
                                  "''",
                                  "' 2026-01-01'",
                                  "'2026-01-01T10:00:00.000Z '",
                                  "'2026-1-1'",
                                  "'01/02/2026'",
                                  "1767225600000",
                                  "'1767225600000'",
                                  "1767225600",
                                  "2461041.5",
                                  "2026",
                                  "-1",
                                  "NULL",
                                  "x'32303236'",
                                  "0",
                                  "datetime('2026-01-01 10:00:00', '-7 days')",
                                  "date('2026-03-01', '-1 month')",
                                  "strftime('%Y-%m-%dT%H:%M:%fZ', '2026-01-01', '+36 hours')",
                                  "julianday('2026-01-01')",
                                  "datetime('garbage')",
                                  "date('2026-01-01') || 'T'",
                                  "strftime('%Y', '2026-06-01')"};

}  // namespace

std::string Changed(std::string text, int (*change)(int)) {
  std::transform(text.begin(), text.end(), text.begin(), [&](char c) {
    return static_cast<unsigned char>(c) < 0x80 ? static_cast<char>(change(c)) : c;
  });
  return text;
}

// The first characters of UTF-8 text, none of them cut.
std::string Head(const std::string& text, size_t bytes) {
  size_t end = std::min(bytes, text.size());
  while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80)
    ++end;
  return text.substr(0, end);
}

std::string AsText(const SqlValue& value) {
  const auto* text = std::get_if<std::string>(&value);
  return text != nullptr ? *text : SqlText(value);
}

std::span<const char* const> QueryValues::Nasty() {
  return kNasty;
}

std::span<const char* const> QueryValues::Times() {
  return kTimes;
}

std::string QueryValues::FromData(const QueryColumn& column) {
  return column.values.empty() ? dice_.Pick(kNasty) : SqlText(dice_.Pick(column.values));
}

// A value of the table, written another way.
std::string QueryValues::Variant(const QueryColumn& column) {
  if (column.values.empty())
    return dice_.Pick(kNasty);
  const std::string text = AsText(dice_.Pick(column.values));
  const bool digits = !text.empty() && text.size() < 19 &&
                      text.find_first_not_of("0123456789") == std::string::npos;
  switch (dice_.Below(9)) {
    case 0:
      return Quoted(Changed(text, std::toupper));
    case 1:
      return Quoted(Changed(text, std::tolower));
    case 2:
      return Quoted(text + " ");
    case 3:
      return Quoted(" " + text);
    case 4:
      return Quoted(text + "," + AsText(dice_.Pick(column.values)));
    case 5:
      return Quoted(Head(text, 3) + "*");
    case 6:
      return digits ? text : Quoted(Head(text, text.size() / 2));
    case 7:
      return digits ? text + ".0" : Quoted(text + "x");
    default:
      return digits ? Quoted(text + (dice_.OneIn(2) ? "00" : ".0")) : "lower(" + Quoted(text) + ")";
  }
}

std::string QueryValues::TimeExpression(const std::string& iso) {
  const std::string text = Quoted(iso);
  switch (dice_.Below(6)) {
    case 0:
      return "datetime(" + text + ", '-7 days')";
    case 1:
      return "date(" + text + ")";
    case 2:
      return "strftime('%Y-%m-%dT%H:%M:%fZ', " + text + ", '-1 day')";
    case 3:
      return "strftime('%Y-%m-%dT%H:%M:%SZ', " + text + ")";
    case 4:
      return "datetime(" + text + ")";
    default:
      return "CAST(" + text + " AS TEXT)";
  }
}

std::string QueryValues::Time(const QueryColumn& column) {
  if (column.values.empty() || dice_.OneIn(3))
    return dice_.Pick(kTimes);
  const std::string iso = AsText(dice_.Pick(column.values));
  if (iso.size() < 20)
    return Quoted(iso);
  const std::string second = iso.substr(0, 19);
  switch (dice_.Below(10)) {
    case 0:
      return Quoted(second + "Z");
    case 1:
      return Quoted(second);
    case 2:
      return Quoted(second.substr(0, 10));
    case 3:
      return Quoted(second.substr(0, 10) + " " + second.substr(11));
    case 4:
      return Quoted(second + "+02:00");
    case 5:
      return Quoted(second + ".999Z");
    case 6:
      return Quoted(second.substr(0, dice_.Below(19)));
    case 7:
      return TimeExpression(iso);
    default:
      return Quoted(iso);
  }
}

std::string QueryValues::Any(const QueryColumn& column) {
  if (column.IsTime() && !dice_.OneIn(20))
    return Time(column);
  const size_t roll = dice_.Below(20);
  return roll < 12 ? FromData(column) : roll < 16 ? Variant(column) : dice_.Pick(kNasty);
}

}  // namespace zoho_desk::testing
