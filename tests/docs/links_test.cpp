// Links from document to document lead somewhere: to a file, and to a heading where they name one.

#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>
#include <vector>

#include "common/text.h"
#include "tests/paths.h"

namespace zoho_desk::docs {
namespace {

namespace fs = std::filesystem;

std::string ReadText(const fs::path& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<fs::path> Documents() {
  const fs::path root = ZOHO_DESK_SOURCE_DIR;
  std::vector<fs::path> documents;
  for (const char* folder : {"", "docs", "docs/guides", "docs/tables", "facts", "sql_examples"}) {
    for (const auto& entry : fs::directory_iterator(root / folder)) {
      if (entry.path().extension() == ".md")
        documents.push_back(entry.path());
    }
  }
  return documents;
}

// "## Rotate and revoke" is reached by #rotate-and-revoke.
std::string Anchor(const std::string& heading) {
  std::string anchor;
  for (const char c : heading) {
    const auto letter = static_cast<unsigned char>(c);
    if (c == ' ')
      anchor += '-';
    else if (letter >= 0x80 || IsAsciiAlphanumeric(c) || c == '_' || c == '-')
      anchor += LowerAscii(c);
  }
  return anchor;
}

std::set<std::string> Anchors(const fs::path& document) {
  std::set<std::string> anchors;
  std::ifstream file(document);
  for (std::string line; std::getline(file, line);) {
    const size_t level = std::min(line.find_first_not_of('#'), line.size());
    if (level > 0 && line.substr(level, 1) == " ")
      anchors.insert(Anchor(line.substr(level + 1)));
  }
  return anchors;
}

TEST(Anchor, IsMadeAsGitHubDoes) {
  EXPECT_EQ(Anchor("1. Look whether the name is there already"),
            "1-look-whether-the-name-is-there-already");
  EXPECT_EQ(Anchor("zoho_desk_tickets"), "zoho_desk_tickets");
}

TEST(Links, LeadToFilesAndHeadings) {
  size_t links = 0;
  for (const fs::path& document : Documents()) {
    const std::string text = ReadText(document);
    for (size_t at = text.find("]("); at != std::string::npos; at = text.find("](", at + 2)) {
      const std::string link = text.substr(at + 2, text.find(')', at) - at - 2);
      if (link.starts_with("http") || link.find_first_of(" \n'\"") != std::string::npos)
        continue;
      const size_t hash = link.find('#');
      const fs::path target = hash == 0 ? document : document.parent_path() / link.substr(0, hash);
      ++links;
      ASSERT_NE(link, "");
      EXPECT_TRUE(fs::exists(target)) << document << " leads to " << link;
      if (hash != std::string::npos && target.extension() == ".md") {
        EXPECT_TRUE(Anchors(target).contains(link.substr(hash + 1)))
            << document << " leads to " << link;
      }
    }
  }
  EXPECT_GE(links, 100U);
}

}  // namespace
}  // namespace zoho_desk::docs
