#pragma once

// Queries that fall into the traps that virtual tables have in SQLite: what SQLite hands over
// differs from what the query says, by version. Their rows are those of plain tables, in every
// version (sqlite_traps_test.cpp, tests/hosts).

#include <string>
#include <vector>

#include "tests/support/query_generator.h"

namespace zoho_desk::testing {

struct TrapQuery {
  std::string name;  // of the trap, in PascalCase
  GeneratedQuery query;
};

std::vector<TrapQuery> TrapQueries();

}  // namespace zoho_desk::testing
