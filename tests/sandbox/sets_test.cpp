// Tables whose rows must agree with those of other tables, or are listed for a record of one.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "tests/sandbox/client.h"

namespace zoho_desk::sandbox {
namespace {

using ::testing::UnorderedElementsAreArray;

class Sets : public ::testing::Test {
 protected:
  static std::vector<std::string> IdsOf(const Json& rows, const char* key = "id") {
    std::vector<std::string> ids;
    for (const Json& row : rows)
      ids.push_back(row.at(key));
    return ids;
  }
  std::string Department(size_t index) const { return dump_["departments"][index]["id"]; }

  Portal portal_;
  Json dump_ = portal_.server().Dump()["resources"];
};

TEST_F(Sets, OfADepartmentAreThoseTheDumpSaysOfIt) {
  for (const auto& [table, path] : std::map<std::string, std::string>{
           {"tags", "ticketTags"}, {"agent_availability", "agentAvailability"}}) {
    const char* key = table == "tags" ? "id" : "agentId";
    std::vector<std::string> expected;
    for (const Json& row : dump_[table]) {
      if (row["_fanout"] == Department(1))
        expected.push_back(row[key]);
    }
    ASSERT_GT(expected.size(), 1U) << table;
    EXPECT_THAT(IdsOf(portal_.Rows(path, {{"departmentId", Department(1)}, {"limit", "50"}}), key),
                UnorderedElementsAreArray(expected))
        << table;
  }
}

TEST_F(Sets, RefuseToBeListedForNoDepartment) {
  for (const char* path : {"ticketTags", "tickets/archivedTickets", "agentAvailability"}) {
    EXPECT_EQ(portal_.Get(path).status, 422) << path;
    EXPECT_TRUE(portal_.Rows(path, {{"departmentId", "1"}}).empty()) << path;
  }
}

TEST_F(Sets, HaveTheArchivedTicketsOfTheDepartment) {
  std::vector<std::string> expected;
  for (const Json& ticket : dump_["tickets"]) {
    if (ticket["isArchived"] == true && ticket["departmentId"] == Department(0))
      expected.push_back(ticket["id"]);
  }
  ASSERT_FALSE(expected.empty());
  const Json rows =
      portal_.Rows("tickets/archivedTickets", {{"departmentId", Department(0)}, {"limit", "100"}});
  EXPECT_THAT(IdsOf(rows), UnorderedElementsAreArray(expected));
}

TEST_F(Sets, CountTheTicketsOfATag) {
  std::map<std::string, uint64_t> tagged;  // tickets that the search finds, by name of the tag
  for (const Json& tag : dump_["tags"])
    tagged[tag["name"]] += std::stoul(tag["ticketCount"].get<std::string>());
  uint64_t used = 0;
  for (const auto& [name, count] : tagged) {
    if (count > 0) {
      ++used;
      EXPECT_EQ(portal_.Rows("tickets/search", {{"tag", name}, {"limit", "100"}}).size(), count);
    }
  }
  EXPECT_GT(used, 3U);
}

TEST_F(Sets, HaveTheMembersThatTheTeamTellsOf) {
  for (const Json& team : dump_["teams"]) {
    const Answer answer = portal_.Get("teams/" + team["id"].get<std::string>() + "/members");
    EXPECT_THAT(IdsOf(answer.json()["members"]),
                UnorderedElementsAreArray(team["derivedAgents"].get<std::vector<std::string>>()));
  }
}

TEST_F(Sets, CountTheTicketsOfContactsAndAccounts) {
  for (const std::string one : {"contact", "account"}) {
    std::map<std::string, uint64_t> tickets;
    for (const Json& ticket : dump_["tickets"]) {
      if (ticket[one + "Id"].is_string())
        ++tickets[ticket[one + "Id"]];
    }
    const Json& rows = dump_[one + "_statistics"];
    ASSERT_GT(rows.size(), 10U);
    for (const Json& row : rows)
      EXPECT_EQ(row["totalTickets"], std::to_string(tickets[row[one + "Id"]]));
  }
}

TEST_F(Sets, TellTimeOfAgentsAndTicketsThatExist) {
  std::set<std::string> tickets;
  for (const Json& ticket : dump_["tickets"])
    tickets.insert(ticket["id"]);
  ASSERT_FALSE(dump_["agent_time_entries"].empty());
  for (const Json& entry : dump_["agent_time_entries"]) {
    EXPECT_EQ(entry["ownerId"], entry["agentId"]);
    EXPECT_TRUE(tickets.contains(entry["requestId"]));
    EXPECT_EQ(entry["parent"]["id"], entry["requestId"]);
  }
}

}  // namespace
}  // namespace zoho_desk::sandbox
