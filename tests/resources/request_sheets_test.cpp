// Filters, sort orders and parameters against the fact sheets, where those are at hand.

#include <gtest/gtest.h>

#include <optional>
#include <regex>
#include <string>

#include "tests/resources/request_data.h"
#include "tests/resources/sheets.h"

namespace zoho_desk::resources {
namespace {

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
    const bool is_list = parameter.kind == ParameterKind::kIdList;
    const bool ids = Text(*param, "pattern") == "([0-9]+)" ||
                     Text(*param, "type").find("int64") != std::string::npos;
    EXPECT_EQ(parameter.kind == ParameterKind::kId || is_list, ids);
    EXPECT_EQ(parameter.kind == ParameterKind::kBoolean, Text(*param, "type") == "boolean");
    EXPECT_TRUE(!is_list || parameter.max_items <= LongestList(*param).value_or(20));
  });
}

// What our check lets through, the server takes, and the other way round.
TEST(SheetsOfRequests, AllowEveryParameterItsValues) {
  ForEachParameter([](const Resource& resource, const Parameter& parameter) {
    const std::optional<Json> sheet = SheetIfAtHand(resource);
    if (!sheet) {
      return;
    }
    const Json& param = *Sure(RouteOf(*sheet, parameter.route), parameter.param);
    for (const std::string_view value : parameter.values) {
      EXPECT_TRUE(Contains(param["enum"], value)) << value;
    }
    EXPECT_EQ(param["enum"].is_array(), !parameter.values.empty());
    if (parameter.kind == ParameterKind::kText || parameter.kind == ParameterKind::kFieldTest) {
      const auto shortest = [&]() -> std::optional<int> {
        const auto bound = Bound(param, "min", "chars");
        return bound ? bound : Bound(param, "minLength", "chars");
      }();
      const auto longest = [&]() -> std::optional<int> {
        const auto bound = Bound(param, "max", "chars");
        return bound ? bound : Bound(param, "maxLength", "chars");
      }();
      EXPECT_GE(parameter.min_length, shortest.value_or(1));
      EXPECT_LE(parameter.max_length, longest.value_or(parameter.max_length));
      EXPECT_TRUE(!longest || parameter.max_length == *longest) << "needlessly strict";
    }
  });
}

}  // namespace
}  // namespace zoho_desk::resources
