#include "sandbox/filter.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

#include "common/time_text.h"
#include "tests/sandbox/client.h"

namespace zoho_desk::sandbox {
namespace {

using ::testing::UnorderedElementsAreArray;

class Filters : public ::testing::Test {
 protected:
  // Ids of the records of a resource that pass a test on their true values.
  std::vector<std::string> Right(const std::string& resource,
                                 const std::function<bool(const Json&)>& test) {
    std::vector<std::string> ids;
    for (const Json& row : portal_.server().Dump(resource)) {
      if (test(row))
        ids.push_back(row["id"]);
    }
    return ids;
  }
  // Ids the server gives, over all pages.
  std::vector<std::string> Sent(const std::string& path, const QueryParams& filter, int base = 0) {
    std::vector<std::string> ids;
    while (true) {
      QueryParams params = filter;
      params.emplace_back("from", std::to_string(ids.size() + static_cast<size_t>(base)));
      params.emplace_back("limit", "50");
      const Json page = portal_.Rows(path, params);
      if (page.empty())
        return ids;
      for (const Json& row : page)
        ids.push_back(row["id"]);
    }
  }
  void Same(const std::string& resource, const std::string& path, const QueryParams& filter,
            const std::function<bool(const Json&)>& test, int base = 0) {
    const std::vector<std::string> right = Right(resource, test);
    EXPECT_FALSE(right.empty()) << path << " " << ToQueryString(filter);
    EXPECT_THAT(Sent(path, filter, base), UnorderedElementsAreArray(right))
        << path << " " << ToQueryString(filter);
  }

