#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "sandbox/spec.h"
#include "tests/sandbox/client.h"

namespace zoho_desk::sandbox {
namespace {

bool IsListedByDepartment(const ResourceSpec& resource) {
  return std::any_of(
      resource.list.params.begin(), resource.list.params.end(),
      [](const ParamSpec& param) { return param.required && param.name == "departmentId"; });
}

// What a list must be sent besides paging to give every record, once per parent.
std::vector<QueryParams> FullListParams(Portal& portal, const ResourceSpec& spec) {
  const std::string resource(spec.name);
  std::vector<QueryParams> all;
  if (IsListedByDepartment(spec)) {
    for (const Json& department : portal.server().Dump("departments"))
      all.push_back({{"departmentId", department["id"]}});
    return all;
  }
  if (resource == "layouts" || resource == "views" || resource == "organization_fields") {
    std::set<std::string> values;
    for (const Json& row : portal.server().Dump(resource))
      values.insert(row["_fanout"].get<std::string>());
    for (const std::string& value : values) {
      all.push_back({{"module", value}});
      if (resource == "layouts")
        all.back().emplace_back("status", "all");
    }
    return all;
  }
  if (resource == "customer_feedback")
    return {{{"department", "allDepartment"}}};
  if (resource == "article_feedbacks")
    return {{{"timeRange", "1970-01-01T00:00:00.000Z,2099-12-31T23:59:59.000Z"}}};
  if (resource == "users")
    return {{{"status", "ALL"}}};
  return {{}};
}

bool Takes(const ResourceSpec& resource, std::string_view name) {
  return std::any_of(resource.list.params.begin(), resource.list.params.end(),
                     [&](const ParamSpec& param) { return param.name == name; });
}

// Of a list for each department, what it is in that department.
std::string KeyOf(const ResourceSpec& resource, const Json& row) {
  const std::string id = row[std::string(SplitChoices(resource.key).back())];
  const bool own = resource.key != "id" && IsListedByDepartment(resource);
  return own ? row["_fanout"].get<std::string>() + "/" + id : id;
}

Json AllPages(Portal& portal, const ResourceSpec& resource, int limit) {
  Json all = Json::array();
  const std::string path(resource.list.path.substr(std::string_view("/api/v1/").size()));
  for (const QueryParams& fixed : FullListParams(portal, resource)) {
    for (size_t from = 0;;) {
      QueryParams params = fixed;
      if (Takes(resource, "from")) {
        params.emplace_back("from", std::to_string(from + static_cast<size_t>(resource.list.base)));
        params.emplace_back("limit", std::to_string(limit));
      }
      Json page = portal.Rows(path, params);
      for (Json& row : page) {
        if (IsListedByDepartment(resource))
          row["_fanout"] = fixed.front().second;
      }
      all.insert(all.end(), page.begin(), page.end());
      from += page.size();
      if (page.empty() || !Takes(resource, "from"))
        break;
    }
  }
  return all;
}

TEST(Paging, EveryListGivesEveryRecordOnceWithTheValuesOfTheDump) {
  Portal portal;
  for (const ResourceSpec* resource : AllResources()) {
    if (KindOf(resource->res).parent)
      continue;  // children_test.cpp
    std::map<std::string, Json> right;
    for (const Json& row : portal.server().Dump(resource->name))
      right[KeyOf(*resource, row)] = row;
    const Json rows = AllPages(portal, *resource, 7);
    ASSERT_EQ(rows.size(), right.size()) << resource->name;
    std::set<std::string> seen;
    for (const Json& row : rows) {
      const std::string key = KeyOf(*resource, row);
      ASSERT_TRUE(seen.insert(key).second) << resource->name << " repeats " << key;
      for (const auto& [name, value] : row.items()) {
        if (name == "_fanout")
          continue;
        const FieldSpec* field = FindField(*resource, name);
        ASSERT_NE(field, nullptr) << resource->name << "." << name;
        EXPECT_NE(field->where & kList, 0) << resource->name << "." << name;
        EXPECT_EQ(value, right[key][name]) << resource->name << "." << name;
      }
    }
  }
}

TEST(Paging, ZeroBasedListsCountFromZero) {
  Portal portal;
  const Json all = portal.Rows("departments", {{"limit", "100"}});
  const Json rest = portal.Rows("departments", {{"limit", "100"}, {"from", "1"}});
  ASSERT_EQ(rest.size() + 1, all.size());
  EXPECT_EQ(rest[0], all[1]);
  EXPECT_EQ(portal.Get("departments", {{"from", std::to_string(all.size())}}).status, 204);
}

TEST(Paging, OneBasedListsRefuseZero) {
  Portal portal;
  for (const char* path :
       {"articles", "articleFeedbacks", "groups", "labels", "users", "helpCenters"}) {
    const Answer answer = portal.Get(path, {{"from", "0"}});
    EXPECT_EQ(answer.status, 422) << path;
    EXPECT_EQ(portal.Rows(path, {{"from", "1"}}), portal.Rows(path)) << path;
  }
}

TEST(Paging, ContactsAndAccountsTakeZeroForOne) {
  Portal portal;
  for (const char* path : {"contacts", "accounts"}) {
    const Json first = portal.Rows(path, {{"from", "1"}});
    EXPECT_EQ(portal.Rows(path, {{"from", "0"}}), first) << path;
    EXPECT_EQ(portal.Rows(path, {{"from", "2"}})[0], first[1]) << path;
  }
}

TEST(Paging, IndexBaseCanBeOverridden) {
  Portal portal;
  const Json zero_based = portal.Rows("tickets", {{"from", "1"}});
  portal.server().Change([](Settings& settings) { settings.index_base["tickets"] = 1; });
  const Json one_based = portal.Rows("tickets", {{"from", "1"}});
  EXPECT_EQ(one_based[1], zero_based[0]);
  EXPECT_EQ(portal.Rows("tickets", {{"from", "0"}}), one_based);
}

TEST(Paging, PastTheEndIs204OrAnEmptyArray) {
  Portal portal;
  for (const char* path : {"tickets", "contacts", "agents", "roles", "products", "tasks"}) {
    const Answer answer = portal.Get(path, {{"from", "3000"}});
    EXPECT_EQ(answer.status, 204) << path;
    EXPECT_EQ(answer.body, "") << path;
  }
  for (const char* path : {"articles", "groups", "users", "teams"}) {
    const Answer answer = portal.Get(path, {{"from", "3000"}});
    EXPECT_EQ(answer.status, 200) << path;
    EXPECT_EQ(answer.json().begin()->size(), 0U) << path;
  }
}

TEST(Paging, EmptyPortalAnswersLikeAnEmptyPage) {
  Options options;
  options.rows = {};
  Portal portal(options);
  EXPECT_EQ(portal.Get("tickets").status, 204);
  EXPECT_EQ(portal.Get("tickets/search").status, 204);
  EXPECT_EQ(portal.Get("channels").json(), Json::parse(R"({"data":[]})"));
  EXPECT_EQ(portal.Get("teams").json(), Json::parse(R"({"teams":[]})"));
}

TEST(Paging, DefaultLimitIsThatOfTheSheet) {
  Portal portal;
  EXPECT_EQ(portal.Rows("tickets").size(), 25U);
  EXPECT_EQ(portal.Rows("contacts").size(), 10U);
  EXPECT_EQ(portal.Rows("users", {{"status", "ALL"}}).size(), 50U);
  EXPECT_EQ(portal.Rows("tickets/search").size(), 10U);
  EXPECT_EQ(portal.Rows("teams").size(), portal.server().Dump("teams").size());
}

TEST(Paging, LimitOutsideItsRangeNamesTheRange) {
  Portal portal;
  const Answer answer = portal.Get("tickets", {{"limit", "101"}});
  EXPECT_EQ(answer.status, 422);
  EXPECT_EQ(answer.error(), "UNPROCESSABLE_ENTITY");
  EXPECT_EQ(answer.message(), "The value passed for field 'limit' exceeds the range of '1-100'.");
  EXPECT_EQ(portal.Get("tickets", {{"limit", "0"}}).status, 422);
  EXPECT_EQ(portal.Get("articles", {{"limit", "51"}}).message(),
            "The value passed for field 'limit' exceeds the range of '1-50'.");
  EXPECT_EQ(portal.Get("roles", {{"limit", "500"}}).status, 200);
  EXPECT_EQ(portal.Get("roles", {{"limit", "501"}}).status, 422);
}

TEST(Paging, ListsStopAtTheirCeiling) {
  Options options;
  ASSERT_TRUE(options.SetRows("tickets", 6000));
  ASSERT_TRUE(options.SetRows("tasks", 6000));
  Portal portal(options);
  EXPECT_EQ(portal.Rows("tickets", {{"from", "4999"}, {"limit", "100"}}).size(), 100U);
  const Answer beyond = portal.Get("tickets", {{"from", "5000"}});
  EXPECT_EQ(beyond.status, 422);
  EXPECT_EQ(beyond.message(), "The value passed for field 'from' exceeds the range of '0-4999'.");
  EXPECT_EQ(portal.Get("tasks", {{"from", "5000"}}).status, 422);
  portal.server().Change([](Settings& settings) { settings.list_ceiling = -1; });
  EXPECT_EQ(portal.Get("tasks", {{"from", "5000"}}).status, 200);
  EXPECT_EQ(portal.Get("tickets", {{"from", "5000"}}).status, 422);  // known, so not switched off
}

TEST(Paging, SearchStopsAtItsCeilingAndItsWindow) {
  Options options;
  ASSERT_TRUE(options.SetRows("tickets", 6000));
  Portal portal(options);
  EXPECT_EQ(portal.Rows("tickets/search", {{"from", "4900"}, {"limit", "100"}}).size(), 100U);
  const Answer window = portal.Get("tickets/search", {{"from", "4901"}, {"limit", "100"}});
  EXPECT_EQ(window.status, 422);
  EXPECT_EQ(window.message(), "Max search result iterable is 5000");
  EXPECT_EQ(portal.Get("tickets/search", {{"from", "5000"}}).message(),
            "The value passed for field 'from' exceeds the range of '0-4999'.");
  portal.server().Change([](Settings& settings) { settings.search_ceiling = 999; });
  EXPECT_EQ(portal.Get("tickets/search", {{"from", "1000"}}).message(),
            "The value passed for field 'from' exceeds the range of '0-999'.");
}

TEST(Paging, ChannelsAndViewsRefusePaging) {
  Portal portal;
  EXPECT_EQ(portal.Get("channels", {{"limit", "10"}}).message(),
            "Extra query parameter 'limit' is present in the input.");
  EXPECT_EQ(portal.Get("views", {{"module", "tickets"}, {"from", "0"}}).status, 422);
}

TEST(Paging, SearchCountsEveryMatch) {
  Portal portal;
  const Json body = portal.Get("tickets/search", {{"limit", "1"}}).json();
  EXPECT_EQ(body["count"], 250);
  EXPECT_EQ(body["data"].size(), 1U);
}

}  // namespace
}  // namespace zoho_desk::sandbox
