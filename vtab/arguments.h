#pragma once

// xFilter's arguments as values.

#include <string>
#include <vector>

#include "vtab/binding.h"
#include "vtab/plan.h"
#include "vtab/sqlite.h"

namespace zoho_desk::vtab {

// A value as SQLite holds it, copied. Throws std::bad_alloc.
BoundValue ReadValue(sqlite3_value* value);

// The values of the plan's terms, one element per argument; a term with kIn has all members of its
// list. Throws if SQLite has no memory or does not hand a list over: a shorter one would be a
// shorter result.
std::vector<BoundTerm> ReadArguments(const ScanPlan& plan, int argc, sqlite3_value** argv);

// Text that is the same exactly for the same plan with the same arguments.
std::string Signature(const char* plan_text, const std::vector<BoundTerm>& arguments);

}  // namespace zoho_desk::vtab
