// Writes the page of a table for tables_doc.cpp: from the table's spec, from its examples, which
// run on the sandbox, and from the scripts that read it. Nothing on a page is written by hand, so
// pages say what planner and client do.

#include "tools/table_page.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iostream>
#include <numeric>
#include <set>

#include "common/text.h"
#include "resources/describe.h"

namespace zoho_desk::tools {
namespace {

using resources::Column;
using resources::ColumnType;
using resources::Parameter;
using resources::Parent;
using resources::ParentValue;
using resources::Resource;

constexpr std::string_view kTablePrefix = "zoho_desk_";

std::string Code(std::string_view text) {
  return "`" + std::string(text) + "`";
}

bool IsNameCharacter(char c) {
  return IsAsciiAlphanumeric(c) || c == '_';
}

// Cell, and each other table that the text names leads to its page.
std::string LinkedCell(std::string_view text, const Resource& own) {
  std::string out;
  while (true) {
    const size_t at = std::min(text.find(kTablePrefix), text.size());
    out += Cell(text.substr(0, at));
    text.remove_prefix(at);
    if (text.empty())
      return out;
    const auto end = static_cast<size_t>(
        std::find_if_not(text.begin(), text.end(), IsNameCharacter) - text.begin());
    const std::string_view table = text.substr(0, end);
    const Resource* other = resources::FindResource(table.substr(kTablePrefix.size()));
    if (other == nullptr || other == &own)
      out += table;
    else
      out += "[" + std::string(table) + "](" + std::string(other->name) + ".md)";
    text.remove_prefix(end);
  }
}

std::string_view TypeText(ColumnType type) {
  switch (type) {
    case ColumnType::kId:
      return "TEXT, id";
    case ColumnType::kText:
      return "TEXT";
    case ColumnType::kTime:
      return "TEXT, UTC time";
    case ColumnType::kDate:
      return "TEXT, date";
    case ColumnType::kInteger:
      return "INTEGER";
    case ColumnType::kReal:
      return "REAL";
    case ColumnType::kBoolean:
      return "INTEGER, 0 or 1";
    case ColumnType::kJson:
      return "TEXT, JSON";
  }
  return "";
}

// "`a`, `b`" of the columns that the filters or sort keys are about, each once.
template <typename Terms>
std::string ColumnsOf(const Terms& terms) {
  std::set<std::string_view> seen;
  std::string commas;
  for (const auto& term : terms) {
    if (seen.insert(term.column).second)
      AppendToList(commas, Code(term.column));
  }
  return commas;
}

bool Reads(const Script& script, const Resource& resource) {
  const std::string table = TableName(resource);
  for (size_t at = script.text.find(table); at != std::string::npos;
       at = script.text.find(table, at + 1)) {
    const size_t end = at + table.size();
    if (end == script.text.size() || !IsNameCharacter(script.text[end]))
      return true;
  }
  return false;
}

void WriteScripts(const Resource& resource, const std::vector<Script>& scripts, std::ostream& out) {
  std::string_view heading = "\n## Scripts that read it\n\n";
  for (const Script& script : scripts) {
    if (!Reads(script, resource))
      continue;
    out << heading;
    heading = "";
    const std::string_view line = std::string_view(script.text).substr(0, script.text.find('\n'));
    out << "- [" << Cell(line.substr(line.find_first_not_of("- "))) << "](../../sql_examples/"
        << script.name << ".sql)\n";
  }
}

std::string ParentValues(const Parent& parent) {
  std::string text;
  for (const ParentValue& value : parent.values)
    AppendToList(text, Code(value.column));
  return text;
}

// What reading every row takes.
void WriteScan(const Resource& resource, std::ostream& out) {
  const Parent& parent = resource.list.parent;
  const std::string choice =
      Code(std::string(parent.column) + " = '...'") + ", IN or a join on " + Code(parent.column);
  if (resource.list.IsOfEachParent()) {
    const std::string table(parent.table);
    out << "- For chosen rows of [" << zoho_desk::TableName(table) << "](" << table
        << ".md): " << choice << " chooses. A scan of the whole table sends a request for each of "
        << "them at least.\n";
  } else if (!resource.search.path.empty()) {
    out << "- For all rows, however many, and for those of a span of time: long scans go in slices "
        << "of createdTime.\n";
  } else if (resource.list.paginated) {
    out << "- For all rows, " << resource.list.max_limit << " of them per request.\n";
  } else {
    out << "- For all rows: they come at once.\n";
  }
  if (!parent.all_value.empty()) {
    out << "- For one " << Code(parent.column) << ": " << choice << " chooses, and without one "
        << Code(std::string(parent.param) + "=" + std::string(parent.all_value))
        << " covers them all.\n";
  } else if (!parent.values.empty()) {
    out << "- For one " << Code(parent.column) << " of " << ParentValues(parent) << ": " << choice
        << " chooses. Zoho answers one at a time, so a scan asks " << parent.values.size()
        << " times.\n";
  }
}

void WriteWhenToUse(const Resource& resource, std::ostream& out) {
  out << "\n## When to use it\n\n";
  WriteScan(resource, out);
  if (!resource.get.path.empty()) {
    std::string terms;
    for (const std::string_view key : resource.key)
      AppendToList(terms, std::string(key) + " = '...'", " AND ");
    out << "- For one row by its key, " << Code(terms) << ": one request.\n";
  }
  if (!resource.filters.empty()) {
    out << "- For some rows: what WHERE asks of " << ColumnsOf(resource.filters)
        << " Zoho evaluates (below: with which operators), and only those rows come.\n";
  }
  if (!resource.sorts.empty()) {
    out << "- For the first of an order: ORDER BY " << ColumnsOf(resource.sorts)
        << " with LIMIT reads no more than that.\n";
  }
}

void WriteRequests(const Resource& resource, std::ostream& out) {
  out << "\n## Requests\n\n- Key: ";
  std::string_view separator;
  for (const std::string_view key : resource.key) {
    out << separator << Code(key);
    separator = " and ";
  }
  out << ".\n- List: " << Code("GET " + std::string(resource.list.path));
  for (const resources::FixedParam& param : resource.list.fixed)
    out << " with " << Code(std::string(param.name) + "=" + std::string(param.value));
  out << ", " << RowsPerRequest(resource.list)
      << (resource.list.paginated ? " rows per request" : "") << "; scope "
      << CodeList(resource.list.scopes, " or ") << ".\n";
  if (!resource.search.path.empty()) {
    out << "- Search: " << Code("GET " + std::string(resource.search.path)) << ", "
        << resource.search.max_limit << " rows per request; scopes "
        << CodeList(resource.search.scopes, " and ") << ".\n";
  }
  if (!resource.get.path.empty()) {
    out << "- By id: " << Code("GET " + std::string(resource.get.path)) << "; scope "
        << CodeList(resource.get.scopes, " or ") << ".\n";
  }
}

void WriteColumns(const Resource& resource, std::ostream& out) {
  out << "\n## Columns\n\n"
         "[How to read this](../TABLES.md#how-to-read-a-page), and what every table has "
         "besides.\n\n"
         "| Column | Type | In `SELECT *` | Carried by | Zoho evaluates | Meaning |\n"
         "|---|---|---|---|---|---|\n";
  for (const Column& column : resource.columns) {
    out << "| " << Code(column.name) << " | " << TypeText(column.type) << " | "
        << (column.IsHidden() ? "no" : "yes") << " | " << RoutesOf(column) << " | "
        << Cell(PushedOperators(resource, column)) << " | " << LinkedCell(DocOf(column), resource)
        << " |\n";
  }
}

void WriteParameters(const Resource& resource, std::ostream& out) {
  if (resource.parameters.empty())
    return;
  out << "\n## Parameters\n\nHidden columns that only shape the request (`WHERE "
      << resource.parameters.front().name << " = '...'`, or the first as "
      << Code(TableName(resource) + "('...')") << "):\n\n| Parameter | Request | Meaning |\n"
      << "|---|---|---|\n";
  for (const Parameter& parameter : resource.parameters) {
    out << "| " << Code(parameter.name) << " | " << NameOf(parameter.route) << " | "
        << LinkedCell(parameter.doc, resource) << " |\n";
  }
}

// Requests that differ in numbers only are the same in kind.
std::string KindOf(const std::string& request) {
  std::string kind;
  for (const char c : request) {
    const bool digit = IsAsciiDigit(c);
    if (!digit)
      kind += c;
    else if (!kind.ends_with('#'))
      kind += '#';
  }
  return kind;
}

std::string Count(size_t count, const char* what) {
  return std::to_string(count) + " " + what + (count == 1 ? "" : "s");
}

std::string Credits(int64_t credits) {
  return Count(static_cast<size_t>(credits), "credit");
}

// One line for each kind of request, up to kMostLines of them, as SQL comments.
void WritePrice(const ExampleRun& run, std::ostream& out) {
  constexpr size_t kMostLines = 4;
  size_t lines = 0;
  size_t i = 0;
  while (i < run.requests.size() && lines < kMostLines) {
    size_t alike = i + 1;
    while (alike < run.requests.size() && KindOf(run.requests[alike]) == KindOf(run.requests[i]))
      ++alike;
    out << "--> " << run.requests[i] << "   " << Credits(run.credits[i]);
    if (alike - i > 1)
      out << ", and " << alike - i - 1 << " more like it";
    out << "\n";
    i = alike;
    ++lines;
  }
  if (i < run.requests.size())
    out << "--> and " << Count(run.requests.size() - i, "more request") << "\n";
  if (run.requests.size() > 1) {
    const int64_t credits = std::accumulate(run.credits.begin(), run.credits.end(), int64_t{0});
    out << "--> in all " << Count(run.requests.size(), "request") << ", " << Credits(credits)
        << "\n";
  }
}

bool WriteExample(const Example& example, ExampleRunner& runner, std::ostream& out) {
  const auto run = runner.Run(example);
  if (!run.ok() || (run->rows == 0 && !example.task.ends_with('?'))) {
    std::cerr << "examples.sql: " << example.task << " "
              << (run.ok() ? "finds no row" : run.error().message) << "\n";
    return false;
  }
  out << "\n" << Cell(example.task) << "\n\n```sql\n" << run->sql << "\n";
  WritePrice(*run, out);
  out << "```\n";
  return true;
}

bool WriteExamples(const Resource& resource, const Examples& examples, ExampleRunner& runner,
                   std::ostream& out) {
  const auto own = examples.find(TableName(resource));
  if (own == examples.end() || own->second.empty()) {
    std::cerr << "examples.sql: no examples for " << TableName(resource) << "\n";
    return false;
  }
  out << "\n## Examples\n";
  bool complete = true;
  for (const Example& example : own->second)
    complete = WriteExample(example, runner, out) && complete;
  return complete;
}

}  // namespace

std::string CodeList(std::string_view commas, std::string_view between) {
  std::string out;
  while (true) {
    const size_t comma = commas.find(',');
    out += Code(commas.substr(0, comma));
    if (comma == std::string_view::npos)
      return out;
    out += between;
    commas.remove_prefix(comma + 1);
  }
}

std::string Cell(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '|' || c == '*' || c == '<' || c == '`')
      out += '\\';
    out += c;
  }
  return out;
}

std::string RowsPerRequest(const resources::ListRoute& list) {
  return list.paginated ? std::to_string(list.max_limit) : "all at once";
}

bool WritePage(const Resource& resource, const PageSources& sources, ExampleRunner& runner,
               std::ostream& out) {
  out << "# " << TableName(resource) << "\n\n" << Cell(resource.doc);
  if (!resource.alias.empty())
    out << " Also called " << Code(zoho_desk::TableName(resource.alias)) << ".";
  out << "\n\nOne of the [tables](../TABLES.md#index) about: " << NameOf(resource.topic) << ".\n";
  WriteWhenToUse(resource, out);
  WriteRequests(resource, out);
  if (!resource.limits.empty())
    out << "\n## Limits\n\n" << LinkedCell(resource.limits, resource) << "\n";
  WriteColumns(resource, out);
  WriteParameters(resource, out);
  const bool complete = WriteExamples(resource, *sources.examples, runner, out);
  WriteScripts(resource, *sources.scripts, out);
  return complete;
}

}  // namespace zoho_desk::tools
