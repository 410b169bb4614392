#include "vtab/plan.h"

#include <array>
#include <charconv>

#include "client/page.h"

namespace zoho_desk::vtab {
namespace {

constexpr int kLastTrackedColumn = 63;

void AppendToList(std::string& list, std::string_view value) {
  if (("," + list + ",").find("," + std::string(value) + ",") == std::string::npos)
    list.append(list.empty() ? "" : ",").append(value);
}

// What the route cannot answer by itself, for the reader of EXPLAIN QUERY PLAN.
void DescribeColumns(const ScanPlan& plan, const resources::Resource& resource, std::string& text) {
  const bool record = plan.route == ScanPlan::Route::kRecord;
  const uint8_t route_bit = record ? resources::kGet : resources::kList;
  std::string include;
  std::string per_row;
  for (const int index : ColumnsUsed(plan.columns_used, resource)) {
    if (index == client::kRawColumn)
      continue;
    const resources::Column& column = resource.columns[static_cast<size_t>(index)];
    if ((column.routes & route_bit) != 0) {
      const std::string_view value = record ? column.get_include : column.list_include;
      if (!value.empty())
        AppendToList(include, value);
    } else if (!column.from_request) {
      // The first way that client/row_completer.h would take.
      const bool search = (column.routes & resources::kSearch) != 0 && resource.search.by_id;
      const bool get = !record && (column.routes & resources::kGet) != 0;
      AppendToList(per_row, search ? "search" : get ? "get" : "list");
    }
  }
  if (!include.empty())
    text += " include=" + include;
  if (!per_row.empty())
    text += " per-row=" + per_row;
}

}  // namespace

std::string ToText(const ScanPlan& plan, const resources::Resource& resource) {
  std::string text = plan.route == ScanPlan::Route::kRecord ? "get" : "list";
  if (plan.route == ScanPlan::Route::kRecord)
    text += " " + std::string(resource.key.front()) + "=?";
  else if (plan.fixes_fan_out)
    text += " " + std::string(resource.list.fan_out.column) + "=?";
  DescribeColumns(plan, resource, text);
  std::array<char, 20> hex{};
  const auto [end, error] =
      std::to_chars(hex.data(), hex.data() + hex.size(), plan.columns_used, 16);
  return text + " columns=" + std::string(hex.data(), end);
}

std::optional<ScanPlan> PlanFromText(std::string_view text) {
  ScanPlan plan;
  bool first = true;
  bool has_columns = false;
  while (!text.empty()) {
    const size_t space = text.find(' ');
    const std::string_view word = text.substr(0, space);
    text = space == std::string_view::npos ? std::string_view{} : text.substr(space + 1);
    if (first) {
      if (word != "list" && word != "get")
        return std::nullopt;
      plan.route = word == "get" ? ScanPlan::Route::kRecord : ScanPlan::Route::kList;
      first = false;
    } else if (word.ends_with("=?")) {
      plan.fixes_fan_out = plan.route == ScanPlan::Route::kList;
    } else if (word.starts_with("columns=")) {
      const std::string_view hex = word.substr(8);
      const auto [end, error] =
          std::from_chars(hex.data(), hex.data() + hex.size(), plan.columns_used, 16);
      if (error != std::errc{} || end != hex.data() + hex.size())
        return std::nullopt;
      has_columns = true;
    } else if (!word.starts_with("include=") && !word.starts_with("per-row=")) {
      return std::nullopt;
    }
  }
  return has_columns ? std::optional<ScanPlan>(plan) : std::nullopt;
}

std::vector<int> ColumnsUsed(uint64_t columns_used, const resources::Resource& resource) {
  std::vector<int> columns;
  const int raw = static_cast<int>(resource.columns.size());
  for (int column = 0; column <= raw; ++column) {
    const int bit = column < kLastTrackedColumn ? column : kLastTrackedColumn;
    if ((columns_used >> static_cast<unsigned>(bit) & 1U) != 0)
      columns.push_back(column == raw ? client::kRawColumn : column);
  }
  return columns;
}

}  // namespace zoho_desk::vtab
