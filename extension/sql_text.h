#pragma once

// SQL as words: enough to see what kind of statement a text is and where its conditions are. It
// never decides what runs: SQLite's own parser has the last word. Pure.

#include <string_view>
#include <vector>

#include "common/status.h"

namespace zoho_desk::extension {

// A word of the statement. Points into its text, which has to live longer.
struct SqlToken {
  enum class Kind {
    kWord,        // a keyword or a name
    kQuotedName,  // "x", `x` or [x]
    kString,      // 'x' or x'00'
    kOther,       // a number, a parameter, or an operator, a character or two at a time
  };
  Kind kind = Kind::kOther;
  std::string_view text;  // of the statement, quotes included
  int depth = 0;          // of parentheses around it; those have the depth outside
};

// Comments and blanks are left out.
std::vector<SqlToken> SqlTokens(std::string_view sql);

// Whether the token is that word, in any case; `word` is in capitals.
bool IsWord(const SqlToken& token, std::string_view word);

// The one statement the text holds, without what follows its semicolon. An error unless it is a
// SELECT (or WITH, VALUES), CREATE TABLE ... AS, INSERT (or REPLACE), UPDATE or DELETE: other
// statements are not even to be prepared, because SQLite carries some PRAGMAs out then. `function`
// is named in errors.
Result<std::string_view> OneRowStatement(std::string_view sql, std::string_view function);

}  // namespace zoho_desk::extension
