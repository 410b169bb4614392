#pragma once

// Reads facts/, which the extension's and the sandbox's tables are compared with (facts/README.md
// says what the keys mean).

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "tests/paths.h"

namespace zoho_desk::testing {

using Json = nlohmann::json;

inline std::filesystem::path FactsFolder() {
  return std::filesystem::path(ZOHO_DESK_SOURCE_DIR) / "facts";
}

// The facts of one resource; fails the test and is null if there are none.
inline Json Facts(std::string_view resource) {
  std::ifstream file(FactsFolder() / (std::string(resource) + ".json"));
  Json facts = Json::parse(file, nullptr, /*allow_exceptions=*/false);
  EXPECT_TRUE(facts.is_object()) << "facts/" << resource << ".json is missing or no object";
  return facts.is_object() ? facts : Json();
}

// The lines of a document, by the last heading above them.
inline std::map<std::string, std::string> Sections(const std::filesystem::path& document) {
  std::map<std::string, std::string> sections;
  std::string heading;
  std::ifstream file(document);
  for (std::string line; std::getline(file, line);) {
    if (const size_t text = line.find_first_not_of("# "); line.starts_with('#')) {
      heading = line.substr(std::min(text, line.size()));
      sections[heading];
    }
    sections[heading] += line + "\n";
  }
  return sections;
}

// The member of that name; null if the object, which may be null itself, has none.
inline const Json& At(const Json& object, const std::string& key) {
  static const Json null;
  const auto member = object.find(key);
  return member == object.end() ? null : *member;
}

inline std::string Text(const Json& object, const char* key) {
  const Json& value = At(object, key);
  return value.is_string() ? value.get<std::string>() : "";
}

inline bool True(const Json& object, const char* key) {
  return At(object, key) == true;
}

inline bool Contains(const Json& values, std::string_view value) {
  return values.is_array() && std::find(values.begin(), values.end(), value) != values.end();
}

// The parameter of that name; null if the endpoint takes none.
inline const Json* Param(const Json& endpoint, std::string_view name) {
  for (const Json& param : At(endpoint, "params")) {
    if (param["name"] == name) {
      return &param;
    }
  }
  return nullptr;
}

}  // namespace zoho_desk::testing
