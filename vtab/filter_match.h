#pragma once

// Which filter of a resource can take which WHERE term, for the planner. Pure functions.

#include <optional>

#include "resources/resource.h"
#include "vtab/plan.h"
#include "vtab/planner.h"

namespace zoho_desk::vtab {

// The operator under which a filter can take a term, if it can.
std::optional<TermOp> Takes(const resources::Filter& filter, const PlannerTerm& term);

// The share of rows a pushed term is assumed to keep.
double Selectivity(const resources::Filter& filter, PlannerTerm::Op op);

// <, <=, > and >=.
bool IsRange(PlannerTerm::Op op);

// The operator as a plan writes it.
TermOp PlanOp(PlannerTerm::Op op);

}  // namespace zoho_desk::vtab
