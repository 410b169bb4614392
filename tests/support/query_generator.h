#pragma once

// Queries as users write them and some that nobody would, drawn from a seed. The same seed and data
// give the same queries.

#include <memory>
#include <string>
#include <vector>

#include "tests/support/query_data.h"
#include "tests/support/query_terms.h"

namespace zoho_desk::testing {

struct GeneratedQuery {
  std::string sql;
  // SQL leaves the order of the rows open but for these first columns, which ORDER BY fixes.
  size_t sorted_columns = 0;
  // Not empty: SQL leaves open which of this query's rows appear (LIMIT over an order with ties);
  // only their number is fixed.
  std::string rows_of;
  int oldest_sqlite = 3031000;  // as sqlite3_libversion_number() has it
};

class QueryGenerator {
 public:
  QueryGenerator(const QueryData& data, uint64_t seed)
      : data_(data), dice_(seed), values_(dice_), terms_(dice_) {}

  GeneratedQuery Next();

 private:
  GeneratedQuery OfAnyShape();
  // One table.
  GeneratedQuery Rows();
  GeneratedQuery Ordered();
  GeneratedQuery Aggregate();
  GeneratedQuery Groups();
  GeneratedQuery Distinct();
  GeneratedQuery Window();
  GeneratedQuery JsonKeys();
  // Several.
  GeneratedQuery Join();
  GeneratedQuery LongJoin();
  GeneratedQuery UsingJoin();
  GeneratedQuery InSubquery();
  GeneratedQuery Exists();
  GeneratedQuery Scalar();
  GeneratedQuery Cte();
  GeneratedQuery Compound();

  const QueryTable& Table();
  std::string Columns(const QueryTable& table, const std::string& alias, size_t most);
  std::string Key(const QueryTable& table, const std::string& alias);
  std::string Direction();
  std::string Limit();
  std::string SourceWithLimit(const QueryTable& table);

  const QueryData& data_;
  Dice dice_;
  QueryValues values_;
  QueryTerms terms_;
};

}  // namespace zoho_desk::testing
