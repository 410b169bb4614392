#include "resources/describe.h"

#include <utility>

namespace zoho_desk::resources {
namespace {

// The operators a filter takes over from SQLite.
std::string OperatorsOf(const Filter& filter) {
  std::string text;
  switch (filter.kind) {
    case FilterKind::kEqualList:
      text = "= IN";
      break;
    case FilterKind::kTimeRange:
    case FilterKind::kEpochRange:
      text = "= < <= > >=";
      break;
    case FilterKind::kPrefix:
      text = "LIKE 'x%'";
      break;
    case FilterKind::kEqual:
    case FilterKind::kBoolean:
      text = "=";
      break;
  }
  return filter.null_value.empty() ? text : text + " IS NULL";
}

}  // namespace

std::string RoutesOf(const Column& column) {
  std::string text;
  const auto add = [&](uint8_t bit, const char* name) {
    if ((column.routes & bit) != 0)
      text.append(text.empty() ? "" : ", ").append(name);
  };
  add(kList, "list");
  add(kSearch, "search");
  add(kGet, "get");
  return column.from_request ? "request" : text;
}

std::string PushedOperators(const Resource& resource, const Column& column) {
  std::string text;
  for (const auto& [bit, route] : {std::pair{kList, "list"}, std::pair{kSearch, "search"}}) {
    std::string operators;
    const auto add = [&](const std::string& more) {
      operators.append(operators.empty() ? "" : ", ").append(more);
    };
    if (bit == kList && column.name == resource.list.fan_out.column)
      add("=");
    for (const Filter& filter : resource.filters) {
      if (filter.route == bit && filter.column == column.name)
        add(OperatorsOf(filter));
    }
    for (const SortKey& key : resource.sorts) {
      if ((key.routes & bit) != 0 && key.column == column.name)
        add("ORDER BY");
    }
    if (!operators.empty())
      text.append(text.empty() ? "" : "; ").append(route).append(": ").append(operators);
  }
  const bool is_key = resource.key.size() == 1 && column.name == resource.key.front();
  if (is_key && !resource.get.path.empty())
    text.append(text.empty() ? "" : "; ").append("get: = IN");
  return text;
}

}  // namespace zoho_desk::resources
