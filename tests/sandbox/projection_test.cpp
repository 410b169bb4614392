#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sandbox/spec.h"
#include "tests/sandbox/client.h"

namespace zoho_desk::sandbox {
namespace {

class Projections : public ::testing::Test {
 protected:
  Json First(const std::string& path, QueryParams params = {}) {
    params.emplace_back("limit", "1");
    return portal_.Rows(path, params)[0];
  }
  static std::vector<std::string> Keys(const Json& row) {
    std::vector<std::string> keys;
    for (const auto& [key, value] : row.items())
      keys.push_back(key);
    return keys;
  }

  Portal portal_;
};

TEST_F(Projections, TicketListRowsLackWhatOnlySearchAndGetHave) {
  const Json row = First("tickets");
  for (const char* key :
       {"modifiedTime", "description", "cf", "resolution", "createdBy", "contact"})
    EXPECT_FALSE(row.contains(key)) << key;
  const Json found = First("tickets/search");
  for (const char* key : {"modifiedTime", "description", "cf", "contact", "department", "assignee"})
    EXPECT_TRUE(found.contains(key)) << key;
  EXPECT_FALSE(found.contains("tagCount"));
}

TEST_F(Projections, IncludeAddsObjects) {
  const Json row = First("tickets", {{"include", "contacts,departments"}});
  EXPECT_EQ(row["contact"]["id"], row["contactId"]);
  EXPECT_EQ(row["department"]["id"], row["departmentId"]);
  EXPECT_FALSE(row.contains("assignee"));
  EXPECT_TRUE(First("contacts", {{"include", "accounts"}}).contains("account"));
}

TEST_F(Projections, FieldsReplaceTheRow) {
  EXPECT_THAT(Keys(First("tickets", {{"fields", "subject,modifiedTime"}})),
              ::testing::UnorderedElementsAre("id", "subject", "modifiedTime"));
  EXPECT_THAT(Keys(First("tickets", {{"fields", "cf_region"}, {"include", "contacts"}})),
              ::testing::UnorderedElementsAre("id", "cf", "contact"));
  EXPECT_THAT(Keys(First("profiles", {{"fields", "type"}})),
              ::testing::UnorderedElementsAre("id", "name", "type"));
}

TEST_F(Projections, UnknownFieldNamesBreakTheCall) {
  for (const char* name : {"nope", "cf_nope", "isArchived", "statusText", "description", "contact"})
    EXPECT_EQ(portal_.Get("tickets", {{"fields", name}}).status, 500) << name;
  EXPECT_EQ(portal_.Get("profiles", {{"fields", "nope"}}).status, 422);
}

TEST_F(Projections, GetHasTheFieldsOfTheDump) {
  for (const ResourceSpec* resource : AllResources()) {
    if (resource->get.path.empty() || KindOf(resource->res).parent)
      continue;  // children_test.cpp has those of a parent
    const std::string path(resource->get.path.substr(
        8, resource->get.path.size() - 8 - std::string_view("{id}").size()));
    const Json rows = portal_.server().Dump(resource->name);
    for (size_t i = 0; i < rows.size(); i += rows.size() / 5 + 1) {
      const Json record =
          portal_.Get(path + rows[i][std::string(resource->key)].get<std::string>()).json();
      ASSERT_TRUE(record.contains(resource->key)) << path;
      for (const auto& [name, value] : record.items()) {
        EXPECT_EQ(value, rows[i][name]) << resource->name << "." << name;
        EXPECT_NE(FindField(*resource, name)->where & kGet, 0) << resource->name << "." << name;
      }
    }
  }
}

TEST_F(Projections, SearchRowsDifferOnlyWhereTheDumpSaysSo) {
  for (const ResourceSpec* resource : AllResources()) {
    const auto& params = resource->search.params;
    const bool needs_more = std::any_of(params.begin(), params.end(),
                                        [](const ParamSpec& param) { return param.required; });
    if (resource->search.path.empty() || needs_more || KindOf(resource->res).parent)
      continue;
    std::map<std::string, Json> right;
    for (const Json& row : portal_.server().Dump(resource->name))
      right[row["id"]] = row;
    const Json found =
        portal_.Rows(std::string(resource->search.path.substr(8)), {{"limit", "100"}});
    ASSERT_FALSE(found.empty()) << resource->name;
    for (const Json& row : found) {
      const Json& expected = right[row["id"]];
      for (const auto& [name, value] : row.items()) {
        const bool differs = expected.contains("_search") && expected["_search"].contains(name);
        EXPECT_EQ(value, differs ? expected["_search"][name] : expected[name])
            << resource->name << "." << name;
      }
    }
  }
}

TEST_F(Projections, SearchSpellsTheAssigneeItsOwnWay) {
  const Json rows = portal_.Rows("tickets/search", {{"limit", "20"}});
  for (const Json& row : rows) {
    if (row["assignee"].is_null())
      continue;
    EXPECT_TRUE(row["assignee"].contains("emailId"));
    EXPECT_FALSE(row["assignee"].contains("email"));
  }
}

TEST_F(Projections, GetIncludesMoreThanTheList) {
  const std::string id = portal_.server().Dump("tickets")[0]["id"];
  const Json record = portal_.Get("tickets/" + id, {{"include", "isRead,contract,skills"}}).json();
  EXPECT_TRUE(record.contains("isRead"));
  EXPECT_TRUE(record.contains("contractId"));
  EXPECT_TRUE(record.contains("skillsInfo"));
}

TEST_F(Projections, ViewsShowTheirCreatorOnRequest) {
  EXPECT_FALSE(
      portal_.Get("views", {{"module", "tickets"}}).json()["data"][0].contains("createdBy"));
  const Answer answer =
      portal_.Get("views", {{"module", "tickets"}}, {{"featureFlags", "createdBy"}});
  EXPECT_TRUE(answer.json()["data"][0].contains("createdBy"));
}

TEST_F(Projections, UsersCanBeCounted) {
  const Json body =
      portal_.Get("users", {{"include", "count"}, {"status", "ALL"}, {"limit", "1"}}).json();
  EXPECT_EQ(body["count"], "70");
}

}  // namespace
}  // namespace zoho_desk::sandbox
