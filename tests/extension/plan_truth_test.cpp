// zoho_desk_plan tells the truth: constants are computed, subqueries have a price, the total is a
// row, statements that write are planned and not run, and what is exact is what is then asked.

#include "common/log.h"
#include "tests/extension/plan_fixture.h"

namespace zoho_desk::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::MatchesRegex;
using ::testing::Not;
using ::testing::StartsWith;

using PlanTruth = Plan;

TEST_F(PlanTruth, ComputesConstants) {
  const auto pushed = [&](const std::string& rest) {
    return Only("pushed", "SELECT id FROM zoho_desk_tickets WHERE " + rest);
  };
  for (const std::string value :
       {"date('now', '-12 months')", "datetime('now', '-7 days', 'start of day')",
        "strftime('%Y-%m-%dT%H:%M:%SZ', 'now')", "CURRENT_DATE", "'2026-' || '10' || '-01'",
        "(date('now', '-' || (6 * 2) || ' months'))", "date(1760000000, 'unixepoch')"}) {
    const std::string computed =
        ToString(database_.Query("SELECT substr(" + value + ", 1, 10)").rows.at(0));
    EXPECT_THAT(pushed("modifiedTime >= " + value),
                StartsWith("modifiedTime >= " + computed.substr(0, 11)))
        << value;
    EXPECT_THAT(pushed(value + " <= modifiedTime AND status = 'Open'"),
                HasSubstr("modifiedTime >= " + computed.substr(0, 11)))
        << value;
  }
  EXPECT_EQ(pushed("modifiedTime BETWEEN date('2026-01-31', '+1 day') AND date('2026-02-01', '+1 "
                   "month')"),
            "modifiedTime >= '2026-02-01'; modifiedTime <= '2026-03-01'");
  EXPECT_EQ(pushed("ticketNumber = 200 + 33"), "ticketNumber = 233");
  EXPECT_EQ(Only("certainty", "SELECT subject FROM zoho_desk_tickets LIMIT 2 * 5"), "exact");
  EXPECT_EQ(Only("rows", "SELECT subject FROM zoho_desk_tickets LIMIT 2 * 5 OFFSET 1 + 1"), "12");
}

TEST_F(PlanTruth, ComputesNoConstantOfOtherFunctions) {
  database_.Run("CREATE TABLE mine(x); INSERT INTO mine VALUES ('Open')");
  for (const std::string value :
       {"(SELECT x FROM mine)", "upper(?1)", "random()", "load_extension('/tmp/none')",
        "printf('%s', 'Open')", "lower(subject)", "zeroblob(1000000000)", "\"Open\" || ''",
        "date('now') COLLATE NOCASE"}) {
    const auto rows = Of("SELECT id FROM zoho_desk_tickets WHERE status = " + value);
    ASSERT_EQ(rows.size(), 1U) << value;
    EXPECT_THAT(rows[0].at("pushed"), ::testing::AnyOf("status = ?", "")) << value;
  }
  EXPECT_THAT(desk_.TakeRequests(), IsEmpty());
}

TEST_F(PlanTruth, PricesCorrelatedSubqueries) {
  for (const std::string sql :
       {"SELECT t.id, (SELECT c.lastName FROM zoho_desk_contacts c WHERE c.id = t.contactId) FROM "
        "zoho_desk_tickets t WHERE t.status = 'Open'",
        "SELECT t.id FROM zoho_desk_tickets t WHERE t.status = 'Open' AND NOT EXISTS (SELECT 1 "
        "FROM zoho_desk_contacts c WHERE c.id = t.contactId)"}) {
    const auto rows = Of(sql);
    ASSERT_EQ(rows.size(), 2U) << sql;
    EXPECT_EQ(rows[1].at("runs"), "per row of the enclosing query");
    EXPECT_EQ(rows[1].at("total_requests"),
              std::to_string((std::stoll(rows[0].at("rows")) + 99) / 100));
    EXPECT_EQ(rows[1].at("certainty"), "guess");
    EXPECT_EQ(Total(sql).at("certainty"), "guess");
  }
  // For each row of a join, whichever of its tables the rows are from.
  const auto deep =
      Of("SELECT (SELECT count(*) FROM zoho_desk_tasks k WHERE k.ticketId = t.id) FROM "
         "zoho_desk_tickets t JOIN zoho_desk_contacts c ON c.id = t.contactId");
  ASSERT_EQ(deep.size(), 3U);
  EXPECT_GE(std::stoll(deep[2].at("total_requests")), std::stoll(deep[0].at("rows")));
}

