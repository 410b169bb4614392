// Times that imply others: a lower bound of the time at which a record was closed is one of its
// modifiedTime, which Zoho takes.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/extension/pushdown_cases.h"
#include "tests/support/query_data.h"

namespace zoho_desk::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

class Since : public ::testing::Test {
 protected:
  std::vector<std::string> Ask(const std::string& sql) {
    desk_.TakeRequests();
    result_ = database_.Query(sql);
    EXPECT_TRUE(result_.ok()) << sql << ": " << result_.error;
    return desk_.TakeRequests();
  }

  Desk& desk_ = Desk::Shared();
  Database database_ = Database::WithExtension();
  QueryResult result_;
};

TEST_F(Since, AsksForWhatHasChangedSince) {
  const std::string range = "modifiedTimeRange=2026-10-14T23:59:00.000Z" + kOpenEnd;
  EXPECT_THAT(Ask("SELECT subject FROM zoho_desk_tickets WHERE closedTime >= '2026-10-15'"),
              ElementsAre(Page("tickets/search", range, 100)));
  EXPECT_FALSE(result_.rows.empty());
  EXPECT_THAT(Ask("SELECT subject FROM zoho_desk_tickets WHERE onholdTime > '2026-10-15'"),
              ElementsAre(Page("tickets/search", range, 100)));
  EXPECT_THAT(Ask("SELECT subject FROM zoho_desk_tickets WHERE closedTime BETWEEN '2026-10-15' AND "
                  "'2026-10-16' AND modifiedTime < '2026-10-20'"),
              ElementsAre(Page(
                  "tickets/search",
                  "modifiedTimeRange=2026-10-14T23:59:00.000Z,2026-10-20T00:00:00.999Z", 100)));
  EXPECT_THAT(Ask("SELECT subject FROM zoho_desk_tickets WHERE closedTime >= 'today'"),
              ElementsAre());
}

// SQLite still picks the rows: LIMIT is none for Zoho.
TEST_F(Since, ReadsOnWhereLimitIsNotReached) {
  for (const std::string& request :
       Ask("SELECT id FROM zoho_desk_tickets WHERE closedTime >= '2026-01-01' LIMIT 50"))
    EXPECT_THAT(request, HasSubstr("limit=100"));
  EXPECT_EQ(result_.rows.size(), 50U);
}

TEST_F(Since, StopsAWalkAtTheBound) {
  EXPECT_THAT(Ask("SELECT id FROM zoho_desk_tasks WHERE completedTime >= '2026-09-01'"),
              ElementsAre(Page("tasks", "sortBy=-modifiedTime", 100)));
  EXPECT_FALSE(result_.rows.empty());
}

TEST_F(Since, IsTold) {
  Ask("SELECT pushed, left_to_sqlite FROM zoho_desk_plan('SELECT id FROM zoho_desk_tickets WHERE "
      "closedTime >= ''2026-10-15''')");
  ASSERT_EQ(result_.rows.size(), 1U);
  EXPECT_EQ(result_.rows[0],
            (SqlRow{"closedTime >= '2026-10-15' (by modifiedTime: what has changed since; SQLite "
                    "picks the rows)",
                    std::monostate{}}));
}

// As many rows as in a copy of the table, for every such column and values around those of the data
// set.
TEST_F(Since, LosesNoRow) {
  size_t columns = 0;
  for (const resources::Resource* resource : resources::AllResources()) {
    for (const resources::Column& column : resource->columns) {
      if (column.not_after.empty())
        continue;
      ++columns;
      const std::string table = TableName(*resource);
      const std::string name(column.name);
      Ask("SELECT DISTINCT value FROM (SELECT " + name + " AS value FROM " + table +
          " WHERE value IS NOT NULL ORDER BY value) LIMIT 8");
      std::vector<std::string> values = {"'2026-06-01'", "'2026-06'", "'2'",
                                         "2026",         "NULL",      "'2026-06-01 10:00'"};
      for (const SqlRow& row : result_.rows)
        values.push_back(SqlText(row[0]));
      for (const std::string& value : values) {
        for (const std::string op : {" >= ", " > ", " = ", " < "}) {
          for (const std::string order : {" ORDER BY id", " ORDER BY modifiedTime DESC, id"}) {
            const std::string where = " WHERE " + name + op + value + order;
            Ask("WITH all_rows AS MATERIALIZED (SELECT id, modifiedTime, " + name + " FROM " +
                table + ") SELECT id, " + name + " FROM all_rows" + where);
            const std::string expected = result_.Text();
            Ask("SELECT id, " + name + " FROM " + table + where);
            EXPECT_EQ(result_.Text(), expected) << table << "." << name << op << value;
          }
        }
      }
    }
  }
  EXPECT_EQ(columns, 5U);
}

}  // namespace
}  // namespace zoho_desk::testing
