// Compares every resource with the fact sheet it was written from, where the sheets are at hand.
// Without them the suite still checks that the exceptions below are real columns, and
// registry_test.cpp pins the facts that matter most.

#include "tests/resources/sheets.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <regex>
#include <string>
#include <string_view>
#include <vector>

namespace zoho_desk::resources {
namespace {

// Where we know better than a sheet's in_list, in_get and in_search say, and why.
struct Exception {
  std::string_view resource;
  std::string_view column;
  int routes;
};
constexpr Exception kExceptions[] = {
    // In one sample of the list only; live list rows lack both.
    {"articles", "expiryDate", kGet},
    {"articles", "secondaryTitles", kGet},
    // Search brings full records, but these come with include= and search takes none.
    {"products", "owner", kList | kGet},
    {"products", "departments", kGet},
    // Search rows have no documented shape, but are sure to have their key.
    {"articles", "id", kList | kSearch | kGet},
    {"calls", "id", kList | kSearch | kGet},
    {"events", "id", kList | kSearch | kGet},
    {"tasks", "id", kList | kSearch | kGet},
    // Only the schema of list rows has it.
    {"accounts", "customerHappiness", kList},
};

// Calls check(resource, sheet) for every resource that has a sheet.
template <typename Check>
void ForEachSheet(Check check) {
  for (const Resource* resource : AllResources()) {
    if (const std::optional<Json> sheet = Sheet(resource->name)) {
      SCOPED_TRACE(std::string(resource->name));
      check(*resource, *sheet);
    }
  }
}

bool True(const Json& object, const char* key) {
  return object.contains(key) && object[key].is_boolean() && object[key].get<bool>();
}

// What a request of that route sends to have the field: the value of include=, or the parameter of
// that name switched on; empty if it takes neither.
std::string IncludeOf(const Json& route, const std::string& name) {
  if (!route.is_object() || name.empty()) {
    return {};
  }
  const Json* include = Param(route, "include");
  if (include != nullptr && Contains((*include)["enum"], name)) {
    return name;
  }
  const Json* own = Param(route, name);
  return own != nullptr && (*own)["type"] == "boolean" ? name + "=true" : "";
}

// "/x/{ticketId}" as "/x/{id}".
std::string Template(const std::string& path) {
  return std::regex_replace(path, std::regex(R"(\{\w+\})"), "{id}");
}

int ExpectedRoutes(const Resource& resource, const Json& sheet, const Json& field) {
  for (const Exception& exception : kExceptions) {
    if (exception.resource == resource.name && field["name"] == exception.column) {
      return exception.routes;
    }
  }
  const std::string include = Text(field, "needs_include");
  const bool from_include = !include.empty() && !include.starts_with("header ");
  const bool get = True(field, "in_get");
  const bool list = True(field, "in_list");
  const bool list_refuses = from_include && IncludeOf(sheet["list"], include).empty();
  bool search = True(field, "in_search");
  if (resource.name == "contacts" || resource.name == "accounts" || resource.name == "products") {
    search = list || get;  // full records
  }
  return (list && !list_refuses ? kList : 0) | (search ? kSearch : 0) | (get ? kGet : 0);
}

TEST(Sheets, EveryFieldIsAColumnOnItsRoutes) {
  ForEachSheet([](const Resource& resource, const Json& sheet) {
    const Json& fields = sheet["fields"];
    const bool asked = !resource.list.fan_out.column.empty() && resource.columns[0].from_request;
    EXPECT_EQ(resource.columns.size(), fields.size() + (asked ? 1 : 0));
    for (const Json& field : fields) {
      const std::string name = field["name"];
      SCOPED_TRACE(name);
      const int index = resource.FindColumn(name);
      ASSERT_GE(index, 0);
      const Column& column = resource.columns[static_cast<size_t>(index)];
      EXPECT_EQ(column.name, name);
      EXPECT_EQ(column.routes, ExpectedRoutes(resource, sheet, field));
    }
  });
}

TEST(Sheets, EveryIncludeIsOneTheEndpointTakes) {
  ForEachSheet([](const Resource& resource, const Json& sheet) {
    for (const Json& field : sheet["fields"]) {
      const std::string include = Text(field, "needs_include");
      const int index = resource.FindColumn(field["name"].get<std::string>());
      ASSERT_GE(index, 0);
      const Column& column = resource.columns[static_cast<size_t>(index)];
      SCOPED_TRACE(std::string(column.name));
      if (include.starts_with("header ")) {
        EXPECT_FALSE(column.list_header.empty());
        continue;
      }
      const bool list = (column.routes & kList) != 0;
      const bool get = (column.routes & kGet) != 0;
      EXPECT_EQ(column.list_include, list ? IncludeOf(sheet["list"], include) : "");
      EXPECT_EQ(column.get_include, get ? IncludeOf(sheet["get"], include) : "");
    }
  });
}

TEST(Sheets, EveryTypeFitsTheWireForm) {
  ForEachSheet([](const Resource& resource, const Json& sheet) {
    for (const Json& field : sheet["fields"]) {
      const std::string json = Text(field, "json");
      const std::string format = Text(field, "format");
      const int index = resource.FindColumn(field["name"].get<std::string>());
      ASSERT_GE(index, 0);
      const Column& column = resource.columns[static_cast<size_t>(index)];
      SCOPED_TRACE(std::string(column.name));
      if (json.starts_with("array") || json.starts_with("object")) {
        EXPECT_EQ(column.type, ColumnType::kJson);
      } else if (json == "boolean") {
        EXPECT_EQ(column.type, ColumnType::kBoolean);
      } else if (format == "date-time") {
        EXPECT_EQ(column.type, ColumnType::kTime);
      } else if (format == "date") {
        EXPECT_EQ(column.type, ColumnType::kDate);
      } else if (format == "decimal") {
        EXPECT_EQ(column.type, ColumnType::kReal);
      } else if (format == "int32-as-string") {
        EXPECT_EQ(column.type, ColumnType::kInteger);
      } else if (format == "int64-as-string" && column.name.ends_with("Id")) {
        EXPECT_EQ(column.type, ColumnType::kId);
      } else if (format.empty() || format == "enum" || format == "email" || format == "url" ||
                 format == "html") {
        EXPECT_EQ(column.type, ColumnType::kText);
      }
    }
  });
}

TEST(Sheets, EveryListMatches) {
  ForEachSheet([](const Resource& resource, const Json& sheet) {
    const ListRoute& list = resource.list;
    const Json& from_sheet = sheet["list"];
    EXPECT_EQ(list.path, Text(from_sheet, "path"));
    EXPECT_EQ(list.data_key, Text(from_sheet, "data_key"));
    EXPECT_EQ(list.paginated, from_sheet["paginated"].get<bool>());
    if (list.paginated) {
      EXPECT_EQ(list.max_limit, from_sheet["max_limit"].get<int>());
      const Json* from = Param(from_sheet, "from");
      ASSERT_NE(from, nullptr);
      EXPECT_EQ(list.first_index, (*from)["min"] == 1 ? 1 : 0);
    }
    EXPECT_EQ(list.max_from,
              from_sheet["max_from"].is_null() ? -1 : from_sheet["max_from"].get<int>());
  });
}

TEST(Sheets, EveryListParameterIsOneTheEndpointTakes) {
  ForEachSheet([](const Resource& resource, const Json& sheet) {
    for (const FixedParam& fixed : resource.list.fixed) {
      SCOPED_TRACE(std::string(fixed.name));
      const Json* param = Param(sheet["list"], fixed.name);
      ASSERT_NE(param, nullptr);
      const std::string pattern = Text(*param, "pattern");
      EXPECT_TRUE(
          Contains((*param)["enum"], fixed.value) ||
          (!pattern.empty() && std::regex_match(std::string(fixed.value), std::regex(pattern))));
    }
    const FanOut& fan_out = resource.list.fan_out;
    for (const Json& param : sheet["list"]["params"]) {
      if (True(param, "required") && param["name"] != "orgId") {
        EXPECT_EQ(fan_out.param, Text(param, "name"));
      }
    }
    if (!fan_out.values.empty()) {
      std::vector<std::string> ours;
      for (const FanOutValue& value : fan_out.values) {
        ours.emplace_back(value.param);
      }
      const auto theirs =
          (*Param(sheet["list"], fan_out.param))["enum"].get<std::vector<std::string>>();
      EXPECT_THAT(ours, testing::UnorderedElementsAreArray(theirs));
    }
  });
}

TEST(Sheets, EveryOtherRouteMatches) {
  ForEachSheet([](const Resource& resource, const Json& sheet) {
    const Json& get = sheet["get"];
    EXPECT_EQ(resource.get.path, get.is_null() ? "" : Template(get["path"]));
    const Json& search = sheet["search"];
    EXPECT_EQ(resource.search.path, search.is_null() ? "" : search["path"].get<std::string>());
    if (!search.is_null()) {
      EXPECT_EQ(resource.search.max_limit, search["max_limit"].get<int>());
      EXPECT_EQ(resource.search.max_from, search["max_from"].get<int>());
      EXPECT_EQ(resource.search.by_id, Param(search, "id") != nullptr);
    }
    // A count that cannot be asked of the whole table is no count.
    const Json& count = sheet["count"];
    bool whole = !count.is_null();
    if (whole) {
      for (const Json& param : count["params"]) {
        whole = whole && (!True(param, "required") || param["name"] == "orgId");
      }
    }
    EXPECT_EQ(resource.count.path, whole ? count["path"].get<std::string>() : "");
  });
}

TEST(Sheets, EveryScopeIsOneTheEndpointNames) {
  const auto split = [](std::string_view commas) {
    std::vector<std::string> out(1);
    for (const char c : commas) {
      if (c == ',') {
        out.emplace_back();
      } else {
        out.back() += c;
      }
    }
    return out;
  };
  ForEachSheet([&](const Resource& resource, const Json& sheet) {
    for (const std::string& scope : split(resource.list.scopes)) {
      EXPECT_TRUE(Contains(sheet["list"]["scopes"], scope)) << scope;
    }
    if (!resource.get.path.empty()) {
      for (const std::string& scope : split(resource.get.scopes)) {
        EXPECT_TRUE(Contains(sheet["get"]["scopes"], scope)) << scope;
      }
    }
    if (!resource.search.path.empty()) {
      for (const std::string& scope : split(resource.search.scopes)) {
        EXPECT_TRUE(Contains(sheet["search"]["scopes"], scope)) << scope;
      }
    }
  });
}

TEST(Sheets, ExceptionsAreRealColumns) {
  for (const Exception& exception : kExceptions) {
    const Resource* resource = FindResource(exception.resource);
    ASSERT_NE(resource, nullptr);
    const int index = resource->FindColumn(exception.column);
    ASSERT_GE(index, 0) << exception.column;
    EXPECT_EQ(resource->columns[static_cast<size_t>(index)].routes, exception.routes)
        << exception.column;
  }
}

}  // namespace
}  // namespace zoho_desk::resources
