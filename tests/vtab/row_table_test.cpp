#include "vtab/row_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>

#include "tests/vtab/database.h"

namespace zoho_desk::vtab {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

int g_made = 0;  // how often rows were made

Rows MakeRows() {
  ++g_made;
  Rows rows;
  rows.push_back({std::string("a"), int64_t{9007199254740993}, 0.5, NullValue{}});
  rows.push_back({std::string(), int64_t{-1}, -2.0, std::string("x")});
  rows.push_back({std::string("a"), int64_t{3}, 4.0, std::string("y")});
  return rows;
}

constexpr RowTable kTable = {
    .name = "things",
    .create_sql = "CREATE TABLE x(name TEXT, number INTEGER, real REAL, note TEXT HIDDEN)",
    .make_rows = MakeRows};
constexpr RowTable kEmpty = {.name = "nothings",
                             .create_sql = "CREATE TABLE x(name TEXT)",
                             .make_rows = [] { return Rows(); }};
constexpr RowTable kFailing = {.name = "failing",
                               .create_sql = "CREATE TABLE x(name TEXT)",
                               .make_rows = []() -> Rows { throw std::runtime_error("no rows"); }};
constexpr RowTable kMisspelt = {.name = "misspelt",
                                .create_sql = "CREATE TABEL x(name TEXT)",
                                .make_rows = [] { return Rows(); }};

class RowTableTest : public testing::Test {
 protected:
  RowTableTest() {
    for (const RowTable* table : {&kTable, &kEmpty, &kFailing, &kMisspelt})
      EXPECT_EQ(RegisterRowTable(db_.get(), *table), SQLITE_OK);
    g_made = 0;
  }
  Database db_;
};

TEST_F(RowTableTest, ShowsItsRowsInOrder) {
  EXPECT_THAT(db_.Query("SELECT * FROM things"),
              ElementsAre("a|9007199254740993|0.5", "|-1|-2.0", "a|3|4.0"));
  EXPECT_THAT(db_.Query("SELECT typeof(name), typeof(number), typeof(real), typeof(note) "
                        "FROM things LIMIT 1"),
              ElementsAre("text|integer|real|null"));
  EXPECT_THAT(db_.Query("SELECT note FROM things"), ElementsAre("NULL", "x", "y"));
}

TEST_F(RowTableTest, IsAnOrdinaryTableToSql) {
  EXPECT_THAT(db_.Query("SELECT number FROM things WHERE name = 'a' ORDER BY number"),
              ElementsAre("3", "9007199254740993"));
  EXPECT_EQ(db_.Value("SELECT count(*) FROM things a JOIN things b USING (name)"), "5");
  EXPECT_EQ(db_.Value("SELECT count(*) FROM things WHERE number = 3 OR real < 0"), "2");
  EXPECT_THAT(db_.Query("SELECT * FROM nothings"), IsEmpty());
}

TEST_F(RowTableTest, NumbersItsRows) {
  EXPECT_EQ(db_.Value("SELECT count(DISTINCT rowid) FROM things"), "3");
}

TEST_F(RowTableTest, MakesRowsWhenTheQueryStartsNotBefore) {
  db_.Query("EXPLAIN SELECT * FROM things");
  db_.Query("PRAGMA table_xinfo('things')");
  EXPECT_EQ(g_made, 0);
  db_.Query("SELECT * FROM things");
  EXPECT_EQ(g_made, 1);
  db_.Query("SELECT * FROM things");
  EXPECT_EQ(g_made, 2) << "every query sees the rows of its own time";
}

TEST_F(RowTableTest, CannotBeWritten) {
  db_.Query("DELETE FROM things");
  EXPECT_THAT(db_.message(), HasSubstr("may not be modified"));
}

TEST_F(RowTableTest, CannotBeCreatedUnderAnotherName) {
  db_.Query("CREATE VIRTUAL TABLE mine USING things");
  EXPECT_THAT(db_.message(), HasSubstr("no such module"));
}

TEST_F(RowTableTest, CannotBeReadByStoredViews) {
  db_.Query("CREATE VIEW v AS SELECT * FROM things");
  EXPECT_EQ(db_.message(), "");
  db_.Query("SELECT * FROM v");
  EXPECT_THAT(db_.message(), HasSubstr("unsafe use of virtual table"));
  db_.Query("CREATE TEMP VIEW w AS SELECT * FROM things");
  EXPECT_THAT(db_.Query("SELECT * FROM w"), testing::SizeIs(3));
}

TEST_F(RowTableTest, ReportsAFailureToMakeRows) {
  EXPECT_THAT(db_.Query("SELECT * FROM failing"), IsEmpty());
  EXPECT_EQ(db_.code(), SQLITE_ERROR);
  EXPECT_THAT(db_.message(), HasSubstr("internal error: no rows"));
}

// Two connections with one definition and rows of their own.
TEST_F(RowTableTest, TakesRowsOfTheConnection) {
  Database other;
  for (const auto& [db, name] : {std::pair(db_.get(), "one"), std::pair(other.get(), "two")}) {
    EXPECT_EQ(RegisterRowTable(
                  db, kEmpty,
                  [name = std::string(name)]() -> Result<Rows> { return Rows{{RowValue(name)}}; }),
              SQLITE_OK);
  }
  EXPECT_EQ(db_.Value("SELECT * FROM nothings"), "one");
  EXPECT_EQ(other.Value("SELECT * FROM nothings"), "two");
}

TEST_F(RowTableTest, PassesOnTheErrorOfItsRows) {
  EXPECT_EQ(RegisterRowTable(db_.get(), kEmpty,
                             []() -> Result<Rows> {
                               return Error{Code::kAuth, "nothings: not for you"};
                             }),
            SQLITE_OK);
  EXPECT_THAT(db_.Query("SELECT * FROM nothings"), IsEmpty());
  EXPECT_EQ(db_.code(), SQLITE_AUTH);
  EXPECT_EQ(db_.message(), "nothings: not for you");
}

TEST_F(RowTableTest, ReportsADefinitionSqliteRefuses) {
  db_.Query("SELECT * FROM misspelt");
  EXPECT_EQ(db_.code(), SQLITE_ERROR);
  EXPECT_THAT(db_.message(), HasSubstr("syntax error"));  // older versions add where
}

}  // namespace
}  // namespace zoho_desk::vtab
