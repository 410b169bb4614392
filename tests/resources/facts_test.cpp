// Compares every resource with its facts (facts/<resource>.json).

#include "tests/support/facts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <regex>
#include <string>
#include <string_view>
#include <vector>

#include "resources/resource.h"

namespace zoho_desk::resources {
namespace {

using testing::At;
using testing::Contains;
using testing::Facts;
using testing::Json;
using testing::Param;
using testing::Text;
using testing::True;

// Where we know better than a field's `in` says, and why.
struct Exception {
  std::string_view resource;
  std::string_view column;
  int routes;
};
constexpr Exception kExceptions[] = {
    // In one sample of the list only; live list rows lack both.
    {"articles", "expiryDate", kGet},
    {"articles", "secondaryTitles", kGet},
    // Search brings full records, but this comes with include= and search takes none.
    {"products", "owner", kList | kGet},
    // These come with include=, and the get takes none of the values.
    {"kb_root_categories", "publishedArticleCount", kList},
    {"kb_root_categories", "allArticleTemplateCount", kList},
    {"kb_root_categories", "sectionsCount", kList},
    // Search rows have no documented shape, but are sure to have their key.
    {"articles", "id", kList | kSearch | kGet},
    {"calls", "id", kList | kSearch | kGet},
    {"events", "id", kList | kSearch | kGet},
    {"tasks", "id", kList | kSearch | kGet},
};

// Calls check(resource, facts) for every resource.
template <typename Check>
void ForEachResource(Check check) {
  for (const Resource* resource : AllResources()) {
    SCOPED_TRACE(std::string(resource->name));
    const Json facts = Facts(resource->name);
    if (!facts.is_null()) {
      check(*resource, facts);
    }
  }
}

// What a request of that route sends to have the field: the value of include=, or the parameter of
// that name switched on; empty if it takes neither.
std::string IncludeOf(const Json& route, const std::string& name) {
  if (!route.is_object() || name.empty()) {
    return {};
  }
  const Json* include = Param(route, "include");
  if (include != nullptr && Contains(At(*include, "enum"), name)) {
    return name;
  }
  const Json* own = Param(route, name);
  return own != nullptr && (*own)["type"] == "boolean" ? name + "=true" : "";
}

// "/x/{ticketId}/y/{threadId}" as "/x/{ticketId}/y/{id}".
std::string Template(const std::string& path) {
  return std::regex_replace(path, std::regex(R"(\{\w+\}([^{]*)$)"), "{id}$1");
}

// Whether the records that the get answers with are another table's, which has that get too.
bool GetIsOfAnother(const Resource& resource, const Json& get) {
  const auto resources = AllResources();
  return get.is_object() &&
         std::any_of(resources.begin(), resources.end(), [&](const Resource* other) {
           return other != &resource && other->get.path == Template(get["path"]);
         });
}

// Whether the table does without a get: that is another table's, or needs the parent too, and the
// list has it all.
bool NeedsNoGet(const Resource& resource, const Json& facts) {
  const Json& fields = facts["fields"];
  if (GetIsOfAnother(resource, facts["get"])) {
    return true;
  }
  return resource.list.TakesParentInPath() &&
         std::all_of(fields.begin(), fields.end(),
                     [](const Json& field) { return Contains(field["in"], "list"); });
}

// Whether the request must say something beside the parent.
bool NeedsMore(const Resource& resource, const Json& route) {
  return route.is_object() &&
         std::any_of(route["params"].begin(), route["params"].end(), [&](const Json& param) {
           return True(param, "required") && Text(param, "name") != resource.list.parent.param;
         });
}

int ExpectedRoutes(const Resource& resource, const Json& facts, const Json& field) {
  for (const Exception& exception : kExceptions) {
    if (exception.resource == resource.name && field["name"] == exception.column) {
      return exception.routes;
    }
  }
  const Json& in = field["in"];
  const bool gets = Contains(in, "get") && !NeedsNoGet(resource, facts);
  const std::string include = Text(field, "include");
  const bool list_refuses = !include.empty() && IncludeOf(facts["list"], include).empty();
  const bool list = Contains(in, "list") && !list_refuses;
  return (list ? kList : 0) | (Contains(in, "search") ? kSearch : 0) | (gets ? kGet : 0);
}

TEST(FactsOfResources, EveryFieldIsAColumnOnItsRoutes) {
  ForEachResource([](const Resource& resource, const Json& facts) {
    const Json& fields = facts["fields"];
    const auto made = std::count_if(resource.columns.begin(), resource.columns.end(),
                                    [](const Column& column) { return !column.IsField(); });
    EXPECT_EQ(resource.columns.size(), fields.size() + static_cast<size_t>(made));
    for (const Json& field : fields) {
      const std::string name = field["name"];
      SCOPED_TRACE(name);
      const int index = resource.FindColumn(name);
      ASSERT_GE(index, 0);
      const Column& column = resource.columns[static_cast<size_t>(index)];
      EXPECT_EQ(column.name, name);
      EXPECT_EQ(column.routes, ExpectedRoutes(resource, facts, field));
    }
  });
}

TEST(FactsOfResources, EveryIncludeIsOneTheEndpointTakes) {
  ForEachResource([](const Resource& resource, const Json& facts) {
    for (const Json& field : facts["fields"]) {
      const std::string include = Text(field, "include");
      const int index = resource.FindColumn(field["name"].get<std::string>());
      ASSERT_GE(index, 0);
      const Column& column = resource.columns[static_cast<size_t>(index)];
      SCOPED_TRACE(std::string(column.name));
      if (!Text(field, "header").empty()) {
        EXPECT_FALSE(column.list_header.empty());
        continue;
      }
      const bool list = (column.routes & kList) != 0;
      const bool get = (column.routes & kGet) != 0;
      EXPECT_EQ(column.list_include, list ? IncludeOf(facts["list"], include) : "");
      EXPECT_EQ(column.get_include, get ? IncludeOf(facts["get"], include) : "");
    }
  });
}

TEST(FactsOfResources, EveryTypeFitsTheWireForm) {
  ForEachResource([](const Resource& resource, const Json& facts) {
    for (const Json& field : facts["fields"]) {
      const std::string form = Text(field, "form");
      const int index = resource.FindColumn(field["name"].get<std::string>());
      ASSERT_GE(index, 0);
      const Column& column = resource.columns[static_cast<size_t>(index)];
      SCOPED_TRACE(std::string(column.name));
      if (form.starts_with("array") || form.starts_with("object")) {
        EXPECT_EQ(column.type, ColumnType::kJson);
      } else if (form == "boolean") {
        EXPECT_EQ(column.type, ColumnType::kBoolean);
      } else if (form == "date-time") {
        EXPECT_EQ(column.type, ColumnType::kTime);
      } else if (form == "date") {
        EXPECT_EQ(column.type, ColumnType::kDate);
      } else if (form == "decimal") {
        EXPECT_EQ(column.type, ColumnType::kReal);
      } else if (form == "int32-as-string") {
        EXPECT_EQ(column.type, ColumnType::kInteger);
      } else if (form == "int64-as-string" && column.name.ends_with("Id")) {
        EXPECT_EQ(column.type, ColumnType::kId);
      } else if (form == "string" || form == "string|integer" || form == "enum" ||
                 form == "email" || form == "url" || form == "html") {
        EXPECT_EQ(column.type, ColumnType::kText);
      }
    }
  });
}

TEST(FactsOfResources, EveryListMatches) {
  ForEachResource([](const Resource& resource, const Json& facts) {
    const ListRoute& list = resource.list;
    const Json& known = facts["list"];
    EXPECT_EQ(list.path, Text(known, "path"));
    EXPECT_EQ(list.data_key, Text(known, "data_key"));
    EXPECT_EQ(list.paginated, known["paginated"].get<bool>());
    if (list.paginated) {
      EXPECT_EQ(list.max_limit, known["max_limit"].get<int>());
      const Json* from = Param(known, "from");
      ASSERT_NE(from, nullptr);
      EXPECT_EQ(list.first_index, At(*from, "min") == 1 ? 1 : 0);
    }
    EXPECT_EQ(list.max_from, known["max_from"].is_null() ? -1 : known["max_from"].get<int>());
  });
}

TEST(FactsOfResources, EveryListParameterIsOneTheEndpointTakes) {
  ForEachResource([](const Resource& resource, const Json& facts) {
    for (const FixedParam& fixed : resource.list.fixed) {
      SCOPED_TRACE(std::string(fixed.name));
      const Json* param = Param(facts["list"], fixed.name);
      ASSERT_NE(param, nullptr);
      EXPECT_TRUE(Text(*param, "type") == "time-range" ||
                  Contains(At(*param, "enum"), fixed.value) ||
                  Contains(At(*param, "accepts"), fixed.value));
    }
    const Parent& parent = resource.list.parent;
    for (const Json& param : facts["list"]["params"]) {
      if (True(param, "required")) {
        EXPECT_EQ(parent.param, Text(param, "name"));
      }
    }
    if (!parent.values.empty()) {
      std::vector<std::string> ours;
      for (const ParentValue& value : parent.values) {
        ours.emplace_back(value.param);
      }
      const auto theirs =
          (*Param(facts["list"], parent.param))["enum"].get<std::vector<std::string>>();
      EXPECT_THAT(ours, ::testing::UnorderedElementsAreArray(theirs));
    }
  });
}

TEST(FactsOfResources, EveryOtherRouteMatches) {
  ForEachResource([](const Resource& resource, const Json& facts) {
    const Json& get = facts["get"];
    const bool none = get.is_null() || NeedsNoGet(resource, facts);
    EXPECT_EQ(resource.get.path, none ? "" : Template(get["path"]));
    // A search that must be told what to look for finds no whole table.
    const Json& known = facts["search"];
    const Json search = NeedsMore(resource, known) ? Json() : known;
    EXPECT_EQ(resource.search.path, search.is_null() ? "" : search["path"].get<std::string>());
    if (!search.is_null()) {
      EXPECT_EQ(resource.search.max_limit, search["max_limit"].get<int>());
      EXPECT_EQ(resource.search.max_from, search["max_from"].get<int>());
      EXPECT_EQ(resource.search.by_id, Param(search, "id") != nullptr);
    }
    // Nor does such a count count it.
    const Json& count = facts["count"];
    const bool whole = !count.is_null() && !NeedsMore(resource, count);
    EXPECT_EQ(resource.count.path, whole ? count["path"].get<std::string>() : "");
  });
}

TEST(FactsOfResources, EveryScopeIsOneTheEndpointNames) {
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
  ForEachResource([&](const Resource& resource, const Json& facts) {
    for (const std::string& scope : split(resource.list.scopes)) {
      EXPECT_TRUE(Contains(facts["list"]["scopes"], scope)) << scope;
    }
    if (!resource.get.path.empty()) {
      for (const std::string& scope : split(resource.get.scopes)) {
        EXPECT_TRUE(Contains(facts["get"]["scopes"], scope)) << scope;
      }
    }
    if (!resource.search.path.empty()) {
      for (const std::string& scope : split(resource.search.scopes)) {
        EXPECT_TRUE(Contains(facts["search"]["scopes"], scope)) << scope;
      }
    }
  });
}

TEST(FactsOfResources, ExceptionsAreRealColumns) {
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
