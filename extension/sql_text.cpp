// Cuts a statement into words; called by zoho_desk_plan before SQLite sees the text, and by
// plan_conditions. It errs on the side of refusing: what it lets pass is a single statement that
// begins as one that reads or writes rows, so that preparing it carries nothing out. SQLite's
// parser still has the last word.

#include "extension/sql_text.h"

#include <algorithm>
#include <array>
#include <string>

#include "common/safe_text.h"
#include "common/text.h"

namespace zoho_desk::extension {
namespace {

bool IsSpace(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

bool IsNameStart(char c) {
  return IsAsciiLetter(c) || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}

bool IsNamePart(char c) {
  return IsNameStart(c) || IsAsciiDigit(c) || c == '$';
}

// The end of a comment that begins at `at`; `at` if none does.
size_t EndOfComment(std::string_view sql, size_t at) {
  const std::string_view rest = sql.substr(at);
  if (!rest.starts_with("--") && !rest.starts_with("/*"))
    return at;
  const bool is_line = rest.starts_with("--");
  const size_t end = is_line ? sql.find('\n', at) : sql.find("*/", at + 2);
  return end == std::string_view::npos ? sql.size() : end + (is_line ? 1 : 2);
}

// The end of text that is quoted from `at` on. A doubled quote stands for itself.
size_t EndOfQuoted(std::string_view sql, size_t at) {
  const char quote = sql[at] == '[' ? ']' : sql[at];
  for (size_t end = at + 1; end < sql.size(); ++end) {
    if (sql[end] != quote)
      continue;
    if (quote == ']' || end + 1 >= sql.size() || sql[end + 1] != quote)
      return end + 1;
    ++end;
  }
  return sql.size();
}

size_t EndOfName(std::string_view sql, size_t at) {
  while (at < sql.size() && IsNamePart(sql[at]))
    ++at;
  return at;
}

// Operators of several characters, longer ones before those they begin with.
constexpr std::array<std::string_view, 9> kPairs = {"->>", "->", "<=", ">=", "<>",
                                                    "!=",  "==", "||", "<<"};

SqlToken TokenAt(std::string_view sql, size_t at) {
  const char c = sql[at];
  if (c == '\'')
    return {SqlToken::Kind::kString, sql.substr(at, EndOfQuoted(sql, at) - at)};
  if ((c == 'x' || c == 'X') && at + 1 < sql.size() && sql[at + 1] == '\'')
    return {SqlToken::Kind::kString, sql.substr(at, EndOfQuoted(sql, at + 1) - at)};
  if (c == '"' || c == '`' || c == '[')
    return {SqlToken::Kind::kQuotedName, sql.substr(at, EndOfQuoted(sql, at) - at)};
  if (IsNameStart(c))
    return {SqlToken::Kind::kWord, sql.substr(at, EndOfName(sql, at) - at)};
  const bool is_parameter = c == '?' || c == ':' || c == '@' || c == '$';
  if (is_parameter || IsAsciiDigit(c))
    return {SqlToken::Kind::kOther, sql.substr(at, EndOfName(sql, at + 1) - at)};
  for (const std::string_view pair : kPairs) {
    if (sql.substr(at).starts_with(pair))
      return {SqlToken::Kind::kOther, sql.substr(at, pair.size())};
  }
  return {SqlToken::Kind::kOther, sql.substr(at, 1)};
}

// The word that says what a WITH statement does: the first one that is not the name of a table.
const SqlToken* VerbAfterWith(const std::vector<SqlToken>& tokens) {
  for (size_t i = 1; i < tokens.size(); ++i) {
    const bool is_name = IsWord(tokens[i - 1], "WITH") || IsWord(tokens[i - 1], "RECURSIVE") ||
                         tokens[i - 1].text == ",";
    if (tokens[i].depth > 0 || is_name)
      continue;
    for (const char* verb : {"SELECT", "VALUES", "INSERT", "REPLACE", "UPDATE", "DELETE"}) {
      if (IsWord(tokens[i], verb))
        return &tokens[i];
    }
  }
  return nullptr;
}

bool IsCreateTableAs(const std::vector<SqlToken>& tokens) {
  const size_t table =
      tokens.size() > 1 && (IsWord(tokens[1], "TEMP") || IsWord(tokens[1], "TEMPORARY")) ? 2 : 1;
  return tokens.size() > table && IsWord(tokens[table], "TABLE") &&
         std::any_of(tokens.begin(), tokens.end(),
                     [](const SqlToken& token) { return token.depth == 0 && IsWord(token, "AS"); });
}

bool IsOfRows(const std::vector<SqlToken>& tokens) {
  if (IsWord(tokens.front(), "CREATE"))
    return IsCreateTableAs(tokens);
  const SqlToken* verb = IsWord(tokens.front(), "WITH") ? VerbAfterWith(tokens) : &tokens.front();
  const auto is_any_of = [&](std::initializer_list<const char*> words) {
    return verb != nullptr && std::any_of(words.begin(), words.end(),
                                          [&](const char* word) { return IsWord(*verb, word); });
  };
  return is_any_of({"SELECT", "VALUES", "INSERT", "REPLACE", "UPDATE", "DELETE"});
}

Error Refusal(std::string_view function, const std::string& what) {
  return {Code::kInvalidArgument, std::string(function) + ": " + what +
                                      "; nothing was run. Give it one SELECT, CREATE "
                                      "TABLE ... AS SELECT, INSERT, UPDATE or DELETE"};
}

}  // namespace

std::vector<SqlToken> SqlTokens(std::string_view sql) {
  std::vector<SqlToken> tokens;
  int depth = 0;
  for (size_t at = 0; at < sql.size();) {
    if (IsSpace(sql[at])) {
      ++at;
      continue;
    }
    if (const size_t end = EndOfComment(sql, at); end > at) {
      at = end;
      continue;
    }
    SqlToken token = TokenAt(sql, at);
    if (token.text == ")")
      depth = std::max(0, depth - 1);
    token.depth = depth;
    if (token.text == "(")
      ++depth;
    at += token.text.size();
    tokens.push_back(token);
  }
  return tokens;
}

bool IsWord(const SqlToken& token, std::string_view word) {
  return token.kind == SqlToken::Kind::kWord && EqualIgnoringCase(token.text, word);
}

Result<std::string_view> OneRowStatement(std::string_view sql, std::string_view function) {
  if (sql.find('\0') != std::string_view::npos)
    return Refusal(function, "the text holds a NUL character");
  std::vector<SqlToken> tokens = SqlTokens(sql);
  const auto end = std::find_if(tokens.begin(), tokens.end(),
                                [](const SqlToken& token) { return token.text == ";"; });
  if (end == tokens.begin())
    return Refusal(function, "the text holds no statement");
  const auto more =
      std::find_if(end, tokens.end(), [](const SqlToken& token) { return token.text != ";"; });
  if (more != tokens.end())
    return Refusal(function, "the text holds more than one statement");
  if (end != tokens.end())
    sql = sql.substr(0, static_cast<size_t>(end->text.data() - sql.data()));
  tokens.erase(end, tokens.end());
  if (IsWord(tokens.front(), "EXPLAIN"))
    return Refusal(function, "leave EXPLAIN out");
  if (!IsOfRows(tokens)) {
    std::string verb(tokens.front().text);
    return Refusal(function,
                   "it does not plan such statements ('" + OneLine(std::move(verb), 20) + " ...')");
  }
  return sql;
}

}  // namespace zoho_desk::extension
