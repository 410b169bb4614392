// Which filter takes which term, and how many rows that is guessed to keep: for the planner,
// binding, explain and term_reason, which thereby agree. A term that Takes refuses is never sent;
// the shares are for prices alone, and no result rests on them.

#include "vtab/filter_match.h"

#include <algorithm>
#include <vector>

namespace zoho_desk::vtab {

using resources::Filter;
using resources::FilterKind;
using Op = PlannerTerm::Op;

double Selectivity(const Filter& filter, Op op) {
  switch (filter.kind) {
    case FilterKind::kTimeRange:
    case FilterKind::kEpochRange:
      return 0.05;
    case FilterKind::kPrefix:
      return 0.02;
    case FilterKind::kBoolean:
      return 0.5;
    case FilterKind::kEqual:
    case FilterKind::kEqualList:
      break;
  }
  const double one = filter.column.ends_with("Id") || filter.column == "id" ? 0.01 : 0.2;
  // A list keeps more than one value does, but less than one scan per value would: `a = 1 OR a = 2`
  // is one list.
  return op == Op::kIn ? one * 1.6 : one;
}

double ShareKept(const resources::Resource& resource, const TableLayout& layout,
                 std::span<const PlannerTerm> terms) {
  constexpr double kUnknownTerm = 0.5;
  double share = 1;
  std::vector<int> bounded;  // columns with one bound
  for (const PlannerTerm& term : terms) {
    if (term.op == Op::kLimit || term.op == Op::kOffset || term.column < 0)
      continue;
    double own = kUnknownTerm;
    for (const Filter& filter : resource.filters) {
      if (layout.OfColumn(resource.FindColumn(filter.column)) == term.column && Takes(filter, term))
        own = Selectivity(filter, term.op);
    }
    if (IsRange(term.op)) {
      if (std::find(bounded.begin(), bounded.end(), term.column) != bounded.end())
        own = kShareOfSecondBound;
      bounded.push_back(term.column);
    }
    share *= own;
  }
  return share;
}

bool IsRange(Op op) {
  return op == Op::kLess || op == Op::kLessEqual || op == Op::kGreater || op == Op::kGreaterEqual;
}

int ColumnSince(const resources::Resource& resource, const TableLayout& layout,
                const PlannerTerm& term) {
  const bool is_lower = term.op == Op::kGreater || term.op == Op::kGreaterEqual;
  if (!term.usable || term.from_like || !is_lower || term.column < 0 ||
      layout.at(term.column).kind != TableColumn::Kind::kColumn)
    return -1;
  const auto index = static_cast<size_t>(layout.at(term.column).index);
  const std::string_view later = resource.columns[index].not_after;
  return later.empty() ? -1 : layout.OfColumn(resource.FindColumn(later));
}

TermOp PlanOp(Op op) {
  switch (op) {
    case Op::kIn:
      return TermOp::kIn;
    case Op::kLess:
      return TermOp::kLess;
    case Op::kLessEqual:
      return TermOp::kLessEqual;
    case Op::kGreater:
      return TermOp::kGreater;
    case Op::kGreaterEqual:
      return TermOp::kGreaterEqual;
    case Op::kLike:
      return TermOp::kLike;
    case Op::kIsNull:
      return TermOp::kIsNull;
    default:
      return TermOp::kEqual;
  }
}

const Filter* FindFilter(const resources::Resource& resource, resources::Route route,
                         std::string_view column, TermOp op) {
  for (const Filter& filter : resource.filters) {
    if (filter.route != route || filter.column != column)
      continue;
    const bool is_range =
        filter.kind == FilterKind::kTimeRange || filter.kind == FilterKind::kEpochRange;
    const bool is_prefix = filter.kind == FilterKind::kPrefix;
    const bool wants_prefix = op == TermOp::kLike;
    const bool equal = op == TermOp::kEqual || op == TermOp::kIn;
    if (op == TermOp::kIsNull && filter.null_value.empty())
      continue;
    if (is_prefix == wants_prefix && (is_range || is_prefix || equal || op == TermOp::kIsNull))
      return &filter;
  }
  return nullptr;
}

bool TakesRange(const Filter& filter, int column, std::span<const PlannerTerm> terms) {
  bool lower = filter.is_stamp;
  bool upper = lower;
  for (const PlannerTerm& term : terms) {
    if (term.column != column || !Takes(filter, term))
      continue;
    lower = lower || (term.op != Op::kLess && term.op != Op::kLessEqual);
    upper = upper || (term.op != Op::kGreater && term.op != Op::kGreaterEqual);
  }
  return lower && upper;
}

std::optional<TermOp> Takes(const Filter& filter, const PlannerTerm& term) {
  if (!term.usable)
    return std::nullopt;
  const bool equal = term.op == Op::kEqual || term.op == Op::kIn;
  switch (filter.kind) {
    case FilterKind::kEqualList:
      if (term.op == Op::kIsNull && !filter.null_value.empty())
        return TermOp::kIsNull;
      return equal ? std::optional<TermOp>(PlanOp(term.op)) : std::nullopt;
    case FilterKind::kEqual:
    case FilterKind::kBoolean:
      if (term.op == Op::kIsNull && !filter.null_value.empty())
        return TermOp::kIsNull;
      // An IN list would become one scan per value: one scan for all is cheaper.
      return term.op == Op::kEqual ? std::optional<TermOp>(TermOp::kEqual) : std::nullopt;
    case FilterKind::kTimeRange:
    case FilterKind::kEpochRange:
      if (term.op == Op::kEqual)
        return TermOp::kEqual;
      return IsRange(term.op) && !term.from_like ? std::optional<TermOp>(PlanOp(term.op))
                                                 : std::nullopt;
    case FilterKind::kPrefix:
      return term.op == Op::kLike ? std::optional<TermOp>(TermOp::kLike) : std::nullopt;
  }
  return std::nullopt;
}

}  // namespace zoho_desk::vtab
