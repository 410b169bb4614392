// Which comparisons nothing is asked for. SQLite is the oracle: it compares what columns of each
// type may hold with odd values, under every affinity of the other side.

#include "vtab/possible_value.h"

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <utility>
#include <vector>

#include "tests/vtab/database.h"
#include "vtab/arguments.h"
#include "vtab/schema.h"

namespace zoho_desk::vtab {
namespace {

using resources::ColumnType;

constexpr std::array<std::pair<TermOp, const char*>, 5> kOps = {{{TermOp::kEqual, "="},
                                                                 {TermOp::kLess, "<"},
                                                                 {TermOp::kLessEqual, "<="},
                                                                 {TermOp::kGreater, ">"},
                                                                 {TermOp::kGreaterEqual, ">="}}};

// As rows may have them, and values to compare them with.
struct TypeCase {
  ColumnType type;
  std::vector<std::string> cells;
};
const std::vector<TypeCase> kTypes = {
    {ColumnType::kId, {"'0'", "'1'", "'233'", "'1892000000042032'", "'9223372036854775807'"}},
    {ColumnType::kInteger, {"-1", "0", "1", "233", "9223372036854775807"}},
    {ColumnType::kReal, {"-1.5", "0.0", "0.5", "1.0", "233.0", "1e300"}},
    {ColumnType::kBoolean, {"0", "1"}},
    {ColumnType::kTime,
     {"'2026-10-01'", "'2026-10-01T10:00:00Z'", "'2026-10-01T10:00:00.000Z'",
      "'0000-01-01T00:00:00.5Z'", "'9999-12-31T23:59:59.999999Z'"}},
    {ColumnType::kDate, {"'2026-10-01'", "'0000-01-01'", "'9999-12-31'"}},
    {ColumnType::kText, {"''", "'Open'", "'1'", "'233'", "' a'", "'~'"}},
    {ColumnType::kJson, {"'{}'", "'[1]'", "'null'"}},
};
const std::vector<std::string> kValues = {"NULL",
                                          "x''",
                                          "x'31'",
                                          "''",
                                          "' '",
                                          "'-'",
                                          "'+'",
                                          "'.'",
                                          "'e'",
                                          "'1e'",
                                          "'1e+'",
                                          "'.e1'",
                                          "'0'",
                                          "'1'",
                                          "' 1 '",
                                          "'+1'",
                                          "'01'",
                                          "'1.'",
                                          "'.5'",
                                          "'-1.5'",
                                          "'1e0'",
                                          "'1E+2'",
                                          "'0.1e1'",
                                          "'233'",
                                          "'0233'",
                                          "'#233'",
                                          "'233-1'",
                                          "'2 33'",
                                          "'0x1'",
                                          "'1_000'",
                                          "'inf'",
                                          "'nan'",
                                          "char(9) || '1' || char(10)",
                                          "char(160) || '1'",
                                          "'1' || char(0)",
                                          "'abc'",
                                          "'true'",
                                          "'TRUE'",
                                          "'Open'",
                                          "'~'",
                                          "'/'",
                                          "':'",
                                          "'now'",
                                          "'-1 day'",
                                          "'2026'",
                                          "'2026-10'",
                                          "'2026-10-01'",
                                          "'2026-10-01 10:00:00'",
                                          "'2026-10-01T10:00:00'",
                                          "'2026-10-01T10:00:00Z'",
                                          "'2026-10-01T10:00:00.Z'",
                                          "'2026-10-01T10:00:00.000Z'",
                                          "'9999-12-31T23:59:59.999999Z'",
                                          "'99999'",
                                          "'[1]'",
                                          "-1",
                                          "0",
                                          "1",
                                          "2",
                                          "233",
                                          "2026",
                                          "9223372036854775807",
                                          "0.0",
                                          "1.0",
                                          "0.5",
                                          "1.5",
                                          "-1.5",
                                          "233.0",
                                          "1e18",
                                          "1e300",
                                          "-1e300",
                                          "9e999",
                                          "-9e999"};

// can_match(type, op, value): by their places in kTypes and kOps.
void CanMatchFunction(sqlite3_context* context, int /*argc*/, sqlite3_value** argv) {
  const auto type = kTypes[static_cast<size_t>(sqlite3_value_int(argv[0]))].type;
  const TermOp op = kOps[static_cast<size_t>(sqlite3_value_int(argv[1]))].first;
  sqlite3_result_int(context, CanMatch(type, op, ReadValue(argv[2])) ? 1 : 0);
}

class PossibleValue : public testing::Test {
 protected:
  PossibleValue() {
    EXPECT_EQ(sqlite3_create_function(db_.get(), "can_match", 3, SQLITE_UTF8, nullptr,
                                      CanMatchFunction, nullptr, nullptr),
              SQLITE_OK);
    // Of no affinity, and of both that a column can have.
    db_.Query("CREATE TABLE plain(v)");
    db_.Query("CREATE TABLE texts(v TEXT)");
    db_.Query("CREATE TABLE numbers(v NUMERIC)");
    for (const std::string& value : kValues) {
      for (const char* table : {"plain", "texts", "numbers"})
        db_.Query(std::string("INSERT INTO ") + table + " VALUES (" + value + ")");
    }
  }

