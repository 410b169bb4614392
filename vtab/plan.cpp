// The text of a plan: written by the planner in xBestIndex and read by xFilter, with SQLite in
// between. Only what ToText writes is taken for a plan: text that is read is written again and
// compared, so no two texts mean the same plan and no word is passed over.

#include "vtab/plan.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "client/lane.h"
#include "client/page.h"
#include "client/record.h"
#include "vtab/table_layout.h"

namespace zoho_desk::vtab {
namespace {

using resources::Resource;

constexpr std::string_view kSort = "sort=";
constexpr std::string_view kWalk = "walk=";
constexpr int kLastTrackedColumn = 63;

struct OpText {
  TermOp op;
  std::string_view text;
};
// Longest first: "<=?" before "<?".
constexpr std::array<OpText, 9> kOps = {{{TermOp::kSince, ">=~?"},
                                         {TermOp::kIn, "=IN(?)"},
                                         {TermOp::kIsNull, "=NULL"},
                                         {TermOp::kLessEqual, "<=?"},
                                         {TermOp::kGreaterEqual, ">=?"},
                                         {TermOp::kLess, "<?"},
                                         {TermOp::kGreater, ">?"},
                                         {TermOp::kLike, "~?"},
                                         {TermOp::kEqual, "=?"}}};

std::string TermText(const PlanTerm& term, const TableLayout& layout) {
  for (const OpText& op : kOps) {
    if (op.op == term.op)
      return std::string(layout.NameOf(term.column)) + std::string(op.text);
  }
  return {};
}

// What the route cannot answer by itself, for the reader of EXPLAIN QUERY PLAN.
void DescribeColumns(const ScanPlan& plan, const Resource& resource, std::string& text) {
  std::string include;
  std::string per_row;
  for (const int index : ColumnsUsed(plan.columns_used, resource)) {
    if (index == client::kRawColumn)
      continue;
    const resources::Column& column = resource.columns[static_cast<size_t>(index)];
    if ((column.routes & plan.route) != 0) {
      const std::string_view value = plan.route == resources::kGet    ? column.get_include
                                     : plan.route == resources::kList ? column.list_include
                                                                      : std::string_view{};
      if (!value.empty())
        client::AppendUnique(include, value);
    } else if (column.IsField()) {
      client::AppendUnique(per_row, resources::NameOf(client::FilledBy(resource, column)));
    }
  }
  if (!include.empty())
    text += " include=" + include;
  if (!per_row.empty())
    text += " per-row=" + per_row;
}

int ColumnNamed(std::string_view name, const TableLayout& layout) {
  for (int column = 0; column < layout.size(); ++column) {
    if (layout.NameOf(column) == name)
      return column;
  }
  return -1;
}

bool ReadTerm(std::string_view word, const TableLayout& layout, ScanPlan& plan) {
  for (const OpText& op : kOps) {
    if (!word.ends_with(op.text))
      continue;
    const int column = ColumnNamed(word.substr(0, word.size() - op.text.size()), layout);
    if (column < 0)
      return false;
    plan.terms.push_back({column, op.op});
    return true;
  }
  return false;
}

bool ReadHex(std::string_view hex, uint64_t& value) {
  const auto [end, error] = std::from_chars(hex.data(), hex.data() + hex.size(), value, 16);
  return error == std::errc{} && end == hex.data() + hex.size();
}

bool ReadNames(std::string_view names, const TableLayout& layout, std::vector<int>& columns) {
  for (;;) {
    const size_t comma = names.find(',');
    columns.push_back(ColumnNamed(names.substr(0, comma), layout));
    if (columns.back() < 0)
      return false;
    if (comma == std::string_view::npos)
      return true;
    names.remove_prefix(comma + 1);
  }
}

// One word after the route; false if it is not part of a plan. `left` gets the columns of left=.
bool ReadWord(std::string_view word, const TableLayout& layout, ScanPlan& plan,
              std::vector<int>& left) {
  if (word == "limit=?")
    return plan.has_limit = true;
  if (word == "offset=?")
    return plan.has_offset = true;
  if (word == "walk")
    return plan.walks = true;
  if (word == "no-rows")
    return plan.matches_nothing = true;
  if (word == "all-rows")
    return plan.reads_all_rows = true;
  for (const std::string_view order : {kSort, kWalk}) {
    if (!word.starts_with(order))
      continue;
    word.remove_prefix(order.size());
    plan.descending = word.starts_with('-');
    if (plan.descending)
      word.remove_prefix(1);
    plan.sort_column = ColumnNamed(word, layout);
    plan.sort_is_ours = order == kWalk;
    plan.walks = plan.walks || plan.sort_is_ours;
    return plan.sort_column >= 0;
  }
  if (word.starts_with("columns="))
    return ReadHex(word.substr(8), plan.columns_used);
  if (word.starts_with("left="))
    return ReadNames(word.substr(5), layout, left);
  if (word.starts_with("include=") || word.starts_with("per-row="))
    return true;
  return ReadTerm(word, layout, plan);
}

// Whether the binding can carry the plan out.
bool IsSound(const ScanPlan& plan, const Resource& resource) {
  const TableLayout layout(resource);
  size_t profiles = 0;
  for (const PlanTerm& term : plan.terms) {
    const TableColumn column = layout.at(term.column);
    if (column.kind == TableColumn::Kind::kRaw || column.kind == TableColumn::Kind::kSource)
      return false;
    const bool is_list = column.kind == TableColumn::Kind::kParameter && term.op == TermOp::kIn;
    if (column.kind != TableColumn::Kind::kColumn && term.op != TermOp::kEqual && !is_list)
      return false;
    if (term.op == TermOp::kSince &&
        resource.columns[static_cast<size_t>(column.index)].not_after.empty())
      return false;
    profiles += column.kind == TableColumn::Kind::kProfile ? 1 : 0;
  }
  if (profiles > 1)
    return false;
  if (plan.walks && plan.sort_column < 0)
    return false;
  if (plan.sort_column >= 0 && layout.at(plan.sort_column).kind != TableColumn::Kind::kColumn)
    return false;
  if (plan.route != resources::kGet)
    return true;
  // The key alone, once, besides the profile.
  if (resource.key.size() != 1 || plan.terms.size() != 1 + profiles || plan.sort_column >= 0)
    return false;
  const PlanTerm& term = plan.terms.back();
  return term.column == layout.OfColumn(resource.FindColumn(resource.key.front())) &&
         (term.op == TermOp::kEqual || term.op == TermOp::kIn);
}

}  // namespace

std::string ToText(const ScanPlan& plan, const Resource& resource, const std::vector<int>& left) {
  const TableLayout layout(resource);
  std::string text(resources::NameOf(plan.route));
  for (const PlanTerm& term : plan.terms)
    text += " " + TermText(term, layout);
  if (plan.walks && !plan.sort_is_ours)
    text += " walk";
  if (plan.sort_column >= 0) {
    text += " " + std::string(plan.sort_is_ours ? kWalk : kSort) + (plan.descending ? "-" : "") +
            std::string(layout.NameOf(plan.sort_column));
  }
  if (plan.has_limit)
    text += " limit=?";
  if (plan.has_offset)
    text += " offset=?";
  DescribeColumns(plan, resource, text);
  std::string left_names;
  for (const int column : left)
    client::AppendUnique(left_names, layout.NameOf(column));
  if (!left_names.empty())
    text += " left=" + left_names;
  if (plan.matches_nothing)
    text += " no-rows";
  if (plan.reads_all_rows)
    text += " all-rows";
  std::array<char, 20> hex{};
  const auto [end, error] =
      std::to_chars(hex.data(), hex.data() + hex.size(), plan.columns_used, 16);
  return text + " columns=" + std::string(hex.data(), end);
}

std::optional<ScanPlan> PlanFromText(std::string_view text, const Resource& resource) {
  const TableLayout layout(resource);
  size_t space = text.find(' ');
  const auto* const route = std::find_if(
      std::begin(resources::kRoutes), std::end(resources::kRoutes),
      [&](resources::Route one) { return resources::NameOf(one) == text.substr(0, space); });
  if (route == std::end(resources::kRoutes))
    return std::nullopt;
  ScanPlan plan;
  plan.route = *route;
  std::vector<int> left;
  for (std::string_view rest = text; space != std::string_view::npos; space = rest.find(' ')) {
    rest.remove_prefix(space + 1);
    if (!ReadWord(rest.substr(0, rest.find(' ')), layout, plan, left))
      return std::nullopt;
  }
  // Order, repetition, and the words that are there for the reader: as ToText has them or not at
  // all.
  if (!IsSound(plan, resource) || ToText(plan, resource, left) != text)
    return std::nullopt;
  return plan;
}

std::vector<int> ColumnsUsed(uint64_t columns_used, const Resource& resource) {
  const TableLayout layout(resource);
  std::vector<int> columns;
  for (int column = 0; column < layout.size(); ++column) {
    const int bit = column < kLastTrackedColumn ? column : kLastTrackedColumn;
    const TableColumn meaning = layout.at(column);
    if ((columns_used >> static_cast<unsigned>(bit) & 1U) != 0 &&
        (meaning.kind == TableColumn::Kind::kColumn || meaning.kind == TableColumn::Kind::kRaw))
      columns.push_back(meaning.index);
  }
  return columns;
}

}  // namespace zoho_desk::vtab
