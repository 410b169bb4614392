// What the planner may ask of a server: filters, sort orders and parameters. The first part holds
// for every resource by itself; the second compares with the fact sheets where those are at hand:
// beside the repository or in the folder that ZOHO_DESK_SHEETS names.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <regex>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "resources/resource.h"

namespace zoho_desk::resources {
namespace {

using Json = nlohmann::json;

// Filters on a column that the rows of their route lack, and what SQLite's second check then costs.
struct Exception {
  std::string_view resource;
  std::string_view column;
};
constexpr Exception kNotCarried[] = {
    // A search for the ids of the rows left, which is less than a search through every product.
    {"products", "ownerId"},
};

// What a request carries whether or not the query filters.
constexpr std::string_view kReserved[] = {"from", "limit", "sortBy", "include", "fields", "orgId"};

std::string Lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return out;
}

const Column* Find(const Resource& resource, std::string_view name) {
  const int index = resource.FindColumn(name);
  return index < 0 ? nullptr : &resource.columns[static_cast<size_t>(index)];
}

bool HasRoute(const Resource& resource, uint8_t route) {
  return route == kList || (route == kSearch && !resource.search.path.empty());
}

// Rows of a search whose shape is undocumented cannot be relied on.
bool SearchRowsAreKnown(const Resource& resource) {
  return std::any_of(resource.columns.begin(), resource.columns.end(),
                     [](const Column& column) { return (column.routes & kSearch) != 0; });
}

bool IsNotCarried(const Resource& resource, std::string_view column) {
  return std::any_of(std::begin(kNotCarried), std::end(kNotCarried), [&](const Exception& known) {
    return known.resource == resource.name && known.column == column;
  });
}

bool Fits(FilterKind kind, ColumnType type) {
  switch (kind) {
    case FilterKind::kEqual:
    case FilterKind::kEqualList:
      return type == ColumnType::kId || type == ColumnType::kText || type == ColumnType::kInteger;
    case FilterKind::kBoolean:
      return type == ColumnType::kBoolean;
    case FilterKind::kTimeRange:
    case FilterKind::kEpochRange:
      return type == ColumnType::kTime;
    case FilterKind::kPrefix:
      return type == ColumnType::kText;
  }
  return false;
}

template <typename Check>
void ForEachFilter(Check check) {
  for (const Resource* resource : AllResources()) {
    for (const Filter& filter : resource->filters) {
      SCOPED_TRACE(std::string(resource->name) + "." + std::string(filter.column) + " by " +
                   std::string(filter.param));
      check(*resource, filter);
    }
  }
}

template <typename Check>
void ForEachSort(Check check) {
  for (const Resource* resource : AllResources()) {
    for (const SortKey& sort : resource->sorts) {
      SCOPED_TRACE(std::string(resource->name) + "." + std::string(sort.column));
      check(*resource, sort);
    }
  }
}

template <typename Check>
void ForEachParameter(Check check) {
  for (const Resource* resource : AllResources()) {
    for (const Parameter& parameter : resource->parameters) {
      SCOPED_TRACE(std::string(resource->name) + "." + std::string(parameter.name));
      check(*resource, parameter);
    }
  }
}

TEST(Filters, AreOnColumnsThatTheRowsOfTheirRouteCarry) {
  ForEachFilter([](const Resource& resource, const Filter& filter) {
    const Column* column = Find(resource, filter.column);
    ASSERT_NE(column, nullptr);
    EXPECT_EQ(column->name, filter.column);
    EXPECT_TRUE(Fits(filter.kind, column->type));
    ASSERT_TRUE(filter.route == kList || filter.route == kSearch);
    EXPECT_TRUE(HasRoute(resource, filter.route));
    EXPECT_TRUE(filter.route != kSearch || SearchRowsAreKnown(resource));
    EXPECT_NE((column->routes & filter.route) != 0, IsNotCarried(resource, filter.column));
    // What no row of the scan carries is looked up for many rows at once, not one by one.
    EXPECT_TRUE((column->routes & filter.route) != 0 ||
                ((column->routes & kSearch) != 0 && resource.search.by_id));
  });
}

TEST(Filters, HaveSensibleLimits) {
  ForEachFilter([](const Resource&, const Filter& filter) {
    EXPECT_GE(filter.max_items, 1);
    EXPECT_EQ(filter.max_items > 1, filter.kind == FilterKind::kEqualList);
    EXPECT_GE(filter.min_length, 1);
    EXPECT_GE(filter.max_length, filter.min_length);
    EXPECT_EQ(!filter.upper_param.empty(), filter.kind == FilterKind::kEpochRange);
    EXPECT_TRUE(filter.star || filter.kind == FilterKind::kPrefix);
    EXPECT_GE(filter.exclusive_group, 0);
    EXPECT_TRUE(filter.null_value.empty() || filter.kind == FilterKind::kEqual ||
                filter.kind == FilterKind::kEqualList);
  });
}

TEST(Filters, HaveClosedSetsOfDistinctValues) {
  ForEachFilter([](const Resource& resource, const Filter& filter) {
    if (filter.values.empty()) {
      return;
    }
    EXPECT_TRUE(filter.kind == FilterKind::kEqual || filter.kind == FilterKind::kEqualList);
    EXPECT_EQ(Find(resource, filter.column)->type, ColumnType::kText);
    std::set<std::string_view> sql;
    std::set<std::string_view> param;
    for (const FilterValue& value : filter.values) {
      EXPECT_FALSE(value.sql.empty());
      EXPECT_FALSE(value.param.empty());
      EXPECT_TRUE(sql.insert(value.sql).second) << value.sql;
      EXPECT_TRUE(param.insert(value.param).second) << value.param;
      EXPECT_EQ(value.param.find(','), std::string_view::npos) << value.param;
    }
    EXPECT_TRUE(filter.kind == FilterKind::kEqual ||
                filter.max_items == static_cast<int>(filter.values.size()));
  });
}

// A request carries a parameter once. Of two filters that need it the group lets only one through.
TEST(Filters, ShareAParameterOnlyWithinAGroup) {
  for (const Resource* resource : AllResources()) {
    SCOPED_TRACE(std::string(resource->name));
    std::map<std::pair<int, std::string_view>, int> groups;
    for (const Filter& filter : resource->filters) {
      const auto [it, fresh] =
          groups.insert({{filter.route, filter.param}, filter.exclusive_group});
      EXPECT_TRUE(fresh || (filter.exclusive_group != 0 && it->second == filter.exclusive_group))
          << filter.param;
    }
    for (const Parameter& parameter : resource->parameters) {
      EXPECT_TRUE(groups.insert({{parameter.route, parameter.param}, 0}).second) << parameter.name;
      if (!parameter.upper_param.empty()) {
        EXPECT_TRUE(groups.insert({{parameter.route, parameter.upper_param}, 0}).second)
            << parameter.name;
      }
    }
    for (const std::string_view reserved : kReserved) {
      EXPECT_FALSE(groups.contains({kList, reserved})) << reserved;
      EXPECT_FALSE(groups.contains({kSearch, reserved})) << reserved;
    }
    EXPECT_FALSE(groups.contains({kList, resource->list.fan_out.param}));
  }
}

// The one fixed parameter that a filter replaces; the others hide no rows that a filter could ask
// for.
TEST(Filters, ReplaceAFixedParameterOnlyWithARange) {
  ForEachFilter([](const Resource& resource, const Filter& filter) {
    for (const FixedParam& fixed : resource.list.fixed) {
      EXPECT_TRUE(filter.route != kList || filter.param != fixed.name ||
                  (filter.kind == FilterKind::kTimeRange && resource.name == "article_feedbacks"));
    }
  });
}

TEST(Filters, ExceptionsAreRealFilters) {
  for (const Exception& known : kNotCarried) {
    const Resource* resource = FindResource(known.resource);
    ASSERT_NE(resource, nullptr);
    EXPECT_TRUE(std::any_of(resource->filters.begin(), resource->filters.end(),
                            [&](const Filter& filter) { return filter.column == known.column; }))
        << known.column;
  }
}

TEST(Sorts, AreOnTimesThatTheRowsOfTheirRoutesCarry) {
  ForEachSort([](const Resource& resource, const SortKey& sort) {
    const Column* column = Find(resource, sort.column);
    ASSERT_NE(column, nullptr);
    EXPECT_EQ(column->name, sort.column);
    EXPECT_EQ(column->type, ColumnType::kTime);
    EXPECT_THAT(sort.column, testing::AnyOf("createdTime", "modifiedTime", "ratedTime"));
    EXPECT_FALSE(sort.param.empty() || sort.param.starts_with('-'));
    EXPECT_NE(sort.routes, 0);
    EXPECT_EQ(sort.routes & ~(kList | kSearch), 0);
    for (const uint8_t route : {kList, kSearch}) {
      if ((sort.routes & route) != 0) {
        EXPECT_TRUE(HasRoute(resource, route));
        EXPECT_NE(column->routes & route, 0);
      }
    }
  });
}

TEST(Sorts, AreListedOnce) {
  for (const Resource* resource : AllResources()) {
    std::set<std::string_view> columns;
    for (const SortKey& sort : resource->sorts) {
      EXPECT_TRUE(columns.insert(sort.column).second) << resource->name << "." << sort.column;
    }
  }
}

TEST(Parameters, HaveNamesThatAreNeitherColumnsNorUsedTwice) {
  for (const Resource* resource : AllResources()) {
    SCOPED_TRACE(std::string(resource->name));
    std::set<std::string> names;
    for (const Parameter& parameter : resource->parameters) {
      EXPECT_TRUE(std::regex_match(std::string(parameter.name), std::regex("[a-z][A-Za-z]*")))
          << parameter.name;
      EXPECT_EQ(Find(*resource, parameter.name), nullptr) << parameter.name;
      EXPECT_TRUE(names.insert(Lower(parameter.name)).second) << parameter.name;
    }
  }
}

TEST(Parameters, AreOnRoutesThatExist) {
  ForEachParameter([](const Resource& resource, const Parameter& parameter) {
    EXPECT_FALSE(parameter.param.empty());
    EXPECT_TRUE(HasRoute(resource, parameter.route));
    EXPECT_TRUE(parameter.route != kSearch || SearchRowsAreKnown(resource));
    EXPECT_TRUE(!parameter.digits_only || parameter.name.ends_with("Id"));
    EXPECT_TRUE(!parameter.digits_only || parameter.upper_param.empty());
  });
}

TEST(Parameters, AreDescribedInSentences) {
  const std::regex table("zoho_desk_([a-z_]+[a-z])");
  ForEachParameter([&](const Resource&, const Parameter& parameter) {
    const std::string doc(parameter.doc);
    EXPECT_TRUE(doc.ends_with('.'));
    EXPECT_EQ(doc.find("  "), std::string::npos);
    EXPECT_EQ(doc.find('|'), std::string::npos);
    EXPECT_TRUE(std::all_of(doc.begin(), doc.end(), [](char c) { return c >= ' ' && c <= '~'; }));
    for (std::sregex_iterator it(doc.begin(), doc.end(), table), end; it != end; ++it) {
      EXPECT_NE(FindResource((*it)[1].str()), nullptr) << doc;
    }
  });
}

TEST(Parameters, LetEverySearchBeAskedForText) {
  for (const std::string_view name : {"accounts", "contacts", "products", "tickets"}) {
    const Resource* resource = FindResource(name);
    ASSERT_NE(resource, nullptr);
    EXPECT_TRUE(std::any_of(resource->parameters.begin(), resource->parameters.end(),
                            [](const Parameter& parameter) {
                              return parameter.name == "searchText" && parameter.param == "_all" &&
                                     parameter.route == kSearch;
                            }))
        << name;
  }
}

TEST(Lists, KnowTheirSmallestPage) {
  for (const Resource* resource : AllResources()) {
    EXPECT_EQ(resource->list.min_limit, resource->name == "agents" ? 10 : 1) << resource->name;
  }
}

// The sheets.

std::optional<Json> Sheet(std::string_view name) {
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

const Json& RouteOf(const Json& sheet, uint8_t route) {
  return sheet[route == kSearch ? "search" : "list"];
}

const Json* Param(const Json& route, std::string_view name) {
  for (const Json& param : route["params"]) {
    if (param["name"] == name) {
      return &param;
    }
  }
  return nullptr;
}

// A parameter of the request as every known server takes it.
const Json* Sure(const Json& route, std::string_view name) {
  if (!route.is_object()) {
    return nullptr;
  }
  const Json* param = Param(route, name);
  const bool header = param != nullptr && param->contains("in") && (*param)["in"] == "header";
  return param == nullptr || header || param->contains("only_in") ? nullptr : param;
}

bool Contains(const Json& values, std::string_view value) {
  return values.is_array() && std::find(values.begin(), values.end(), value) != values.end();
}

std::string Text(const Json& object, const char* key) {
  return object.contains(key) && object[key].is_string() ? object[key].get<std::string>() : "";
}

// A bound that the sheet gives as a number or as "20 items" or "3 chars".
std::optional<int> Bound(const Json& param, const char* key, const std::string& unit) {
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
std::optional<int> LongestList(const Json& param) {
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
std::optional<Json> SheetIfAtHand(const Resource& resource) {
  std::optional<Json> sheet = Sheet(resource.name);
  EXPECT_EQ(sheet.has_value(), Sheet("tickets").has_value()) << "some sheets are missing";
  return sheet;
}

TEST(SheetsOfRequests, TakeEveryFilter) {
  ForEachFilter([](const Resource& resource, const Filter& filter) {
    const std::optional<Json> sheet = SheetIfAtHand(resource);
    if (!sheet) {
      return;
    }
    const Json* param = Sure(RouteOf(*sheet, filter.route), filter.param);
    ASSERT_NE(param, nullptr);
    if (!filter.upper_param.empty()) {
      EXPECT_NE(Sure(RouteOf(*sheet, filter.route), filter.upper_param), nullptr);
    }
    if ((*param)["enum"].is_array() && filter.kind != FilterKind::kTimeRange) {
      EXPECT_FALSE(filter.values.empty()) << "other values are refused";
    }
    for (const FilterValue& value : filter.values) {
      EXPECT_TRUE(!(*param)["enum"].is_array() || Contains((*param)["enum"], value.param))
          << value.param;
    }
    if (!filter.null_value.empty()) {
      const std::string allowed = Text(*param, "note") + Text(*param, "type");
      EXPECT_TRUE(allowed.find("empty") != std::string::npos ||
                  allowed.find(filter.null_value) != std::string::npos);
    }
  });
}

TEST(SheetsOfRequests, AllowEveryFilterItsLength) {
  ForEachFilter([](const Resource& resource, const Filter& filter) {
    const std::optional<Json> sheet = SheetIfAtHand(resource);
    if (!sheet) {
      return;
    }
    const Json* param = Sure(RouteOf(*sheet, filter.route), filter.param);
    ASSERT_NE(param, nullptr);
    if (filter.kind == FilterKind::kEqualList) {
      const std::string form = Text(*param, "type") + " " + Text(*param, "note");
      EXPECT_TRUE(form.find("array") != std::string::npos ||
                  form.find("comma list") != std::string::npos);
      EXPECT_LE(filter.max_items, LongestList(*param).value_or(100));
    } else if (filter.kind == FilterKind::kEqual || filter.kind == FilterKind::kPrefix) {
      if (Find(resource, filter.column)->type == ColumnType::kText && filter.values.empty()) {
        EXPECT_GE(filter.min_length, Bound(*param, "min", "chars").value_or(1));
        if (!LongestList(*param)) {
          EXPECT_LE(filter.max_length, Bound(*param, "max", "chars").value_or(filter.max_length));
        }
      }
    }
  });
}

TEST(SheetsOfRequests, SortByEveryKey) {
  ForEachSort([](const Resource& resource, const SortKey& sort) {
    const std::optional<Json> sheet = SheetIfAtHand(resource);
    if (!sheet) {
      return;
    }
    for (const uint8_t bit : {kList, kSearch}) {
      if ((sort.routes & bit) == 0) {
        continue;
      }
      const Json& route = RouteOf(*sheet, bit);
      const Json* param = Sure(route, "sortBy");
      ASSERT_NE(param, nullptr);
      const std::string pattern = Text(*param, "pattern");
      EXPECT_TRUE(
          Contains((*param)["enum"], sort.param) ||
          (!pattern.empty() && std::regex_match(std::string(sort.param), std::regex(pattern))));
      for (const char* proven : {"sortable", "sortable_reported"}) {
        if (route.contains(proven)) {
          EXPECT_TRUE(Contains(route[proven], sort.param));
          EXPECT_TRUE(Contains(route[proven], "-" + std::string(sort.param)));
        }
      }
    }
  });
}

TEST(SheetsOfRequests, TakeEveryParameter) {
  ForEachParameter([](const Resource& resource, const Parameter& parameter) {
    const std::optional<Json> sheet = SheetIfAtHand(resource);
    if (!sheet) {
      return;
    }
    const Json& route = RouteOf(*sheet, parameter.route);
    const Json* param = Sure(route, parameter.param);
    ASSERT_NE(param, nullptr);
    if (!parameter.upper_param.empty()) {
      EXPECT_NE(Sure(route, parameter.upper_param), nullptr);
    }
    const bool one_id =
        Text(*param, "type").find("int64") != std::string::npos && !parameter.name.ends_with("Ids");
    EXPECT_EQ(parameter.digits_only, one_id);
  });
}

}  // namespace
}  // namespace zoho_desk::resources
