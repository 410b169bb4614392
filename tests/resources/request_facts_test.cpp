// Filters, sort orders and parameters against the facts (facts/<resource>.json).

#include <gtest/gtest.h>

#include <optional>
#include <string>

#include "tests/resources/request_data.h"
#include "tests/support/facts.h"

namespace zoho_desk::resources {
namespace {

using testing::At;
using testing::Contains;
using testing::Facts;
using testing::Json;
using testing::Text;
using testing::True;

const Json& RouteOf(const Json& facts, uint8_t route) {
  return facts[route == kSearch ? "search" : "list"];
}

// A parameter of the request as every known server takes it.
const Json* Sure(const Json& route, std::string_view name) {
  const Json* param = testing::Param(route, name);
  return param == nullptr || Text(*param, "in") == "header" || True(*param, "older") ? nullptr
                                                                                     : param;
}

std::optional<int> Number(const Json& param, const char* key) {
  const Json& value = At(param, key);
  return value.is_number_integer() ? std::optional(value.get<int>()) : std::nullopt;
}

TEST(FactsOfRequests, TakeEveryFilter) {
  ForEachFilter([](const Resource& resource, const Filter& filter) {
    const Json facts = Facts(resource.name);
    const Json* param = Sure(RouteOf(facts, filter.route), filter.param);
    ASSERT_NE(param, nullptr);
    if (!filter.upper_param.empty()) {
      EXPECT_NE(Sure(RouteOf(facts, filter.route), filter.upper_param), nullptr);
    }
    const Json& known = At(*param, "enum");
    if (known.is_array() && filter.kind != FilterKind::kTimeRange) {
      EXPECT_FALSE(filter.values.empty()) << "other values are refused";
    }
    for (const FilterValue& value : filter.values) {
      EXPECT_TRUE(!known.is_array() || Contains(known, value.param)) << value.param;
    }
    if (!filter.null_value.empty()) {
      EXPECT_TRUE(Contains(At(*param, "accepts"), filter.null_value));
    }
  });
}

TEST(FactsOfRequests, AllowEveryFilterItsLength) {
  ForEachFilter([](const Resource& resource, const Filter& filter) {
    const Json facts = Facts(resource.name);
    const Json* param = Sure(RouteOf(facts, filter.route), filter.param);
    ASSERT_NE(param, nullptr);
    if (filter.kind == FilterKind::kEqualList) {
      EXPECT_TRUE(True(*param, "list"));
      EXPECT_LE(filter.max_items, Number(*param, "max_items").value_or(100));
    } else if (filter.kind == FilterKind::kEqual || filter.kind == FilterKind::kPrefix) {
      if (Find(resource, filter.column)->type == ColumnType::kText && filter.values.empty()) {
        EXPECT_GE(filter.min_length, Number(*param, "min_length").value_or(1));
        EXPECT_LE(filter.max_length, Number(*param, "max_length").value_or(filter.max_length));
      }
    }
  });
}

TEST(FactsOfRequests, SortByEveryKey) {
  ForEachSort([](const Resource& resource, const SortKey& sort) {
    const Json facts = Facts(resource.name);
    for (const uint8_t bit : {kList, kSearch}) {
      if ((sort.routes & bit) == 0) {
        continue;
      }
      const Json& route = RouteOf(facts, bit);
      const Json* param = Sure(route, "sortBy");
      ASSERT_NE(param, nullptr);
      EXPECT_TRUE(Contains(At(*param, "enum"), sort.param) ||
                  Contains(At(*param, "accepts"), sort.param));
      for (const char* proven : {"sortable", "sortable_reported"}) {
        if (route.contains(proven)) {
          EXPECT_TRUE(Contains(route[proven], sort.param));
          EXPECT_TRUE(Contains(route[proven], "-" + std::string(sort.param)));
        }
      }
    }
  });
}

TEST(FactsOfRequests, TakeEveryParameter) {
  ForEachParameter([](const Resource& resource, const Parameter& parameter) {
    const Json facts = Facts(resource.name);
    const Json& route = RouteOf(facts, parameter.route);
    const Json* param = Sure(route, parameter.param);
    ASSERT_NE(param, nullptr);
    if (!parameter.upper_param.empty()) {
      EXPECT_NE(Sure(route, parameter.upper_param), nullptr);
    }
    const bool is_list = parameter.kind == ParameterKind::kIdList;
    const bool ids = Text(*param, "type") == "id";
    EXPECT_EQ(parameter.kind == ParameterKind::kId || is_list, ids);
    EXPECT_EQ(parameter.kind == ParameterKind::kBoolean, Text(*param, "type") == "boolean");
    EXPECT_TRUE(!is_list || parameter.max_items <= Number(*param, "max_items").value_or(20));
  });
}

// What our check lets through, the server takes, and the other way round.
TEST(FactsOfRequests, AllowEveryParameterItsValues) {
  ForEachParameter([](const Resource& resource, const Parameter& parameter) {
    const Json facts = Facts(resource.name);
    const Json& param = *Sure(RouteOf(facts, parameter.route), parameter.param);
    for (const std::string_view value : parameter.values) {
      EXPECT_TRUE(Contains(At(param, "enum"), value)) << value;
    }
    EXPECT_EQ(At(param, "enum").is_array(), !parameter.values.empty());
    if (parameter.kind == ParameterKind::kText || parameter.kind == ParameterKind::kFieldTest) {
      const std::optional<int> shortest = Number(param, "min_length");
      const std::optional<int> longest = Number(param, "max_length");
      EXPECT_GE(parameter.min_length, shortest.value_or(1));
      EXPECT_LE(parameter.max_length, longest.value_or(parameter.max_length));
      EXPECT_TRUE(!longest || parameter.max_length == *longest) << "needlessly strict";
    }
  });
}

}  // namespace
}  // namespace zoho_desk::resources
