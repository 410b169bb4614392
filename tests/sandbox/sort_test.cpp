#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/sandbox/client.h"

namespace zoho_desk::sandbox {
namespace {

class Sorts : public ::testing::Test {
 protected:
  Json Get(const std::string& path, const std::string& sort, const QueryParams& extra = {}) {
    QueryParams params = extra;
    params.emplace_back("sortBy", sort);
    params.emplace_back("limit", "50");
    return portal_.Rows(path, params);
  }

  Portal portal_;
};

TEST_F(Sorts, MinusReverses) {
  const std::vector<std::string> up = Column(Get("tickets", "createdTime"), "createdTime");
  const std::vector<std::string> down = Column(Get("tickets", "-createdTime"), "createdTime");
  EXPECT_TRUE(std::is_sorted(up.begin(), up.end()));
  EXPECT_TRUE(std::is_sorted(down.rbegin(), down.rend()));
  EXPECT_EQ(Json(down.front()), portal_.server().Dump("tickets").back()["createdTime"]);
}

TEST_F(Sorts, EqualTimesComeByAscendingIdInBothDirections) {
  size_t ties = 0;
  for (const char* sort : {"-createdTime", "createdTime", "-modifiedTime", "modifiedTime"}) {
    const std::string key = sort[0] == '-' ? sort + 1 : sort;
    for (int from = 0; from < 250; from += 50) {
      const Json rows = Get("tickets/search", sort, {{"from", std::to_string(from)}});
      for (size_t i = 1; i < rows.size(); ++i) {
        if (rows[i][key] != rows[i - 1][key])
          continue;
        ++ties;
        EXPECT_GT(rows[i]["id"], rows[i - 1]["id"]) << sort;
      }
    }
  }
  EXPECT_GT(ties, 20U);
}

TEST_F(Sorts, DescendingPagesHoldEveryRecord) {
  std::vector<std::string> ids;
  for (int from = 0; from < 250; from += 10) {
    const Json rows = portal_.Rows(
        "tickets", {{"sortBy", "-createdTime"}, {"from", std::to_string(from)}, {"limit", "10"}});
    for (const Json& row : rows)
      ids.push_back(row["id"]);
  }
  EXPECT_THAT(ids,
              ::testing::UnorderedElementsAreArray(Column(portal_.server().Dump("tickets"), "id")));
}

TEST_F(Sorts, NullComesFirst) {
  const Json rows = Get("tickets", "dueDate");
  EXPECT_TRUE(rows[0]["dueDate"].is_null());
  EXPECT_TRUE(Get("tickets", "-dueDate")[0]["dueDate"].is_string());
}

TEST_F(Sorts, NumbersSortAsNumbers) {
  const Json rows = Get("articles", "-viewCount");
  for (size_t i = 1; i < rows.size(); ++i)
    EXPECT_GE(std::stoi(rows[i - 1]["viewCount"].get<std::string>()),
              std::stoi(rows[i]["viewCount"].get<std::string>()));
}

TEST_F(Sorts, TextSortsWithoutRegardToCase) {
  const std::vector<std::string> names = Column(Get("contacts", "lastName"), "lastName");
  EXPECT_TRUE(std::is_sorted(names.begin(), names.end(), [](std::string a, std::string b) {
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
    std::transform(a.begin(), a.end(), a.begin(), lower);
    std::transform(b.begin(), b.end(), b.begin(), lower);
    return a < b;
  }));
}

TEST_F(Sorts, AgentsHaveADirectionOnly) {
  const Json up = portal_.Rows("agents", {{"sortOrder", "asc"}, {"limit", "100"}});
  const Json down = portal_.Rows("agents", {{"sortOrder", "desc"}, {"limit", "100"}});
  ASSERT_EQ(up.size(), down.size());
  EXPECT_EQ(up.front(), down.back());
}

TEST_F(Sorts, SearchGivesTheNewestFirstUnlessAsked) {
  const std::vector<std::string> times =
      Column(portal_.Rows("tickets/search", {{"limit", "100"}}), "createdTime");
  EXPECT_TRUE(std::is_sorted(times.rbegin(), times.rend()));
}

}  // namespace
}  // namespace zoho_desk::sandbox
