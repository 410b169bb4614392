#pragma once

// Which comparisons are true of no row, whatever Zoho answers: by the type of the column. Pure.

#include "resources/resource.h"
#include "vtab/plan.h"
#include "vtab/pushed_value.h"

namespace zoho_desk::vtab {

// Whether `column op value` can be true of a value that a column of the type may hold, under
// whatever affinity SQLite gives the other side and with bytes compared. True where in doubt.
bool CanMatch(resources::ColumnType type, TermOp op, const BoundValue& value);

// The values of a term that can match.
BoundTerm PossibleValues(resources::ColumnType type, TermOp op, const BoundTerm& values);

}  // namespace zoho_desk::vtab
