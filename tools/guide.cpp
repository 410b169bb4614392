// Runs a guide's SQL, for guides_doc.cpp and the tests that compare. Everything between the blocks
// comes out as it was, and the output is what the sqlite3 shell would print, so a reader can repeat
// it.

#include "tools/guide.h"

#include <algorithm>
#include <span>
#include <variant>

#include "common/text.h"
#include "tools/connection.h"
#include "tools/sandbox_session.h"

namespace zoho_desk::tools {
namespace {

constexpr std::string_view kFence = "```";
constexpr std::string_view kChange = "<!-- sandbox ";
constexpr std::string_view kProfiles = "<!-- profiles acme globex -->\n";

// In a monospaced font nearly every character is as wide as any other; the shell counts the same.
size_t Width(const std::string& text) {
  return static_cast<size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

std::string Repeated(std::string_view text, size_t times) {
  std::string out;
  for (size_t i = 0; i < times; ++i)
    out += text;
  return out;
}

std::string Rule(const std::vector<size_t>& widths, std::string_view left, std::string_view middle,
                 std::string_view right) {
  std::string line(left);
  for (size_t i = 0; i < widths.size(); ++i)
    line += Repeated("─", widths[i] + 2) + std::string(i + 1 < widths.size() ? middle : right);
  return line + "\n";
}

// What the shell would print.
struct Output {
  std::string text;
  bool failed = false;
};

std::string Failure(sqlite3* db) {
  return std::string("Error: ") + sqlite3_errmsg(db) + "\n";
}

void Step(sqlite3* db, sqlite3_stmt* statement, Output& output) {
  std::vector<std::string> columns;
  columns.reserve(static_cast<size_t>(sqlite3_column_count(statement)));
  for (int i = 0; i < sqlite3_column_count(statement); ++i)
    columns.emplace_back(sqlite3_column_name(statement, i));
  std::vector<std::vector<std::string>> rows;
  int rc = SQLITE_OK;
  while ((rc = sqlite3_step(statement)) == SQLITE_ROW) {
    std::vector<std::string> row;
    for (int i = 0; i < sqlite3_column_count(statement); ++i) {
      const unsigned char* text = sqlite3_column_text(statement, i);
      row.emplace_back(text != nullptr ? reinterpret_cast<const char*>(text) : "");
    }
    rows.push_back(std::move(row));
  }
  output.failed = rc != SQLITE_DONE;
  if (!rows.empty())
    output.text += Box(columns, rows);
  if (output.failed)
    output.text += Failure(db);
  sqlite3_finalize(statement);
}

// Runs statement by statement up to the first that fails.
Output Run(sqlite3* db, const std::string& sql) {
  Output output;
  const char* rest = sql.c_str();
  while (*rest != '\0' && !output.failed) {
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(db, rest, -1, &statement, &rest) != SQLITE_OK)
      return {.text = output.text + Failure(db), .failed = true};
    if (statement != nullptr)
      Step(db, statement, output);
  }
  return output;
}

std::vector<std::string> Lines(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size() - 1);
    lines.emplace_back(text.substr(0, end + 1));
    text.remove_prefix(end + 1);
  }
  return lines;
}

// The index of the line that closes the block which lines[open] begins; lines.size() if none does.
size_t ClosingFence(const std::vector<std::string>& lines, size_t open) {
  size_t i = open + 1;
  while (i < lines.size() && !lines[i].starts_with(kFence))
    ++i;
  return i;
}

std::string TextOf(const std::vector<std::string>& lines, size_t begin, size_t end) {
  return Joined(std::span(lines).subspan(begin, end - begin), "");
}

// Makes the changes that a line <!-- sandbox ... --> names; empty, or what is wrong with it.
std::string Change(SandboxSession& sandbox, const std::string& line) {
  const size_t end = line.find(" -->");
  if (end == std::string::npos)
    return "no end of the comment";
  auto changes = sandbox::ParseChanges(line.substr(kChange.size(), end - kChange.size()));
  if (const auto* problem = std::get_if<std::string>(&changes))
    return *problem;
  for (const sandbox::DataChange& change : std::get<0>(changes)) {
    std::string problem = sandbox.server().Schedule(change);
    if (!problem.empty())
      return problem;
  }
  return "";
}

Error At(size_t line, const std::string& what) {
  return Error{Code::kInvalidArgument, "line " + std::to_string(line + 1) + ": " + what};
}

}  // namespace

std::string Box(const std::vector<std::string>& columns,
                const std::vector<std::vector<std::string>>& rows) {
  std::vector<size_t> widths;
  for (size_t i = 0; i < columns.size(); ++i) {
    size_t width = Width(columns[i]);
    for (const auto& row : rows)
      width = std::max(width, Width(row[i]));
    widths.push_back(width);
  }
  std::string text = Rule(widths, "┌", "┬", "┐");
  for (size_t i = 0; i < columns.size(); ++i) {
    const size_t space = widths[i] - Width(columns[i]);
    text +=
        "│ " + std::string(space / 2, ' ') + columns[i] + std::string(space - space / 2, ' ') + " ";
  }
  text += "│\n" + Rule(widths, "├", "┼", "┤");
  for (const auto& row : rows) {
    for (size_t i = 0; i < row.size(); ++i)
      text += "│ " + row[i] + std::string(widths[i] - Width(row[i]), ' ') + " ";
    text += "│\n";
  }
  return text + Rule(widths, "└", "┴", "┘");
}

Result<std::string> FillIn(std::string_view guide) {
  SandboxSession sandbox;
  const Connection connection;
  const std::vector<std::string> lines = Lines(guide);
  std::string out;
  size_t i = 0;
  while (i < lines.size()) {
    if (lines[i].starts_with(kChange)) {
      const std::string problem = Change(sandbox, lines[i]);
      if (!problem.empty())
        return At(i, problem);
    }
    if (lines[i] == kProfiles)
      sandbox.UseProfiles();
    if (!lines[i].starts_with(kFence)) {
      out += lines[i++];
      continue;
    }
    const size_t close = ClosingFence(lines, i);
    if (close == lines.size())
      return At(i, "the block has no end");
    out += TextOf(lines, i, close + 1);
    const bool is_sql = lines[i] == "```sql\n";
    const size_t sql = i;
    i = close + 1;
    if (!is_sql)
      continue;
    const Output output = Run(connection.db(), TextOf(lines, sql + 1, close));
    const size_t text = i < lines.size() && lines[i] == "\n" ? i + 1 : i;
    if (text < lines.size() && lines[text] == "```text\n") {
      const size_t end = ClosingFence(lines, text);
      out += TextOf(lines, i, text + 1) + sandbox.Shown(output.text) + "```\n";
      i = end + 1;
    } else if (output.failed) {
      return At(sql, output.text);
    }
  }
  return out;
}

}  // namespace zoho_desk::tools
