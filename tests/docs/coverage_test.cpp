// docs/WHAT_IT_CANNOT_ANSWER.md against facts/: an endpoint that the page says no table asks is
// asked by none.

#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <string>

#include "resources/resource.h"
#include "tests/paths.h"
#include "tests/support/facts.h"

namespace zoho_desk::docs {
namespace {

// "/tickets/{}" of "/api/v1/tickets/{ticketId}": what a placeholder is called does not matter.
std::string Endpoint(const std::string& path) {
  return std::regex_replace(std::regex_replace(path, std::regex("^/api/v1"), ""),
                            std::regex(R"(\{[^}]*\})"), "{}");
}

// What the page has in code spans that begin with a slash.
std::set<std::string> EndpointsWithoutATable() {
  std::ifstream file(ZOHO_DESK_SOURCE_DIR "/docs/WHAT_IT_CANNOT_ANSWER.md");
  const std::string page{std::istreambuf_iterator<char>(file), {}};
  static const std::regex span("`(/[^`]+)`");
  std::set<std::string> endpoints;
  for (std::sregex_iterator it(page.begin(), page.end(), span), end; it != end; ++it) {
    const std::string endpoint = Endpoint((*it)[1]);
    if (!endpoint.empty()) {
      EXPECT_TRUE(endpoints.insert(endpoint).second) << endpoint << " is there twice";
    }
  }
  return endpoints;
}

// The tables that ask an endpoint, by endpoint.
std::map<std::string, std::string> EndpointsOfTables() {
  std::map<std::string, std::string> tables;
  for (const resources::Resource* resource : resources::AllResources()) {
    const testing::Json facts = testing::Facts(resource->name);
    for (const char* route : {"list", "get", "search", "count"}) {
      const testing::Json endpoint = facts.value(route, testing::Json());
      if (endpoint.is_null())
        continue;
      tables[Endpoint(endpoint["path"])] = resource->name;
      for (const auto& path : endpoint.value("other_paths", testing::Json::array()))
        tables[Endpoint(path)] = resource->name;
    }
  }
  return tables;
}

TEST(WhatItCannotAnswer, NamesNoEndpointThatATableAsks) {
  const auto of_tables = EndpointsOfTables();
  EXPECT_GE(of_tables.size(), 80U);
  const auto without = EndpointsWithoutATable();
  EXPECT_GE(without.size(), 150U);
  for (const std::string& endpoint : without) {
    const auto at = of_tables.find(endpoint);
    EXPECT_TRUE(at == of_tables.end()) << endpoint << " is asked by " << at->second;
  }
}

}  // namespace
}  // namespace zoho_desk::docs
