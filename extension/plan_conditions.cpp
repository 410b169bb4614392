// Finds in a statement's words the conditions that SQLite keeps to itself; called by zoho_desk_plan
// for what it shows and the rows it guesses. It knows words and parentheses, no grammar and no
// schema: where it is wrong a line of an explanation is, and nothing that runs.

#include "extension/plan_conditions.h"

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <utility>

#include "common/safe_text.h"
#include "extension/sql_text.h"

namespace zoho_desk::extension {
namespace {

using Kind = SqlToken::Kind;
using Tokens = std::span<const SqlToken>;

constexpr size_t kLongestText = 80;  // bytes of a condition that are repeated

bool IsOneOf(const SqlToken& token, std::span<const std::string_view> words) {
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return IsWord(token, word); });
}

// What ends a WHERE or ON.
constexpr std::array<std::string_view, 19> kEnds = {
    "GROUP", "ORDER", "LIMIT", "HAVING", "WINDOW", "UNION", "INTERSECT", "EXCEPT",    "WHERE", "ON",
    "JOIN",  "LEFT",  "RIGHT", "FULL",   "INNER",  "CROSS", "NATURAL",   "RETURNING", "SELECT"};

// Words that are no column.
constexpr std::array<std::string_view, 20> kWords = {
    "AND",  "OR",   "NOT",  "IN",  "IS",   "NULL",   "LIKE", "GLOB",    "BETWEEN",  "ESCAPE",
    "CASE", "WHEN", "THEN", "END", "ELSE", "EXISTS", "CAST", "COLLATE", "DISTINCT", "FROM"};

bool IsName(const SqlToken& token) {
  return token.kind == Kind::kQuotedName || (token.kind == Kind::kWord && !IsOneOf(token, kWords));
}

std::string NameOf(const SqlToken& token) {
  if (token.kind != Kind::kQuotedName || token.text.size() < 2)
    return std::string(token.text);
  return std::string(token.text.substr(1, token.text.size() - 2));
}

std::string SourceOf(Tokens tokens) {
  const char* const begin = tokens.front().text.data();
  const char* const end = tokens.back().text.data() + tokens.back().text.size();
  return OneLine(std::string(begin, end), kLongestText);
}

// A column at the front: its length in tokens (name, or table . name); 0 for anything else.
size_t ColumnAt(Tokens tokens) {
  if (tokens.empty() || !IsName(tokens[0]))
    return 0;
  if (tokens.size() > 2 && tokens[1].text == "." && IsName(tokens[2]))
    return 3;
  return tokens.size() > 1 && tokens[1].text == "(" ? 0 : 1;
}

std::vector<ColumnMention> ColumnsIn(Tokens tokens) {
  std::vector<ColumnMention> columns;
  for (size_t i = 0; i < tokens.size();) {
    const size_t length = ColumnAt(tokens.subspan(i));
    if (length == 3)
      columns.push_back({NameOf(tokens[i]), NameOf(tokens[i + 2])});
    else if (length == 1)
      columns.push_back({"", NameOf(tokens[i])});
    i += std::max<size_t>(1, length);
  }
  return columns;
}

// At the depth of the condition; AND that belongs to BETWEEN, and CASE, are no borders.
std::vector<Tokens> SplitAt(Tokens tokens, std::string_view word) {
  std::vector<Tokens> parts;
  if (tokens.empty())
    return parts;
  size_t begin = 0;
  int between = 0;
  int cases = 0;
  for (size_t i = 0; i < tokens.size(); ++i) {
    if (tokens[i].depth != tokens.front().depth)
      continue;
    cases += IsWord(tokens[i], "CASE") ? 1 : IsWord(tokens[i], "END") ? -1 : 0;
    between += IsWord(tokens[i], "BETWEEN") ? 1 : 0;
    if (cases > 0 || !IsWord(tokens[i], word))
      continue;
    if (word == "AND" && between > 0) {
      --between;
      continue;
    }
    parts.push_back(tokens.subspan(begin, i - begin));
    begin = i + 1;
  }
  parts.push_back(tokens.subspan(begin));
  return parts;
}

// (x) -> x
Tokens WithoutParentheses(Tokens tokens) {
  while (tokens.size() > 2 && tokens.front().text == "(" && tokens.back().text == ")") {
    const int depth = tokens.front().depth;
    const auto close = std::find_if(tokens.begin() + 1, tokens.end(), [&](const SqlToken& token) {
      return token.depth == depth && token.text == ")";
    });
    if (&*close != &tokens.back())
      return tokens;
    tokens = tokens.subspan(1, tokens.size() - 2);
  }
  return tokens;
}

// Where the comparison is; nullopt without one.
std::optional<size_t> OperatorIn(Tokens tokens) {
  constexpr std::array<std::string_view, 8> kSigns = {"=", "==", "<", "<=", ">", ">=", "<>", "!="};
  constexpr std::array<std::string_view, 9> kVerbs = {
      "IS", "IN", "LIKE", "GLOB", "BETWEEN", "REGEXP", "MATCH", "NOT", "NOTNULL"};
  for (size_t i = 1; i < tokens.size(); ++i) {
    if (tokens[i].depth != tokens.front().depth)
      continue;
    if (std::find(kSigns.begin(), kSigns.end(), tokens[i].text) != kSigns.end() ||
        IsOneOf(tokens[i], kVerbs))
      return i;
  }
  return std::nullopt;
}

