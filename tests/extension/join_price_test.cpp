// Joins and subqueries as people write them: an inner table that is asked for one value after the
// other costs no more than reading it, and returns what plain tables return.

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <vector>

#include "tests/extension/own_desk.h"
#include "tests/support/plain_tables.h"

namespace zoho_desk::testing {
namespace {

constexpr size_t kRowsPerPage = 100;

// Per inner table: what is asked before it pays to read the table, and pages that were asked for
// ahead by then.
constexpr size_t kToDecide = 6;

class JoinPrice : public OwnDesk {
 protected:
  JoinPrice() : OwnDesk(Rows()) {}

  static sandbox::Options Rows() {
    sandbox::Options options;
    options.SetRows("tickets", 700);
    options.SetRows("contacts", 260);
    options.SetRows("agents", 40);
    return options;
  }

  // To its end, and one request that says that it is the end.
  size_t PagesOf(const std::string& table) const {
    return (desk_.records(table).size() + kRowsPerPage - 1) / kRowsPerPage + 1;
  }

  // Requests of a query whose rows are those of the plain tables.
  size_t RequestsFor(const std::string& sql) {
    desk_.TakeRequests();
    const QueryResult result = Query(sql);
    EXPECT_TRUE(result.ok()) << sql << ": " << result.error;
    EXPECT_EQ(result.Text(), desk_.PlainTables(sql).Query(sql).Text()) << sql;
    return desk_.TakeRequests().size();
  }
};

struct Shape {
  const char* name;
  std::vector<std::string> tables;  // the outer first
  const char* sql;
};

const std::vector<Shape>& Shapes() {
  static const std::vector<Shape> shapes = {
      Shape{"ScalarSubquery",
            {"tickets", "contacts"},
            "SELECT t.id, (SELECT c.lastName FROM zoho_desk_contacts c WHERE c.id = t.contactId) "
            "FROM zoho_desk_tickets t ORDER BY 1"},
      Shape{"NotExistsByKey",
            {"tickets", "agents"},
            "SELECT t.id FROM zoho_desk_tickets t WHERE NOT EXISTS (SELECT 1 FROM "
            "zoho_desk_agents a WHERE a.id = t.assigneeId) ORDER BY 1"},
      Shape{"FilterOnTheJoinedTable",
            {"contacts", "tickets"},
            "SELECT t.id, c.lastName FROM zoho_desk_tickets t JOIN zoho_desk_contacts c ON "
            "c.id = t.contactId WHERE c.createdTime >= '2025-01-01' ORDER BY 1"},
      Shape{"NullInTheJoinedTable",
            {"contacts", "tickets"},
            "SELECT t.id FROM zoho_desk_tickets t JOIN zoho_desk_contacts c ON "
            "c.id = t.contactId WHERE c.mobile IS NULL ORDER BY 1"},
      Shape{"LeftJoinWithoutPartner",
            {"contacts", "tickets"},
            "SELECT c.id FROM zoho_desk_contacts c LEFT JOIN zoho_desk_tickets t ON "
            "t.contactId = c.id WHERE t.id IS NULL ORDER BY 1"},
      Shape{"NotExists",
            {"contacts", "tickets"},
            "SELECT c.id FROM zoho_desk_contacts c WHERE NOT EXISTS (SELECT 1 FROM "
            "zoho_desk_tickets t WHERE t.contactId = c.id) ORDER BY 1"},
      Shape{"MaximumPerRow",
            {"contacts", "tickets"},
            "SELECT c.id, (SELECT max(t.createdTime) FROM zoho_desk_tickets t WHERE "
            "t.contactId = c.id) FROM zoho_desk_contacts c ORDER BY 1"},
      Shape{"NewestPerRow",
            {"contacts", "tickets"},
            "SELECT c.id, (SELECT t.id FROM zoho_desk_tickets t WHERE t.contactId = c.id ORDER "
            "BY t.createdTime DESC, t.id LIMIT 1) FROM zoho_desk_contacts c ORDER BY 1"},
      Shape{"NewestPerRowInServerOrder",
            {"contacts", "tickets"},
            "SELECT c.id, (SELECT t.createdTime FROM zoho_desk_tickets t WHERE t.contactId = "
            "c.id ORDER BY t.createdTime DESC LIMIT 1) FROM zoho_desk_contacts c ORDER BY 1"},
      Shape{"SelfJoin",
            {"tickets", "tickets"},
            "SELECT a.id, count(*) FROM zoho_desk_tickets a JOIN zoho_desk_tickets b ON "
            "a.contactId = b.contactId GROUP BY 1 ORDER BY 1"},
      Shape{"ByText",
            {"tickets", "contacts"},
            "SELECT t.id, c.id FROM zoho_desk_tickets t JOIN zoho_desk_contacts c ON c.email = "
            "t.email ORDER BY 1, 2"},
      Shape{"TwoTermsOfTheOuterRow",
            {"contacts", "tickets"},
            "SELECT c.id, count(t.id) FROM zoho_desk_contacts c LEFT JOIN zoho_desk_tickets t ON "
            "t.contactId = c.id AND t.email = c.email GROUP BY 1 ORDER BY 1"},
      Shape{"OneTermThatStays",
            {"contacts", "tickets"},
            "SELECT c.id, count(t.id) FROM zoho_desk_contacts c LEFT JOIN zoho_desk_tickets t ON "
            "t.contactId = c.id AND t.status = 'Open' GROUP BY 1 ORDER BY 1"},
      Shape{"FewOuterRows",
            {"agents", "tickets"},
            "SELECT a.id, count(t.id) FROM zoho_desk_agents a LEFT JOIN zoho_desk_tickets t ON "
            "t.assigneeId = a.id GROUP BY 1 ORDER BY 1"},
      Shape{"SixTables",
            {"tickets", "departments", "agents", "teams", "accounts", "contacts"},
            "SELECT t.id, d.name, a.lastName, te.name, ac.accountName, c.lastName FROM "
            "zoho_desk_tickets t LEFT JOIN zoho_desk_departments d ON d.id = t.departmentId LEFT "
            "JOIN zoho_desk_agents a ON a.id = t.assigneeId LEFT JOIN zoho_desk_teams te ON "
            "te.id = t.teamId LEFT JOIN zoho_desk_accounts ac ON ac.id = t.accountId LEFT JOIN "
            "zoho_desk_contacts c ON c.id = t.contactId ORDER BY 1"}};
  return shapes;
}

TEST_F(JoinPrice, IsThatOfReadingTheTables) {
  for (const Shape& shape : Shapes()) {
    SCOPED_TRACE(shape.name);
    size_t most = (shape.tables.size() - 1) * kToDecide;
    for (const std::string& table : shape.tables)
      most += PagesOf(table);
    EXPECT_LE(RequestsFor(shape.sql), most) << shape.sql;
  }
}

// The user's own table shows the extension nothing of what comes next.
TEST_F(JoinPrice, OfManyKeysOfAnotherTableIsBoundedByTheTable) {
  const Database database = Database::WithExtension();
  const std::string rest = " FROM zoho_desk_tickets ORDER BY id";
  for (const Database* each : {&database, &desk_.PlainTables(rest)})
    ASSERT_TRUE(each->Query("CREATE TABLE mine AS SELECT id" + rest).ok());
  const std::string sql =
      "SELECT m.id, t.subject FROM mine m LEFT JOIN zoho_desk_tickets t ON t.id = m.id ORDER BY 1";
  desk_.TakeRequests();
  EXPECT_EQ(database.Query(sql).Text(), desk_.PlainTables(sql).Query(sql).Text());
  // A page costs three times what a record costs, and the decision comes at 3, 6, 12, 24, 48, 96
  // keys. One request asks for the number of rows.
  EXPECT_LE(desk_.TakeRequests().size(), 96U + PagesOf("tickets") + 1);
}

TEST_F(JoinPrice, OfAFewOuterRowsIsThatOfTheirLookups) {
  const std::string first = desk_.records("contacts").at(0).at("id");
  const std::string second = desk_.records("contacts").at(7).at("id");
  EXPECT_LE(RequestsFor("SELECT c.id, (SELECT count(*) FROM zoho_desk_tickets t WHERE t.contactId "
                        "= c.id) FROM zoho_desk_contacts c WHERE c.id IN ('" +
                        first + "', '" + second + "') ORDER BY 1"),
            2 + 2 * 2U);
}

// A list that has no more than its first 300 rows to show for itself is not read for 12 lookups.
TEST_F(JoinPrice, DoesNotReadALongTableForAFewRows) {
  EXPECT_LE(RequestsFor("SELECT a.id, (SELECT count(*) FROM zoho_desk_tickets t WHERE t.assigneeId "
                        "= a.id AND t.status = 'Open') FROM (SELECT id FROM zoho_desk_agents ORDER "
                        "BY id LIMIT 4) a"),
            PagesOf("agents") + 4 * 3U);
}

TEST_F(JoinPrice, OfARecordThatTheListLacksIsOneLookup) {
  Database database = Database::WithExtension();
  desk_.TakeRequests();
  const QueryResult result = database.Query(
      "WITH k(id) AS (SELECT id FROM (SELECT id FROM zoho_desk_agents ORDER BY id LIMIT 30) UNION "
      "ALL VALUES ('1'), ('2'), ('1')) SELECT count(a.id), count(*) FROM k LEFT JOIN "
      "zoho_desk_agents a ON a.id = k.id");
  EXPECT_EQ(result.Text(), "30|33\n") << result.error;
  size_t gone = 0;
  for (const std::string& request : desk_.TakeRequests())
    gone += request.ends_with("/agents/1") || request.ends_with("/agents/2") ? 1U : 0U;
  EXPECT_EQ(gone, 2U);
}

}  // namespace
}  // namespace zoho_desk::testing
