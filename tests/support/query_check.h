#pragma once

// Whether two results of one generated query are the same as far as SQL fixes them.

#include <string>
#include <vector>

#include "tests/support/database.h"
#include "tests/support/query_generator.h"

namespace zoho_desk::testing {

// Rows as text, one string a value: what a host program prints, and what Query returns.
using TextRows = std::vector<std::vector<std::string>>;
TextRows ToTextRows(const std::vector<SqlRow>& rows);

// Empty, or what is wrong with `actual`. `all` has the rows of query.rows_of, if that is set.
std::string Difference(const GeneratedQuery& query, const TextRows& actual,
                       const TextRows& expected, const TextRows& all);

}  // namespace zoho_desk::testing
