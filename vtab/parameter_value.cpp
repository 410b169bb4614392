// Called by bound_parameters.cpp for each value of a hidden parameter. What is sent is in the API's
// spelling, what is echoed stays the query's own text, and a value that the API is known to refuse
// is an error before any request.

#include "vtab/parameter_value.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <vector>

#include "client/record.h"
#include "common/safe_text.h"
#include "common/text.h"
#include "common/time_text.h"
#include "resources/describe.h"

namespace zoho_desk::vtab {
namespace {

using resources::Parameter;
using resources::ParameterKind;

// Longer values are not repeated in messages.
constexpr size_t kLongestQuote = 40;

std::string_view Trimmed(std::string_view text) {
  while (text.starts_with(' '))
    text.remove_prefix(1);
  while (text.ends_with(' '))
    text.remove_suffix(1);
  return text;
}

std::vector<std::string_view> SplitCommas(std::string_view text) {
  std::vector<std::string_view> parts;
  for (;;) {
    const size_t comma = text.find(',');
    parts.push_back(Trimmed(text.substr(0, comma)));
    if (comma == std::string_view::npos)
      return parts;
    text.remove_prefix(comma + 1);
  }
}

bool HasLength(const std::string& text, const Parameter& parameter) {
  const size_t length = CountCharacters(text);
  return length >= static_cast<size_t>(parameter.min_length) &&
         length <= static_cast<size_t>(parameter.max_length);
}

// The API's spelling of a word of the closed set.
std::optional<std::string> ChoiceOf(const Parameter& parameter, std::string_view word) {
  for (const std::string_view known : parameter.values) {
    if (EqualIgnoringCase(known, word))
      return std::string(known);
  }
  return std::nullopt;
}

// Each converted by `convert`, with commas between them; nullopt if it takes one of them not.
template <typename ConvertOne>
std::optional<std::string> ListOf(std::string_view text, size_t most, ConvertOne convert) {
  const std::vector<std::string_view> parts = SplitCommas(text);
  if (parts.size() > most)
    return std::nullopt;
  std::string list;
  for (const std::string_view part : parts) {
    const std::optional<std::string> item = convert(part);
    if (!item)
      return std::nullopt;
    AppendToList(list, *item, ",");
  }
  return list;
}

std::optional<std::string> IdOf(std::string_view text) {
  return client::IsPossibleId(text) ? std::optional<std::string>(text) : std::nullopt;
}

std::optional<std::string> BooleanOf(std::string_view text) {
  if (text == "1" || EqualIgnoringCase(text, "true"))
    return "true";
  if (text == "0" || EqualIgnoringCase(text, "false"))
    return "false";
  return std::nullopt;
}

// As one parameter "from,to", or as two.
std::optional<QueryParams> RangeOf(const Parameter& parameter, std::string_view text) {
  const std::vector<std::string_view> parts = SplitCommas(text);
  if (parts.size() != 2)
    return std::nullopt;
  const auto from = ParseIsoMillis(parts[0]);
  const auto to = ParseIsoMillis(parts[1]);
  const int64_t earliest = parameter.earliest.empty()
                               ? kEarliest
                               : ParseIsoMillis(parameter.earliest).value_or(kEarliest);
  if (!from || !to || *from > *to || *from < earliest || *to > kLatest)
    return std::nullopt;
  if (parameter.upper_param.empty())
    return QueryParams{
        {std::string(parameter.param), FormatUtcMillis(*from) + "," + FormatUtcMillis(*to)}};
  return QueryParams{{std::string(parameter.param), FormatUtcMillis(*from)},
                     {std::string(parameter.upper_param), FormatUtcMillis(*to)}};
}

bool IsFieldTest(const std::string& text) {
  const size_t colon = text.find(':');
  return colon != std::string::npos && colon > 0 &&
         std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(colon),
                     [](char c) { return IsAsciiAlphanumeric(c) || c == '_'; });
}

// What to send under parameter.param; nullopt: the parameter does not take it.
std::optional<std::string> TextToSend(const Parameter& parameter, const std::string& text) {
  switch (parameter.kind) {
    case ParameterKind::kText:
      return HasLength(text, parameter) ? std::optional<std::string>(text) : std::nullopt;
    case ParameterKind::kFieldTest:
      return HasLength(text, parameter) && IsFieldTest(text) ? std::optional<std::string>(text)
                                                             : std::nullopt;
    case ParameterKind::kId:
      return IdOf(text);
    case ParameterKind::kIdList:
      return ListOf(text, static_cast<size_t>(parameter.max_items), IdOf);
    case ParameterKind::kBoolean:
      return BooleanOf(text);
    case ParameterKind::kChoice:
      return ChoiceOf(parameter, text);
    case ParameterKind::kChoiceList:
      return ListOf(text, parameter.values.size(),
                    [&](std::string_view word) { return ChoiceOf(parameter, word); });
    case ParameterKind::kTimeRange:
      break;  // RangeOf
  }
  return std::nullopt;
}

std::string QuotedValue(const std::optional<std::string>& text) {
  if (!text)
    return "a value that is neither text nor a whole number";
  if (text->size() > kLongestQuote)
    return std::to_string(CountCharacters(*text)) + " characters";
  return "'" + OneLine(*text, kLongestQuote) + "'";
}

Error Refusal(const resources::Resource& resource, const Parameter& parameter,
              const std::optional<std::string>& text) {
  const std::string name(parameter.name);
  return {Code::kInvalidArgument, TableName(resource) + ": " + name + " takes " +
                                      resources::AcceptedValues(parameter) + ", not " +
                                      QuotedValue(text) + "; correct the value, or leave " + name +
                                      " out and filter on columns (zoho_desk_columns lists both)"};
}

}  // namespace

Result<ParameterValue> ConvertParameter(const resources::Resource& resource,
                                        const Parameter& parameter, const BoundValue& value) {
  const std::optional<std::string> text = TextEqualTo(value);
  if (!text)
    return Refusal(resource, parameter, text);
  ParameterValue converted{.echo = *text};
  if (parameter.kind == ParameterKind::kTimeRange) {
    std::optional<QueryParams> range = RangeOf(parameter, *text);
    if (!range)
      return Refusal(resource, parameter, text);
    converted.params = std::move(*range);
    return converted;
  }
  std::optional<std::string> sent = TextToSend(parameter, *text);
  if (!sent)
    return Refusal(resource, parameter, text);
  converted.params.emplace_back(parameter.param, std::move(*sent));
  return converted;
}

Error ParameterNotGiven(const resources::Resource& resource, const Parameter& parameter) {
  const std::string name(parameter.name);
  return {Code::kInvalidArgument,
          TableName(resource) + ": " + name +
              " is a parameter of the request, and SQLite hands over no value for it here; give it "
              "as " +
              name +
              " = '...' outside OR, with a value that is known before the table is read (write the "
              "table that it comes from first)"};
}

}  // namespace zoho_desk::vtab
