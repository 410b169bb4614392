// docs/guides/troubleshooting.md quotes error texts in bold code, **`like this`**, with "..." where
// names and numbers stand. Each must still be in the sources.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "tests/paths.h"

namespace zoho_desk::docs {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;

std::string ReadText(const fs::path& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

// The string literals of C++ source, literals next to each other as one. Escapes are left as they
// are but for \"; prefixes and the delimiters of raw strings stay part of the text.
std::vector<std::string> Literals(std::string_view source) {
  std::vector<std::string> literals;
  bool next_to_last = false;
  size_t i = 0;
  while (i < source.size()) {
    if (source.substr(i, 2) == "//") {
      i = std::min(source.find('\n', i), source.size());
    } else if (source[i] == '\'') {
      i += source.substr(i + 1, 1) == "\\" ? size_t{4} : size_t{3};
      next_to_last = false;
    } else if (source[i] == '"') {
      std::string text;
      for (++i; i < source.size() && source[i] != '"'; ++i) {
        if (source[i] == '\\' && source[i + 1] == '"')
          ++i;
        else if (source[i] == '\\')
          text += source[i++];
        text += source[i];
      }
      ++i;
      if (next_to_last)
        literals.back() += text;
      else
        literals.push_back(text);
      next_to_last = true;
    } else {
      next_to_last = next_to_last && std::isspace(static_cast<unsigned char>(source[i])) != 0;
      ++i;
    }
  }
  return literals;
}

// What stands between the marks, in order.
std::vector<std::string> Between(std::string_view text, std::string_view open,
                                 std::string_view close) {
  std::vector<std::string> found;
  for (size_t at = text.find(open); at != std::string_view::npos; at = text.find(open, at)) {
    at += open.size();
    const size_t end = text.find(close, at);
    if (end == std::string_view::npos)
      break;
    found.emplace_back(text.substr(at, end - at));
    at = end + close.size();
  }
  return found;
}

// The parts of a quotation: "a ... b" is "a" and "b".
std::vector<std::string> Parts(const std::string& quotation) {
  std::vector<std::string> parts;
  for (const std::string& part : Between("..." + quotation + "...", "...", "...")) {
    const size_t first = part.find_first_not_of(' ');
    if (first != std::string::npos)
      parts.push_back(part.substr(first, part.find_last_not_of(' ') - first + 1));
  }
  return parts;
}

TEST(Literals, AreReadAsTheCompilerDoes) {
  EXPECT_THAT(
      Literals("f(\"a \\\"b\\\" \"\n  \"c\", \"d\"); // \"e\"\nchar x = '\"'; g(\"h\" + y);"),
      ElementsAre("a \"b\" c", "d", "h"));
}

TEST(TroubleshootingGuide, QuotesErrorsThatTheSourcesHold) {
  std::vector<std::string> literals;
  for (const char* folder : {"auth", "client", "http", "vtab", "extension", "common", "cli"}) {
    for (const auto& entry : fs::directory_iterator(fs::path(ZOHO_DESK_SOURCE_DIR) / folder)) {
      if (entry.path().extension() != ".cpp")
        continue;
      const auto own = Literals(ReadText(entry.path()));
      literals.insert(literals.end(), own.begin(), own.end());
    }
  }
  const auto quotations =
      Between(ReadText(ZOHO_DESK_SOURCE_DIR "/docs/guides/troubleshooting.md"), "**`", "`**");
  EXPECT_GE(quotations.size(), 80U);
  for (const std::string& quotation : quotations) {
    for (const std::string& part : Parts(quotation)) {
      EXPECT_TRUE(std::any_of(
          literals.begin(), literals.end(),
          [&](const std::string& text) { return text.find(part) != std::string::npos; }))
          << "no source says: " << part;
    }
  }
}

}  // namespace
}  // namespace zoho_desk::docs
