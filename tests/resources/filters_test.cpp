// What the planner may ask of a server, filters and sort orders: what holds for every resource by
// itself. request_facts_test.cpp compares with facts/.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "tests/resources/request_data.h"

namespace zoho_desk::resources {
namespace {

// Filters on a column that the rows of their route lack, and what SQLite's second check then costs.
struct Exception {
  std::string_view resource;
  std::string_view column;
};
constexpr Exception kNotCarried[] = {
    // A search for the ids of the rows left, which is less than a search through every product.
    {"products", "ownerId"},
    // A get-by-id per article in the range, not per article.
    {"articles", "expiryDate"},
};
// Searches whose rows are only sure to have the key: a get-by-id per row found.
constexpr std::string_view kKeysOnly[] = {"articles", "calls", "events", "tasks"};

// What a request carries whether or not the query filters.
constexpr std::string_view kReserved[] = {"from", "limit", "sortBy", "include", "fields", "orgId"};

bool FindsKeysOnly(const Resource& resource) {
  return std::find(std::begin(kKeysOnly), std::end(kKeysOnly), resource.name) !=
         std::end(kKeysOnly);
}

bool IsNotCarried(const Resource& resource, const Filter& filter) {
  if (filter.route == kSearch)
    return FindsKeysOnly(resource) && filter.column != resource.key.front();
  return std::any_of(std::begin(kNotCarried), std::end(kNotCarried), [&](const Exception& known) {
    return known.resource == resource.name && known.column == filter.column;
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

TEST(Filters, AreOnColumnsThatTheRowsOfTheirRouteCarry) {
  ForEachFilter([](const Resource& resource, const Filter& filter) {
    const Column* column = Find(resource, filter.column);
    ASSERT_NE(column, nullptr);
    EXPECT_EQ(column->name, filter.column);
    EXPECT_TRUE(Fits(filter.kind, column->type));
    ASSERT_TRUE(filter.route == kList || filter.route == kSearch);
    EXPECT_TRUE(HasRoute(resource, filter.route));
    EXPECT_TRUE(filter.route != kSearch || SearchRowsAreKnown(resource));
    EXPECT_NE((column->routes & filter.route) != 0, IsNotCarried(resource, filter));
    // Otherwise the list would be walked for every row.
    EXPECT_NE(column->routes & (filter.route | kSearch | kGet), 0);
  });
}

TEST(Filters, FindKeysOnlyWhereSearchRowsAreNotDocumented) {
  for (const Resource* resource : AllResources()) {
    int carried = 0;
    for (const Column& column : resource->columns) {
      carried += (column.routes & kSearch) != 0 ? 1 : 0;
    }
    EXPECT_EQ(carried == 1, FindsKeysOnly(*resource)) << resource->name;
    EXPECT_TRUE(carried == 0 || (resource->columns[0].routes & kSearch) != 0) << resource->name;
  }
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
      // The planner leaves the filter out where the query gives the parameter.
      EXPECT_TRUE(groups.insert({{parameter.route, parameter.param}, 0}).second ||
                  parameter.name == "expiryTimeRange")
          << parameter.name;
      if (!parameter.upper_param.empty()) {
        EXPECT_TRUE(groups.insert({{parameter.route, parameter.upper_param}, 0}).second)
            << parameter.name;
      }
    }
    for (const std::string_view reserved : kReserved) {
      EXPECT_FALSE(groups.contains({kList, reserved})) << reserved;
      EXPECT_FALSE(groups.contains({kSearch, reserved})) << reserved;
    }
    EXPECT_FALSE(groups.contains({kList, resource->list.parent.param}));
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

TEST(Sorts, AreOnTimesOfRoutesThatExist) {
  ForEachSort([](const Resource& resource, const SortKey& sort) {
    const Column* column = Find(resource, sort.column);
    ASSERT_NE(column, nullptr);
    EXPECT_EQ(column->name, sort.column);
    EXPECT_EQ(column->type, ColumnType::kTime);
    EXPECT_THAT(sort.column,
                testing::AnyOf("createdTime", "modifiedTime", "ratedTime", "commentedTime"));
    EXPECT_FALSE(sort.param.empty() || sort.param.starts_with('-'));
    EXPECT_NE(sort.routes, 0);
    EXPECT_EQ(sort.routes & ~(kList | kSearch), 0);
    EXPECT_NE(column->routes & (sort.routes | kGet), 0);
    for (const uint8_t route : {kList, kSearch}) {
      if ((sort.routes & route) != 0) {
        EXPECT_TRUE(HasRoute(resource, route));
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

TEST(Lists, KnowTheirSmallestPage) {
  for (const Resource* resource : AllResources()) {
    EXPECT_EQ(resource->list.min_limit, resource->name == "agents" ? 10 : 1) << resource->name;
  }
}

}  // namespace
}  // namespace zoho_desk::resources
