// Writes docs/TABLES.md to standard output, from the resource specs and nothing else:
//   zoho-desk-tables-doc > docs/TABLES.md

#include <algorithm>
#include <cstddef>
#include <iostream>
#include <string>
#include <string_view>

#include "resources/describe.h"
#include "resources/resource.h"

namespace zoho_desk::resources {
namespace {

constexpr std::string_view kIntroduction = R"(# Tables

One read-only table per Zoho Desk resource. The columns are named as in Zoho's API, so Zoho's own
documentation describes them too; SQL reads the names in any case.

This file is generated from the specs in `resources/`:
`zoho-desk-tables-doc > docs/TABLES.md`.

## How to read this file

**Types.** Ids are TEXT: the digits as Zoho sends them. Times are TEXT such as
`2024-05-01T09:30:00.000Z`, always UTC, which SQLite's date functions read and which sort by time.
JSON columns hold an object or an array: read them with `->>`, `json_extract` or `json_each`. An
INTEGER column that is "0 or 1" stands for true or false.

**Zoho evaluates.** The operators that become part of the request, by route; everything else works
too, but SQLite evaluates it on the rows that come. `EXPLAIN QUERY PLAN` shows what a query sends.

**In `SELECT *`.** A column marked "no" is there, but only for queries that name it: Zoho sends most
of these one record at a time, and one request per row is a price to pay on purpose.

**Carried by.** Which of Zoho's answers hold the column: `list` and `search` bring a page of rows per
request, `by id` brings one record. Search needs a further scope and costs more API credits than the
list.

**Scopes.** Where scopes are joined by "or", one of them suffices; where they are joined by "and",
all of them are needed. Zoho does not say for every endpoint whether one suffices: where it answers
403, grant the others too.

## Index

)";

// An id to show in examples; no real record has it.
constexpr std::string_view kSampleId = "100000000000001";

std::string Table(const Resource& resource) {
  return "zoho_desk_" + std::string(resource.name);
}

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
    const std::string table = Table(*resource);
    std::cout << "| [" << table << "](#" << table << ") | " << Cell(resource->doc) << " | "
              << Code(resource->list.path) << " | " << ListScopes(*resource) << " | "
              << PageText(resource->list) << " |\n";
  }
}

