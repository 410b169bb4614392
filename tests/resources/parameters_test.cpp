// Hidden parameters: what holds for every resource by itself.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <regex>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/text.h"
#include "resources/describe.h"
#include "tests/resources/request_data.h"

namespace zoho_desk::resources {
namespace {

TEST(Parameters, HaveNamesThatAreNeitherColumnsNorUsedTwice) {
  for (const Resource* resource : AllResources()) {
    SCOPED_TRACE(std::string(resource->name));
    std::set<std::string> names;
    for (const Parameter& parameter : resource->parameters) {
      EXPECT_TRUE(std::regex_match(std::string(parameter.name), std::regex("[a-z][A-Za-z]*")))
          << parameter.name;
      EXPECT_EQ(Find(*resource, parameter.name), nullptr) << parameter.name;
      EXPECT_TRUE(names.insert(LowerAscii(std::string(parameter.name))).second) << parameter.name;
    }
  }
}

TEST(Parameters, AreOnRoutesThatExist) {
  ForEachParameter([](const Resource& resource, const Parameter& parameter) {
    EXPECT_FALSE(parameter.param.empty());
    EXPECT_TRUE(HasRoute(resource, parameter.route));
    EXPECT_TRUE(parameter.route != kSearch || SearchRowsAreKnown(resource));
    EXPECT_EQ(parameter.kind == ParameterKind::kId, parameter.name.ends_with("Id"));
    EXPECT_EQ(parameter.kind == ParameterKind::kIdList, parameter.name.ends_with("Ids"));
    EXPECT_EQ(parameter.kind == ParameterKind::kTimeRange, parameter.name.ends_with("Range"));
    EXPECT_EQ(parameter.kind == ParameterKind::kBoolean, parameter.name.starts_with("is"));
  });
}

TEST(Parameters, HaveTheLimitsOfTheirKindOnly) {
  ForEachParameter([](const Resource&, const Parameter& parameter) {
    const ParameterKind kind = parameter.kind;
    const bool is_text = kind == ParameterKind::kText || kind == ParameterKind::kFieldTest;
    EXPECT_GE(parameter.min_length, 1);
    EXPECT_GE(parameter.max_length, parameter.min_length);
    EXPECT_TRUE(is_text || (parameter.min_length == 1 && parameter.max_length == 100));
    EXPECT_EQ(parameter.max_items > 1, kind == ParameterKind::kIdList);
    EXPECT_TRUE(kind == ParameterKind::kTimeRange ||
                (parameter.upper_param.empty() && parameter.earliest.empty()));
    EXPECT_EQ(!parameter.values.empty(),
              kind == ParameterKind::kChoice || kind == ParameterKind::kChoiceList);
    std::set<std::string> values;
    for (const std::string_view value : parameter.values) {
      EXPECT_TRUE(values.insert(LowerAscii(std::string(value))).second) << value;
      EXPECT_EQ(value.find_first_of(", "), std::string_view::npos) << value;
    }
  });
}

TEST(Parameters, SayInTheirDescriptionWhatTheyTake) {
  ForEachParameter([](const Resource&, const Parameter& parameter) {
    const std::string doc(parameter.doc);
    for (const std::string_view value : parameter.values) {
      EXPECT_THAT(doc, testing::HasSubstr(value));
    }
    if (parameter.min_length > 1 && parameter.max_length <= 7) {
      return;  // a locale
    }
    if (parameter.min_length == 3) {
      EXPECT_THAT(doc, testing::ContainsRegex("3 to (1,)?[0-9]+ characters"));
    }
    if (parameter.max_items > 1) {
      EXPECT_THAT(doc, testing::HasSubstr("up to " + std::to_string(parameter.max_items)));
    }
    if (parameter.kind == ParameterKind::kFieldTest) {
      EXPECT_THAT(doc, testing::HasSubstr("cf_name:value"));
    }
  });
}

TEST(Parameters, AreToldWhatTheyTake) {
  constexpr std::string_view kWords[] = {"a", "b", "c"};
  const std::vector<std::pair<Parameter, std::string>> cases = {
      {{.kind = ParameterKind::kText, .min_length = 3}, "3 to 100 characters"},
      {{.kind = ParameterKind::kId}, "an id (digits)"},
      {{.kind = ParameterKind::kIdList, .max_items = 20},
       "up to 20 ids (digits) with commas between them"},
      {{.kind = ParameterKind::kBoolean}, "true or false (or 1 or 0)"},
      {{.kind = ParameterKind::kChoice, .values = kWords}, "a, b or c"},
      {{.kind = ParameterKind::kChoiceList, .values = kWords},
       "a, b or c, or several with commas between them"},
      {{.kind = ParameterKind::kTimeRange, .earliest = "2020-01-01"},
       "two times with a comma between them, the earlier first, such as "
       "'2026-01-01,2026-02-01T12:00:00Z', none before 2020-01-01"},
      {{.kind = ParameterKind::kFieldTest},
       "the API name of a custom field, a colon and a value, such as 'cf_city:Berlin', in at most "
       "100 characters"},
  };
  for (const auto& [parameter, text] : cases) {
    EXPECT_EQ(AcceptedValues(parameter), text);
  }
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

}  // namespace
}  // namespace zoho_desk::resources
