// Values across the border, seen from SQL through functions made for the test.

#include "vtab/value.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/vtab/database.h"
#include "vtab/arguments.h"
#include "vtab/binding.h"

namespace zoho_desk::vtab {
namespace {

using client::Cell;

// text_equal_to(x): what TextEqualTo says of x, read as an argument of xFilter.
void TextEqualToFunction(sqlite3_context* context, int /*argc*/, sqlite3_value** argv) {
  const ScanPlan plan{.terms = {{0, TermOp::kEqual}}};
  const auto text = TextEqualTo(ReadArguments(plan, 1, argv).at(0).at(0));
  if (text)
    ReturnText(context, *text);
  else
    sqlite3_result_null(context);
}

// SQLITE_RESULT_SUBTYPE of 3.45, which some builds insist on; older versions ignore it.
constexpr int kResultSubtype = 0x1000000;

// cell(): hands the cell it was registered with to SQLite.
void CellFunction(sqlite3_context* context, int /*argc*/, sqlite3_value** /*argv*/) {
  ReturnCell(context, *static_cast<const Cell*>(sqlite3_user_data(context)));
}

class ValueTest : public testing::Test {
 protected:
  ValueTest() {
    EXPECT_EQ(sqlite3_create_function(db_.get(), "text_equal_to", 1, SQLITE_UTF8, nullptr,
                                      TextEqualToFunction, nullptr, nullptr),
              SQLITE_OK);
  }

  std::string TextFor(const std::string& expression) {
    return db_.Value("SELECT text_equal_to(" + expression + ")");
  }

  // An expression over cell(), which yields that cell.
  std::string WithCell(const Cell& cell, const std::string& expression) {
    cell_ = cell;
    EXPECT_EQ(sqlite3_create_function(db_.get(), "cell", 0, SQLITE_UTF8 | kResultSubtype, &cell_,
                                      CellFunction, nullptr, nullptr),
              SQLITE_OK);
    return db_.Value("SELECT " + expression);
  }

  Cell cell_{};
  Database db_;
};

TEST_F(ValueTest, WritesIntegersAsTheirDigits) {
  EXPECT_EQ(TextFor("5"), "5");
  EXPECT_EQ(TextFor("-5"), "-5");
  EXPECT_EQ(TextFor("9223372036854775807"), "9223372036854775807");
  EXPECT_EQ(TextFor("-9223372036854775807 - 1"), "-9223372036854775808");
}

TEST_F(ValueTest, WritesWholeRealsAsTheirInteger) {
  EXPECT_EQ(TextFor("5.0"), "5");
  EXPECT_EQ(TextFor("-0.0"), "0");
  EXPECT_EQ(TextFor("4000000000000101.0"), "4000000000000101");
  EXPECT_EQ(TextFor("-9223372036854775808.0"), "-9223372036854775808");
}

TEST_F(ValueTest, KnowsNoIdForOtherReals) {
  for (const char* real : {"7.5", "1e300", "-1e300", "9223372036854775808.0", "1e999", "-1e999"})
    EXPECT_EQ(TextFor(real), "NULL") << real;
}

TEST_F(ValueTest, PassesTextAsItIs) {
  EXPECT_EQ(TextFor("'abc'"), "abc");
  EXPECT_EQ(TextFor("''"), "");
  EXPECT_EQ(TextFor("' 5 '"), " 5 ");
  EXPECT_EQ(TextFor("'007'"), "007");
  EXPECT_EQ(TextFor("'caf\xc3\xa9'"), "caf\xc3\xa9");
}

TEST_F(ValueTest, KeepsEmbeddedNulCharacters) {
  // "12" must not pass for what is 12, NUL, 34.
  EXPECT_EQ(TextFor("'12' || char(0) || '34'"), std::string("12\0"
                                                            "34",
                                                            5));
}

TEST_F(ValueTest, KnowsNoTextForNullAndBlobs) {
  EXPECT_EQ(TextFor("NULL"), "NULL");
  EXPECT_EQ(TextFor("x'35'"), "NULL");
  EXPECT_EQ(TextFor("zeroblob(0)"), "NULL");
}

TEST_F(ValueTest, ReadsTextOfAUtf16Database) {
  db_.Query("PRAGMA encoding='UTF-16'");
  db_.Query("CREATE TABLE t(a TEXT)");
  db_.Query("INSERT INTO t VALUES('caf\xc3\xa9')");
  EXPECT_EQ(db_.Value("SELECT text_equal_to(a) FROM t"), "caf\xc3\xa9");
}

TEST_F(ValueTest, ReturnsCellsAsSqlTypes) {
  EXPECT_EQ(WithCell(Cell::Null(), "typeof(cell())"), "null");
  EXPECT_EQ(WithCell(Cell::Integer(-9223372036854775807), "cell(), typeof(cell())"),
            "-9223372036854775807|integer");
  EXPECT_EQ(WithCell(Cell::Real(0.5), "cell(), typeof(cell())"), "0.5|real");
  EXPECT_EQ(WithCell(Cell::Text("5"), "cell(), typeof(cell())"), "5|text");
  EXPECT_EQ(WithCell(Cell::Text(""), "length(cell()), typeof(cell())"), "0|text");
  EXPECT_EQ(WithCell(Cell::Text({}), "length(cell()), typeof(cell())"), "0|text");
}

TEST_F(ValueTest, ReturnsTextWithItsNulCharacters) {
  EXPECT_EQ(WithCell(Cell::Text(std::string_view("a\0b", 3)), "hex(cell())"), "610062");
}

TEST_F(ValueTest, LetsJsonNest) {
  const Cell json = Cell::Text(R"({"a":[1]})", Cell::Kind::kJson);
  EXPECT_EQ(WithCell(json, "json_object('x', cell())"), R"({"x":{"a":[1]}})");
  EXPECT_EQ(WithCell(json, "typeof(cell()), cell() ->> '$.a[0]'"), "text|1");
  const Cell text = Cell::Text(R"({"a":[1]})");
  EXPECT_EQ(WithCell(text, "json_object('x', cell())"), R"({"x":"{\"a\":[1]}"})");
}

// SQLite copies: the page may go away before the row is used.
TEST_F(ValueTest, LetsSqliteCopyText) {
  std::string body = "in the page";
  cell_ = Cell::Text(body);
  ASSERT_EQ(WithCell(cell_, "cell()"), "in the page");
  sqlite3_stmt* statement = nullptr;
  ASSERT_EQ(sqlite3_prepare_v2(db_.get(), "SELECT cell()", -1, &statement, nullptr), SQLITE_OK);
  ASSERT_EQ(sqlite3_step(statement), SQLITE_ROW);
  body.assign(body.size(), 'x');
  EXPECT_STREQ(reinterpret_cast<const char*>(sqlite3_column_text(statement, 0)), "in the page");
  sqlite3_finalize(statement);
}

}  // namespace
}  // namespace zoho_desk::vtab
