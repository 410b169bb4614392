#pragma once

// The fact sheets the resources were written from: one JSON file per resource, beside the
// repository or in the folder that ZOHO_DESK_SHEETS names. They are not part of it: without them
// the tests that compare with them check nothing, and filter_facts_test.cpp and registry_test.cpp
// pin what matters most.

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <optional>
#include <regex>
#include <string>
#include <string_view>

#include "resources/resource.h"
#include "tests/paths.h"

namespace zoho_desk::resources {

using Json = nlohmann::json;

inline std::optional<Json> Sheet(std::string_view name) {
  std::filesystem::path folder =
      std::filesystem::path(ZOHO_DESK_SOURCE_DIR) / ".." / "shared" / "api" / "resources";
  if (const char* sheets = std::getenv("ZOHO_DESK_SHEETS"); sheets != nullptr) {
    folder = sheets;
  }
  std::ifstream file(folder / (std::string(name) + ".json"));
  if (!file) {
    return std::nullopt;
  }
  return Json::parse(file);
}

inline const Json& RouteOf(const Json& sheet, uint8_t route) {
  return sheet[route == kSearch ? "search" : "list"];
}

inline const Json* Param(const Json& route, std::string_view name) {
  for (const Json& param : route["params"]) {
    if (param["name"] == name) {
      return &param;
    }
  }
  return nullptr;
}

// A parameter of the request as every known server takes it.
inline const Json* Sure(const Json& route, std::string_view name) {
  if (!route.is_object()) {
    return nullptr;
  }
  const Json* param = Param(route, name);
  const bool header = param != nullptr && param->contains("in") && (*param)["in"] == "header";
  return param == nullptr || header || param->contains("only_in") ? nullptr : param;
}

inline bool Contains(const Json& values, std::string_view value) {
  return values.is_array() && std::find(values.begin(), values.end(), value) != values.end();
}

inline std::string Text(const Json& object, const char* key) {
  return object.contains(key) && object[key].is_string() ? object[key].get<std::string>() : "";
}

// A bound that the sheet gives as a number or as "20 items" or "3 chars".
inline std::optional<int> Bound(const Json& param, const char* key, const std::string& unit) {
  if (!param.contains(key)) {
    return std::nullopt;
  }
  if (param[key].is_number_integer()) {
    return param[key].get<int>();
  }
  std::smatch match;
  const std::string text = Text(param, key);
  if (std::regex_search(text, match, std::regex("([0-9]+) " + unit))) {
    return std::stoi(match[1].str());
  }
  return std::nullopt;
}

// The longest comma list the sheet allows, wherever it says so.
inline std::optional<int> LongestList(const Json& param) {
  std::smatch match;
  const std::string note = Text(param, "note");
  if (std::regex_search(note, match, std::regex("([0-9]+) (ids|values)"))) {
    return std::stoi(match[1].str());
  }
  const std::string type = Text(param, "type");
  return type.find("array") != std::string::npos || type.find("comma list") != std::string::npos
             ? Bound(param, "max", "items")
             : std::nullopt;
}

// Nothing if no sheets are at hand: filter_facts_test.cpp pins what matters most in any case.
inline std::optional<Json> SheetIfAtHand(const Resource& resource) {
  std::optional<Json> sheet = Sheet(resource.name);
  EXPECT_EQ(sheet.has_value(), Sheet("tickets").has_value()) << "some sheets are missing";
  return sheet;
}

}  // namespace zoho_desk::resources
