#pragma once

// For tests of SQLite's traps: queries on the shared desk, what they ask, and what plain tables
// say.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "tests/support/desk.h"

namespace zoho_desk::testing {

class SqliteTraps : public ::testing::Test {
 protected:
  void SetUp() override { desk_.TakeRequests(); }

  // Runs it on this test's connection; requests() are its own.
  QueryResult Query(const std::string& sql) {
    desk_.TakeRequests();
    QueryResult result = database_.Query(sql);
    EXPECT_TRUE(result.ok()) << sql << ": " << result.error;
    requests_ = desk_.TakeRequests();
    return result;
  }
  // The error of a query that must fail.
  std::string ErrorOf(const std::string& sql) {
    const QueryResult result = database_.Query(sql);
    EXPECT_FALSE(result.ok()) << sql;
    return result.error;
  }
  std::string PlanOf(const std::string& sql) const {
    return database_.Query("EXPLAIN QUERY PLAN " + sql).Text();
  }
  const std::vector<std::string>& requests() const { return requests_; }

  std::string Id(const std::string& resource, size_t index) const {
    return desk_.records(resource).at(index).at("id").get<std::string>();
  }

  Desk& desk_ = Desk::Shared();
  Database database_ = Database::WithExtension();

 private:
  std::vector<std::string> requests_;
};

}  // namespace zoho_desk::testing
