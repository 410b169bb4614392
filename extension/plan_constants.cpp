// Called by zoho_desk_plan before the statement is explained. A run of tokens is an operand if what
// stands before and after it binds less than any operator in it; it is a constant if it names
// nothing but functions from a short list. What is computed is that run alone, as SELECT
// quote(...).

#include "extension/plan_constants.h"

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "extension/sql_text.h"
#include "vtab/value.h"

namespace zoho_desk::extension {
namespace {

using Kind = SqlToken::Kind;

constexpr size_t kMostConstants = 100;  // of one statement

template <size_t kSize>
bool IsOneOf(const SqlToken& token, const std::array<std::string_view, kSize>& words) {
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
    return token.text == word || IsWord(token, word);
  });
}

constexpr std::array<std::string_view, 15> kFunctions = {
    "DATE",  "TIME",  "DATETIME", "JULIANDAY", "UNIXEPOCH", "STRFTIME", "ABS",   "ROUND",
    "LOWER", "UPPER", "TRIM",     "SUBSTR",    "COALESCE",  "IFNULL",   "LENGTH"};
constexpr std::array<std::string_view, 3> kNow = {"CURRENT_DATE", "CURRENT_TIME",
                                                  "CURRENT_TIMESTAMP"};
constexpr std::array<std::string_view, 6> kOperators = {"+", "-", "*", "/", "%", "||"};
constexpr std::array<std::string_view, 8> kComparisons = {
    "=", "==", "<", "<=", ">", ">=", "<>", "!="};
// What an operand of a comparison may stand behind, and before.
constexpr std::array<std::string_view, 8> kBefore = {"WHERE", "ON",      "AND",   "OR",
                                                     "NOT",   "BETWEEN", "LIMIT", "OFFSET"};
constexpr std::array<std::string_view, 21> kAfter = {
    "AND",    "OR",    "GROUP", "ORDER",     "LIMIT", "OFFSET",    "HAVING",
    "WINDOW", "UNION", "JOIN",  "INNER",     "LEFT",  "INTERSECT", "EXCEPT",
    "WHERE",  "ON",    "CROSS", "RETURNING", "THEN",  ",",         ";"};

// Whether the run's tokens are those of a constant that is to be computed.
bool IsComputed(std::span<const SqlToken> run) {
  for (size_t i = 0; i < run.size(); ++i) {
    const SqlToken& token = run[i];
    const bool is_call = token.kind == Kind::kWord && i + 1 < run.size() && run[i + 1].text == "(";
    const bool is_number =
        token.kind == Kind::kOther && token.text.front() >= '0' && token.text.front() <= '9';
    const bool is_mark = token.text == "(" || token.text == ")" || token.text == "," ||
                         token.text == "." || IsOneOf(token, kOperators);
    if (!(is_call ? IsOneOf(token, kFunctions)
                  : token.kind == Kind::kString || is_number || is_mark || IsOneOf(token, kNow)))
      return false;
  }
  return run.size() > 1 || (run.size() == 1 && IsOneOf(run.front(), kNow));
}

bool IsComparison(const SqlToken& token) {
  return IsOneOf(token, kComparisons);
}

// The end of the operand that begins at `begin`. What is at its depth, a parenthesis of its own
// among it, or deeper belongs to it.
size_t EndOfOperand(const std::vector<SqlToken>& tokens, size_t begin) {
  const int depth = tokens[begin].depth;
  size_t end = begin;
  while (
      end < tokens.size() && tokens[end].depth >= depth &&
      (tokens[end].depth > depth || !(IsComparison(tokens[end]) || IsOneOf(tokens[end], kAfter))))
    ++end;
  return end;
}

bool MayStandBehind(const SqlToken& token) {
  return token.text == "(" || IsComparison(token) || IsOneOf(token, kBefore);
}

struct Finalize {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};

// The value as SQL writes it; nullopt if SQLite does not compute it.
std::optional<std::string> LiteralOf(sqlite3* db, std::string_view expression) {
  const std::string sql = "SELECT quote(" + std::string(expression) + "\n)";
  sqlite3_stmt* prepared = nullptr;
  const int rc =
      sqlite3_prepare_v2(db, sql.c_str(), static_cast<int>(sql.size()) + 1, &prepared, nullptr);
  const std::unique_ptr<sqlite3_stmt, Finalize> statement(prepared);
  if (rc != SQLITE_OK || sqlite3_step(prepared) != SQLITE_ROW)
    return std::nullopt;
  return vtab::TextOf(prepared, 0);
}

}  // namespace

std::string WithConstants(sqlite3* db, std::string_view sql) {
  const std::vector<SqlToken> tokens = SqlTokens(sql);
  std::string out;
  size_t copied = 0;  // of `sql`
  size_t computed = 0;
  for (size_t begin = 1; begin < tokens.size() && computed < kMostConstants; ++begin) {
    if (!MayStandBehind(tokens[begin - 1]))
      continue;
    const size_t end = EndOfOperand(tokens, begin);
    const std::span<const SqlToken> run(tokens.data() + begin, end - begin);
    if (!IsComputed(run))
      continue;
    const auto from = static_cast<size_t>(run.front().text.data() - sql.data());
    const auto to =
        static_cast<size_t>(run.back().text.data() + run.back().text.size() - sql.data());
    const auto literal = LiteralOf(db, sql.substr(from, to - from));
    if (!literal)
      continue;
    ++computed;
    out.append(sql.substr(copied, from - copied)).append(*literal);
    copied = to;
    begin = end;
  }
  return out.append(sql.substr(copied));
}

}  // namespace zoho_desk::extension
