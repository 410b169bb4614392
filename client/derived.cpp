// Derived columns: asked by Scan for each value that is read. A value that cannot be made is NULL,
// since the column that it is made from is there to be read.

#include "client/derived.h"

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>

#include "common/foreign_json.h"
#include "common/text.h"

namespace zoho_desk::client {
namespace {

using resources::ColumnType;
using resources::Derivation;
using Json = nlohmann::json;

constexpr int64_t kMinute = 60;
constexpr int64_t kHour = 60 * kMinute;
constexpr int64_t kDay = 24 * kHour;
// A thousand years.
constexpr int64_t kMostSeconds = 1000 * 366 * kDay;

// Reads a duration from the left.
class DurationText {
 public:
  explicit DurationText(std::string_view text) : rest_(text) {}

  bool Take(char c) {
    SkipBlanks();
    if (!rest_.starts_with(c))
      return false;
    rest_.remove_prefix(1);
    return true;
  }
  std::optional<int64_t> TakeNumber() {
    SkipBlanks();
    int64_t number = 0;
    const auto [end, error] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), number);
    if (error != std::errc{} || number < 0 || number > kMostSeconds)
      return std::nullopt;
    rest_.remove_prefix(static_cast<size_t>(end - rest_.data()));
    return number;
  }
  // "hrs", in lower case; empty if no word follows.
  std::string TakeWord() {
    SkipBlanks();
    const auto end = std::find_if_not(rest_.begin(), rest_.end(), IsAsciiAlphanumeric);
    std::string word =
        LowerAscii(std::string(rest_.substr(0, static_cast<size_t>(end - rest_.begin()))));
    rest_.remove_prefix(word.size());
    return word;
  }
  bool AtEnd() {
    SkipBlanks();
    return rest_.empty();
  }

 private:
  void SkipBlanks() {
    while (rest_.starts_with(' ') || rest_.starts_with(','))
      rest_.remove_prefix(1);
  }
  std::string_view rest_;
};

// Of a unit, the seconds; 0: unknown.
int64_t UnitOf(const std::string& word) {
  for (const auto& [name, seconds] : {std::pair<std::string_view, int64_t>{"day", kDay},
                                      {"d", kDay},
                                      {"hr", kHour},
                                      {"hour", kHour},
                                      {"h", kHour},
                                      {"min", kMinute},
                                      {"minute", kMinute},
                                      {"m", kMinute},
                                      {"sec", 1},
                                      {"second", 1},
                                      {"s", 1}}) {
    if (word == name || word == std::string(name) + "s")
      return seconds;
  }
  return 0;
}

// "04:40" or "04:40:10" with what follows the first number, in seconds: hours first, or minutes
// where the unit says so.
std::optional<int64_t> TakeClock(DurationText& text, int64_t first) {
  const auto second = text.TakeNumber();
  std::optional<int64_t> third;
  if (text.Take(':') && !(third = text.TakeNumber()))
    return std::nullopt;
  const std::string word = text.TakeWord();
  const int64_t unit = word.empty() ? kHour : UnitOf(word);
  if (!second || *second >= 60 || (third && (*third >= 60 || unit != kHour)) ||
      (unit != kHour && unit != kMinute) || first > kMostSeconds / unit)
    return std::nullopt;
  return first * unit + *second * (unit / 60) + third.value_or(0);
}

Cell TextCell(std::string text, std::deque<std::string>& texts) {
  return Cell::Text(texts.emplace_back(std::move(text)));
}

// What SQL sees of a value within JSON.
Cell CellOf(const Json& value, ColumnType type, std::deque<std::string>& texts) {
  if (value.is_object() && value.contains("name"))
    return CellOf(value.at("name"), type, texts);
  if (value.is_null() || value.is_discarded())
    return Cell::Null();
  if (!value.is_string())
    return TextCell(value.dump(-1, ' ', false, Json::error_handler_t::replace), texts);
  const auto& text = value.get_ref<const std::string&>();
  return text.empty() && type == ColumnType::kId ? Cell::Null() : TextCell(text, texts);
}

Json MemberOf(const Json& value, std::string_view name) {
  const Json* const member = FindMember(value, std::string(name).c_str());
  return member == nullptr ? Json() : *member;
}

Json TransitionMember(const Json& properties, std::string_view name) {
  if (!properties.is_array())
    return {};
  const auto changed = std::find_if(properties.begin(), properties.end(), [](const Json& property) {
    return TextMember(property, "propertyType") == "ValueTransition";
  });
  if (changed == properties.end())
    return {};
  return name == "propertyName" ? MemberOf(*changed, name)
                                : MemberOf(MemberOf(*changed, "propertyValue"), name);
}

}  // namespace

std::optional<int64_t> SecondsOf(std::string_view duration) {
  DurationText text(duration);
  const bool is_negative = text.Take('-');
  int64_t seconds = 0;
  do {
    const auto number = text.TakeNumber();
    if (!number)
      return std::nullopt;
    if (text.Take(':')) {
      const auto clock = TakeClock(text, *number);
      if (!clock)
        return std::nullopt;
      seconds += *clock;
    } else {
      const int64_t unit = UnitOf(text.TakeWord());
      if (unit == 0 || *number > kMostSeconds / unit)
        return std::nullopt;
      seconds += *number * unit;
    }
    if (seconds > kMostSeconds)
      return std::nullopt;
  } while (!text.AtEnd());
  return is_negative ? -seconds : seconds;
}

Cell Derived(const resources::Column& column, const Cell& whole, std::deque<std::string>& texts) {
  if (whole.kind != Cell::Kind::kText && whole.kind != Cell::Kind::kJson)
    return Cell::Null();
  const Derivation& derivation = column.derivation;
  if (derivation.kind == Derivation::Kind::kSeconds) {
    const auto seconds = SecondsOf(whole.text());
    return seconds ? Cell::Integer(*seconds) : Cell::Null();
  }
  const Json json = ParseForeignJson(whole.text());
  return CellOf(derivation.kind == Derivation::Kind::kMember
                    ? MemberOf(json, derivation.member)
                    : TransitionMember(json, derivation.member),
                column.type, texts);
}

}  // namespace zoho_desk::client