  Portal portal_;
};

bool Is(const Json& row, const char* key, const char* text) {
  return row[key] == text;
}

TEST_F(Filters, ListFiltersSelectByValue) {
  Same("tickets", "tickets", {{"status", "Escalated,On Hold"}},
       [](const Json& r) { return Is(r, "status", "Escalated") || Is(r, "status", "On Hold"); });
  Same("tickets", "tickets", {{"priority", "Blocker"}},
       [](const Json& r) { return Is(r, "priority", "Blocker"); });
  Same("tickets", "tickets", {{"assignee", "Unassigned"}},
       [](const Json& r) { return r["assigneeId"].is_null(); });
  const std::string department = portal_.server().Dump("departments")[1]["id"];
  Same("tickets", "tickets", {{"departmentIds", department}},
       [&](const Json& r) { return r["departmentId"] == department; });
  Same("agents", "agents", {{"departmentIds", department}}, [&](const Json& r) {
    const Json& ids = r["associatedDepartmentIds"];
    return std::find(ids.begin(), ids.end(), department) != ids.end();
  });
  Same("tasks", "tasks", {{"isCompleted", "false"}},
       [](const Json& r) { return Is(r, "statusType", "Open"); });
  Same(
      "articles", "articles", {{"status", "Draft,Review"}},
      [](const Json& r) { return Is(r, "status", "Draft") || Is(r, "status", "Review"); }, 1);
  Same("customer_feedback", "customerHappiness",
       {{"department", "allDepartment"}, {"rating", "bad"}},
       [](const Json& r) { return Is(r, "rating", "BAD"); });
}

TEST_F(Filters, UnknownNamesMatchNothing) {
  EXPECT_EQ(portal_.Get("tickets", {{"status", "Nonsense"}}).status, 204);
  EXPECT_EQ(portal_.Get("tickets", {{"status", "open"}}).status, 204);  // letter case counts
}

TEST_F(Filters, SearchRangesIncludeBothBounds) {
  const Json tickets = portal_.server().Dump("tickets");
  const std::string low = tickets[30]["createdTime"];
  const std::string high = tickets[90]["createdTime"];
  Same("tickets", "tickets/search", {{"createdTimeRange", low + "," + high}},
       [&](const Json& r) { return r["createdTime"] >= low && r["createdTime"] <= high; });
  const std::string modified = tickets[100]["modifiedTime"];
  Same("tickets", "tickets/search", {{"modifiedTimeRange", modified + "," + modified}},
       [&](const Json& r) { return r["modifiedTime"] == modified; });
  Same("tickets", "tickets/search",
       {{"createdTimeRange", low + "," + high}, {"modifiedTimeRange", low + "," + high}},
       [&](const Json& r) {
         return r["createdTime"] >= low && r["createdTime"] <= high && r["modifiedTime"] >= low &&
                r["modifiedTime"] <= high;
       });
  Same("tickets", "tickets/search", {{"dueDateRange", low + "," + high}}, [&](const Json& r) {
    return r["dueDate"].is_string() && r["dueDate"] >= low && r["dueDate"] <= high;
  });
}

TEST_F(Filters, BackwardRangeIsEmpty) {
  EXPECT_EQ(portal_
                .Get("tickets/search",
                     {{"createdTimeRange", "2026-06-01T00:00:00.000Z,2026-05-01T00:00:00.000Z"}})
                .status,
            204);
}

TEST_F(Filters, SearchFindsByIdExactly) {
  const Json tickets = portal_.server().Dump("tickets");
  const std::string a = tickets[5]["id"];
  const std::string b = tickets[200]["id"];
  Same("tickets", "tickets/search", {{"id", a + "," + b + ",1"}},
       [&](const Json& r) { return r["id"] == a || r["id"] == b; });
  Same("tickets", "tickets/search", {{"id", a + "," + b}, {"status", tickets[5]["status"]}},
       [&](const Json& r) {
         return (r["id"] == a || r["id"] == b) && r["status"] == tickets[5]["status"];
       });
}

TEST_F(Filters, StarsStandForAnything) {
  Same("accounts", "accounts/search", {{"accountName", "bluefinch*"}},
       [](const Json& r) { return r["accountName"].get<std::string>().starts_with("Bluefinch"); });
  Same("tickets", "tickets/search", {{"subject", "*connection"}},
       [](const Json& r) { return r["subject"].get<std::string>().ends_with("connection"); });
  EXPECT_TRUE(GlobMatches("a*c*", "abc"));
  EXPECT_TRUE(GlobMatches("A", "a"));
  EXPECT_FALSE(GlobMatches("a*c", "abcd"));
  EXPECT_FALSE(GlobMatches("ab", "abc"));
}

TEST_F(Filters, EmptyAndNotEmpty) {
  Same("tickets", "tickets/search", {{"email", "${empty}"}},
       [](const Json& r) { return r["email"].is_null(); });
  Same("tickets", "tickets/search", {{"category", "${NOTEMPTY}"}},
       [](const Json& r) { return !r["category"].is_null(); });
  Same("tickets", "tickets/search", {{"customField1", "cf_region:${empty}"}},
       [](const Json& r) { return r["cf"]["cf_region"].is_null(); });
}

TEST_F(Filters, CustomFieldsAreConditionsOfTheirOwn) {
  Same("tickets", "tickets/search",
       {{"customField1", "cf_region:n*"}, {"customField2", "cf_under_warranty:true"}},
       [](const Json& r) {
         return r["cf"]["cf_region"] == "North" && r["cf"]["cf_under_warranty"] == true;
       });
}

TEST_F(Filters, StatusMacrosSelectByType) {
  Same("tickets", "tickets/search", {{"status", "${onhold}"}},
       [](const Json& r) { return Is(r, "statusType", "On Hold"); });
}

TEST_F(Filters, AllLooksAtSeveralColumns) {
  Same("contacts", "contacts/search", {{"_all", "kestrel"}}, [](const Json& r) {
    const std::string text = r["account"].dump() + r["email"].dump();
    return text.find("Kestrel") != std::string::npos || text.find("kestrel") != std::string::npos;
  });
}

TEST_F(Filters, ContactNamesMatchAsTheLiveServerDoes) {
  Same("contacts", "contacts/search", {{"lastName", "rossi"}},
       [](const Json& r) { return Is(r, "lastName", "Rossi"); });
  EXPECT_EQ(portal_.Get("contacts/search", {{"lastName", "ross"}}).status, 204);
  Same("contacts", "contacts/search", {{"fullName", "oss"}}, [](const Json& r) {
    return r["lastName"].get<std::string>().find("oss") != std::string::npos;
  });
}

TEST_F(Filters, ViewsShowTheirRows) {
  for (const Json& view : portal_.server().Dump("views")) {
    if (view["name"] != "Open Cases")
      continue;
    Same("tickets", "tickets", {{"viewId", view["id"]}},
         [](const Json& r) { return Is(r, "status", "Open"); });
  }
}

TEST_F(Filters, ArticleFeedbackDefaultsToTheLastSevenDays) {
  const int64_t week = 7 * int64_t{86'400'000};
  const std::string since = FormatUtcMillis(kDefaultNow - week);
  Same(
      "article_feedbacks", "articleFeedbacks", {},
      [&](const Json& r) { return r["createdTime"] >= since; }, 1);
  const std::string month = FormatUtcMillis(kDefaultNow - week / 7 * 30);
  Same(
      "article_feedbacks", "articleFeedbacks", {{"timeRange", "LAST_30_DAYS"}},
      [&](const Json& r) { return r["createdTime"] >= month; }, 1);
}

TEST_F(Filters, RatingsTakeEpochBounds) {
  const Json rows = portal_.server().Dump("customer_feedback");
  const std::string low = rows[20]["ratedTime"];
  const std::string high = rows[50]["ratedTime"];
  Same("customer_feedback", "customerHappiness",
       {{"department", "allDepartment"},
        {"startTime", std::to_string(*ParseIsoMillis(low))},
        {"endTime", std::to_string(*ParseIsoMillis(high))}},
       [&](const Json& r) { return r["ratedTime"] >= low && r["ratedTime"] <= high; });
}

TEST_F(Filters, LayoutsAreActiveUnlessAsked) {
  size_t inactive = 0;
  for (const Json& row : portal_.server().Dump("layouts"))
    inactive += row["status"] == "inactive" ? 1U : 0U;
  ASSERT_GT(inactive, 0U);
  for (const Json& row : portal_.Rows("layouts", {{"module", "contacts"}}))
    EXPECT_EQ(row["status"], "active");
  Same("layouts", "layouts", {{"module", "accounts"}, {"status", "all"}},
       [](const Json& r) { return r["_fanout"] == "accounts"; });
}

TEST_F(Filters, DeletedUsersComeOnlyWhenAsked) {
  Same(
      "users", "users", {}, [](const Json& r) { return r["status"] != "DELETED"; }, 1);
  Same(
      "users", "users", {{"status", "DELETED"}},
      [](const Json& r) { return Is(r, "status", "DELETED"); }, 1);
}

TEST_F(Filters, AgentSearchCanBeNarrowedToAField) {
  const std::string mail = portal_.server().Dump("agents")[3]["emailId"];
  Same("agents", "agents", {{"searchStr", mail}},
       [&](const Json& r) { return r["emailId"] == mail; });
  EXPECT_EQ(portal_.Get("agents", {{"searchStr", mail}, {"fieldName", "lastName"}}).status, 204);
}

TEST_F(Filters, CountsFollowTheFilters) {
  const Json tickets = portal_.server().Dump("tickets");
  const std::string contact = tickets[0]["contactId"];
  size_t right = 0;
  for (const Json& row : tickets)
    right += row["contactId"] == contact ? 1U : 0U;
  EXPECT_EQ(portal_.Get("ticketsCount", {{"contactId", contact}}).json()["count"], right);
  EXPECT_EQ(portal_.Get("articles/count").json()["count"], "60");  // a string, as published
  EXPECT_EQ(portal_.Get("agents/count").json()["count"], 12);
}

}  // namespace
}  // namespace zoho_desk::sandbox
