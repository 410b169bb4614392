#include "tests/support/query_check.h"

#include <algorithm>

#include "common/text.h"

namespace zoho_desk::testing {
namespace {

TextRows Sorted(TextRows rows) {
  std::sort(rows.begin(), rows.end());
  return rows;
}

// The rows of `from` that `without` lacks, a few of them.
std::string Missing(const TextRows& from, const TextRows& without, const char* what) {
  TextRows missing;
  const TextRows left = Sorted(from);
  const TextRows right = Sorted(without);
  std::set_difference(left.begin(), left.end(), right.begin(), right.end(),
                      std::back_inserter(missing));
  std::string text;
  for (size_t i = 0; i < std::min<size_t>(missing.size(), 3); ++i)
    text += std::string("  ") + what + ": " + Joined(missing[i], "|") + "\n";
  return text;
}

std::string FirstUnordered(const TextRows& actual, const TextRows& expected, size_t columns) {
  for (size_t row = 0; row < std::min(actual.size(), expected.size()); ++row) {
    const size_t width = std::min({columns, actual[row].size(), expected[row].size()});
    if (!std::equal(actual[row].begin(), actual[row].begin() + static_cast<std::ptrdiff_t>(width),
                    expected[row].begin()))
      return "  row " + std::to_string(row) + ": " + Joined(actual[row], "|") +
             "\n  instead of: " + Joined(expected[row], "|") + "\n";
  }
  return {};
}

}  // namespace

TextRows ToTextRows(const std::vector<SqlRow>& rows) {
  TextRows text;
  for (const SqlRow& row : rows) {
    std::vector<std::string>& values = text.emplace_back();
    for (const SqlValue& value : row)
      values.push_back(ToString(value));
  }
  return text;
}

std::string Difference(const GeneratedQuery& query, const TextRows& actual,
                       const TextRows& expected, const TextRows& all) {
  std::string text;
  if (actual.size() != expected.size())
    text = "  " + std::to_string(actual.size()) + " rows instead of " +
           std::to_string(expected.size()) + "\n";
  if (query.rows_of.empty())
    text += Missing(expected, actual, "missing") + Missing(actual, expected, "too many");
  else
    text += Missing(actual, all, "not among the rows without LIMIT");
  if (text.empty())
    text = FirstUnordered(actual, expected, query.sorted_columns);
  return text;
}

}  // namespace zoho_desk::testing
