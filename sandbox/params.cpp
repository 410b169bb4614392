// Parameters: read by Api before any row is looked at. Each is checked against the endpoint's
// table, and the first that Zoho would refuse is the answer, so a request is never half understood.
// Requests for a resource whose `canonical` is equal select the same rows.

#include "sandbox/params.h"

#include <algorithm>
#include <charconv>
#include <string_view>

#include "common/time_text.h"
#include "sandbox/resources/views.h"

namespace zoho_desk::sandbox {
namespace {

using MaybeAnswer = std::optional<HttpResponse>;

HttpResponse Invalid(std::string_view name) {
  return Unprocessable("The value passed for the '" + std::string(name) +
                       "' query parameter is invalid.");
}

HttpResponse OutOfRange(std::string_view name, int64_t min, int64_t max) {
  return Unprocessable("The value passed for field '" + std::string(name) +
                       "' exceeds the range of '" + std::to_string(min) + "-" +
                       std::to_string(max) + "'.");
}

bool AllDigits(std::string_view text) {
  return !text.empty() && text.size() <= 19 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::optional<int64_t> ParseNumber(std::string_view text) {
  if (!AllDigits(text))
    return std::nullopt;
  int64_t value = 0;
  if (std::from_chars(text.data(), text.data() + text.size(), value).ec != std::errc())
    return std::nullopt;
  return value;
}

size_t CountCharacters(std::string_view utf8) {
  return static_cast<size_t>(std::count_if(utf8.begin(), utf8.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xc0) != 0x80;
  }));
}

std::vector<std::string> SplitCommas(std::string_view text) {
  std::vector<std::string> items;
  while (true) {
    const size_t comma = text.find(',');
    items.emplace_back(text.substr(0, comma));
    if (comma == std::string_view::npos)
      return items;
    text.remove_prefix(comma + 1);
  }
}

bool IsChoice(std::string_view choices, std::string_view item) {
  const auto all = SplitChoices(choices);
  return std::find(all.begin(), all.end(), item) != all.end();
}

class Reader {
 public:
  explicit Reader(const ParamContext& context) : context_(context) {}

  MaybeAnswer Read(const ParamSpec& spec, const std::string& text);
  void UseFallback(const ParamSpec& spec);
  MaybeAnswer Finish();
  Parsed Take() { return std::move(parsed_); }

 private:
  static MaybeAnswer CheckItem(const ParamSpec& spec, std::string_view item);
  MaybeAnswer ReadWindow(const ParamSpec& spec, const std::string& text);
  MaybeAnswer ReadSort(const std::string& text);
  MaybeAnswer ReadTimes(const ParamSpec& spec, Value& value) const;
  MaybeAnswer ReadReference(const ParamSpec& spec, const std::string& text);
  MaybeAnswer ReadCustomField(const ParamSpec& spec, Value value);
  MaybeAnswer ReadList(const ParamSpec& spec, Value value);
  void Keep(Value value);

