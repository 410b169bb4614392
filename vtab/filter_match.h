#pragma once

// Which filter of a resource can take which WHERE term, for the planner. Pure functions.

#include <optional>
#include <span>
#include <string_view>

#include "resources/resource.h"
#include "vtab/plan.h"
#include "vtab/planner.h"
#include "vtab/table_layout.h"

namespace zoho_desk::vtab {

// The operator under which a filter can take a term, if it can.
std::optional<TermOp> Takes(const resources::Filter& filter, const PlannerTerm& term);

// The filter that a pushed term becomes part of; nullptr: none.
const resources::Filter* FindFilter(const resources::Resource& resource, resources::Route route,
                                    std::string_view column, TermOp op);

// Whether the request can carry the range that these terms make on the filter's column: what people
// enter needs both ends.
bool TakesRange(const resources::Filter& filter, int column, std::span<const PlannerTerm> terms);

// The share (0 to 1) of rows a pushed term is assumed to keep, and that of those within one bound
// of a range which the other bound keeps.
double Selectivity(const resources::Filter& filter, PlannerTerm::Op op);
inline constexpr double kShareOfSecondBound = 0.2;

// The share of rows that terms are assumed to keep which SQLite evaluates; LIMIT and OFFSET among
// them are passed over.
double ShareKept(const resources::Resource& resource, const TableLayout& layout,
                 std::span<const PlannerTerm> terms);

// <, <=, > and >=.
bool IsRange(PlannerTerm::Op op);

// The table column for which the term's lower bound holds too (resources::Column::not_after); -1 if
// there is none.
int ColumnSince(const resources::Resource& resource, const TableLayout& layout,
                const PlannerTerm& term);

// The operator as a plan writes it.
TermOp PlanOp(PlannerTerm::Op op);

}  // namespace zoho_desk::vtab
