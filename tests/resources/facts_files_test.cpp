// The files of facts/: each can be read, and uses the keys that facts/README.md explains.

#include <gtest/gtest.h>

#include <filesystem>
#include <functional>
#include <map>
#include <string>

#include "tests/support/facts.h"

namespace zoho_desk::resources {
namespace {

namespace fs = std::filesystem;
using testing::At;
using testing::FactsFolder;
using testing::Json;

// Calls check(facts) for every resource that has facts, be it a table or not.
void ForEachFile(const std::function<void(const Json& facts)>& check) {
  size_t files = 0;
  for (const auto& entry : fs::directory_iterator(FactsFolder())) {
    if (entry.path().extension() != ".json")
      continue;
    SCOPED_TRACE(entry.path().filename());
    const Json facts = testing::Facts(entry.path().stem().string());
    if (facts.is_object())
      check(facts);
    ++files;
  }
  EXPECT_GE(files, 25U);
}

void ExpectKeysExplained(const Json& object, const std::string& section) {
  static const std::map<std::string, std::string> readme =
      testing::Sections(FactsFolder() / "README.md");
  for (const auto& [key, value] : object.items())
    EXPECT_NE(readme.at(section).find("`" + key + "`"), std::string::npos)
        << section << " lacks " << key;
}

TEST(FactsFiles, AreNamedAfterTheirResource) {
  for (const auto& entry : fs::directory_iterator(FactsFolder())) {
    if (entry.path().extension() == ".json") {
      EXPECT_EQ(testing::Facts(entry.path().stem().string()).value("resource", ""),
                entry.path().stem());
    }
  }
}

TEST(FactsFiles, UseTheKeysThatTheReadmeExplains) {
  ForEachFile([](const Json& facts) {
    ExpectKeysExplained(facts, "Keys of a resource");
    for (const char* endpoint : {"list", "get", "search", "count"}) {
      if (facts.at(endpoint).is_null())
        continue;
      ExpectKeysExplained(facts.at(endpoint), "Keys of an endpoint");
      for (const Json& param : At(facts.at(endpoint), "params"))
        ExpectKeysExplained(param, "Keys of a parameter");
    }
    for (const Json& field : facts.at("fields"))
      ExpectKeysExplained(field, "Keys of a field");
  });
}

// Facts have no text of their sources: the longest there is is a conflict of ours.
TEST(FactsFiles, HoldNoAnswersAndNoTexts) {
  const std::function<void(const Json&)> look = [&](const Json& value) {
    if (value.is_string()) {
      EXPECT_LE(value.get<std::string>().size(), 220U) << value;
    }
    if (value.is_structured()) {
      for (const Json& member : value)
        look(member);
    }
  };
  ForEachFile([&](const Json& facts) {
    for (const auto& [key, value] : facts.items())
      EXPECT_FALSE(key.starts_with("example")) << key;
    look(facts);
  });
}

}  // namespace
}  // namespace zoho_desk::resources
