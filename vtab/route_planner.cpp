// Called by planner.cpp for the list and the search. Terms are pushed one by one, each once, and
// the order of pushing is the order of xFilter's arguments; what the route cannot take is left to
// SQLite. The rules: docs/DECISIONS.md, "What is pushed" and "Times that imply others".

#include "vtab/route_planner.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "vtab/demand.h"
#include "vtab/filter_match.h"
#include "vtab/route_cost.h"

namespace zoho_desk::vtab {
namespace {

using resources::Filter;
using resources::FilterKind;
using resources::Resource;
using resources::Route;
using Op = PlannerTerm::Op;

constexpr double kAssumedLimit = 50;
constexpr double kShareSince = 0.1;  // of rows, changed since a time

// Plans the scan by one route: which terms it takes, in which order its rows come, what it costs.
class RoutePlanner {
 public:
  RoutePlanner(const Resource& resource, const TableLayout& layout, const PlannerInput& input,
               resources::Route route)
      : resource_(resource), layout_(layout), input_(input), route_(route) {
    plan().route = route;
    plan().columns_used = input.columns_used;
    plan().matches_nothing = MatchesNothing(input);
    used_.resize(input.terms.size(), false);
  }

  RoutePlan Run() {
    rows_ = kAssumedRows;
    PushProfile();
    PushParameters();
    if (route_ == resources::kList)
      PushParent();
    PushFilters();
    ConsumeOrder();
    WalkToBound();
    PushSince();
    PushLimit();
    Price();
    result_.text = ToText(plan(), resource_, Left());
    return {.result = std::move(result_), .credits = credits_, .requests = requests_};
  }

 private:
  ScanPlan& plan() { return result_.plan; }
  const ScanPlan& plan() const { return result_.plan; }

  void Push(size_t term, TermOp op) {
    used_[term] = true;
    plan().terms.push_back({input_.terms[term].column, op});
    if (op != TermOp::kIsNull)
      result_.arguments.push_back(static_cast<int>(term));
  }

  void PushProfile() {
    if (const int term = ProfileTerm(layout_, input_); term >= 0)
      Push(static_cast<size_t>(term), TermOp::kEqual);
  }

  void PushParameters() {
    for (size_t i = 0; i < input_.terms.size(); ++i) {
      const PlannerTerm& term = input_.terms[i];
      if (term.column >= 0 && (term.op == Op::kEqual || term.op == Op::kIn) &&
          layout_.at(term.column).kind == TableColumn::Kind::kParameter) {
        Push(i, PlanOp(term.op));
        has_alternatives_ = has_alternatives_ || term.op == Op::kIn;
        rows_ *= 0.1;
      }
    }
  }

  void PushParent() {
    const resources::Parent& parent = resource_.list.parent;
    if (parent.param.empty())
      return;
    const int column = layout_.OfColumn(resource_.FindColumn(parent.column));
    std::optional<TermOp> op;
    for (size_t i = 0; i < input_.terms.size() && !op; ++i) {
      const PlannerTerm& term = input_.terms[i];
      if (term.column == column && term.usable && !used_[i] &&
          (term.op == Op::kEqual || term.op == Op::kIn)) {
        op = PlanOp(term.op);
        Push(i, *op);
      }
    }
    one_parent_ = op == TermOp::kEqual;
    lists_ = AssumedLists(resource_, op, rows_);
  }

  // A request carries a parameter once: what the query gives by name has precedence.
  bool IsGivenByName(const Filter& filter) const {
    return std::any_of(plan().terms.begin(), plan().terms.end(), [&](const PlanTerm& term) {
      const TableColumn column = layout_.at(term.column);
      return column.kind == TableColumn::Kind::kParameter &&
             resource_.parameters[static_cast<size_t>(column.index)].param == filter.param;
    });
  }

  bool GroupIsTaken(const Filter& filter) const {
    return filter.exclusive_group != 0 &&
           std::find(groups_.begin(), groups_.end(), filter.exclusive_group) != groups_.end();
  }

