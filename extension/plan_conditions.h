#pragma once

// Conditions that SQLite never offers to a virtual table, so that the planner cannot tell of them:
// OR, NOT, a function or an expression around the column. They are found in the text of the
// statement, for zoho_desk_plan to list with the reason. Pure; a help for reading, never a
// decision.

#include <string>
#include <string_view>
#include <vector>

namespace zoho_desk::extension {

// A column that a condition names.
struct ColumnMention {
  std::string table;   // alias or table name in front of it; empty if there is none
  std::string column;  // as written, without quotes
};

// A condition that no xBestIndex call hears of.
struct UnofferedCondition {
  std::string text;                    // "date(createdTime) = '2026-10-01'"
  std::string reason;                  // "a function around the column"
  bool is_or = false;                  // SQLite may still read each side of it on its own
  std::vector<ColumnMention> columns;  // that it may speak of
};

// Of every WHERE and ON in the text, in order.
std::vector<UnofferedCondition> UnofferedConditions(std::string_view sql);

// What may be a column in the conditions of the text, as often as it is named there.
std::vector<std::string> NamesInConditions(std::string_view sql);

// Whether some LIMIT in the text is 0.
bool HasLimitZero(std::string_view sql);

// What may be a column anywhere in the text.
std::vector<std::string> NamesIn(std::string_view sql);

}  // namespace zoho_desk::extension
