// Queries that fall into SQLite's traps for virtual tables return what plain tables return. The
// other files sqlite_traps_*_test.cpp look at what such queries ask the desk for.

#include "tests/extension/sqlite_traps.h"

#include "tests/extension/sqlite_trap_queries.h"
#include "tests/support/query_check.h"

namespace zoho_desk::testing {
namespace {

class SqliteTrap : public SqliteTraps, public ::testing::WithParamInterface<TrapQuery> {};

TEST_P(SqliteTrap, AnswersLikePlainTables) {
  const GeneratedQuery& query = GetParam().query;
  const QueryResult expected = desk_.PlainTables(query.sql).Query(query.sql);
  ASSERT_TRUE(expected.ok()) << "not a valid query: " << expected.error << "\n" << query.sql;
  QueryResult all;
  if (!query.rows_of.empty())
    all = desk_.PlainTables(query.rows_of).Query(query.rows_of);
  ASSERT_TRUE(all.ok()) << all.error;
  const QueryResult actual = Query(query.sql);
  EXPECT_EQ(
      Difference(query, ToTextRows(actual.rows), ToTextRows(expected.rows), ToTextRows(all.rows)),
      "")
      << query.sql << "\n"
      << PlanOf(query.sql);
}

INSTANTIATE_TEST_SUITE_P(Traps, SqliteTrap, ::testing::ValuesIn(TrapQueries()),
                         [](const auto& suite) { return suite.param.name; });

}  // namespace
}  // namespace zoho_desk::testing
