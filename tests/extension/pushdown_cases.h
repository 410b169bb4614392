#pragma once

// Queries and the requests they take, for pushdown_test.cpp.

#include <set>
#include <string>
#include <vector>

#include "tests/support/desk.h"
#include "tests/support/sqlite_version.h"

namespace zoho_desk::testing {

// A query, and all that it asks for.
struct Case {
  const char* name;
  std::string sql;
  std::vector<std::string> requests;  // in any order: several may be under way
  int64_t credits;
};

inline const std::string kAllTimes =
    "createdTimeRange=1970-01-01T00:00:00.000Z,2099-12-31T23:59:59.000Z";
inline const std::string kOpenEnd = ",2099-12-31T23:59:59.000Z";
inline const std::string kOpenStart = "1970-01-01T00:00:00.000Z,";

// Ids that the tables below need, taken from the data set.
inline std::string Id(const std::string& resource, size_t index) {
  return Desk::Shared().records(resource).at(index).at("id").get<std::string>();
}

// Without another order, what a search can continue is asked for newest first.
inline bool IsInOrderOfTime(const std::string& path, const std::string& query) {
  static const std::set<std::string> kResources = {
      "accounts", "articles", "calls", "contacts", "events", "products/search", "tasks", "tickets"};
  const std::string name = path.substr(0, path.find('/'));
  const bool has_own = query.find("sortBy=") != std::string::npos ||
                       query.find("viewId=") != std::string::npos || query.rfind("id=", 0) == 0;
  return !has_own && (kResources.contains(name) || kResources.contains(path));
}

inline std::string Page(const std::string& path, std::string query, int limit, int from = 0) {
  if (IsInOrderOfTime(path, query))
    query += (query.empty() ? "" : "&") + std::string("sortBy=-createdTime");
  return "/api/v1/" + path + "?" + (query.empty() ? "" : query + "&") +
         "from=" + std::to_string(from) + "&limit=" + std::to_string(limit);
}

// A page of a scan that needs several; they overlap by a row.
inline std::string Walk(const std::string& path, const std::string& query, int from = 0) {
  return Page(path, query, 100, from);
}

std::vector<Case> TicketCases();
std::vector<Case> OtherTableCases();

}  // namespace zoho_desk::testing
