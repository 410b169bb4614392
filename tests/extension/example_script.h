#pragma once

// The scripts of sql_examples/, as text and as statements.

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "tests/support/database.h"

namespace zoho_desk::testing {

struct ExampleScript {
  std::string name;  // "snapshot"
  std::string text;

  // Has lines that only the sqlite3 shell understands, such as .mode.
  bool NeedsShell() const;
  // What its first line asks.
  std::string Question() const;
  // What its second line says it costs on the sandbox; -1 if it does not say.
  struct Cost {
    int64_t requests = -1;
    int64_t credits = -1;
    bool operator==(const Cost&) const = default;
  };
  Cost StatedCost() const;
  // The tables it reads, in alphabetical order: "tickets".
  std::vector<std::string> Tables() const;
};
void PrintTo(const ExampleScript& script, std::ostream* out);

std::filesystem::path ExampleFolder();
// By name. Where only one kind is asked for, those that need the shell or those that do not.
std::vector<ExampleScript> AllExamples();
std::vector<ExampleScript> ExamplesFor(bool shell);
// Fails the test if there is none of that name.
ExampleScript ExampleNamed(const std::string& name);

// Runs a script statement by statement, as the shell does; results of statements without columns
// are left out. Stops at an error, which fails the test.
std::vector<QueryResult> RunScript(const Database& database, const std::string& script);

}  // namespace zoho_desk::testing
