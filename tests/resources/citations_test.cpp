// Comments cite facts and decisions that a clone has: their file, and behind a comma the heading in
// double quotes.

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <string>

#include "tests/paths.h"
#include "tests/support/facts.h"

namespace zoho_desk::resources {
namespace {

namespace fs = std::filesystem;
using testing::FactsFolder;

std::string ReadText(const fs::path& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

// The sources of the product, the sandbox and the tests, with each comment on one line.
std::map<fs::path, std::string> Sources() {
  std::map<fs::path, std::string> sources;
  for (const char* folder : {"auth", "cli", "client", "common", "extension", "http", "resources",
                             "sandbox", "tests", "vtab"}) {
    for (const auto& entry :
         fs::recursive_directory_iterator(fs::path(ZOHO_DESK_SOURCE_DIR) / folder)) {
      const std::string extension = entry.path().extension();
      if (extension == ".cpp" || extension == ".h")
        sources[entry.path()] =
            std::regex_replace(ReadText(entry.path()), std::regex("\n *// *"), " ");
    }
  }
  return sources;
}

TEST(Citations, LeadToFactsAndHeadings) {
  const auto headings = testing::Sections(FactsFolder() / "platform.md");
  const std::regex citation(R"re(facts/(\w+\.(?:md|json))(?:, "([^"]*)")?)re");
  size_t citations = 0;
  for (const auto& [path, text] : Sources()) {
    for (std::sregex_iterator at(text.begin(), text.end(), citation), end; at != end; ++at) {
      const std::string file = (*at)[1];
      EXPECT_TRUE(fs::exists(FactsFolder() / file)) << path << " cites " << file;
      if ((*at)[2].matched) {
        EXPECT_TRUE(headings.contains((*at)[2])) << path << " cites " << (*at)[2];
      }
      ++citations;
    }
  }
  EXPECT_GE(citations, 30U);
}

// Decisions are cited by their headings: docs/DECISIONS.md, "<heading>".
TEST(Citations, LeadToDecisions) {
  std::set<std::string> headings;
  std::ifstream document(fs::path(ZOHO_DESK_SOURCE_DIR) / "docs/DECISIONS.md");
  for (std::string line; std::getline(document, line);) {
    if (const size_t level = line.find_first_not_of('#'); line.starts_with("##"))
      headings.insert(line.substr(level + 1));
  }
  const std::regex citation(R"re(docs/DECISIONS\.md, "([^"]*)")re");
  size_t citations = 0;
  for (const auto& [path, text] : Sources()) {
    for (std::sregex_iterator at(text.begin(), text.end(), citation), end; at != end; ++at) {
      if (path.filename() == "citations_test.cpp")
        continue;
      EXPECT_TRUE(headings.contains((*at)[1])) << path << " cites " << (*at)[1];
      ++citations;
    }
  }
  EXPECT_GE(citations, 10U);
}

// Nothing is cited that a clone does not have.
TEST(Citations, NameTheirFile) {
  const std::regex elsewhere(R"([ (](platform( facts|\.md)|fact sheets?|api/resources/))");
  for (const auto& [path, text] : Sources()) {
    std::smatch match;
    EXPECT_FALSE(std::regex_search(text, match, elsewhere)) << path << ": " << match.str();
  }
}

}  // namespace
}  // namespace zoho_desk::resources
