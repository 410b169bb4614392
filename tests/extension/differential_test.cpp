// Whatever is pushed down to Zoho Desk, a query returns what it returns over plain tables with the
// same rows. Every seed stands for a series of generated queries.
//
// More seeds than the fixed ones: ZOHO_DESK_MORE_SEEDS=1000 zoho_desk_differential_tests

#include <gtest/gtest.h>

#include <cstdlib>

#include "tests/support/query_check.h"
#include "tests/support/query_desk.h"
#include "tests/support/query_generator.h"

namespace zoho_desk::testing {
namespace {

constexpr uint64_t kSeeds = 40;
constexpr int kQueriesPerSeed = 75;

// What the tests of one program share: starting a desk per seed would take longer than its queries.
struct Oracle {
  Oracle() { CreatePlainTables(plain, desk.dump()); }

  QueryDesk query_desk;
  Desk& desk = query_desk.desk;
  QueryData data{desk.dump()};
  Database extension = Database::WithExtension();
  Database plain = Database::Plain();
};

Oracle& SharedOracle() {
  static Oracle oracle;
  return oracle;
}

class Differential : public ::testing::Test {
 protected:
  static void ExpectSame(const GeneratedQuery& query) {
    Oracle& oracle = SharedOracle();
    const QueryResult expected = oracle.plain.Query(query.sql);
    ASSERT_TRUE(expected.ok()) << "not a valid query: " << expected.error << "\n" << query.sql;
    QueryResult all;
    if (!query.rows_of.empty()) {
      all = oracle.plain.Query(query.rows_of);
      ASSERT_TRUE(all.ok()) << "not a valid query: " << all.error << "\n" << query.rows_of;
    }
    oracle.desk.TakeRequests();
    const QueryResult actual = oracle.extension.Query(query.sql);
    std::string difference = "  " + actual.error + "\n";
    if (actual.ok())
      difference = Difference(query, ToTextRows(actual.rows), ToTextRows(expected.rows),
                              ToTextRows(all.rows));
    EXPECT_EQ(difference, "") << Explanation(query);
  }

