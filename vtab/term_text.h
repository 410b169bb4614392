#pragma once

// Terms as SQL writes them, for people. Pure.

#include <optional>
#include <string>

#include "vtab/offered_scan.h"
#include "vtab/table_layout.h"

namespace zoho_desk::vtab {

inline bool IsLimit(const PlannerTerm& term) {
  return term.op == PlannerTerm::Op::kLimit || term.op == PlannerTerm::Op::kOffset;
}

// "'Open'", "7", "NULL"; "?" for what is known at run time only.
std::string ValueText(const std::optional<BoundValue>& value);

// "createdTime >= '2026-10-01'"
std::string TextOf(const OfferedTerm& offered, const TableLayout& layout);

}  // namespace zoho_desk::vtab