  Database db_;
};

TEST_F(PossibleValue, IsWhateverSqliteFindsEqualOrInRange) {
  int64_t compared = 0;
  for (size_t type = 0; type < kTypes.size(); ++type) {
    db_.Query(std::string("CREATE TABLE cells(x ") + DeclaredType(kTypes[type].type) + ")");
    for (const std::string& cell : kTypes[type].cells)
      db_.Query("INSERT INTO cells VALUES (" + cell + ")");
    for (size_t op = 0; op < kOps.size(); ++op) {
      for (const std::string table : {"plain", "texts", "numbers"}) {
        const std::string matches =
            " FROM cells, " + table + " WHERE x " + kOps[op].second + " " + table + ".v";
        compared += std::stoll(db_.Value("SELECT count(*)" + matches));
        EXPECT_EQ(db_.Query("SELECT quote(x), quote(v)" + matches + " AND NOT can_match(" +
                            std::to_string(type) + ", " + std::to_string(op) + ", v)"),
                  std::vector<std::string>{})
            << type << kOps[op].second << table;
      }
    }
    db_.Query("DROP TABLE cells");
  }
  EXPECT_GT(compared, 1000);
}

bool Can(ColumnType type, TermOp op, const BoundValue& value) {
  return CanMatch(type, op, value);
}

TEST_F(PossibleValue, IsNoTextForNumbersUnlessItIsOne) {
  for (const ColumnType type : {ColumnType::kInteger, ColumnType::kReal, ColumnType::kBoolean}) {
    for (const char* text : {"#233", "true", "", "abc", "233-1", "0x1", "1e"}) {
      EXPECT_FALSE(Can(type, TermOp::kEqual, text)) << text;
      EXPECT_FALSE(Can(type, TermOp::kIn, text)) << text;
      EXPECT_FALSE(Can(type, TermOp::kGreater, text)) << text;
      EXPECT_FALSE(Can(type, TermOp::kGreaterEqual, text)) << text;
      EXPECT_TRUE(Can(type, TermOp::kLess, text)) << text;
    }
    for (const char* text : {"1", " 1 ", "+1", "1.0", "1e0", "01"})
      EXPECT_TRUE(Can(type, TermOp::kEqual, text)) << text;
  }
}

TEST_F(PossibleValue, OfABooleanIsZeroOrOne) {
  EXPECT_FALSE(Can(ColumnType::kBoolean, TermOp::kEqual, int64_t{2}));
  EXPECT_FALSE(Can(ColumnType::kBoolean, TermOp::kEqual, 0.5));
  EXPECT_FALSE(Can(ColumnType::kBoolean, TermOp::kGreater, int64_t{1}));
  EXPECT_FALSE(Can(ColumnType::kBoolean, TermOp::kLess, int64_t{0}));
  EXPECT_TRUE(Can(ColumnType::kInteger, TermOp::kEqual, int64_t{2}));
}

TEST_F(PossibleValue, OfAnIdIsDigits) {
  for (const char* text : {"abc", "", "Unassigned", "12a", "#1"})
    EXPECT_FALSE(Can(ColumnType::kId, TermOp::kEqual, text)) << text;
  EXPECT_FALSE(Can(ColumnType::kId, TermOp::kEqual, 1.5));
  EXPECT_FALSE(Can(ColumnType::kId, TermOp::kEqual, int64_t{-1}));
  EXPECT_FALSE(Can(ColumnType::kId, TermOp::kGreater, "abc"));
  EXPECT_TRUE(Can(ColumnType::kId, TermOp::kLess, "abc"));
}

TEST_F(PossibleValue, OfATimeIsWhatRowsShow) {
  for (const char* text : {"now", "yesterday", "", "2026-10", "2026-10-01 10:00:00",
                           "2026-10-01T10:00:00", "2026-10-01T10:00:00+02:00", "01.10.2026"})
    EXPECT_FALSE(Can(ColumnType::kTime, TermOp::kEqual, text)) << text;
  EXPECT_FALSE(Can(ColumnType::kTime, TermOp::kEqual, int64_t{2026}));
  EXPECT_FALSE(Can(ColumnType::kTime, TermOp::kGreaterEqual, "now"));
  EXPECT_FALSE(Can(ColumnType::kTime, TermOp::kLess, "-1 day"));
  EXPECT_TRUE(Can(ColumnType::kTime, TermOp::kLess, "now"));
  EXPECT_TRUE(Can(ColumnType::kTime, TermOp::kGreater, int64_t{2026}));
}

TEST_F(PossibleValue, IsNeitherNullNorABlobAnywhere) {
  for (const TypeCase& one : kTypes) {
    for (const auto& [op, sql] : kOps)
      EXPECT_FALSE(Can(one.type, op, NullValue{})) << sql;
    EXPECT_FALSE(Can(one.type, TermOp::kEqual, BlobValue{}));
    EXPECT_FALSE(Can(one.type, TermOp::kGreater, BlobValue{}));
    EXPECT_TRUE(Can(one.type, TermOp::kLess, BlobValue{}));
  }
}

TEST_F(PossibleValue, IsLeftOfAList) {
  const BoundTerm list = {int64_t{233}, "#233", NullValue{}, "234", BlobValue{}};
  EXPECT_EQ(PossibleValues(ColumnType::kInteger, TermOp::kIn, list).size(), 2U);
  EXPECT_TRUE(PossibleValues(ColumnType::kInteger, TermOp::kIn, {"x", "y"}).empty());
}

}  // namespace
}  // namespace zoho_desk::vtab
