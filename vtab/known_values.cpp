// Called by explain.cpp for literals and by binding.cpp for the values of a scan. What is known is
// data: Column::values, which a portal may have added to, and the closed sets of filters.

#include "vtab/known_values.h"

#include <algorithm>
#include <iterator>
#include <string_view>
#include <vector>

#include "common/text.h"
#include "vtab/term_text.h"

namespace zoho_desk::vtab {
namespace {

using resources::Column;
using resources::Resource;

struct KnownValues {
  std::vector<std::string_view> values;
  bool is_closed = false;  // there are no others
};

KnownValues ValuesOf(const Resource& resource, const Column& column) {
  KnownValues known{.values = {column.values.begin(), column.values.end()}};
  for (const resources::Filter& filter : resource.filters) {
    if (!known.values.empty() || filter.column != column.name)
      continue;
    for (const resources::FilterValue& value : filter.values)
      known.values.push_back(value.sql);
    known.is_closed = !filter.values.empty();
  }
  return known;
}

std::string InQuotes(std::string_view value) {
  return "'" + std::string(value) + "'";
}

}  // namespace

std::string HintFor(const Resource& resource, const Column& column, const BoundTerm& values) {
  const KnownValues known = ValuesOf(resource, column);
  std::vector<std::string> unlike;  // what is asked for
  std::vector<std::string> meant;   // what it differs from in letter case alone
  for (const BoundValue& value : values) {
    const auto* text = std::get_if<std::string>(&value);
    if (text == nullptr)
      continue;
    for (const std::string_view one : known.values) {
      if (one == *text)
        return {};
      if (EqualIgnoringCase(one, *text))
        meant.push_back(InQuotes(one));
    }
    unlike.push_back(ValueText(value));
  }
  if (known.values.empty() || unlike.empty())
    return {};
  const std::string term =
      std::string(column.name) +
      (unlike.size() == 1 ? " = " + unlike.front() : " IN (" + Joined(unlike) + ")");
  if (!meant.empty())
    return term + ": letter case counts, and Zoho has " + Joined(meant);
  std::vector<std::string> all;
  std::transform(known.values.begin(), known.values.end(), std::back_inserter(all), InQuotes);
  return term + ": Zoho has " + Joined(all) +
         (known.is_closed ? "" : ", and what the portal has added (its layouts tell)");
}

void AddHint(const std::string& hint, std::string& hints) {
  if (!hint.empty())
    AppendToList(hints, hint, "; ");
}

std::string HintsFor(const OfferedScan& scan) {
  const TableLayout layout(*scan.resource);
  std::string hints;
  for (const OfferedTerm& offered : scan.terms) {
    const bool equals = offered.op == "=" || offered.op == "IS";
    if (!equals || !offered.value || offered.term.column < 0 ||
        layout.at(offered.term.column).kind != TableColumn::Kind::kColumn)
      continue;
    const auto index = static_cast<size_t>(layout.at(offered.term.column).index);
    AddHint(HintFor(*scan.resource, scan.resource->columns[index], {*offered.value}), hints);
  }
  return hints;
}

}  // namespace zoho_desk::vtab
