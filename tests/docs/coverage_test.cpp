// docs/WHAT_IT_CANNOT_ANSWER.md against facts/: an endpoint that the page says no table asks is
// asked by none.

#include <gtest/gtest.h>

#include <filesystem>
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

// What facts/ has of a resource, table or not.
std::set<std::string> EndpointsOf(const std::string& resource) {
  std::set<std::string> endpoints;
  const testing::Json facts = testing::Facts(resource);
  for (const char* route : {"list", "get", "search", "count"}) {
    const testing::Json endpoint = facts.value(route, testing::Json());
    if (endpoint.is_null())
      continue;
    endpoints.insert(Endpoint(endpoint["path"]));
    for (const auto& path : endpoint.value("other_paths", testing::Json::array()))
      endpoints.insert(Endpoint(path));
  }
  return endpoints;
}

// The tables that ask an endpoint, by endpoint.
std::map<std::string, std::string> EndpointsOfTables() {
  std::map<std::string, std::string> tables;
  for (const resources::Resource* resource : resources::AllResources()) {
    for (const std::string& endpoint : EndpointsOf(std::string(resource->name)))
      tables[endpoint] = resource->name;
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

TEST(WhatItCannotAnswer, NamesTheEndpointsOfFactsThatNoTableAsks) {
  const auto of_tables = EndpointsOfTables();
  const auto without = EndpointsWithoutATable();
  for (const auto& entry : std::filesystem::directory_iterator(testing::FactsFolder())) {
    if (entry.path().extension() != ".json")
      continue;
    for (const std::string& endpoint : EndpointsOf(entry.path().stem())) {
      EXPECT_TRUE(of_tables.contains(endpoint) || without.contains(endpoint))
          << endpoint << " of " << entry.path().filename() << " is asked by no table";
    }
  }
}

}  // namespace
}  // namespace zoho_desk::docs
