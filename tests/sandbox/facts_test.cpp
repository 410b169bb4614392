// Compares the sandbox's tables with the fact sheets they were written from, when those are at
// hand. Without them the tables are checked against themselves.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <optional>
#include <regex>
#include <set>

#include "sandbox/api.h"
#include "sandbox/spec.h"
#include "tests/paths.h"

namespace zoho_desk::sandbox {
namespace {

using Json = nlohmann::json;
using Names = std::set<std::string>;

std::optional<Json> Sheet(std::string_view resource) {
  const std::filesystem::path path = std::filesystem::path(ZOHO_DESK_SOURCE_DIR) /
                                     "../shared/api/resources" / (std::string(resource) + ".json");
  std::ifstream file(path);
  if (!file)
    return std::nullopt;
  return Json::parse(file, nullptr, false);
}

std::string Text(const Json& object, const char* key) {
  const auto it = object.find(key);
  if (it == object.end() || it->is_null())
    return {};
  return it->is_string() ? it->get<std::string>() : it->dump();
}

Names Split(std::string_view choices) {
  Names names;
  for (const std::string_view part : SplitChoices(choices))
    names.insert(std::string(part));
  return names;
}

// The number in "20 items, 120 chars each" before this word, or in a bare number.
std::optional<int64_t> NumberBefore(const std::string& text, const std::string& word) {
  std::smatch match;
  if (std::regex_search(text, match, std::regex("([0-9]+) " + word)))
    return std::stoll(match[1]);
  if (std::regex_match(text, std::regex("[0-9]+")))
    return std::stoll(text);
  return std::nullopt;
}

// Sent elsewhere than in the query, or known from an older description only.
bool Skipped(const Json& param) {
  const std::string name = Text(param, "name");
  return name == "orgId" || Text(param, "in") == "path" || Text(param, "in") == "header" ||
         Text(param, "type").find("in path") != std::string::npos ||
         !Text(param, "only_in").empty();
}

void CompareChoices(const ParamSpec& spec, const Json& param, const std::string& where) {
  if (!param.contains("enum") || param["enum"].is_null() || Text(param, "enum_open") == "true")
    return;
  if (spec.kind == Kind::kSort || spec.kind == Kind::kSortOrder)
    return;  // compared with the sort keys
  const Names own = Split(spec.choices);
  for (const Json& value : param["enum"])
    EXPECT_TRUE(own.contains(value.get<std::string>())) << where << " lacks " << value;
  const std::string pattern = std::regex_replace(Text(param, "pattern"), std::regex(R"(\\)"), "");
  const std::string note = Text(param, "note");
  for (const std::string& value : own) {
    const bool listed = std::any_of(param["enum"].begin(), param["enum"].end(),
                                    [&](const Json& item) { return item == value; });
    EXPECT_TRUE(listed || pattern.find(value) != std::string::npos) << where << " has " << value;
  }
}

void CompareParam(const ParamSpec& spec, const Json& param, const std::string& where) {
  EXPECT_EQ(spec.required, Text(param, "required") == "true") << where;
  CompareChoices(spec, param, where);
  const std::string type = Text(param, "type");
  const std::string max = Text(param, "max");
  const bool listed = spec.list && spec.kind != Kind::kInclude;
  if (listed && !max.empty()) {
    const auto items = NumberBefore(max, "items");
    if (items && spec.kind != Kind::kText) {
      EXPECT_EQ(spec.max_items, *items) << where;
    }
  }
  if (param.contains("maxItems")) {
    EXPECT_EQ(spec.max_items, param["maxItems"].get<int>()) << where;
  }
  if (spec.kind == Kind::kLimit || spec.kind == Kind::kFrom) {
    if (param.contains("min") && param["min"].is_number() && param["min"] > 0) {
      EXPECT_EQ(spec.min, param["min"].get<int64_t>()) << where;
    }
    if (param.contains("max") && param["max"].is_number()) {
      EXPECT_EQ(spec.max, param["max"].get<int64_t>()) << where;
    }
  }
  if (spec.kind == Kind::kText && !spec.list) {
    if (const auto least = NumberBefore(Text(param, "min"), "chars")) {
      EXPECT_EQ(spec.min, *least) << where;
    }
    if (const auto most = NumberBefore(max, "chars")) {
      EXPECT_EQ(spec.max, *most) << where;
    }
    if (param.contains("maxLength")) {
      EXPECT_EQ(spec.max, param["maxLength"].get<int64_t>()) << where;
    }
  }
  if (!spec.fallback.empty() && !Text(param, "default").empty()) {
    EXPECT_EQ(spec.fallback, Text(param, "default")) << where;
  }
}

Names ScopesOf(std::string_view expression) {
  std::string text(expression);
  std::replace(text.begin(), text.end(), '&', '|');
  return Split(text);
}

void CompareEndpoint(const Endpoint& own, const Json& sheet, const std::string& where) {
  if (sheet.is_null()) {
    EXPECT_TRUE(own.path.empty()) << where;
    return;
  }
  const std::string path =
      std::regex_replace(Text(sheet, "path"), std::regex(R"(\{[^}]*\})"), "{id}");
  EXPECT_EQ(own.path, path) << where;
  Names expected;
  for (const Json& param : sheet["params"]) {
    if (Skipped(param))
      continue;
    const std::string name = param["name"];
    expected.insert(name);
    const auto spec =
        std::find_if(own.params.begin(), own.params.end(),
                     [&](const ParamSpec& candidate) { return candidate.name == name; });
    if (spec == own.params.end())
      ADD_FAILURE() << where << " lacks the parameter " << name;
    else
      CompareParam(*spec, param, where + "?" + name);
  }
  for (const ParamSpec& spec : own.params)
    EXPECT_TRUE(expected.contains(std::string(spec.name))) << where << " has " << spec.name;
  if (sheet.contains("scopes")) {
    Names scopes;
    for (const Json& scope : sheet["scopes"])
      scopes.insert(scope.get<std::string>());
    EXPECT_EQ(ScopesOf(own.scopes), scopes) << where;
  }
}

void CompareSort(const Endpoint& own, const Json& sheet, const std::string& where) {
  Names keys;
  Names accepted;
  for (const SortKey& key : own.sort_keys) {
    keys.insert(std::string(key.name));
    if (!key.refused)
      accepted.insert(std::string(key.name));
  }
  const auto bare = [](const Json& values) {
    Names names;
    for (const Json& value : values) {
      const std::string text = value;
      names.insert(text.starts_with('-') ? text.substr(1) : text);
    }
    return names;
  };
  if (sheet.contains("sortable") && !sheet["sortable"].empty()) {
    EXPECT_EQ(keys, bare(sheet["sortable"])) << where;
  }
  if (sheet.contains("sortable_reported")) {
    EXPECT_EQ(accepted, bare(sheet["sortable_reported"])) << where;
  }
}

void CompareList(const ResourceSpec& own, const Json& sheet) {
  const std::string where(own.name);
  EXPECT_EQ(own.list.data_key, Text(sheet, "data_key")) << where;
  EXPECT_EQ(own.list.empty_is_204, Text(sheet, "empty") == "204") << where;
  if (sheet["from_base"].is_number()) {
    EXPECT_EQ(own.list.base, sheet["from_base"].get<int>()) << where;
  }
  if (sheet["default_limit"].is_number()) {
    EXPECT_EQ(own.list.default_limit, sheet["default_limit"].get<int>()) << where;
  }
  CompareSort(own.list, sheet, where);
  for (const ParamSpec& spec : own.list.params) {
    if (spec.kind == Kind::kLimit) {
      EXPECT_EQ(spec.max, sheet["max_limit"].get<int64_t>()) << where;
    }
  }
}

void CompareFields(const ResourceSpec& own, const Json& fields) {
  Names expected;
  for (const Json& field : fields) {
    const std::string name = field["name"];
    const std::string where = std::string(own.name) + "." + name;
    expected.insert(name);
    const FieldSpec* spec = FindField(own, name);
    if (spec == nullptr) {
      ADD_FAILURE() << where << " is missing";
      continue;
    }
    EXPECT_EQ((spec->where & kList) != 0, Text(field, "in_list") == "true") << where;
    EXPECT_EQ((spec->where & kGet) != 0, Text(field, "in_get") == "true") << where;
    if (!Text(field, "in_search").empty()) {
      EXPECT_EQ((spec->where & kSearch) != 0, Text(field, "in_search") == "true") << where;
    }
    const std::string include = std::regex_replace(Text(field, "needs_include"),
                                                   std::regex("header featureFlags="), "header:");
    EXPECT_EQ(spec->include, include) << where;
  }
  for (const FieldSpec& spec : own.fields)
    EXPECT_TRUE(expected.contains(std::string(spec.name))) << own.name << " has " << spec.name;
}

TEST(Facts, TablesAgreeWithTheSheets) {
  EXPECT_EQ(AllResources().size(), kTableCount);
  for (const ResourceSpec* resource : AllResources()) {
    const std::optional<Json> sheet = Sheet(resource->name);
    if (!sheet)
      continue;
    const std::string name(resource->name);
    ASSERT_TRUE(sheet->is_object()) << name;
    CompareList(*resource, (*sheet)["list"]);
    CompareEndpoint(resource->list, (*sheet)["list"], name + " list");
    CompareEndpoint(resource->get, (*sheet)["get"], name + " get");
    CompareEndpoint(resource->search, (*sheet)["search"], name + " search");
    CompareEndpoint(resource->count, (*sheet)["count"], name + " count");
    CompareFields(*resource, (*sheet)["fields"]);
  }
}

// The portals are no table of the sandbox's, but a sheet describes them all the same.
TEST(Facts, OrganizationsHaveAValueForEveryFieldOfTheirSheet) {
  const Json record = Json::parse(OrganizationRecord(
      {.id = kDefaultOrgId, .company_name = "A", .portal_name = "a", .is_default = true}));
  for (const auto& [name, value] : record.items())
    EXPECT_FALSE(value.is_null()) << name;
  const std::optional<Json> sheet = Sheet("organizations");
  if (!sheet)
    return;
  Names expected;
  for (const Json& field : (*sheet)["fields"]) {
    const std::string name = field["name"];
    expected.insert(name);
    if (field["enum"].is_array()) {
      EXPECT_TRUE(field["enum"].get<Names>().contains(record.value(name, ""))) << name;
    }
  }
  Names own;
  for (const auto& [name, value] : record.items())
    own.insert(name);
  EXPECT_EQ(own, expected);
}

TEST(Facts, ValuesStayWithinTheEnumsOfTheSheets) {
  const World world(1, kDefaultNow, DefaultRowCounts());
  for (const ResourceSpec* resource : AllResources()) {
    const std::optional<Json> sheet = Sheet(resource->name);
    for (const FieldSpec& field : resource->fields) {
      ASSERT_NE(field.write, nullptr) << resource->name << "." << field.name;
      Names allowed;
      for (const Json& known : sheet ? (*sheet)["fields"] : Json::array()) {
        if (known["name"] == field.name && known.contains("enum") && known["enum"].is_array())
          allowed = known["enum"].get<Names>();
      }
      for (uint32_t row = 0; !allowed.empty() && row < world.Size(resource->res); ++row) {
        std::string text;
        Writer w(text, Writer::Form::kPlain);
        field.write({world, resource->res, row}, w);
        EXPECT_TRUE(w.plain_null() || allowed.contains(text))
            << resource->name << "." << field.name << " = " << text;
      }
    }
  }
}

TEST(Facts, NamesAreUnique) {
  for (const ResourceSpec* resource : AllResources()) {
    Names fields;
    for (const FieldSpec& field : resource->fields)
      EXPECT_TRUE(fields.insert(std::string(field.name)).second)
          << resource->name << "." << field.name;
    for (const Endpoint* endpoint :
         {&resource->list, &resource->get, &resource->search, &resource->count}) {
      Names params;
      for (const ParamSpec& param : endpoint->params)
        EXPECT_TRUE(params.insert(std::string(param.name)).second)
            << endpoint->path << "?" << param.name;
      EXPECT_TRUE(endpoint->path.empty() || !endpoint->scopes.empty()) << endpoint->path;
    }
  }
}

TEST(Facts, IncludedFieldsBelongToAnIncludeValue) {
  for (const ResourceSpec* resource : AllResources()) {
    for (const FieldSpec& field : resource->fields) {
      if (field.include.empty() || field.include.starts_with("header:"))
        continue;
      bool known = false;
      for (const Endpoint* endpoint : {&resource->list, &resource->get}) {
        for (const ParamSpec& param : endpoint->params)
          known |= param.kind == Kind::kInclude &&
                   Split(param.choices).contains(std::string(field.include));
      }
      EXPECT_TRUE(known) << resource->name << "." << field.name;
    }
  }
}

}  // namespace
}  // namespace zoho_desk::sandbox
