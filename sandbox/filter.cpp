// RowFilter: asked by Selector about the candidates that an index has left. It looks at the plain
// form of the values that the endpoints show, so no row passes for a value that nobody can see.

#include "sandbox/filter.h"

#include <algorithm>

#include "sandbox/resources/tables.h"
#include "sandbox/resources/views.h"

namespace zoho_desk::sandbox {
namespace {

constexpr int64_t kDay = 86'400'000;

char Lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

bool SameLetters(std::string_view a, std::string_view b) {
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(),
                                            [](char x, char y) { return Lower(x) == Lower(y); });
}

bool ContainsLetters(std::string_view text, std::string_view part) {
  return std::search(text.begin(), text.end(), part.begin(), part.end(),
                     [](char x, char y) { return Lower(x) == Lower(y); }) != text.end();
}

// Calls `test` with each item of a value in plain form until one passes.
template <typename TestFn>
bool AnyPart(std::string_view plain, const TestFn& test) {
  while (true) {
    const size_t end = plain.find(Writer::kItemSeparator);
    if (test(plain.substr(0, end)))
      return true;
    if (end == std::string_view::npos)
      return false;
    plain.remove_prefix(end + 1);
  }
}

std::string_view WithoutStars(std::string_view pattern) {
  while (pattern.starts_with('*'))
    pattern.remove_prefix(1);
  while (pattern.ends_with('*'))
    pattern.remove_suffix(1);
  return pattern;
}

// One plain value against one item of a parameter.
bool ItemMatches(Match match, std::string_view item, std::string_view plain, bool is_null) {
  if (match == Match::kGlob || match == Match::kContains) {
    if (SameLetters(item, "${empty}"))
      return is_null || plain.empty();
    if (SameLetters(item, "${notempty}"))
      return !is_null && !plain.empty();
  }
  if (is_null)
    return false;
  return AnyPart(plain, [&](std::string_view part) {
    switch (match) {
      case Match::kEquals:
        return part == item;
      case Match::kGlob:
        return GlobMatches(item, part);
      case Match::kContains:
        return ContainsLetters(part, WithoutStars(item));
      default:
        return SameLetters(part.substr(0, item.size()), item);
    }
  });
}

// Weeks begin on Sunday and days at midnight UTC: the sandbox's portal is in UTC.
bool InWindow(std::string_view window, int64_t time, int64_t now) {
  const int64_t today = now - now % kDay;
  if (window == "Overdue")
    return time < now;
  if (window == "Today")
    return time >= today && time < today + kDay;
  if (window == "Tomorrow")
    return time >= today + kDay && time < today + 2 * kDay;
  if (window == "CurrentWeek") {
    const int64_t sunday = today - ((today / kDay + 4) % 7) * kDay;  // 1970-01-01 was a Thursday
    return time >= sunday && time < sunday + 7 * kDay;
  }
  std::string now_text;
  std::string text;
  Writer(now_text, Writer::Form::kPlain).Date(now);
  Writer(text, Writer::Form::kPlain).Date(time);
  return text.compare(0, 7, now_text, 0, 7) == 0;  // CurrentMonth
}

}  // namespace

bool GlobMatches(std::string_view pattern, std::string_view text) {
  size_t p = 0;
  size_t t = 0;
  size_t star = std::string_view::npos;
  size_t retry = 0;
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      retry = t;
    } else if (p < pattern.size() && Lower(pattern[p]) == Lower(text[t])) {
      ++p;
      ++t;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      t = ++retry;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', p) == std::string_view::npos;
}

bool StatusMacroMatches(const Value& value, std::string_view status, std::string_view status_type) {
  return std::any_of(value.items.begin(), value.items.end(), [&](const std::string& item) {
    if (!item.starts_with("${"))
      return item == status;
    std::string macro = "${";
    std::copy_if(status_type.begin(), status_type.end(), std::back_inserter(macro),
                 [](char c) { return c != ' '; });
    return SameLetters(item, macro + "}");
  });
}

RowFilter::RowFilter(const ResourceSpec& resource, const Parsed& parsed)
    : resource_(resource), parsed_(parsed) {
  for (const Value& value : parsed.values) {
    const Match match = value.spec->filter.match;
    // Ids have chosen the candidates already. Time ranges have too, unless ids were given as well.
    if (value.spec->kind == Kind::kCustomField || (match != Match::kNone && match != Match::kKey))
      values_.push_back(&value);
  }
  if (!parsed.conditions.empty())
    conditions_ = &parsed.conditions;
  if (parsed.view) {
    const ViewRule rule = RuleOfView(*parsed.view);
    view_field_ = FindField(resource, rule.field);
    view_value_ = rule.value;
  }
}

bool RowFilter::MatchesField(const Row& row, std::string_view name,
                             const std::vector<std::string>& wanted) const {
  scratch_.clear();
  Writer w(scratch_, Writer::Form::kPlain);
  if (const FieldSpec* field = FindField(resource_, name))
    field->write(row, w);
  else if (resource_.custom_field != nullptr)
    resource_.custom_field(row, name, w);
  return std::any_of(wanted.begin(), wanted.end(), [&](const std::string& item) {
    return ItemMatches(Match::kEquals, item, scratch_, w.plain_null());
  });
}

bool RowFilter::MatchesValue(const Row& row, const Value& value) const {
  const Filter& filter = value.spec->filter;
  scratch_.clear();
  Writer w(scratch_, Writer::Form::kPlain);
  if (value.spec->kind == Kind::kCustomField) {
    resource_.custom_field(row, value.items[0], w);
    return ItemMatches(Match::kGlob, value.items[1], scratch_, w.plain_null());
  }
  switch (filter.match) {
    case Match::kTest:
      return filter.test(row, value, parsed_);
    case Match::kRange: {
      const int64_t time = filter.time(row);
      return time != 0 && time >= value.low && time <= value.high;
    }
    case Match::kCreatedRange:
      return row.created() >= value.low && row.created() <= value.high;
    case Match::kModifiedRange:
      return row.modified() >= value.low && row.modified() <= value.high;
    case Match::kDayWindow: {
      const int64_t time = filter.time(row);
      return time != 0 &&
             std::any_of(value.items.begin(), value.items.end(),
                         [&](const auto& item) { return InWindow(item, time, row.world.now()); });
    }
    default:
      break;
  }
  filter.value(row, w);
  return std::any_of(value.items.begin(), value.items.end(), [&](const std::string& item) {
    return ItemMatches(filter.match, item, scratch_, w.plain_null());
  });
}

bool RowFilter::Matches(const Row& row) const {
  for (const Value* value : values_) {
    if (!MatchesValue(row, *value))
      return false;
  }
  if (conditions_ != nullptr) {
    for (const Condition& condition : *conditions_) {
      if (!MatchesField(row, condition.field, condition.values))
        return false;
    }
  }
  return view_field_ == nullptr || MatchesField(row, view_field_->name, {view_value_});
}

}  // namespace zoho_desk::sandbox