  void PushFilters() {
    for (const Filter& filter : resource_.filters) {
      if (filter.route != route_ || GroupIsTaken(filter) || IsGivenByName(filter))
        continue;
      const int column = layout_.OfColumn(resource_.FindColumn(filter.column));
      const bool is_range =
          filter.kind == FilterKind::kTimeRange || filter.kind == FilterKind::kEpochRange;
      if (is_range && !TakesRange(filter, column, input_.terms))
        continue;
      bool pushed = false;
      for (size_t i = 0; i < input_.terms.size() && (is_range || !pushed); ++i) {
        const PlannerTerm& term = input_.terms[i];
        if (term.column != column || used_[i])
          continue;
        const auto op = Takes(filter, term);
        if (!op)
          continue;
        Push(i, *op);
        rows_ *= pushed ? kShareOfSecondBound : Selectivity(filter, term.op);
        pushed = true;
      }
      if (pushed && filter.exclusive_group != 0)
        groups_.push_back(filter.exclusive_group);
    }
  }

  const resources::SortKey* SortKeyFor(int table_column) const {
    const TableColumn column = layout_.at(table_column);
    if (column.kind != TableColumn::Kind::kColumn)
      return nullptr;
    for (const resources::SortKey& key : resource_.sorts) {
      if ((key.routes & route_) != 0 &&
          key.column == resource_.columns[static_cast<size_t>(column.index)].name)
        return &key;
    }
    return nullptr;
  }

  // Several lists one after the other have no common order.
  bool IsOneList() const {
    const resources::Parent& parent = resource_.list.parent;
    return !has_alternatives_ && (route_ != resources::kList || parent.param.empty() ||
                                  one_parent_ || !parent.all_value.empty());
  }

  void ConsumeOrder() {
    if (input_.order_by.size() != 1 || !IsOneList())
      return;
    const PlannerOrder& order = input_.order_by.front();
    if (order.column < 0 || SortKeyFor(order.column) == nullptr)
      return;
    plan().sort_column = order.column;
    plan().descending = order.descending;
    result_.order_consumed = true;
  }

  // Rows of the route tell where a walk in that order has come to.
  bool IsCarried(int table_column) const {
    const auto index = static_cast<size_t>(layout_.at(table_column).index);
    return (resource_.columns[index].routes & route_) != 0;
  }

  // A range on a sortable column that the route has no range parameter for: walk in that order and
  // stop at the bound.
  void WalkToBound() {
    if (!IsOneList())
      return;
    for (size_t i = 0; i < input_.terms.size(); ++i) {
      const PlannerTerm& term = input_.terms[i];
      if (!term.usable || used_[i] || term.from_like || !IsRange(term.op) ||
          SortKeyFor(term.column) == nullptr || !IsCarried(term.column))
        continue;
      const bool lower = term.op == Op::kGreater || term.op == Op::kGreaterEqual;
      const bool free = plan().sort_column < 0;
      if (!free && (plan().sort_column != term.column || plan().descending != lower))
        continue;
      plan().sort_column = term.column;
      plan().sort_is_ours = free;
      plan().descending = lower;
      plan().walks = true;
      Push(i, PlanOp(term.op));
      rows_ *= 0.2;
      return;
    }
  }

  // What the route has no use for by itself may be a bound of another time: a superset, so that
  // SQLite still has the term to evaluate.
  void PushSince() {
    for (size_t i = 0; i < input_.terms.size(); ++i) {
      const int later = used_[i] ? -1 : ColumnSince(resource_, layout_, input_.terms[i]);
      if (later < 0 || !(IsFiltered(later) || WalksBackTo(later)))
        continue;
      plan().terms.push_back({input_.terms[i].column, TermOp::kSince});
      result_.arguments.push_back(static_cast<int>(i));
      rows_ *= kShareSince;
    }
  }

