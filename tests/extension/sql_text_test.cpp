#include "extension/sql_text.h"

#include <gtest/gtest.h>

#include <array>
#include <random>
#include <string>
#include <string_view>

#include "extension/plan_conditions.h"

namespace zoho_desk::extension {
namespace {

std::string Words(std::string_view sql) {
  std::string words;
  for (const SqlToken& token : SqlTokens(sql))
    words += std::string(words.empty() ? "" : " ") + std::string(token.text);
  return words;
}

TEST(SqlText, SplitsAsSqliteDoes) {
  EXPECT_EQ(Words("SELECT'a''b'AS\"x\"\"y\",[a b].`c`--d\n/*e*/FROM t"),
            "SELECT 'a''b' AS \"x\"\"y\" , [a b] . `c` FROM t");
  EXPECT_EQ(Words("a->>'$.b'<>?1||:x"), "a ->> '$.b' <> ?1 || :x");
  EXPECT_EQ(Words("x'00' 1.5e3"), "x'00' 1 . 5e3");
  // What is not closed ends with the text.
  EXPECT_EQ(Words("'a"), "'a");
  EXPECT_EQ(Words("\""), "\"");
  EXPECT_EQ(Words("[a"), "[a");
  EXPECT_EQ(Words("a /* b"), "a");
  EXPECT_EQ(Words("a --"), "a");
}

TEST(SqlText, CountsParentheses) {
  const auto tokens = SqlTokens(") a ( b ( c ) ) d");
  std::string depths;
  for (const SqlToken& token : tokens)
    depths += std::to_string(token.depth);
  EXPECT_EQ(depths, "000112100");
}

// Any text: the tokens are parts of it in order, and nothing is read beside it.
TEST(SqlText, StandsAnyText) {
  constexpr std::array<std::string_view, 26> kPieces = {
      "SELECT", " ",  "WHERE ", "ON ", "AND ", "OR ", "NOT ",     "(",    ")",
      "'",      "\"", "[",      "]",   "--",   "\n",  "/*",       "*/",   "a",
      ".",      "b",  "= ",     "IN",  ",",    "x'",  "BETWEEN ", "CASE "};
  std::minstd_rand random(7);
  for (int round = 0; round < 20'000; ++round) {
    std::string sql;
    for (auto pieces = random() % 14; pieces > 0; --pieces)
      sql += kPieces[random() % kPieces.size()];
    const char* end = sql.data();
    for (const SqlToken& token : SqlTokens(sql)) {
      EXPECT_GE(token.text.data(), end) << sql;
      EXPECT_FALSE(token.text.empty()) << sql;
      end = token.text.data() + token.text.size();
    }
    EXPECT_LE(end, sql.data() + sql.size()) << sql;
    for (const UnofferedCondition& condition : UnofferedConditions("WHERE " + sql))
      EXPECT_FALSE(condition.columns.empty()) << sql;
  }
}

std::string ConditionsOf(std::string_view sql) {
  std::string text;
  for (const UnofferedCondition& condition : UnofferedConditions(sql)) {
    text += condition.text + " {";
    for (const ColumnMention& column : condition.columns)
      text += (column.table.empty() ? "" : column.table + ".") + column.column + ",";
    text += "}";
  }
  return text;
}

TEST(UnofferedConditionsTest, LeavesOutWhatSqliteOffers) {
  for (const char* sql :
       {"SELECT 1", "SELECT * FROM t WHERE a = 1 AND 2 < t.b AND \"c\" LIKE 'x%'",
        "SELECT * FROM t WHERE a BETWEEN 1 AND 2 AND b IN (1, 2) AND c IS NOT NULL",
        "SELECT * FROM t WHERE a COLLATE NOCASE = 'x'", "SELECT * FROM t WHERE (a = 1)",
        "SELECT * FROM t WHERE a = 1 OR a = 2 OR a IN (3, 4)",
        "SELECT * FROM t JOIN u ON t.a = u.b WHERE (a = 1 AND (b = 2))",
        "SELECT * FROM t WHERE a = date('now') GROUP BY date(a)",
        "SELECT * FROM t WHERE EXISTS (SELECT 1 FROM u WHERE u.a = t.a)", "WHERE", "WHERE AND",
        "WHERE OR", "WHERE (", "ON )", "WHERE ()", "WHERE NOT", "WHERE a AND"})
    EXPECT_TRUE(std::string_view(sql).starts_with("WHERE ") || ConditionsOf(sql).empty())
        << sql << ": " << ConditionsOf(sql);
}

TEST(UnofferedConditionsTest, FindsTheRest) {
  EXPECT_EQ(ConditionsOf("SELECT * FROM t WHERE a = 1 AND date(t.b) = '2' ORDER BY c"),
            "date(t.b) = '2' {t.b,}");
  EXPECT_EQ(ConditionsOf("SELECT * FROM t JOIN u ON lower(t.a) = 'x' WHERE (b OR \"c\" = 2)"),
            "lower(t.a) = 'x' {t.a,}b OR \"c\" = 2 {b,c,}");
  EXPECT_EQ(ConditionsOf("SELECT * FROM (SELECT * FROM t WHERE a || 'x' = 'y') WHERE a NOT IN (1)"),
            "a || 'x' = 'y' {a,}a NOT IN (1) {a,}");
  EXPECT_EQ(ConditionsOf("SELECT * FROM t WHERE CASE WHEN a AND b THEN 1 END = 1 AND c = 1"),
            "CASE WHEN a AND b THEN 1 END = 1 {a,b,}");
}

}  // namespace
}  // namespace zoho_desk::extension
