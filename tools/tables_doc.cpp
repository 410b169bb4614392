// Writes docs/TABLES.md to standard output, from the resource specs and from the examples of
// examples.sql, run on the sandbox:
//   zoho-desk-tables-doc > docs/TABLES.md
// Exits with 1 if a table has no example, or one fails or finds nothing. A test compares what comes
// with the file.

#include <cstddef>
#include <cstdint>
#include <fstream>
#include <iostream>
#include <numeric>
#include <sstream>
#include <string>
#include <string_view>

#include "common/text.h"
#include "resources/describe.h"
#include "resources/resource.h"
#include "tools/examples.h"

namespace zoho_desk::resources {
namespace {

constexpr std::string_view kIntroduction = R"(# Tables

One read-only table per Zoho Desk resource. The columns are named as in Zoho's API, so Zoho's own
documentation describes them too; SQL reads the names in any case.

This file is generated from the specs in `resources/` and by running the examples in
`docs/examples.sql`: `zoho-desk-tables-doc > docs/TABLES.md`.

## How to read this file

**Types.** Ids are TEXT: the digits as Zoho sends them. Times are TEXT such as
`2024-05-01T09:30:00.000Z`, always UTC, which SQLite's date functions read and which sort by time.
JSON columns hold an object or an array: read them with `->>`, `json_extract` or `json_each`
([guides/json-columns.md](guides/json-columns.md)). An INTEGER column that is "0 or 1" stands for true
or false.

**Values that do not fit their type.** No value is dropped or rounded: one that is none of these forms
reads as it came, and `_raw` shows every value as received.

| Type | JSON that becomes it |
|---|---|
| all but text and JSON | `""` is NULL |
| id | digits, as text or number, however many |
| time | ISO-8601 in UTC as it came; with an offset (`+05:30`, `+0530`, `+05`), with a space for `T`, in lower case, without seconds or without a zone (UTC): the same instant in UTC, with every digit of the fraction; epoch seconds (10 digits) and milliseconds (12 to 14 digits, or 0) as number or text. A date alone stays a date; `24:00`, a leap second and what is no calendar date stay text |
| date | `YYYY-MM-DD` as it came; epoch seconds and milliseconds |
| INTEGER, REAL | a JSON number, or text that is one (`"5"`, `"1e3"`, not `"+5"`, `"007"` or `" 5"`); `-0` is 0; what neither 64-bit integers nor doubles can hold stays text |
| 0 or 1 | `true`, `false`, in text in any letter case; `"0"`, `"1"` |
| text | text, numbers and booleans as written; NUL and lone surrogates, which SQLite's text functions stumble over, read as U+FFFD |
| JSON | as received, but for columns said to have certain keys: those objects are given these keys, in this order, null where the answer lacks one |

A record without a key, or with an empty one, is an error that names the row.

**Zoho evaluates.** The operators that become part of the request, by route; everything else works
too, but SQLite evaluates it on the rows that come. `EXPLAIN QUERY PLAN` shows what a query sends. Of
a time that people enter (`= BETWEEN`) Zoho takes ranges with both ends, in the years 1900 to 2099:
with one end, any row may be in the range, and all are read.

**In `SELECT *`.** A column marked "no" is there, but only for queries that name it: Zoho sends most
of these one record at a time, and one request per row is a price to pay on purpose.

**Carried by.** Which of Zoho's answers hold the column: `list` and `search` bring a page of rows per
request, `by id` brings one record. Search needs a further scope.

**In every table** there are, besides the columns listed, `_raw` (the record's JSON as received) and
`_profile`, which picks the login that is asked where there are several: `WHERE _profile = 'work'`
([guides/profiles.md](guides/profiles.md)). Both are hidden. `_source`, a number that keeps rows of
different profiles apart, is SQLite's business.

**Scopes.** Where scopes are joined by "or", one of them suffices; where they are joined by "and",
all of them are needed. Zoho does not say for every endpoint whether one suffices: where it answers
403, grant the others too.

**Examples.** Each ran on the sandbox (`script/console --sandbox`), whose ids they use. The lines
that begin with `-->` are the requests it became, decoded, and the API credits they cost. Your
portal has more rows, and with them more pages. The sandbox's data end on the day that stands for
'now' here: )";

std::string Code(std::string_view text) {
  return "`" + std::string(text) + "`";
}

// "a,b,c" as "`a`<between>`b`<between>`c`".
std::string CodeList(std::string_view commas, std::string_view between) {
  std::string out;
  while (true) {
    const size_t comma = commas.find(',');
    out += Code(commas.substr(0, comma));
    if (comma == std::string_view::npos) {
      return out;
    }
    out += between;
    commas.remove_prefix(comma + 1);
  }
}

// Plain text for a table cell: what Markdown or HTML would read as markup is escaped.
std::string Cell(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '|' || c == '*' || c == '<' || c == '`') {
      out += '\\';
    }
    out += c;
  }
  return out;
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

std::string PageText(const ListRoute& list) {
  return list.paginated ? std::to_string(list.max_limit) : "all at once";
}

std::string ListScopes(const Resource& resource) {
  return CodeList(resource.list.scopes, " or ");
}

void WriteIndex() {
  std::cout << "| Table | A row is | List endpoint | Scopes | Rows per request |\n"
               "|---|---|---|---|---|\n";
  for (const Resource* resource : AllResources()) {
    const std::string table = TableName(*resource);
    std::cout << "| [" << table << "](#" << table << ") | " << Cell(resource->doc) << " | "
              << Code(resource->list.path) << " | " << ListScopes(*resource) << " | "
              << PageText(resource->list) << " |\n";
  }
}

void WriteParent(const Parent& parent) {
  std::cout << "- One walk per " << parent.param << ": ";
  if (!parent.table.empty()) {
    std::cout << "Zoho answers one at a time, so a scan asks for every row of "
              << zoho_desk::TableName(parent.table) << ". ";
  } else if (!parent.all_value.empty()) {
    std::cout << "a scan sends "
              << Code(std::string(parent.param) + "=" + std::string(parent.all_value))
              << ", which covers them all. ";
  } else {
    std::cout << "Zoho answers one at a time, so a scan asks " << parent.values.size()
              << " times. ";
  }
  std::cout << Code(std::string(parent.column) + " = '...'") << " or IN in the query chooses";
  if (!parent.values.empty()) {
    std::cout << "; the values are ";
    std::string_view separator;
    for (const ParentValue& value : parent.values) {
      std::cout << separator << Code(value.column);
      separator = ", ";
    }
  }
  std::cout << ".\n";
}

void WriteRoutes(const Resource& resource) {
  std::cout << "- Key: ";
  std::string_view separator;
  for (const std::string_view key : resource.key) {
    std::cout << separator << Code(key);
    separator = " and ";
  }
  std::cout << ".\n- List: " << Code("GET " + std::string(resource.list.path));
  for (const FixedParam& param : resource.list.fixed) {
    std::cout << " with " << Code(std::string(param.name) + "=" + std::string(param.value));
  }
  std::cout << ", " << PageText(resource.list)
            << (resource.list.paginated ? " rows per request" : "") << "; scope "
            << ListScopes(resource) << ".\n";
  if (!resource.search.path.empty()) {
    std::cout << "- Search: " << Code("GET " + std::string(resource.search.path)) << ", "
              << resource.search.max_limit << " rows per request; scopes "
              << CodeList(resource.search.scopes, " and ") << ".\n";
  }
  if (!resource.get.path.empty()) {
    std::cout << "- By id: " << Code("GET " + std::string(resource.get.path)) << "; scope "
              << CodeList(resource.get.scopes, " or ") << ".\n";
  }
  if (!resource.list.parent.param.empty()) {
    WriteParent(resource.list.parent);
  }
}

void WriteColumns(const Resource& resource) {
  std::cout << "\n| Column | Type | In `SELECT *` | Carried by | Zoho evaluates | Meaning |\n"
               "|---|---|---|---|---|---|\n";
  for (const Column& column : resource.columns) {
    std::cout << "| " << Code(column.name) << " | " << TypeText(column.type) << " | "
              << (column.IsHidden() ? "no" : "yes") << " | " << RoutesOf(column) << " | "
              << Cell(PushedOperators(resource, column)) << " | " << Cell(DocOf(column)) << " |\n";
  }
}

void WriteParameters(const Resource& resource) {
  if (resource.parameters.empty()) {
    return;
  }
  std::cout << "\nParameters, hidden columns that only shape the request (`WHERE "
            << resource.parameters.front().name << " = '...'`, or the first as "
            << Code(TableName(resource) + "('...')") << "):\n\n| Parameter | Request | Meaning |\n"
            << "|---|---|---|\n";
  for (const Parameter& parameter : resource.parameters) {
    std::cout << "| " << Code(parameter.name) << " | "
              << (parameter.route == kSearch ? "search" : "list") << " | " << Cell(parameter.doc)
              << " |\n";
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
void WriteRequests(const tools::ExampleRun& run) {
  constexpr size_t kMostLines = 4;
  size_t lines = 0;
  size_t i = 0;
  while (i < run.requests.size() && lines < kMostLines) {
    size_t alike = i + 1;
    while (alike < run.requests.size() && KindOf(run.requests[alike]) == KindOf(run.requests[i]))
      ++alike;
    std::cout << "--> " << run.requests[i] << "   " << Credits(run.credits[i]);
    if (alike - i > 1)
      std::cout << ", and " << alike - i - 1 << " more like it";
    std::cout << "\n";
    i = alike;
    ++lines;
  }
  if (i < run.requests.size())
    std::cout << "--> and " << Count(run.requests.size() - i, "more request") << "\n";
  if (run.requests.size() > 1) {
    const int64_t credits = std::accumulate(run.credits.begin(), run.credits.end(), int64_t{0});
    std::cout << "--> in all " << Count(run.requests.size(), "request") << ", " << Credits(credits)
              << "\n";
  }
}

// False for an example that fails, and for one that finds nothing, unless it asks a question.
bool WriteExample(const tools::Example& example, tools::ExampleRunner& runner) {
  const auto run = runner.Run(example);
  if (!run.ok() || (run->rows == 0 && !example.task.ends_with('?'))) {
    std::cerr << "examples.sql: " << example.task << " "
              << (run.ok() ? "finds no row" : run.error().message) << "\n";
    return false;
  }
  std::cout << "-- " << example.task << "\n" << run->sql << "\n";
  WriteRequests(*run);
  return true;
}

bool WriteExamples(const Resource& resource, const tools::Examples& examples,
                   tools::ExampleRunner& runner) {
  const auto own = examples.find(TableName(resource));
  if (own == examples.end() || own->second.empty()) {
    std::cerr << "examples.sql: no examples for " << TableName(resource) << "\n";
    return false;
  }
  bool complete = true;
  std::string_view separator = "\n```sql\n";
  for (const tools::Example& example : own->second) {
    std::cout << separator;
    complete = WriteExample(example, runner) && complete;
    separator = "\n";
  }
  std::cout << "```\n";
  return complete;
}

bool WriteSection(const Resource& resource, const tools::Examples& examples,
                  tools::ExampleRunner& runner) {
  std::cout << "\n## " << TableName(resource) << "\n\n" << Cell(resource.doc);
  if (!resource.alias.empty()) {
    std::cout << " Also called " << Code(zoho_desk::TableName(resource.alias)) << ".";
  }
  std::cout << "\n\n";
  WriteRoutes(resource);
  WriteColumns(resource);
  WriteParameters(resource);
  if (!resource.limits.empty()) {
    std::cout << "\n**Limits.** " << Cell(resource.limits) << "\n";
  }
  return WriteExamples(resource, examples, runner);
}

bool WriteTables() {
  std::ifstream file(ZOHO_DESK_EXAMPLES);
  std::ostringstream text;
  text << file.rdbuf();
  const auto examples = tools::ReadExamples(text.str());
  if (!examples.ok()) {
    std::cerr << "examples.sql: " << examples.error().message << "\n";
    return false;
  }
  tools::ExampleRunner runner;
  std::cout << kIntroduction << tools::ExampleRunner::Today() << ".\n\n## Index\n\n";
  WriteIndex();
  bool complete = true;
  for (const Resource* resource : AllResources()) {
    complete = WriteSection(*resource, *examples, runner) && complete;
  }
  return complete;
}

}  // namespace
}  // namespace zoho_desk::resources

int main() {
  const bool complete = zoho_desk::resources::WriteTables();
  return complete && std::cout.flush() ? 0 : 1;
}
