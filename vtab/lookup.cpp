// Called by xFilter. The scan without a term is planned like any other, so that its rows are a
// superset of those with the term, in the same server order where SQL relies on one.

#include "vtab/lookup.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "vtab/binding.h"
#include "vtab/planner.h"
#include "vtab/table_layout.h"

namespace zoho_desk::vtab {
namespace {

using resources::ColumnType;
using resources::Resource;
using Lookup = client::TableMemory::Lookup;

PlannerTerm::Op PlannerOp(TermOp op) {
  switch (op) {
    case TermOp::kEqual:
      return PlannerTerm::Op::kEqual;
    case TermOp::kIn:
      return PlannerTerm::Op::kIn;
    case TermOp::kLess:
      return PlannerTerm::Op::kLess;
    case TermOp::kLessEqual:
      return PlannerTerm::Op::kLessEqual;
    case TermOp::kGreater:
      return PlannerTerm::Op::kGreater;
    case TermOp::kGreaterEqual:
    case TermOp::kSince:
      return PlannerTerm::Op::kGreaterEqual;
    case TermOp::kLike:
      return PlannerTerm::Op::kLike;
    case TermOp::kIsNull:
      return PlannerTerm::Op::kIsNull;
  }
  return PlannerTerm::Op::kOther;
}

// A term of the plan with its value, if it has one.
struct Term {
  PlanTerm term;
  const BoundTerm* values = nullptr;
  bool may_change = false;  // `=` on a column of ids or text

  bool IsRangeOn(int column) const {
    return term.column == column && values != nullptr && values->size() == 1 &&
           term.op != TermOp::kEqual && term.op != TermOp::kIn && term.op != TermOp::kLike;
  }
};

std::vector<Term> TermsOf(const ScanPlan& plan, const Resource& resource,
                          std::span<const BoundTerm> arguments) {
  const TableLayout layout(resource);
  std::vector<Term> terms;
  size_t next = 0;
  for (const PlanTerm& term : plan.terms) {
    terms.push_back({term});
    if (term.op == TermOp::kIsNull)
      continue;
    Term& last = terms.back();
    last.values = &arguments[next++];
    const TableColumn column = layout.at(term.column);
    if (term.op != TermOp::kEqual || column.kind != TableColumn::Kind::kColumn)
      continue;
    const ColumnType type = resource.columns[static_cast<size_t>(column.index)].type;
    last.may_change =
        last.values->size() == 1 && (type == ColumnType::kId || type == ColumnType::kText);
  }
  return terms;
}

// The request of the plan with the remaining terms; nullopt if it is not one scan in that order.
std::optional<client::ScanRequest> WholeOf(const ScanPlan& plan, const Resource& resource,
                                           const std::vector<Term>& terms) {
  std::vector<PlannerTerm> offered;
  offered.reserve(terms.size());
  for (const Term& term : terms)
    offered.push_back({.column = term.term.column, .op = PlannerOp(term.term.op), .usable = true});
  std::vector<PlannerOrder> order;
  if (plan.sort_column >= 0 && !plan.sort_is_ours)
    order.push_back({plan.sort_column, plan.descending});
  auto planned =
      Plan(resource, {.terms = offered, .order_by = order, .columns_used = plan.columns_used});
  if (!planned.ok() || !*planned || (*planned)->order_consumed == order.empty())
    return std::nullopt;
  const PlannerResult& result = **planned;
  std::vector<BoundTerm> arguments;
  for (const int argument : result.arguments)
    arguments.push_back(*terms[static_cast<size_t>(argument)].values);
  auto bound = Bind(result.plan, resource, arguments);
  if (!bound.ok() || bound->no_rows || result.plan.route == resources::kGet ||
      !bound->request.alternatives.empty())
    return std::nullopt;
  return std::move(bound->request);
}

// The values of terms, told apart.
std::string ValuesOf(const std::vector<Term>& terms, int column) {
  std::string values;
  for (const Term& term : terms) {
    if (term.IsRangeOn(column)) {
      const auto text = TextEqualTo(term.values->front());
      values.append(text ? *text : "").push_back('\n');
    }
  }
  return values;
}

class LookupFinder {
 public:
  LookupFinder(const ScanPlan& plan, const Resource& resource, std::span<const BoundTerm> arguments)
      : plan_(plan),
        resource_(resource),
        layout_(resource),
        terms_(TermsOf(plan, resource, arguments)) {}

  std::vector<Lookup> Run() {
    std::vector<const Term*> equal;
    std::set<int> ranges;
    for (const Term& term : terms_) {
      if (term.may_change)
        equal.push_back(&term);
      if (term.IsRangeOn(term.term.column))
        ranges.insert(term.term.column);
    }
    for (const Term* changing : equal)
      AddEqual(*changing, [&](const Term& term) { return term.term != changing->term; });
    for (const int column : ranges)
      Add([&](const Term& term) { return !term.IsRangeOn(column); },
          {.value = ValuesOf(terms_, column)});
    if (equal.size() > 1)
      AddEqual(
          *equal.front(), [](const Term& term) { return !term.may_change; }, true);
    return std::move(lookups_);
  }

 private:
  template <typename Stays>
  void AddEqual(const Term& changing, const Stays& stays, bool is_combined = false) {
    auto value = TextEqualTo(changing.values->front());
    if (value)
      Add(stays, {.column = layout_.at(changing.term.column).index,
                  .value = std::move(*value),
                  .is_combined = is_combined,
                  .is_by_key = plan_.route == resources::kGet});
  }

  template <typename Stays>
  void Add(const Stays& stays, Lookup lookup) {
    std::vector<Term> rest;
    std::copy_if(terms_.begin(), terms_.end(), std::back_inserter(rest), stays);
    auto whole = WholeOf(plan_, resource_, rest);
    if (!whole)
      return;
    lookup.whole = std::move(*whole);
    lookups_.push_back(std::move(lookup));
  }

  const ScanPlan& plan_;
  const Resource& resource_;
  TableLayout layout_;
  std::vector<Term> terms_;
  std::vector<Lookup> lookups_;
};

}  // namespace

std::vector<client::TableMemory::Lookup> LookupsOf(const ScanPlan& plan, const Resource& resource,
                                                   std::span<const BoundTerm> arguments) {
  if (!resource.list.parent.param.empty())
    return {};  // without a term on the parent it would be a scan of all parents' lists
  return LookupFinder(plan, resource, arguments).Run();
}

}  // namespace zoho_desk::vtab
