#include "common/foreign_json.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <regex>

#include "tests/paths.h"
#include "tests/support/small_stack.h"

namespace zoho_desk {
namespace {

namespace fs = std::filesystem;
using testing::IsEmpty;

// {"x":[[...]]} with that many levels in all.
std::string Nested(size_t levels) {
  return R"({"x":)" + std::string(levels - 1, '[') + std::string(levels - 1, ']') + "}";
}

TEST(ForeignJson, IsReadAsJson) {
  const auto json = ParseForeignJson(R"({"a":[1,"x",null,true,1.5]})");
  ASSERT_TRUE(json.is_object());
  EXPECT_EQ(json["a"].size(), 5U);
  EXPECT_EQ(ParseForeignJson<nlohmann::ordered_json>(R"({"b":1,"a":2})").dump(),
            R"({"b":1,"a":2})");
}

TEST(ForeignJson, ThatIsNoneIsDiscarded) {
  for (const char* text :
       {"", " ", "{", "{]", "]", "]]]][[[[", "{\"a\":1}x", "\"\\", "\xff", "nul"}) {
    EXPECT_TRUE(ParseForeignJson(text).is_discarded()) << text;
    EXPECT_TRUE(ParseForeignJson<nlohmann::ordered_json>(text).is_discarded()) << text;
  }
}

TEST(ForeignJson, IsNotParsedBeyondItsDepth) {
  EXPECT_TRUE(ParseForeignJson(Nested(kMostForeignLevels)).is_object());
  for (const size_t levels : {kMostForeignLevels + 1, size_t{5'000}, size_t{76'000}})
    EXPECT_TRUE(ParseForeignJson(Nested(levels)).is_discarded()) << levels;
  EXPECT_TRUE(ParseForeignJson(std::string(100'000, '[')).is_discarded());
  // Brackets in text are no nesting, and brackets that are closed do not add up.
  EXPECT_TRUE(ParseForeignJson(R"(["\"\\)" + std::string(5'000, '{') + R"("])").is_array());
  std::string wide = "[0";
  for (int i = 0; i < 1'000; ++i)
    wide += ",[{}]";
  EXPECT_TRUE(ParseForeignJson(wide + "]").is_array());
}

TEST(ForeignJson, IsNotParsedBeyondItsSize) {
  const std::string filled = R"({"x":")" + std::string(kMostForeignBytes - 8, 'x') + R"("})";
  EXPECT_TRUE(ParseForeignJson(filled).is_object());
  EXPECT_TRUE(ParseForeignJson(filled + " ").is_discarded());
  EXPECT_TRUE(ParseForeignJson("[1,2]", 4).is_discarded());
}

// What is done with trees recurses: the deepest one must fit a small stack, as threads of hosts
// have.
TEST(ForeignJson, FitsASmallStack) {
  bool is_equal = false;
  OnSmallStack([&] {
    const auto json = ParseForeignJson(Nested(kMostForeignLevels));
    const nlohmann::json copy = json;  // NOLINT(performance-unnecessary-copy-initialization)
    is_equal = copy == json && copy.dump() == Nested(kMostForeignLevels);
    is_equal = is_equal && ParseForeignJson(Nested(76'000)).is_discarded();
  });
  EXPECT_TRUE(is_equal);
}

TEST(ForeignJson, MembersAreFoundInObjectsOnly) {
  const auto json = ParseForeignJson(R"({"a":"x","b":1})");
  EXPECT_EQ(TextMember(json, "a"), "x");
  EXPECT_EQ(TextMember(json, "b"), "");
  EXPECT_EQ(TextMember(json, "c"), "");
  EXPECT_EQ(TextMember(ParseForeignJson("[1]"), "a"), "");
  EXPECT_EQ(TextMember(ParseForeignJson("["), "a"), "");
}

// Its bounds hold for every tree only if every tree is made there.
TEST(ForeignJson, IsParsedNowhereElse) {
  const std::regex parse(R"([Jj]son(\s*<.*>)?::(parse|sax_parse|accept|from_\w+)\s*\()");
  std::vector<std::string> found;
  size_t read = 0;
  for (const char* folder :
       {"auth", "cli", "client", "common", "extension", "http", "resources", "vtab"}) {
    for (const fs::path& file :
         fs::recursive_directory_iterator(fs::path(ZOHO_DESK_SOURCE_DIR) / folder)) {
      if (file.extension() != ".cpp" && file.extension() != ".h")
        continue;
      ++read;
      std::ifstream stream(file);
      const std::string text{std::istreambuf_iterator<char>(stream), {}};
      if (file.filename() != "foreign_json.cpp" && std::regex_search(text, parse))
        found.push_back(file.string());
    }
  }
  EXPECT_GT(read, 150U);
  EXPECT_THAT(found, IsEmpty());
}

}  // namespace
}  // namespace zoho_desk