  // By a range that may be open.
  bool IsFiltered(int column) const {
    return std::any_of(resource_.filters.begin(), resource_.filters.end(), [&](const Filter& one) {
      return one.route == route_ && one.is_stamp && !GroupIsTaken(one) && !IsGivenByName(one) &&
             layout_.OfColumn(resource_.FindColumn(one.column)) == column;
    });
  }

  // Whether rows can come newest first by that column, up to a bound; plans it if so.
  bool WalksBackTo(int column) {
    const bool is_sorted = plan().sort_column >= 0;
    if (plan().walks || !IsOneList() || SortKeyFor(column) == nullptr || !IsCarried(column) ||
        (is_sorted && (plan().sort_column != column || !plan().descending)))
      return false;
    plan().sort_column = column;
    plan().sort_is_ours = !is_sorted;
    plan().descending = true;
    return plan().walks = true;
  }

  std::vector<int> Left() const {
    std::vector<int> left;
    for (size_t i = 0; i < input_.terms.size(); ++i) {
      const PlannerTerm& term = input_.terms[i];
      if (!used_[i] && term.op != Op::kLimit && term.op != Op::kOffset && term.column >= 0)
        left.push_back(term.column);
    }
    return left;
  }

  // SQLite stops once it has its rows: the fewer of them the terms left to it keep, the later.
  void StopAtLimit() {
    std::vector<PlannerTerm> left;
    bool has_limit = false;
    for (size_t i = 0; i < input_.terms.size(); ++i) {
      has_limit = has_limit || input_.terms[i].op == Op::kLimit;
      if (!used_[i])
        left.push_back(input_.terms[i]);
    }
    if (has_limit)
      rows_ = std::min(rows_, kAssumedLimit / ShareKept(resource_, layout_, left));
  }

  void PushLimit() {
    const bool order_is_server_order = input_.order_by.empty() || result_.order_consumed;
    if (order_is_server_order)
      StopAtLimit();
    plan().reads_all_rows = Left().empty() && order_is_server_order;
    if (!plan().reads_all_rows)
      return;
    for (const Op wanted : {Op::kLimit, Op::kOffset}) {
      for (size_t i = 0; i < input_.terms.size(); ++i) {
        if (input_.terms[i].op != wanted || !input_.terms[i].usable)
          continue;
        result_.arguments.push_back(static_cast<int>(i));
        (wanted == Op::kLimit ? plan().has_limit : plan().has_offset) = true;
      }
    }
  }

  // Which extra requests the columns that the route's rows lack will cost.
  void Price() {
    const double page_rows = route_ == resources::kSearch ? resource_.search.max_limit
                             : resource_.list.max_limit > 0
                                 ? std::min(100, resource_.list.max_limit)
                                 : 100;
    const RouteCost cost = CostOfRows(resource_, route_, input_.columns_used, rows_,
                                      std::max(lists_, rows_ / page_rows));
    requests_ = cost.requests();
    credits_ = cost.credits();
    result_.cost = requests_ * kCostPerRequest + credits_ * kCostPerCredit + rows_;
    result_.rows = static_cast<int64_t>(std::max(1.0, rows_));
  }

  const Resource& resource_;
  const TableLayout& layout_;
  const PlannerInput& input_;
  Route route_;
  PlannerResult result_;
  std::vector<bool> used_;
  std::vector<int> groups_;
  bool one_parent_ = false;
  double lists_ = 1;
  bool has_alternatives_ = false;  // a list of values for a parameter
  double rows_ = 0;
  double credits_ = 0;
  double requests_ = 0;
};

}  // namespace

bool MatchesNothing(const PlannerInput& input) {
  return std::any_of(input.terms.begin(), input.terms.end(),
                     [](const PlannerTerm& term) { return term.matches_nothing; });
}

RoutePlan PlanRoute(const Resource& resource, const TableLayout& layout, const PlannerInput& input,
                    Route route) {
  return RoutePlanner(resource, layout, input, route).Run();
}

}  // namespace zoho_desk::vtab
