// facts/ agrees with the sheets that it was made from, where those lie beside the clone
// (CMakeLists.txt compiles this file only there).

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "tests/paths.h"
#include "tests/support/facts.h"

namespace zoho_desk::resources {
namespace {

namespace fs = std::filesystem;
using testing::At;
using testing::Json;
using testing::Text;
using testing::True;

void ExpectSameParams(const Json& facts, const Json& sheet) {
  std::vector<std::string> names;
  for (const Json& param : At(sheet, "params")) {
    if (param["name"] == "orgId" || Text(param, "in") == "path" ||
        Text(param, "type").find("in path") != std::string::npos)
      continue;
    names.push_back(param["name"]);
    SCOPED_TRACE(names.back());
    const Json* ours = testing::Param(facts, names.back());
    ASSERT_NE(ours, nullptr);
    EXPECT_EQ(True(*ours, "required"), True(param, "required"));
    EXPECT_EQ(True(*ours, "older"), param.contains("only_in"));
    EXPECT_EQ(At(*ours, "enum"), At(param, "enum"));
    EXPECT_EQ(At(*ours, "default"), At(param, "default"));
    EXPECT_EQ(Text(*ours, "type") == "boolean", Text(param, "type") == "boolean");
    if (Text(*ours, "type") == "integer" && !True(*ours, "list")) {
      EXPECT_EQ(At(*ours, "min"), At(param, "min"));
      EXPECT_EQ(At(*ours, "max"), At(param, "max"));
    }
  }
  EXPECT_EQ(At(facts, "params").size(), names.size());
}

void ExpectSameEndpoint(const Json& facts, const Json& sheet) {
  ASSERT_EQ(facts.is_null(), sheet.is_null());
  if (facts.is_null())
    return;
  for (const char* key : {"path", "scopes", "data_key", "paginated", "default_limit", "max_limit",
                          "max_from", "sortable_reported"})
    EXPECT_EQ(At(facts, key), At(sheet, key)) << key;
  EXPECT_EQ(At(facts, "base"), At(sheet, "from_base"));
  EXPECT_EQ(At(facts, "empty") == 204, Text(sheet, "empty") == "204");
  if (!At(sheet, "sortable").empty()) {
    EXPECT_EQ(At(facts, "sortable"), At(sheet, "sortable"));
  }
  ExpectSameParams(facts, sheet);
}

void ExpectSameField(const Json& facts, const Json& sheet) {
  EXPECT_EQ(Text(facts, "name"), Text(sheet, "name"));
  const Json& in = facts["in"];
  EXPECT_EQ(testing::Contains(in, "list"), True(sheet, "in_list"));
  EXPECT_EQ(testing::Contains(in, "get"), True(sheet, "in_get"));
  if (sheet.contains("in_search")) {
    EXPECT_EQ(testing::Contains(in, "search"), True(sheet, "in_search"));
  }
  EXPECT_EQ(At(facts, "nullable") == false, At(sheet, "nullable") == false);
  EXPECT_EQ(At(facts, "enum"), At(sheet, "enum"));
  const std::string header = Text(facts, "header");
  EXPECT_EQ(header.empty() ? Text(facts, "include") : "header " + header,
            Text(sheet, "needs_include"));
  EXPECT_EQ(At(facts, "keys").size(), At(sheet, "children").size());
}

TEST(FactsFiles, AgreeWithTheSheetsThatTheyWereMadeFrom) {
  size_t sheets = 0;
  for (const auto& entry :
       fs::directory_iterator(ZOHO_DESK_SOURCE_DIR "/../shared/api/resources")) {
    SCOPED_TRACE(entry.path().stem());
    std::ifstream file(entry.path());
    const Json sheet = Json::parse(file);
    const Json facts = testing::Facts(entry.path().stem().string());
    ASSERT_TRUE(facts.is_object());
    for (const char* endpoint : {"list", "get", "search", "count"}) {
      SCOPED_TRACE(endpoint);
      ExpectSameEndpoint(facts[endpoint], sheet[endpoint]);
    }
    ASSERT_EQ(facts["fields"].size(), sheet["fields"].size());
    for (size_t i = 0; i < sheet["fields"].size(); ++i) {
      SCOPED_TRACE(Text(sheet["fields"][i], "name"));
      ExpectSameField(facts["fields"][i], sheet["fields"][i]);
    }
    ++sheets;
  }
  EXPECT_GE(sheets, 25U);
}

}  // namespace
}  // namespace zoho_desk::resources
