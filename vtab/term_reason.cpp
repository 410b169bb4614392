// Reasons for vtab/explain. They are found with the planner's and the binding's own functions, so
// that what is told is what happens.

#include "vtab/term_reason.h"

#include <string_view>
#include <vector>

#include "client/record.h"
#include "resources/describe.h"
#include "vtab/binding.h"
#include "vtab/filter_match.h"
#include "vtab/table_layout.h"

namespace zoho_desk::vtab {
namespace {

using resources::Column;
using resources::Filter;
using Op = PlannerTerm::Op;

class Reasons {
 public:
  explicit Reasons(const OfferedScan& scan)
      : scan_(scan),
        resource_(*scan.resource),
        layout_(resource_),
        plan_(scan.result.plan),
        route_(plan_.route) {}

  std::string Of(size_t index) const {
    const OfferedTerm& offered = scan_.terms[index];
    const PlannerTerm& term = offered.term;
    if ((term.op == Op::kLimit || term.op == Op::kOffset) || term.column < 0)
      return {};
    if (term.matches_nothing)
      return "no row can satisfy it: nothing is asked";
    if (const auto sent = PlanTermOf(scan_, index))
      return IsSendable(*sent) ? "" : "Zoho cannot be asked for this value as it stands";
    if (!term.usable)
      return "the other side is in a table that is read later";
    if (plan_.route == resources::kGet)
      return "a record is got by its key alone";
    const TableColumn column = layout_.at(term.column);
    if (column.kind != TableColumn::Kind::kColumn)
      return "Zoho cannot filter on it";
    return FilterReason(offered, resource_.columns[static_cast<size_t>(column.index)]);
  }

 private:
  // Some values are left to SQLite at run time. Those that are literals are tried here, with what
  // else is sent on the column: a range has two ends.
  bool IsSendable(const PlanTerm& sent) const {
    if (plan_.route == resources::kGet)
      return true;
    ScanPlan alone = plan_;
    alone.terms.clear();
    alone.has_limit = alone.has_offset = false;
    alone.reads_all_rows = true;
    std::vector<BoundTerm> arguments;
    for (size_t i = 0; i < scan_.terms.size(); ++i) {
      const auto other = PlanTermOf(scan_, i);
      if (!other || other->column != sent.column)
        continue;
      if (!scan_.terms[i].value || other->op == TermOp::kIn)
        return true;
      alone.terms.push_back(*other);
      if (other->op != TermOp::kIsNull)
        arguments.push_back({*scan_.terms[i].value});
    }
    const auto binding = Bind(alone, resource_, arguments);
    return !binding.ok() || binding->no_rows || binding->request.reads_all_rows;
  }

  std::string FilterReason(const OfferedTerm& offered, const Column& column) const {
    const PlannerTerm& term = offered.term;
    const std::string table(resource_.name);
    std::string operators;
    bool other_route = false;
    bool takes_it = false;
    bool half_open = false;
    for (const Filter& filter : resource_.filters) {
      if (filter.column != column.name)
        continue;
      other_route = other_route || filter.route != route_;
      if (filter.route != route_)
        continue;
      client::AppendUnique(operators, resources::OperatorsOf(filter));
      PlannerTerm as_offered = term;
      if (offered.hindrance != OfferedTerm::Hindrance::kNone)
        as_offered.op = Op::kEqual;
      takes_it = takes_it || Takes(filter, as_offered).has_value();
      half_open = half_open || (IsRange(term.op) && !TakesRange(filter, term.column, Terms()));
    }
    if (operators.empty() && column.name == resource_.list.parent.column &&
        route_ == resources::kList)
      operators = "= IN";
    if (operators.empty() && other_route) {
      return route_ == resources::kList
                 ? "Zoho's search could filter on it, but the list is cheaper here or is asked for"
                 : "Zoho's list could filter on it, but the search is cheaper here or is asked for";
    }
    if (operators.empty())
      return "Zoho cannot filter " + table + " on it";
    if (!takes_it)
      return "Zoho takes only " + operators + " on it";
    if (half_open)
      return "Zoho takes a range of times that people enter only with both ends";
    if (offered.hindrance == OfferedTerm::Hindrance::kCollation)
      return "it is compared under " + offered.collation + ", not BINARY";
    if (offered.hindrance == OfferedTerm::Hindrance::kOldSqlite)
      return "this version of SQLite checks lists too loosely (3.35 does not)";
    return "Zoho takes one filter of this kind in a request, and another is sent";
  }

  std::vector<PlannerTerm> Terms() const {
    std::vector<PlannerTerm> terms;
    for (const OfferedTerm& offered : scan_.terms)
      terms.push_back(offered.term);
    return terms;
  }

  const OfferedScan& scan_;
  const resources::Resource& resource_;
  TableLayout layout_;
  const ScanPlan& plan_;
  resources::Route route_;
};

}  // namespace

std::optional<PlanTerm> PlanTermOf(const OfferedScan& scan, size_t index) {
  size_t argument = 0;
  for (const PlanTerm& sent : scan.result.plan.terms) {
    const bool is_null = sent.op == TermOp::kIsNull;
    const PlannerTerm& term = scan.terms[index].term;
    if (is_null ? term.op == Op::kIsNull && term.column == sent.column
                : scan.result.arguments[argument] == static_cast<int>(index))
      return sent;
    argument += is_null ? 0 : 1;
  }
  return std::nullopt;
}

std::string ReasonLeft(const OfferedScan& scan, size_t term) {
  return Reasons(scan).Of(term);
}

}  // namespace zoho_desk::vtab
