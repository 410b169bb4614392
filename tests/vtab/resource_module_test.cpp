// What SQLite plans for the resource tables. Nothing here runs a query, so nothing needs an
// account.

#include "vtab/resource_module.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/vtab/database.h"

namespace zoho_desk::vtab {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class ResourceModuleTest : public testing::Test {
 protected:
  ResourceModuleTest() {
    EXPECT_EQ(RegisterResources(db_.get(), resources::AllResources()), SQLITE_OK);
    db_.Query("CREATE TABLE local(id, module TEXT)");
  }

  // The lines of EXPLAIN QUERY PLAN, each without its numbers.
  std::string PlanOf(const std::string& sql) {
    std::string text;
    for (const std::string& row : db_.Query("EXPLAIN QUERY PLAN " + sql))
      text += row.substr(row.find_last_of('|') + 1) + "\n";
    EXPECT_EQ(db_.message(), "") << sql;
    return text;
  }

  Database db_;
};

TEST_F(ResourceModuleTest, ShowsThePlanToTheUser) {
  EXPECT_EQ(PlanOf("SELECT id FROM zoho_desk_tickets"),
            "SCAN zoho_desk_tickets VIRTUAL TABLE INDEX 0:list all-rows columns=1\n");
  EXPECT_EQ(PlanOf("SELECT id FROM zoho_desk_tickets WHERE id = '7'"),
            "SCAN zoho_desk_tickets VIRTUAL TABLE INDEX 2:get id=? all-rows columns=1\n");
  EXPECT_THAT(PlanOf("SELECT contact FROM zoho_desk_tickets"),
              HasSubstr(":list include=contacts "));
}

TEST_F(ResourceModuleTest, FixesTheModule) {
  EXPECT_THAT(PlanOf("SELECT id FROM zoho_desk_layouts WHERE module = 'Cases'"),
              HasSubstr(":list module=? "));
  EXPECT_THAT(PlanOf("SELECT id FROM zoho_desk_layouts WHERE module > 'Cases'"),
              AllOf(HasSubstr(":list "), Not(HasSubstr("module=?"))));
}

// 'email' COLLATE NOCASE equals 'EMAIL' in SQL, but not to a server that is asked for 'email'.
TEST_F(ResourceModuleTest, LeavesComparisonsUnderOtherCollationsToSqlite) {
  for (const char* collation : {"NOCASE", "RTRIM"}) {
    const std::string suffix = std::string(" COLLATE ") + collation;
    EXPECT_THAT(PlanOf("SELECT code FROM zoho_desk_channels WHERE code = 'email'" + suffix),
                HasSubstr(":list "));
    EXPECT_THAT(PlanOf("SELECT id FROM zoho_desk_layouts WHERE module = 'cases'" + suffix),
                Not(HasSubstr("module=?")));
  }
  EXPECT_THAT(PlanOf("SELECT id FROM zoho_desk_tickets WHERE id = '7 ' COLLATE RTRIM"),
              HasSubstr(":list "));
  EXPECT_THAT(PlanOf("SELECT code FROM zoho_desk_channels WHERE code = 'EMAIL' COLLATE BINARY"),
              HasSubstr(":get code=? "));
}

// Ids are digits: a key column declared NOCASE must not turn lookups into scans.
TEST_F(ResourceModuleTest, LooksIdsUpUnderNocase) {
  EXPECT_THAT(PlanOf("SELECT id FROM zoho_desk_tickets WHERE id = '7' COLLATE NOCASE"),
              HasSubstr(":get id=? "));
  EXPECT_THAT(PlanOf("SELECT id FROM zoho_desk_skills WHERE departmentId = '7' COLLATE nocase"),
              HasSubstr(":list departmentId=? "));
}

TEST_F(ResourceModuleTest, LooksUpAHandfulOfRowsAndScansForMany) {
  EXPECT_THAT(PlanOf("SELECT subject FROM zoho_desk_tickets WHERE id IN ('1', '2', '3')"),
              HasSubstr(":get id=IN(?) "));
  EXPECT_THAT(PlanOf("SELECT t.subject FROM zoho_desk_tickets t LEFT JOIN zoho_desk_contacts c "
                     "ON c.id = t.contactId WHERE c.email LIKE '%x'"),
              HasSubstr("SCAN c VIRTUAL TABLE INDEX 2:get id=? "));
}

TEST_F(ResourceModuleTest, DropsAJoinThatCannotMatter) {
  EXPECT_THAT(PlanOf("SELECT l.id FROM local l LEFT JOIN zoho_desk_tickets t ON t.id = l.id"),
              Not(HasSubstr("VIRTUAL TABLE")));
  EXPECT_THAT(PlanOf("SELECT l.id FROM local l LEFT JOIN zoho_desk_layouts t "
                     "ON t.module = l.module"),
              HasSubstr("VIRTUAL TABLE"));
}

TEST_F(ResourceModuleTest, RechecksEveryTermInSqlite) {
  // The program of the statement compares after the scan: the server may return more than asked.
  std::string program;
  for (const std::string& row :
       db_.Query("EXPLAIN SELECT id FROM zoho_desk_layouts WHERE module = 'Cases'"))
    program += row + "\n";
  EXPECT_THAT(program, AllOf(HasSubstr("VFilter"), HasSubstr("|Ne|")));
}

TEST_F(ResourceModuleTest, AnswersToBothNames) {
  EXPECT_THAT(PlanOf("SELECT id FROM zoho_desk_articleFeedbacks"),
              HasSubstr(":list all-rows columns=1"));
  EXPECT_THAT(PlanOf("SELECT id FROM zoho_desk_article_feedbacks"),
              HasSubstr(":list all-rows columns=1"));
}

TEST_F(ResourceModuleTest, IsReadOnlyAndNotForStoredViews) {
  db_.Query("DELETE FROM zoho_desk_tickets");
  EXPECT_THAT(db_.message(), HasSubstr("may not be modified"));
  db_.Query("CREATE VIRTUAL TABLE mine USING zoho_desk_tickets");
  EXPECT_THAT(db_.message(), HasSubstr("no such module"));
  db_.Query("CREATE VIEW v AS SELECT id FROM zoho_desk_tickets");
  db_.Query("EXPLAIN SELECT * FROM v");
  EXPECT_THAT(db_.message(), HasSubstr("unsafe use of virtual table"));
}

TEST_F(ResourceModuleTest, FindsNoRowForAKeyThatNoTextEquals) {
  // Decided before a session is looked for, so this runs without credentials.
  for (const char* key : {"NULL", "x'37'", "7.5"}) {
    EXPECT_TRUE(
        db_.Query(std::string("SELECT id FROM zoho_desk_tickets WHERE id = ") + key).empty());
    EXPECT_EQ(db_.message(), "") << key;
  }
}

}  // namespace
}  // namespace zoho_desk::vtab