  const ParamContext& context_;
  Parsed parsed_;
};

// `from` and `limit`.
MaybeAnswer Reader::ReadWindow(const ParamSpec& spec, const std::string& text) {
  const std::optional<int64_t> number = ParseNumber(text);
  if (!number)
    return Invalid(spec.name);
  const bool is_from = spec.kind == Kind::kFrom;
  const int64_t min = spec.min == kUnset ? 0 : spec.min;
  const int64_t max = is_from ? context_.max_from : spec.max;
  if (*number < min || (max != kUnset && *number > max))
    return OutOfRange(spec.name, min, max == kUnset ? INT32_MAX : max);
  (is_from ? parsed_.from : parsed_.limit) = *number;
  return std::nullopt;
}

MaybeAnswer Reader::ReadSort(const std::string& text) {
  const bool descending = text.starts_with('-');
  const std::string_view name = std::string_view(text).substr(descending ? 1 : 0);
  for (const SortKey& key : context_.endpoint.sort_keys) {
    if (key.name != name || key.refused)
      continue;
    parsed_.sort = &key;
    parsed_.descending = descending;
    return std::nullopt;
  }
  return Invalid("sortBy");
}

MaybeAnswer Reader::ReadTimes(const ParamSpec& spec, Value& value) const {
  if (spec.kind == Kind::kMillis || spec.kind == Kind::kIsoTime) {
    const auto time =
        spec.kind == Kind::kMillis ? ParseNumber(value.text) : ParseZuluTime(value.text);
    if (!time)
      return Invalid(spec.name);
    value.low = value.high = *time;
    return std::nullopt;
  }
  if (IsChoice(spec.choices, value.text))
    return std::nullopt;  // a named range
  const std::vector<std::string> ends = SplitCommas(value.text);
  if (ends.size() != 2)
    return Invalid(spec.name);
  const auto low = ParseZuluTime(ends[0]);
  const auto high = ParseZuluTime(ends[1]);
  if (!low || !high)
    return Invalid(spec.name);
  // Times are whole milliseconds, so an end that is left out moves by one.
  value.low = *low + (context_.bounds == RangeBounds::kExclusive ? 1 : 0);
  value.high = *high - (context_.bounds == RangeBounds::kInclusive ? 0 : 1);
  return std::nullopt;
}

// Views and saved filters are records of their own; an unknown one is invalid data.
MaybeAnswer Reader::ReadReference(const ParamSpec& spec, const std::string& text) {
  if (!AllDigits(text))
    return Invalid(spec.name);
  const auto view =
      spec.kind == Kind::kView ? context_.world.RowOf(Res::kViews, text) : std::nullopt;
  if (!view || ViewModule(*view) != context_.resource.view_module)
    return InvalidData(spec.name);
  parsed_.view = view;
  return std::nullopt;
}

// "cf_name:pattern"
MaybeAnswer Reader::ReadCustomField(const ParamSpec& spec, Value value) {
  const size_t colon = value.text.find(':');
  if (colon == std::string::npos || context_.resource.custom_field == nullptr)
    return Invalid(spec.name);
  std::string scratch;
  Writer w(scratch);
  const Row any{context_.world, context_.resource.res, 0};
  if (!context_.resource.custom_field(any, value.text.substr(0, colon), w))
    return Invalid(spec.name);
  value.items = {value.text.substr(0, colon), value.text.substr(colon + 1)};
  Keep(std::move(value));
  return std::nullopt;
}

MaybeAnswer Reader::CheckItem(const ParamSpec& spec, std::string_view item) {
  switch (spec.kind) {
    case Kind::kId:
      // "a|b" are words accepted in place of an id, such as allDepartment.
      if (!AllDigits(item) && !IsChoice(spec.choices, item))
        return Invalid(spec.name);
      return std::nullopt;
    case Kind::kInt: {
      const auto number = ParseNumber(item);
      if (!number)
        return Invalid(spec.name);
      if ((spec.min != kUnset && *number < spec.min) || (spec.max != kUnset && *number > spec.max))
        return OutOfRange(spec.name, spec.min, spec.max);
      return std::nullopt;
    }
    case Kind::kBool:
      if (item != "true" && item != "false")
        return Invalid(spec.name);
      return std::nullopt;
    case Kind::kChoice:
    case Kind::kInclude:
      if (!IsChoice(spec.choices, item))
        return Invalid(spec.name);
      return std::nullopt;
    default: {
      // ${empty} and the like stand outside the length limits.
      const auto length = static_cast<int64_t>(CountCharacters(item));
      if (!item.starts_with("${") && spec.min != kUnset && length < spec.min)
        return Invalid(spec.name);
      if (spec.max != kUnset && length > spec.max)
        return Invalid(spec.name);
      return std::nullopt;
    }
  }
}

MaybeAnswer Reader::ReadList(const ParamSpec& spec, Value value) {
  value.items = spec.list ? SplitCommas(value.text) : std::vector<std::string>{value.text};
  if (spec.max_items > 0 && value.items.size() > static_cast<size_t>(spec.max_items))
    return Invalid(spec.name);
  for (const std::string& item : value.items) {
    if (MaybeAnswer refusal = CheckItem(spec, item))
      return refusal;
  }
  if (spec.kind == Kind::kFields && !spec.choices.empty()) {
    for (const std::string& item : value.items) {
      if (!IsChoice(spec.choices, item))
        return Invalid(spec.name);
    }
  }
  if (spec.kind == Kind::kInclude)
    parsed_.includes = std::move(value.items);
  else if (spec.kind == Kind::kFields)
    parsed_.fields = std::move(value.items);
  else
    Keep(std::move(value));
  return std::nullopt;
}

void Reader::Keep(Value value) {
  if (value.spec->filter.match == Match::kKey)
    parsed_.single_key = value.items.size() == 1;
  parsed_.values.push_back(std::move(value));
}

MaybeAnswer Reader::Read(const ParamSpec& spec, const std::string& text) {
  if (text.empty() && spec.kind != Kind::kText)
    return Invalid(spec.name);
  Value value{.spec = &spec, .text = text};
  switch (spec.kind) {
    case Kind::kFrom:
    case Kind::kLimit:
      return ReadWindow(spec, text);
    case Kind::kSort:
      return ReadSort(text);
    case Kind::kSortOrder:
      if (text != "asc" && text != "desc")
        return Invalid(spec.name);
      parsed_.sort = &context_.endpoint.sort_keys.front();
      parsed_.descending = text == "desc";
      return std::nullopt;
    case Kind::kView:
    case Kind::kSavedFilter:
      return ReadReference(spec, text);
    case Kind::kFilterJson:
      if (!ParseFilterJson(context_, spec, text, parsed_.conditions))
        return Invalid(spec.name);
      parsed_.canonical += "filters=" + text + "&";
      return std::nullopt;
    case Kind::kCustomField:
      return ReadCustomField(spec, std::move(value));
    case Kind::kIsoRange:
    case Kind::kIsoTime:
    case Kind::kMillis:
      if (MaybeAnswer refusal = ReadTimes(spec, value))
        return refusal;
      Keep(std::move(value));
      return std::nullopt;
    default:
      return ReadList(spec, std::move(value));
  }
}

void Reader::UseFallback(const ParamSpec& spec) {
  Keep({.spec = &spec, .text = std::string(spec.fallback), .items = SplitCommas(spec.fallback)});
}

MaybeAnswer Reader::Finish() {
  int exclusive = 0;
  for (const Value& value : parsed_.values) {
    parsed_.canonical += std::string(value.spec->name) + "=" + value.text + "&";
    if (value.spec->kind == Kind::kIsoRange)
      parsed_.canonical += std::string(ToText(context_.bounds)) + "&";
    if (IsChoice(context_.resource.exclusive, value.spec->name))
      ++exclusive;
  }
  if (exclusive > 1)
    return Unprocessable("Only one of the filters " + std::string(context_.resource.exclusive) +
                         " can be used at a time.");
  if (parsed_.view)
    parsed_.canonical += "view=" + std::to_string(*parsed_.view) + "&";
  if (parsed_.sort != nullptr)
    parsed_.canonical +=
        (parsed_.descending ? "sort=-" : "sort=") + std::string(parsed_.sort->name);
  return std::nullopt;
}

}  // namespace

