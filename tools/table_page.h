#pragma once

// A page of docs/tables: what one table is, when to use it, its columns, and its examples with the
// requests that they become.

#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

#include "resources/resource.h"
#include "tools/examples.h"

namespace zoho_desk::tools {

// A script of sql_examples.
struct Script {
  std::string name;  // without .sql
  std::string text;  // its first line is "-- " and the question that it answers
};

// What pages are made of, besides the specs of the tables. Both outlive the pages' writing.
struct PageSources {
  const Examples* examples;
  const std::vector<Script>* scripts;  // in the order in which pages name them
};

// "`a`<between>`b`" of "a,b".
std::string CodeList(std::string_view commas, std::string_view between);

// Plain text for a cell of a table of Markdown: what would be read as markup is escaped.
std::string Cell(std::string_view text);

// How many rows an answer of the list holds: "100", "all at once".
std::string RowsPerRequest(const resources::ListRoute& list);

// False, with the reason on standard error, if the table has no example, or one fails or finds
// nothing though its task is no question.
bool WritePage(const resources::Resource& resource, const PageSources& sources,
               ExampleRunner& runner, std::ostream& out);

}  // namespace zoho_desk::tools