TEST_F(PlanTruth, HasATotalOfSeveralTables) {
  EXPECT_THAT(Total("SELECT name FROM zoho_desk_teams"), IsEmpty());
  const std::string sql =
      "SELECT name FROM zoho_desk_teams UNION ALL SELECT name FROM "
      "zoho_desk_channels";
  const auto rows = Of(sql);
  const auto total = Total(sql);
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(total.at("step"), "");
  for (const char* sum : {"total_requests", "total_credits"})
    EXPECT_EQ(std::stoll(total.at(sum)), std::stoll(rows[0].at(sum)) + std::stoll(rows[1].at(sum)));
  EXPECT_EQ(total.at("certainty"), "at most");
  database_.Run("CREATE TABLE mine(contact TEXT)");
  const std::string mine =
      "SELECT * FROM zoho_desk_teams, mine CROSS JOIN zoho_desk_contacts AS c ON c.id = "
      "mine.contact";
  EXPECT_EQ(Total(mine).at("certainty"), "at least");
  EXPECT_THAT(Total(mine).at("note"), StartsWith("without step "));
}

TEST_F(PlanTruth, PlansUpdateAndDeleteWithoutRunningThem) {
  database_.Run("CREATE TABLE mine(id TEXT, who TEXT); INSERT INTO mine VALUES ('1', 'x')");
  EXPECT_THAT(Uses("UPDATE mine SET who = (SELECT c.lastName FROM zoho_desk_contacts c WHERE c.id "
                   "= mine.id)"),
              ::testing::ElementsAre("zoho_desk_contacts c, per row of the enclosing query, get by "
                                     "id"));
  EXPECT_THAT(Uses("DELETE FROM mine WHERE id IN (SELECT id FROM zoho_desk_tickets)"),
              ::testing::ElementsAre("zoho_desk_tickets, once, list"));
  EXPECT_THAT(Uses("WITH t AS (SELECT id FROM zoho_desk_teams) DELETE FROM mine WHERE id IN t"),
              ::testing::ElementsAre("zoho_desk_teams, once, list"));
  EXPECT_THAT(Of("DELETE FROM mine"), IsEmpty());
  EXPECT_THAT(Of("UPDATE mine SET who = 'y'"), IsEmpty());
  EXPECT_THAT(ErrorOf("DELETE FROM zoho_desk_tickets"), HasSubstr("may not be modified"));
  EXPECT_EQ(database_.Query("SELECT * FROM mine").Text(), "'1'|'x'\n");
  EXPECT_THAT(desk_.TakeRequests(), IsEmpty());
}

TEST_F(PlanTruth, TellsWhichValuesThereAre) {
  const auto note = [&](const std::string& where) {
    return Only("note", "SELECT id FROM " + where + " LIMIT 5");
  };
  EXPECT_THAT(note("zoho_desk_tickets WHERE status = 'open'"),
              HasSubstr("status = 'open': letter case counts, and Zoho has 'Open'"));
  EXPECT_THAT(note("zoho_desk_tickets WHERE status = 'Done'"),
              HasSubstr("status = 'Done': Zoho has 'Open', 'On Hold', 'Escalated', 'Closed', and "
                        "what the portal has added"));
  EXPECT_THAT(note("zoho_desk_tickets WHERE statusType = 'closed'"), HasSubstr("'Closed'"));
  EXPECT_THAT(note("zoho_desk_agents WHERE status = 'active'"), HasSubstr("Zoho has 'ACTIVE'"));
  EXPECT_THAT(note("zoho_desk_agents WHERE status = 'gone'"),
              HasSubstr("status = 'gone': Zoho has 'ACTIVE', 'DISABLED'"));
  EXPECT_THAT(note("zoho_desk_tickets WHERE status = 'Open'"), Not(HasSubstr("Zoho has")));
}

// After a paid answer without rows, not before, and once for a loop.
TEST_F(PlanTruth, WarnsOfUnknownValuesWhereNoRowCame) {
  static std::vector<std::string> warnings;
  SetLogSink([](std::string_view message) { warnings.emplace_back(message); });
  const auto warned = [&](const std::string& sql) {
    warnings.clear();
    EXPECT_TRUE(database_.Query(sql).ok());
    return warnings;
  };
  const std::string select = "SELECT id FROM zoho_desk_tickets WHERE ";
  EXPECT_THAT(warned(select + "status = 'open'"),
              ::testing::ElementsAre("zoho_desk_tickets: no row has status = 'open': letter case "
                                     "counts, and Zoho has 'Open'"));
  EXPECT_THAT(warned(select + "status IN ('open', 'shut')"), ::testing::SizeIs(1));
  for (const std::string where : {"status = 'Open'", "status IN ('open', 'Open')",
                                  "status = 'Closed' AND contactId = '1'", "status = NULL"})
    EXPECT_THAT(warned(select + where), IsEmpty()) << where;
  EXPECT_THAT(warned("SELECT (SELECT count(*) FROM zoho_desk_tickets WHERE status = 'open' AND "
                     "contactId = c.id) FROM (SELECT id FROM zoho_desk_contacts LIMIT 3) AS c"),
              ::testing::SizeIs(1));
  SetLogSink(nullptr);
}

}  // namespace
}  // namespace zoho_desk::testing