  // What it takes to see why: the statement, its plan, and what was asked of the desk.
  static std::string Explanation(const GeneratedQuery& query) {
    std::string text = query.sql + ";\n";
    Oracle& oracle = SharedOracle();
    const std::vector<std::string> requests = oracle.desk.TakeRequests();
    for (const SqlRow& row : oracle.extension.Query("EXPLAIN QUERY PLAN " + query.sql).rows)
      text += "  plan: " + ToString(row.back()) + "\n";
    for (size_t i = 0; i < std::min<size_t>(requests.size(), 5); ++i)
      text += "  request: " + requests[i] + "\n";
    return text + "  " + std::to_string(requests.size()) + " requests\n";
  }
};

class GeneratedQueries : public Differential, public ::testing::WithParamInterface<uint64_t> {};

TEST_P(GeneratedQueries, AnswerLikePlainTables) {
  QueryGenerator generator(SharedOracle().data, GetParam());
  for (int i = 0; i < kQueriesPerSeed; ++i) {
    SCOPED_TRACE("seed " + std::to_string(GetParam()) + ", query " + std::to_string(i));
    ExpectSame(generator.Next());
  }
}

// What zoho_desk_plan calls exact is what is then asked, and no more than a bound is.
TEST_P(GeneratedQueries, AskWhatTheirPlanPromises) {
  Oracle& oracle = SharedOracle();
  QueryGenerator generator(oracle.data, GetParam());
  for (int i = 0; i < kQueriesPerSeed; ++i) {
    const GeneratedQuery query = generator.Next();
    const QueryResult plan = oracle.extension.Query(
        "SELECT certainty, sum(total_requests), sum(total_requests IS NULL) FROM zoho_desk_plan(" +
        Quoted(query.sql) + ") WHERE step IS NOT NULL GROUP BY certainty ORDER BY certainty");
    EXPECT_TRUE(plan.ok()) << query.sql << plan.error;
    const bool is_known = std::all_of(plan.rows.begin(), plan.rows.end(), [](const SqlRow& row) {
      return row[0] != SqlValue{"guess"} && row[2] == SqlValue{int64_t{0}};
    });
    // A list with fewer rows than LIMIT is asked whether there are more.
    if (plan.rows.empty() || !is_known || query.sql.find("LIMIT 49") != std::string::npos)
      continue;
    oracle.desk.TakeRequests();
    const QueryResult result = oracle.extension.Query(query.sql);
    ASSERT_TRUE(result.ok()) << query.sql;
    const std::vector<std::string> requests = oracle.desk.TakeRequests();
    int64_t most = 0;
    for (const SqlRow& row : plan.rows)
      most += std::get<int64_t>(row[1]);
    const bool is_exact = plan.rows.size() == 1 && plan.rows[0][0] == SqlValue{"exact"};
    const auto asked = static_cast<int64_t>(requests.size());
    EXPECT_TRUE(is_exact ? asked == most : asked <= most)
        << "seed " << GetParam() << ", query " << i << ": " << most << " promised\n"
        << plan.Text() << query.sql << "\n"
        << ::testing::PrintToString(requests);
  }
}

uint64_t Seeds() {
  const char* more = std::getenv("ZOHO_DESK_MORE_SEEDS");
  return kSeeds + (more != nullptr ? std::strtoull(more, nullptr, 10) : 0);
}

INSTANTIATE_TEST_SUITE_P(Seeds, GeneratedQueries, ::testing::Range<uint64_t>(1, Seeds() + 1),
                         ::testing::PrintToStringParamName());

// Whatever can be pushed down, with whatever it is compared.
class EveryConstant : public Differential, public ::testing::WithParamInterface<const char*> {
 protected:
  static void Compare(const QueryTable& table, const QueryColumn& column, const char* constant) {
    const std::string select = "SELECT t.id FROM " + table.name + " AS t WHERE t." + column.name();
    const std::string some =
        column.values.empty() ? "NULL" : SqlText(column.values[column.values.size() / 2]);
    ExpectSame({.sql = select + " = " + constant});
    if (column.IsTime()) {
      ExpectSame({.sql = select + " >= " + constant});
      ExpectSame({.sql = select + " < " + constant});
      ExpectSame({.sql = select + " BETWEEN " + some + " AND " + constant});
      return;
    }
    ExpectSame({.sql = select + " IN (" + some + ", " + constant + ")"});
    if (column.spec->type == resources::ColumnType::kText)
      ExpectSame({.sql = select + " LIKE " + constant + " || '%'"});
  }
};

TEST_P(EveryConstant, ComparesLikePlainTables) {
  const QueryTable& table = SharedOracle().data.table(GetParam());
  for (const QueryColumn* column : table.pushable) {
    for (const char* constant : column->IsTime() ? QueryValues::Times() : QueryValues::Nasty())
      Compare(table, *column, constant);
  }
}

// Lists longer than a request takes.
TEST_P(EveryConstant, ListsAllItsValues) {
  const QueryTable& table = SharedOracle().data.table(GetParam());
  for (const QueryColumn* column : table.pushable) {
    std::string list = "NULL";
    for (const SqlValue& value : column->values)
      list += ", " + SqlText(value);
    const std::string select =
        "SELECT t.id FROM " + table.name + " AS t WHERE t." + column->name() + " IN (" + list + ")";
    ExpectSame({.sql = select});
    ExpectSame({.sql = select + " ORDER BY t.id DESC LIMIT 20", .sorted_columns = 1});
  }
}

// Terms that may not share a request: the values of one row, two at a time.
TEST_P(EveryConstant, CombinesWithEveryOtherColumn) {
  const QueryTable& table = SharedOracle().data.table(GetParam());
  const Json& records = SharedOracle().desk.records(GetParam());
  const Json& record = records.at(records.size() / 3);
  const auto term = [&](const QueryColumn& column) {
    return "t." + column.name() + " IS " + SqlText(ExpectedColumn(record, *column.spec));
  };
  const auto equals = [&](const QueryColumn& column) {
    const SqlValue value = ExpectedColumn(record, *column.spec);
    const bool null = std::holds_alternative<std::monostate>(value);
    return null ? term(column) : "t." + column.name() + " = " + SqlText(value);
  };
  for (const QueryColumn* left : table.pushable) {
    for (const QueryColumn* right : table.pushable)
      ExpectSame({.sql = "SELECT t.id FROM " + table.name + " AS t WHERE " + equals(*left) +
                         " AND " + equals(*right) + " AND " + term(*left)});
  }
}

INSTANTIATE_TEST_SUITE_P(Tables, EveryConstant,
                         ::testing::Values("accounts", "agents", "article_feedbacks", "articles",
                                           "calls", "contacts", "contracts", "customer_feedback",
                                           "departments", "events", "groups", "labels", "layouts",
                                           "products", "skills", "tasks", "tickets", "users",
                                           "views"),
                         [](const auto& suite) { return std::string(suite.param); });

}  // namespace
}  // namespace zoho_desk::testing
