#pragma once

// Asks zoho_desk_plan, and counts what the statement then takes.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "tests/support/desk.h"
#include "tests/support/query_data.h"
#include "tests/support/sqlite_version.h"

namespace zoho_desk::testing {

class Plan : public ::testing::Test {
 protected:
  void SetUp() override { desk_.TakeRequests(); }

  // Rows of the plan without the total, as column -> text; NULL is "".
  std::vector<std::map<std::string, std::string>> Of(const std::string& sql) const {
    auto rows = WithTotal(sql);
    std::erase_if(rows, [](auto& row) { return row.at("table_name") == "total"; });
    return rows;
  }

  // The total alone; empty if there is none.
  std::map<std::string, std::string> Total(const std::string& sql) const {
    const auto rows = WithTotal(sql);
    return rows.empty() || rows.back().at("table_name") != "total"
               ? std::map<std::string, std::string>()
               : rows.back();
  }

  std::vector<std::map<std::string, std::string>> WithTotal(const std::string& sql) const {
    const QueryResult result = database_.Query("SELECT * FROM zoho_desk_plan(" + Quoted(sql) + ")");
    EXPECT_TRUE(result.ok()) << sql << "\n" << result.error;
    std::vector<std::map<std::string, std::string>> rows;
    for (const SqlRow& row : result.rows) {
      auto& named = rows.emplace_back();
      for (size_t i = 0; i < row.size(); ++i) {
        const auto* text = std::get_if<std::string>(&row[i]);
        const auto* number = std::get_if<int64_t>(&row[i]);
        named[result.columns[i]] = text != nullptr     ? *text
                                   : number != nullptr ? std::to_string(*number)
                                                       : "";
      }
    }
    return rows;
  }

  // One column of the only row.
  std::string Only(const std::string& column, const std::string& sql) const {
    const auto rows = Of(sql);
    EXPECT_EQ(rows.size(), 1U) << sql;
    return rows.empty() ? "" : rows.front().at(column);
  }

  // "table alias runs route" for each row.
  std::vector<std::string> Uses(const std::string& sql) const {
    std::vector<std::string> uses;
    for (const auto& row : Of(sql)) {
      uses.push_back(row.at("table_name") + (row.at("alias").empty() ? "" : " " + row.at("alias")) +
                     ", " + row.at("runs") + ", " + row.at("route"));
    }
    return uses;
  }

  std::string ErrorOf(const std::string& sql) const {
    const QueryResult result = database_.Query("SELECT * FROM zoho_desk_plan(" + Quoted(sql) + ")");
    EXPECT_FALSE(result.ok()) << sql;
    EXPECT_THAT(result.error, ::testing::HasSubstr("zoho_desk_plan: "));
    EXPECT_THAT(result.error, ::testing::HasSubstr("nothing was run"));
    return result.error;
  }

  std::string TicketId(size_t index) const {
    return desk_.records("tickets").at(index).at("id").get<std::string>();
  }

  // Requests and credits that running it takes.
  std::pair<int64_t, int64_t> Spent(const std::string& sql) {
    const std::string last =
        ToString(database_.Query("SELECT coalesce(max(id), 0) FROM zoho_desk_requests").rows[0]);
    const QueryResult result = database_.Query(sql);
    EXPECT_TRUE(result.ok()) << sql << "\n" << result.error;
    const QueryResult spent = database_.Query(
        "SELECT count(*), coalesce(sum(credits), 0) FROM zoho_desk_requests "
        "WHERE path LIKE '/api/%' AND id > " +
        last);
    return {std::get<int64_t>(spent.rows[0][0]), std::get<int64_t>(spent.rows[0][1])};
  }

  Desk& desk_ = Desk::Shared();
  Database database_ = Database::WithExtension();
};

}  // namespace zoho_desk::testing
