// Called by the planner before it tries a route. A term on a parameter is never passed over: where
// no request can carry it the query is an error, or SQLite tries another join order, because rows
// that it did not shape would answer another question.

#include "vtab/demand.h"

namespace zoho_desk::vtab {
namespace {

using Op = PlannerTerm::Op;

// Where one comparison picks it, SQLite checks the others.
void AddProfileDemand(const TableLayout& layout, const PlannerInput& input,
                      ParameterDemand& demand) {
  if (ProfileTerm(layout, input) >= 0)
    return;
  for (const PlannerTerm& term : input.terms) {
    if (term.column != layout.OfProfile())
      continue;
    if (term.op == Op::kEqual || term.op == Op::kIn)
      demand.unusable = true;
    else
      demand.compared = kProfileColumnName;
  }
}

}  // namespace

int ProfileTerm(const TableLayout& layout, const PlannerInput& input) {
  for (size_t i = 0; i < input.terms.size(); ++i) {
    const PlannerTerm& term = input.terms[i];
    if (term.column == layout.OfProfile() && term.usable &&
        (term.op == Op::kEqual || term.op == Op::kIn))
      return static_cast<int>(i);
  }
  return -1;
}

ParameterDemand DemandOf(const resources::Resource& resource, const TableLayout& layout,
                         const PlannerInput& input) {
  ParameterDemand demand;
  for (const PlannerTerm& term : input.terms) {
    if (term.column < 0 || term.op == Op::kLimit || term.op == Op::kOffset ||
        layout.at(term.column).kind != TableColumn::Kind::kParameter)
      continue;
    const auto& parameter = resource.parameters[static_cast<size_t>(layout.at(term.column).index)];
    (parameter.route == resources::kSearch ? demand.search : demand.list) = true;
    if (term.op != Op::kEqual && term.op != Op::kIn)
      demand.compared = parameter.name;
    demand.unusable = demand.unusable || !term.usable;
  }
  AddProfileDemand(layout, input, demand);
  return demand;
}

}  // namespace zoho_desk::vtab
