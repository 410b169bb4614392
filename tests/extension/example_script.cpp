#include "tests/extension/example_script.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <ostream>
#include <regex>
#include <set>

#include "tests/paths.h"

namespace zoho_desk::testing {

namespace fs = std::filesystem;

bool ExampleScript::NeedsShell() const {
  return text.find("\n.") != std::string::npos;
}

std::string ExampleScript::Question() const {
  const std::string line = text.substr(0, text.find('\n'));
  return line.starts_with("-- ") ? line.substr(3) : "";
}

ExampleScript::Cost ExampleScript::StatedCost() const {
  static const std::regex cost(
      R"(^[^\n]*\n-- Cost: (\d+) requests?, (\d+) credits? on the sandbox \(250 tickets\); [^\n]+)");
  std::smatch match;
  if (!std::regex_search(text, match, cost, std::regex_constants::match_continuous))
    return {};
  return {.requests = std::stoll(match[1]), .credits = std::stoll(match[2])};
}

std::vector<std::string> ExampleScript::Tables() const {
  static const std::regex table(R"((?:FROM|JOIN) zoho_desk_(\w+))");
  std::set<std::string> names;
  for (std::sregex_iterator it(text.begin(), text.end(), table), end; it != end; ++it)
    names.insert((*it)[1]);
  return {names.begin(), names.end()};
}

void PrintTo(const ExampleScript& script, std::ostream* out) {
  *out << script.name;
}

fs::path ExampleFolder() {
  return fs::path(ZOHO_DESK_SOURCE_DIR) / "sql_examples";
}

std::vector<ExampleScript> AllExamples() {
  std::vector<ExampleScript> scripts;
  for (const auto& entry : fs::directory_iterator(ExampleFolder())) {
    if (entry.path().extension() != ".sql")
      continue;
    std::ifstream file(entry.path());
    scripts.push_back(
        {.name = entry.path().stem(), .text = {std::istreambuf_iterator<char>(file), {}}});
  }
  std::sort(scripts.begin(), scripts.end(),
            [](const auto& a, const auto& b) { return a.name < b.name; });
  return scripts;
}

std::vector<ExampleScript> ExamplesFor(bool shell) {
  std::vector<ExampleScript> scripts = AllExamples();
  std::erase_if(scripts, [&](const auto& script) { return script.NeedsShell() != shell; });
  return scripts;
}

ExampleScript ExampleNamed(const std::string& name) {
  for (ExampleScript& script : AllExamples()) {
    if (script.name == name)
      return script;
  }
  ADD_FAILURE() << "there is no sql_examples/" << name << ".sql";
  return {};
}

std::vector<QueryResult> RunScript(const Database& database, const std::string& script) {
  std::vector<QueryResult> results;
  const char* rest = script.c_str();
  while (*rest != '\0') {
    sqlite3_stmt* statement = nullptr;
    const char* end = nullptr;
    const int rc = sqlite3_prepare_v2(database.handle(), rest, -1, &statement, &end);
    const bool is_empty = rc == SQLITE_OK && statement == nullptr;  // space or a comment
    sqlite3_finalize(statement);
    if (!is_empty) {
      QueryResult result = database.Query(rc == SQLITE_OK ? std::string(rest, end) : rest);
      EXPECT_TRUE(result.ok()) << result.error;
      if (!result.columns.empty())
        results.push_back(result);
      if (!result.ok())
        break;
    }
    rest = end;
  }
  return results;
}

}  // namespace zoho_desk::testing