std::optional<int64_t> ParseZuluTime(std::string_view text) {
  if (!text.starts_with("19") && !text.starts_with("20"))
    return std::nullopt;  // the published pattern of these parameters
  if (text.size() < 20 || text[10] != 'T' || text.back() != 'Z')
    return std::nullopt;
  return ParseIsoMillis(text);
}

std::variant<Parsed, HttpResponse> ParseParams(const ParamContext& context,
                                               const NameValues& query) {
  const auto specs = context.endpoint.params;
  // A repeated key means the same as a comma list.
  NameValues sent;
  for (const auto& [name, text] : query) {
    const auto same = std::find_if(sent.begin(), sent.end(),
                                   [&name = name](const auto& pair) { return pair.first == name; });
    if (same == sent.end())
      sent.emplace_back(name, text);
    else
      same->second += "," + text;
  }
  Reader reader(context);
  for (const auto& [name, text] : sent) {
    const auto spec =
        std::find_if(specs.begin(), specs.end(),
                     [&name = name](const ParamSpec& candidate) { return candidate.name == name; });
    if (spec == specs.end())
      return Unprocessable("Extra query parameter '" + name + "' is present in the input.");
    if (MaybeAnswer refusal = reader.Read(*spec, text))
      return *std::move(refusal);
  }
  for (const ParamSpec& spec : specs) {
    const bool given = std::any_of(sent.begin(), sent.end(),
                                   [&](const auto& pair) { return pair.first == spec.name; });
    if (given)
      continue;
    if (spec.required)
      return Unprocessable("The query parameter '" + std::string(spec.name) + "' is missing.");
    if (!spec.fallback.empty())
      reader.UseFallback(spec);
  }
  if (MaybeAnswer refusal = reader.Finish())
    return *std::move(refusal);
  return reader.Take();
}

}  // namespace zoho_desk::sandbox
