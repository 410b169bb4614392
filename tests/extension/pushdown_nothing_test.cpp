// Comparisons that no row satisfies cost nothing, whether Zoho has a filter for the column or not.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/support/desk.h"
#include "tests/support/query_data.h"
#include "vtab/possible_value.h"

namespace zoho_desk::testing {
namespace {

using ::testing::IsEmpty;

class Nothing : public ::testing::Test {
 protected:
  void SetUp() override { desk_.TakeRequests(); }

  QueryResult Query(const std::string& sql) const {
    QueryResult result = database_.Query(sql);
    EXPECT_TRUE(result.ok()) << sql << ": " << result.error;
    return result;
  }

  Desk& desk_ = Desk::Shared();
  Database database_ = Database::WithExtension();
};

TEST_F(Nothing, IsAskedWhereNoRowCanMatch) {
  for (const std::string where :
       {// Columns that Zoho filters on.
        "ticketNumber = '#233'", "ticketNumber IN ('#233', 'x', NULL, x'00')", "contactId = 'abc'",
        "assigneeId IN ('me', '')", "id = 'abc'", "id = 1.5", "createdTime = 'yesterday'",
        "createdTime = '2026-10-01 10:00:00'", "createdTime >= 'now'",
        "createdTime BETWEEN 'a' AND 'b'", "modifiedTime < '-1 day'", "status = NULL",
        "status = x'4f70656e'", "createdTime > x'00'",
        // Others.
        "isEscalated = 'true'", "isEscalated = 'yes'", "'true' = isEscalated",
        "isEscalated IS 'true'", "isSpam = 2", "isSpam > 1", "threadCount = 'many'",
        "threadCount >= 'a'", "threadCount = ''", "closedTime = 'never'",
        "closedTime = '01.10.2026'", "closedTime >= 'today'", "layoutId = 'default'",
        "subject = x'00'", "subject = NULL", "cf > x'00'",
        // Beside what would be asked for.
        "status = 'Open' AND isEscalated = 'true'",
        "isEscalated = 'true' ORDER BY createdTime LIMIT 5",
        "isEscalated = 'true' AND viewId = '1'", "id = '1' AND isEscalated = 'true'"}) {
    EXPECT_THAT(Query("SELECT subject FROM zoho_desk_tickets WHERE " + where).rows, IsEmpty())
        << where;
    EXPECT_THAT(desk_.TakeRequests(), IsEmpty()) << where;
  }
}

TEST_F(Nothing, IsAskedOfOtherTables) {
  for (const std::string sql : {"SELECT * FROM zoho_desk_agents WHERE isConfirmed = 'true'",
                                "SELECT * FROM zoho_desk_contacts WHERE isAnonymous = 'false'",
                                "SELECT * FROM zoho_desk_ticket_comments WHERE isPublic = 'true'",
                                "SELECT * FROM zoho_desk_views WHERE isLocked = 'yes'",
                                "SELECT * FROM zoho_desk_tasks WHERE completedTime = 'today'"}) {
    EXPECT_THAT(Query(sql).rows, IsEmpty()) << sql;
    EXPECT_THAT(desk_.TakeRequests(), IsEmpty()) << sql;
  }
}

TEST_F(Nothing, IsJoinedToOtherRows) {
  const QueryResult left = Query(
      "SELECT n.column1, t.id FROM (VALUES (1), (2)) AS n LEFT JOIN zoho_desk_tickets AS t "
      "ON t.isEscalated = 'true'");
  EXPECT_EQ(left.Text(), Query("SELECT column1, NULL FROM (VALUES (1), (2))").Text());
  EXPECT_EQ(Query("SELECT count(*) FROM zoho_desk_tickets AS t JOIN zoho_desk_contacts AS c "
                  "ON c.id = t.contactId WHERE t.isEscalated = 'true'")
                .rows[0][0],
            SqlValue{int64_t{0}});
  EXPECT_THAT(desk_.TakeRequests(), IsEmpty());
}

// A comparison under another collation, or one that a function makes, may match.
TEST_F(Nothing, IsNoAnswerWhereInDoubt) {
  for (const std::string where :
       {"isEscalated <> 'true'", "isEscalated IS NOT 'true'", "ticketNumber < '#233'",
        "isSpam = '0' AND ticketNumber > -1", "isSpam = 0.0", "ticketNumber >= '0'",
        "closedTime IS NULL", "closedTime = 'x' COLLATE NOCASE OR 1", "createdTime < 'now'",
        "NOT (isEscalated = 'true')", "isEscalated = 'true' OR isSpam = 0"}) {
    desk_.TakeRequests();
    EXPECT_FALSE(Query("SELECT id FROM zoho_desk_tickets WHERE " + where).rows.empty()) << where;
    EXPECT_FALSE(desk_.TakeRequests().empty()) << where;
  }
}

TEST_F(Nothing, IsWhatThePlanSays) {
  const QueryResult plan = Query(
      "SELECT left_to_sqlite, requests, credits, certainty, note FROM zoho_desk_plan('SELECT id "
      "FROM zoho_desk_tickets WHERE isEscalated = ''true''')");
  ASSERT_EQ(plan.rows.size(), 1U);
  EXPECT_EQ(plan.rows[0],
            (SqlRow{"isEscalated = 'true': no row can satisfy it: nothing is asked", int64_t{0},
                    int64_t{0}, "exact", "no row can match: nothing is asked"}));
}

// What the rule takes for impossible, no record of the data set has.
TEST_F(Nothing, IsInNoRecord) {
  size_t values = 0;
  for (const resources::Resource* resource : resources::AllResources()) {
    for (const Json& record : desk_.records(std::string(resource->name))) {
      for (const resources::Column& column : resource->columns) {
        const SqlValue value = ExpectedColumn(record, column);
        const auto* text = std::get_if<std::string>(&value);
        const auto* integer = std::get_if<int64_t>(&value);
        const auto* real = std::get_if<double>(&value);
        if (text == nullptr && integer == nullptr && real == nullptr)
          continue;
        ++values;
        const vtab::BoundValue bound = text != nullptr      ? vtab::BoundValue(*text)
                                       : integer != nullptr ? vtab::BoundValue(*integer)
                                                            : vtab::BoundValue(*real);
        EXPECT_TRUE(vtab::CanMatch(column.type, vtab::TermOp::kEqual, bound))
            << resource->name << "." << column.name << " = " << ToString(SqlRow{value});
      }
    }
  }
  EXPECT_GT(values, 1000U);
}

}  // namespace
}  // namespace zoho_desk::testing