void WriteFanOut(const FanOut& fan_out) {
  std::cout << "- One walk per " << fan_out.param << ": ";
  if (!fan_out.from_resource.empty()) {
    std::cout << "Zoho answers one at a time, so a scan asks for every row of zoho_desk_"
              << fan_out.from_resource << ". ";
  } else if (!fan_out.all_value.empty()) {
    std::cout << "a scan sends "
              << Code(std::string(fan_out.param) + "=" + std::string(fan_out.all_value))
              << ", which covers them all. ";
  } else {
    std::cout << "Zoho answers one at a time, so a scan asks " << fan_out.values.size()
              << " times. ";
  }
  std::cout << Code(std::string(fan_out.column) + " = '...'") << " in the query leaves one walk";
  if (!fan_out.values.empty()) {
    std::cout << "; the values are ";
    std::string_view separator;
    for (const FanOutValue& value : fan_out.values) {
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
  if (!resource.list.fan_out.param.empty()) {
    WriteFanOut(resource.list.fan_out);
  }
}

void WriteColumns(const Resource& resource) {
  std::cout << "\n| Column | Type | In `SELECT *` | Carried by | Zoho evaluates | Meaning |\n"
               "|---|---|---|---|---|---|\n";
  for (const Column& column : resource.columns) {
    std::cout << "| " << Code(column.name) << " | " << TypeText(column.type) << " | "
              << (column.IsHidden() ? "no" : "yes") << " | " << RoutesOf(column) << " | "
              << Cell(PushedOperators(resource, column)) << " | " << Cell(column.doc) << " |\n";
  }
}

void WriteParameters(const Resource& resource) {
  if (resource.parameters.empty()) {
    return;
  }
  std::cout << "\nParameters, hidden columns that only shape the request (`WHERE "
            << resource.parameters.front().name << " = '...'`, or the first as "
            << Code(Table(resource) + "('...')") << "):\n\n| Parameter | Request | Meaning |\n"
            << "|---|---|---|\n";
  for (const Parameter& parameter : resource.parameters) {
    std::cout << "| " << Code(parameter.name) << " | "
              << (parameter.route == kSearch ? "search" : "list") << " | " << Cell(parameter.doc)
              << " |\n";
  }
}

// The column by which people recognise a row.
const Column* LabelColumn(const Resource& resource) {
  for (const std::string_view name :
       {"subject", "name", "lastName", "title", "accountName", "productName", "contractName",
        "layoutName", "companyName", "rating", "content"}) {
    const int index = resource.FindColumn(name);
    if (index >= 0) {
      return &resource.columns[static_cast<size_t>(index)];
    }
  }
  return nullptr;
}

// The resource whose ids the column holds, read off its description; nullptr if there is none.
const Resource* Target(const Column& column) {
  constexpr std::string_view kMark = ": id of zoho_desk_";
  const size_t at = column.doc.find(kMark);
  if (column.type != ColumnType::kId || at == std::string_view::npos) {
    return nullptr;
  }
  const std::string_view rest = column.doc.substr(at + kMark.size());
  return FindResource(rest.substr(0, rest.find_first_of(" ;.,")));
}

// "SELECT id, subject, status, createdTime": what to look at first.
std::string SelectText(const Resource& resource) {
  std::string out = "SELECT ";
  for (const std::string_view key : resource.key) {
    out += key == resource.key.front() ? "" : ", ";
    out += key;
  }
  const auto add = [&](const Column& column) {
    const bool is_key =
        std::find(resource.key.begin(), resource.key.end(), column.name) != resource.key.end();
    if (!column.IsHidden() && !is_key) {
      out += ", " + std::string(column.name);
    }
  };
  if (const Column* label = LabelColumn(resource)) {
    add(*label);
  }
  for (const std::string_view name : {"status", "type", "createdTime", "ratedTime"}) {
    const int index = resource.FindColumn(name);
    if (index >= 0) {
      add(resource.columns[static_cast<size_t>(index)]);
    }
  }
  return out;
}

void WriteExamples(const Resource& resource) {
  const std::string table = Table(resource);
  const std::string select = SelectText(resource) + " FROM " + table;
  std::cout << "\n```sql\n" << select;
  const FanOut& fan_out = resource.list.fan_out;
  if (!fan_out.param.empty()) {
    const std::string value = fan_out.values.empty() ? std::string(kSampleId)
                                                     : std::string(fan_out.values.front().column);
    std::cout << " WHERE " << fan_out.column << " = '" << value << "'";
  }
  std::cout << " LIMIT 10;\n";
  if (!resource.get.path.empty()) {
    const bool by_code = resource.key_pattern == "code";
    std::cout << "SELECT * FROM " << table << " WHERE " << resource.key.front() << " = '"
              << (by_code ? "EMAIL" : kSampleId) << "';\n";
  }
  for (const Column& column : resource.columns) {
    const Resource* target = (column.routes & kList) == 0 ? nullptr : Target(column);
    const Column* label = target == nullptr ? nullptr : LabelColumn(*target);
    if (label == nullptr || target == &resource) {
      continue;
    }
    const Column* own = LabelColumn(resource);
    std::cout << "SELECT t." << (own == nullptr ? resource.key.front() : own->name) << ", o."
              << label->name << " FROM " << table << " AS t\n  JOIN " << Table(*target)
              << " AS o ON o." << target->key.front() << " = t." << column.name << " LIMIT 10;\n";
    break;
  }
  std::cout << "```\n";
}

void WriteSection(const Resource& resource) {
  std::cout << "\n## " << Table(resource) << "\n\n" << Cell(resource.doc);
  if (!resource.alias.empty()) {
    std::cout << " Also called " << Code("zoho_desk_" + std::string(resource.alias)) << ".";
  }
  std::cout << "\n\n";
  WriteRoutes(resource);
  WriteColumns(resource);
  WriteParameters(resource);
  if (!resource.limits.empty()) {
    std::cout << "\n**Limits.** " << Cell(resource.limits) << "\n";
  }
  WriteExamples(resource);
}

void WriteTables() {
  std::cout << kIntroduction;
  WriteIndex();
  for (const Resource* resource : AllResources()) {
    WriteSection(*resource);
  }
}

}  // namespace
}  // namespace zoho_desk::resources

int main() {
  zoho_desk::resources::WriteTables();
  return std::cout.flush() ? 0 : 1;
}