// A column alone, with or without COLLATE: what SQLite offers.
bool IsPlainColumn(Tokens side) {
  side = WithoutParentheses(side);
  const size_t length = ColumnAt(side);
  if (length == 0)
    return false;
  return side.size() == length || IsWord(side[length], "COLLATE");
}

// Columns with the same name of a table in front, or both without.
bool AreOfOneTable(Tokens left, Tokens right) {
  left = WithoutParentheses(left);
  right = WithoutParentheses(right);
  const size_t length = ColumnAt(left);
  return length > 0 && length == left.size() && length == right.size() &&
         length == ColumnAt(right) && (length == 1 || NameOf(left[0]) == NameOf(right[0]));
}

// The columns of a = ... OR a = ..., which SQLite turns into an IN list, are one and the same.
bool IsList(const std::vector<Tokens>& arms) {
  std::string column;
  for (const Tokens arm : arms) {
    const auto at = OperatorIn(arm);
    if (!at || !IsPlainColumn(arm.first(*at)) ||
        (arm[*at].text != "=" && arm[*at].text != "==" && !IsWord(arm[*at], "IN")))
      return false;
    const std::string name = SourceOf(arm.first(*at));
    if (!column.empty() && name != column)
      return false;
    column = name;
  }
  return true;
}

// Why SQLite does not offer a condition without OR; empty if it does.
std::string ReasonFor(Tokens tokens) {
  if (IsWord(tokens.front(), "NOT"))
    return "NOT around the condition";
  const auto at = OperatorIn(tokens);
  if (!at)
    return "no comparison of a column with a value";
  if (IsWord(tokens[*at], "NOT"))
    return "NOT: Zoho cannot leave out what matches";
  const Tokens left = tokens.first(*at);
  const Tokens right = tokens.subspan(*at + 1);
  if (AreOfOneTable(left, right))
    return "two columns of the table";
  if (IsPlainColumn(left) || (!right.empty() && IsPlainColumn(right)))
    return {};
  const bool is_call = left.size() > 2 && IsName(left[0]) && left[1].text == "(";
  if (is_call)
    return "a function around the column: compare the column itself";
  return "an expression around the column: compare the column itself";
}

// Goes through every WHERE and ON and collects what SQLite does not offer.
class Collector {
 public:
  std::vector<UnofferedCondition> Run(std::string_view sql) {
    const std::vector<SqlToken> tokens = SqlTokens(sql);
    for (size_t i = 0; i < tokens.size(); ++i) {
      if (!IsWord(tokens[i], "WHERE") && !IsWord(tokens[i], "ON"))
        continue;
      const int depth = tokens[i].depth;
      const size_t begin = i + 1;
      size_t end = begin;
      while (end < tokens.size() && !IsEnd(tokens[end], depth))
        ++end;
      if (end == begin)
        continue;
      const auto condition = Tokens(tokens).subspan(begin, end - begin);
      for (ColumnMention& mention : ColumnsIn(condition))
        names_.push_back(std::move(mention.column));
      AddAll(condition);
    }
    return std::move(found_);
  }
  std::vector<std::string> TakeNames() { return std::move(names_); }

 private:
  static bool IsEnd(const SqlToken& token, int depth) {
    return token.depth < depth ||
           (token.depth == depth && (token.text == "," || IsOneOf(token, kEnds)));
  }

  void AddAll(Tokens tokens) {
    for (Tokens part : SplitAt(tokens, "AND")) {
      part = WithoutParentheses(part);
      if (part.empty())
        continue;
      if (SplitAt(part, "AND").size() > 1)
        AddAll(part);
      else
        Add(part);
    }
  }

  void Add(Tokens tokens) {
    const bool has_subquery = std::any_of(tokens.begin(), tokens.end(), [](const SqlToken& token) {
      return IsWord(token, "SELECT");
    });
    std::vector<Tokens> arms = SplitAt(tokens, "OR");
    if (std::any_of(arms.begin(), arms.end(), [](Tokens arm) { return arm.empty(); }))
      return;
    const bool is_or = arms.size() > 1;
    if (is_or && IsList(arms))
      return;
    const std::string reason =
        is_or ? "OR of different columns: Zoho joins what it is asked by AND" : ReasonFor(tokens);
    // What a subquery speaks of is listed with its own conditions.
    if (reason.empty() || has_subquery)
      return;
    if (std::vector<ColumnMention> columns = ColumnsIn(tokens); !columns.empty())
      found_.push_back({SourceOf(tokens), reason, is_or, std::move(columns)});
  }

  std::vector<UnofferedCondition> found_;
  std::vector<std::string> names_;
};

}  // namespace

std::vector<UnofferedCondition> UnofferedConditions(std::string_view sql) {
  return Collector().Run(sql);
}

std::vector<std::string> NamesInConditions(std::string_view sql) {
  Collector collector;
  collector.Run(sql);
  return collector.TakeNames();
}

bool HasLimitZero(std::string_view sql) {
  const std::vector<SqlToken> tokens = SqlTokens(sql);
  return std::adjacent_find(tokens.begin(), tokens.end(), [](const auto& a, const auto& b) {
           return IsWord(a, "LIMIT") && b.text == "0";
         }) != tokens.end();
}

std::vector<std::string> NamesIn(std::string_view sql) {
  const std::vector<SqlToken> tokens = SqlTokens(sql);
  std::vector<std::string> names;
  for (const SqlToken& token : tokens) {
    if (IsName(token))
      names.push_back(NameOf(token));
  }
  return names;
}

}  // namespace zoho_desk::extension
