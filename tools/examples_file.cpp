// Reads docs/examples.sql for tables_doc.cpp and the tests. Every statement has its task, and a
// file that is not in that form is an error with its line, so no example is passed over.

#include "tools/examples.h"

namespace zoho_desk::tools {
namespace {

constexpr std::string_view kTable = "-- zoho_desk_";
constexpr std::string_view kComment = "-- ";

void Append(std::string& text, std::string_view line, char separator) {
  if (!text.empty())
    text += separator;
  text += line;
}

}  // namespace

Result<Examples> ReadExamples(std::string_view text) {
  Examples examples;
  std::vector<Example>* table = nullptr;  // null: still in the remarks at the file's head
  Example next;
  for (int number = 1; !text.empty(); ++number) {
    const size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    const auto bad = [&](const char* what) {
      return Error{Code::kInvalidArgument, "line " + std::to_string(number) + ": " + what};
    };
    if (line.starts_with(kTable) && line.find(' ', kTable.size()) == std::string_view::npos) {
      table = &examples[std::string(line.substr(kComment.size()))];
      if (!table->empty())
        return bad("the table comes twice");
    } else if (table == nullptr || line.empty()) {
      continue;
    } else if (line.starts_with(kComment)) {
      if (!next.sql.empty())
        return bad("a comment within a statement");
      Append(next.task, line.substr(kComment.size()), ' ');
    } else {
      Append(next.sql, line, '\n');
      if (!line.ends_with(';'))
        continue;
      if (next.task.empty())
        return bad("a statement without its task");
      table->push_back(std::move(next));
      next = {};
    }
  }
  if (!next.sql.empty() || !next.task.empty())
    return Error{Code::kInvalidArgument, "the last statement has no end"};
  return examples;
}

}  // namespace zoho_desk::tools
