// Writes docs/TABLES.md, the index of the tables, and a page for each in docs/tables:
//   zoho-desk-tables-doc docs
// Pages of tables that there are no more are removed. Nothing is written, and the exit status is 1,
// if a table has no topic, or an example is missing, fails or finds nothing. A test compares what
// comes with the files.

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "resources/describe.h"
#include "resources/resource.h"
#include "tools/examples.h"
#include "tools/table_page.h"

namespace zoho_desk::tools {
namespace {

namespace fs = std::filesystem;
using resources::AllResources;
using resources::Resource;
using resources::Topic;

// The text of each file, by its path within the folder of documents.
using Files = std::map<fs::path, std::string>;

constexpr std::string_view kIntroduction = R"(# Tables

One read-only table per Zoho Desk resource, with a page each. The columns are named as in Zoho's API,
so Zoho's own documentation describes them too; SQL reads the names in any case.
[What it cannot answer](WHAT_IT_CANNOT_ANSWER.md) names what Zoho Desk has and no table shows.

This file and the pages are generated from the specs in `resources/`, by running the examples in
`docs/examples.sql` and from the first lines of `sql_examples/`: `zoho-desk-tables-doc docs`.

## Index
)";

constexpr std::string_view kHowToRead = R"(
## How to read a page

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

std::string ReadText(const fs::path& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<Script> ReadScripts() {
  std::vector<Script> scripts;
  for (const auto& entry : fs::directory_iterator(ZOHO_DESK_SCRIPTS)) {
    if (entry.path().extension() == ".sql")
      scripts.push_back({.name = entry.path().stem(), .text = ReadText(entry.path())});
  }
  std::sort(scripts.begin(), scripts.end(),
            [](const Script& a, const Script& b) { return a.name < b.name; });
  return scripts;
}

void WriteTopic(Topic topic, std::ostream& out) {
  out << "\n### " << NameOf(topic)
      << "\n\n| Table | A row is | List endpoint | Scopes | Rows per request |\n"
         "|---|---|---|---|---|\n";
  for (const Resource* resource : AllResources()) {
    if (resource->topic != topic)
      continue;
    out << "| [" << TableName(*resource) << "](tables/" << resource->name << ".md) | "
        << Cell(resource->doc) << " | `" << resource->list.path << "` | "
        << CodeList(resource->list.scopes, " or ") << " | " << RowsPerRequest(resource->list)
        << " |\n";
  }
}

std::string Index() {
  std::ostringstream out;
  out << kIntroduction;
  for (const Topic topic : resources::kTopics)
    WriteTopic(topic, out);
  out << kHowToRead << ExampleRunner::Today() << ".\n";
  return out.str();
}

// False if a page cannot be made; the reasons are on standard error.
bool MakeFiles(Files& files) {
  const auto examples = ReadExamples(ReadText(ZOHO_DESK_EXAMPLES));
  if (!examples.ok()) {
    std::cerr << "examples.sql: " << examples.error().message << "\n";
    return false;
  }
  const std::vector<Script> scripts = ReadScripts();
  const PageSources sources{.examples = &*examples, .scripts = &scripts};
  ExampleRunner runner;
  bool complete = true;
  for (const Resource* resource : AllResources()) {
    if (resource->topic == Topic::kNone) {
      std::cerr << TableName(*resource) << " has no topic\n";
      complete = false;
    }
    std::ostringstream page;
    complete = WritePage(*resource, sources, runner, page) && complete;
    files[fs::path("tables") / (std::string(resource->name) + ".md")] = page.str();
  }
  files["TABLES.md"] = Index();
  return complete;
}

bool WriteFiles(const Files& files, const fs::path& folder) {
  fs::create_directories(folder / "tables");
  for (const auto& entry : fs::directory_iterator(folder / "tables")) {
    if (!files.contains(fs::path("tables") / entry.path().filename()))
      fs::remove(entry.path());
  }
  bool written = true;
  for (const auto& [path, text] : files) {
    std::ofstream file(folder / path);
    file << text;
    if (!file.flush()) {
      std::cerr << (folder / path).string() << " cannot be written\n";
      written = false;
    }
  }
  return written;
}

}  // namespace
}  // namespace zoho_desk::tools

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: zoho-desk-tables-doc <folder of documents>\n";
    return 2;
  }
  zoho_desk::tools::Files files;
  const bool done =
      zoho_desk::tools::MakeFiles(files) && zoho_desk::tools::WriteFiles(files, argv[1]);
  return done ? 0 : 1;
}
