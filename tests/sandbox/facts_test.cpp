// Compares the sandbox's tables with the facts they were written from (facts/<resource>.json), and
// with themselves.

#include "tests/support/facts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <regex>
#include <set>

#include "sandbox/api.h"
#include "sandbox/spec.h"

namespace zoho_desk::sandbox {
namespace {

using testing::At;
using testing::Contains;
using testing::Json;
using testing::Text;
using testing::True;
using Names = std::set<std::string>;

Names Split(std::string_view choices) {
  Names names;
  for (const std::string_view part : SplitChoices(choices))
    names.insert(std::string(part));
  return names;
}

// Sent elsewhere than in the query, or known from an older description only.
bool Skipped(const Json& param) {
  return Text(param, "in") == "header" || True(param, "older");
}

void CompareChoices(const ParamSpec& spec, const Json& param, const std::string& where) {
  const Json& known = At(param, "enum");
  if (known.is_null() || True(param, "open"))
    return;
  if (spec.kind == Kind::kSort || spec.kind == Kind::kSortOrder)
    return;  // compared with the sort keys
  const Names own = Split(spec.choices);
  for (const Json& value : known)
    EXPECT_TRUE(own.contains(value.get<std::string>())) << where << " lacks " << value;
  for (const std::string& value : own) {
    EXPECT_TRUE(Contains(known, value) || Contains(At(param, "accepts"), value))
        << where << " has " << value;
  }
}

// Where the facts have a number, the sandbox has it too.
void CompareNumber(int64_t own, const Json& param, const char* key, const std::string& where) {
  if (const Json& known = At(param, key); known.is_number()) {
    EXPECT_EQ(own, known.get<int64_t>()) << where << " " << key;
  }
}

void CompareParam(const ParamSpec& spec, const Json& param, const std::string& where) {
  EXPECT_EQ(spec.required, True(param, "required")) << where;
  CompareChoices(spec, param, where);
  if (spec.list)
    CompareNumber(spec.max_items, param, "max_items", where);
  if (spec.kind == Kind::kLimit || spec.kind == Kind::kFrom) {
    if (At(param, "min") != 0)
      CompareNumber(spec.min, param, "min", where);
    CompareNumber(spec.max, param, "max", where);
  }
  if (spec.kind == Kind::kText && !spec.list) {
    CompareNumber(spec.min, param, "min_length", where);
    CompareNumber(spec.max, param, "max_length", where);
  }
  if (const Json& fallback = At(param, "default"); !spec.fallback.empty() && !fallback.is_null()) {
    EXPECT_EQ(spec.fallback, fallback.is_string() ? fallback.get<std::string>() : fallback.dump())
        << where;
  }
}

Names ScopesOf(std::string_view expression) {
  std::string text(expression);
  std::replace(text.begin(), text.end(), '&', '|');
  return Split(text);
}

void CompareEndpoint(const Endpoint& own, const Json& facts, const std::string& where) {
  if (facts.is_null()) {
    EXPECT_TRUE(own.path.empty()) << where;
    return;
  }
  const std::string path =
      std::regex_replace(Text(facts, "path"), std::regex(R"(\{[^}]*\})"), "{id}");
  EXPECT_EQ(own.path, path) << where;
  Names expected;
  for (const Json& param : facts["params"]) {
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
  if (facts.contains("scopes")) {
    Names scopes;
    for (const Json& scope : facts["scopes"])
      scopes.insert(scope.get<std::string>());
    EXPECT_EQ(ScopesOf(own.scopes), scopes) << where;
  }
}

void CompareSort(const Endpoint& own, const Json& facts, const std::string& where) {
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
  if (!At(facts, "sortable").is_null()) {
    EXPECT_EQ(keys, bare(facts["sortable"])) << where;
  }
  if (!At(facts, "sortable_reported").is_null()) {
    EXPECT_EQ(accepted, bare(facts["sortable_reported"])) << where;
  }
}

void CompareList(const ResourceSpec& own, const Json& facts) {
  const std::string where(own.name);
  EXPECT_EQ(own.list.data_key, Text(facts, "data_key")) << where;
  EXPECT_EQ(own.list.empty_is_204, facts["empty"] == 204) << where;
  CompareNumber(own.list.base, facts, "base", where);
  CompareNumber(own.list.default_limit, facts, "default_limit", where);
  CompareSort(own.list, facts, where);
  for (const ParamSpec& spec : own.list.params) {
    if (spec.kind == Kind::kLimit) {
      EXPECT_EQ(spec.max, facts["max_limit"].get<int64_t>()) << where;
    }
  }
}

void CompareFields(const ResourceSpec& own, const Json& fields) {
  const bool search_is_known = std::any_of(fields.begin(), fields.end(), [](const Json& field) {
    return Contains(field["in"], "search");
  });
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
    EXPECT_EQ((spec->where & kList) != 0, Contains(field["in"], "list")) << where;
    EXPECT_EQ((spec->where & kGet) != 0, Contains(field["in"], "get")) << where;
    if (search_is_known) {
      EXPECT_EQ((spec->where & kSearch) != 0, Contains(field["in"], "search")) << where;
    }
    const std::string header =
        std::regex_replace(Text(field, "header"), std::regex("featureFlags="), "header:");
    EXPECT_EQ(spec->include, header.empty() ? Text(field, "include") : header) << where;
  }
  for (const FieldSpec& spec : own.fields)
    EXPECT_TRUE(expected.contains(std::string(spec.name))) << own.name << " has " << spec.name;
}

// Tickets of lists that are not those of /tickets are got as tickets.
bool IsOfAnother(const Json& facts) {
  return Text(facts["get"], "path") == "/api/v1/tickets/{ticketId}" &&
         facts["resource"] != "tickets";
}

TEST(Facts, TablesAgreeWithThem) {
  for (const ResourceSpec* resource : AllResources()) {
    const std::string name(resource->name);
    const Json facts = testing::Facts(name);
    ASSERT_TRUE(facts.is_object()) << name;
    CompareList(*resource, facts["list"]);
    CompareEndpoint(resource->list, facts["list"], name + " list");
    CompareEndpoint(resource->get, IsOfAnother(facts) ? Json() : facts["get"], name + " get");
    CompareEndpoint(resource->search, facts["search"], name + " search");
    CompareEndpoint(resource->count, facts["count"], name + " count");
    CompareFields(*resource, facts["fields"]);
  }
}

// The portals are no table of the sandbox's, but have facts all the same.
TEST(Facts, OrganizationsHaveAValueForEveryField) {
  const Json record = Json::parse(OrganizationRecord(
      {.id = kDefaultOrgId, .company_name = "A", .portal_name = "a", .is_default = true}));
  const Json facts = testing::Facts("organizations");
  Names expected;
  for (const Json& field : At(facts, "fields")) {
    const std::string name = field["name"];
    expected.insert(name);
    if (const Json& known = At(field, "enum"); known.is_array()) {
      EXPECT_TRUE(Contains(known, record.value(name, ""))) << name;
    }
  }
  Names own;
  for (const auto& [name, value] : record.items()) {
    EXPECT_FALSE(value.is_null()) << name;
    own.insert(name);
  }
  EXPECT_EQ(own, expected);
}

TEST(Facts, ValuesStayWithinTheEnums) {
  const World world(1, kDefaultNow, DefaultRowCounts());
  for (const ResourceSpec* resource : AllResources()) {
    const Json facts = testing::Facts(resource->name);
    for (const FieldSpec& field : resource->fields) {
      ASSERT_NE(field.write, nullptr) << resource->name << "." << field.name;
      Names allowed;
      for (const Json& known : At(facts, "fields")) {
        if (known["name"] == field.name && known.contains("enum"))
          allowed = known["enum"].get<Names>();
      }
      world.ForEach(resource->res, [&](uint32_t row) {
        std::string text;
        Writer w(text, Writer::Form::kPlain);
        field.write({world, resource->res, row}, w);
        EXPECT_TRUE(allowed.empty() || w.plain_null() || allowed.contains(text))
            << resource->name << "." << field.name << " = " << text;
      });
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
