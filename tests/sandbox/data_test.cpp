#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "common/time_text.h"
#include "sandbox/render.h"
#include "sandbox/spec.h"
#include "tests/sandbox/client.h"

namespace zoho_desk::sandbox {
namespace {

TEST(Data, SameSeedSameBytes) {
  const Server a({.seed = 7});
  const Server b({.seed = 7});
  const Server c({.seed = 8});
  EXPECT_EQ(a.DumpText(), b.DumpText());
  EXPECT_NE(a.DumpText(), c.DumpText());
}

TEST(Data, MoreRowsLeaveIdsAlone) {
  Options more;
  ASSERT_TRUE(more.SetRows("tickets", 400));
  const Json small = Server().Dump("tickets");
  const Json large = Server(more).Dump("tickets");
  ASSERT_EQ(large.size(), 400U);
  for (size_t i = 0; i < small.size(); ++i)
    EXPECT_EQ(small[i]["id"], large[i]["id"]);
}

TEST(Data, RowCountsAreChecked) {
  Options options;
  EXPECT_FALSE(options.SetRows("nothing", 5));
  EXPECT_FALSE(options.SetRows("tickets", kMaxRows + 1));
  EXPECT_TRUE(options.SetRows("tickets", 0));
}

// Every column whose name says which kind of record it points to.
TEST(Data, RelationsHold) {
  const Json resources = Server().Dump()["resources"];
  const std::map<std::string, std::string> targets = {
      {"contactId", "contacts"}, {"accountId", "accounts"},
      {"productId", "products"}, {"departmentId", "departments"},
      {"ticketId", "tickets"},   {"assigneeId", "agents"},
      {"ownerId", "agents"},     {"agentId", "agents"},
      {"teamId", "teams"},       {"layoutId", "layouts"},
      {"authorId", "agents"},    {"creatorId", "agents"},
      {"roleId", "roles"},       {"profileId", "profiles"},
      {"reportsTo", "roles"},    {"contractId", "contracts"},
      {"modifierId", "agents"}};
  const std::map<std::string, std::string> arrays = {{"associatedDepartmentIds", "departments"},
                                                     {"departmentIds", "departments"},
                                                     {"agents", "agents"},
                                                     {"derivedAgents", "agents"},
                                                     {"agentIds", "agents"},
                                                     {"associatedAgentIds", "agents"},
                                                     {"entitySkills", "skills"},
                                                     {"secondaryContacts", "contacts"},
                                                     {"immediateSubRoles", "roles"},
                                                     {"subTeams", "teams"}};
  std::map<std::string, std::set<std::string>> ids;
  for (const auto& [name, rows] : resources.items()) {
    for (const Json& row : rows)
      ids[name].insert(row.value("id", ""));
  }
  size_t links = 0;
  for (const auto& [name, rows] : resources.items()) {
    for (const Json& row : rows) {
      for (const auto& [key, value] : row.items()) {
        if (const auto target = targets.find(key); target != targets.end() && value.is_string()) {
          ++links;
          EXPECT_TRUE(ids[target->second].contains(value)) << name << "." << key;
        }
        if (const auto target = arrays.find(key); target != arrays.end()) {
          for (const Json& id : value)
            EXPECT_TRUE(ids[target->second].contains(id)) << name << "." << key;
        }
      }
    }
  }
  EXPECT_GT(links, 2000U);
}

TEST(Data, NestedObjectsAgreeWithTheRecordsTheyShow) {
  const Json resources = Server().Dump()["resources"];
  std::map<std::string, Json> contacts;
  for (const Json& row : resources["contacts"])
    contacts[row["id"]] = row;
  for (const Json& ticket : resources["tickets"]) {
    const Json& contact = contacts.at(ticket["contactId"]);
    EXPECT_EQ(ticket["contact"]["lastName"], contact["lastName"]);
    EXPECT_EQ(ticket["email"], contact["email"]);
    EXPECT_EQ(ticket["accountId"], contact["accountId"]);
    EXPECT_EQ(ticket["contact"]["account"], contact["account"]);
  }
}

TEST(Data, IdsAreTextOfEighteenDigitsAndAscendWithTime) {
  for (const ResourceSpec* resource : AllResources()) {
    if (resource->key != "id")
      continue;
    const Json rows = Server().Dump(resource->name);
    for (size_t i = 0; i < rows.size(); ++i) {
      const std::string id = rows[i]["id"];
      EXPECT_EQ(id.size(), 18U);
      if (i > 0) {
        EXPECT_GT(id, rows[i - 1]["id"].get<std::string>());
      }
      // Of children those of one parent.
      if (i > 0 && rows[i].contains("createdTime") && !KindOf(resource->res).parent) {
        EXPECT_GE(rows[i]["createdTime"].get<std::string>().substr(0, 19),
                  rows[i - 1]["createdTime"].get<std::string>().substr(0, 19));
      }
    }
  }
}

TEST(Data, NothingHappensAfterThePresent) {
  const std::string now = FormatUtcMillis(kDefaultNow);
  for (const Json& row : Server().Dump("tickets")) {
    EXPECT_LE(row["createdTime"], row["modifiedTime"]);
    EXPECT_LE(row["modifiedTime"], now);
  }
}

TEST(Data, IsAwkwardInEveryWayThatMatters) {
  const Json resources = Server().Dump()["resources"];
  const std::string tickets = resources["tickets"].dump();
  for (const char* text : {"\\n", "\\\"", "\\\\", "<br/>", "🎉", "プリンター", "הסורק", "é"})
    EXPECT_NE(tickets.find(text), std::string::npos) << text;
  size_t longest = 0;
  std::set<std::string> cf_types;
  for (const Json& row : resources["tickets"]) {
    longest = std::max(
        longest, row["description"].is_null() ? 0 : row["description"].get<std::string>().size());
    for (const auto& [name, value] : row["cf"].items())
      cf_types.insert(value.type_name());
  }
  EXPECT_GT(longest, 10'000U);
  EXPECT_THAT(cf_types, ::testing::UnorderedElementsAre("null", "string", "number", "boolean"));
  EXPECT_TRUE(resources["tickets"][0]["threadCount"].is_string());
  EXPECT_TRUE(resources["tickets"][0]["isDeleted"].is_string());
}

TEST(Data, SomeKeysAreMissingFromSomeRows) {
  size_t with = 0;
  const Json contacts = Server().Dump("contacts");
  for (const Json& row : contacts)
    with += row.contains("accountCount") ? 1U : 0U;
  EXPECT_GT(with, 0U);
  EXPECT_LT(with, contacts.size());
}

TEST(Data, ManyRecordsShareTheirTimes) {
  std::map<std::string, size_t> created;
  std::map<std::string, size_t> modified;
  for (const Json& row : Server().Dump("tickets")) {
    ++created[row["createdTime"]];
    ++modified[row["modifiedTime"]];
  }
  const auto most = [](const auto& counts) {
    size_t max = 0;
    for (const auto& [time, count] : counts)
      max = std::max(max, count);
    return max;
  };
  EXPECT_GE(most(created), 7U);
  EXPECT_GE(most(modified), 10U);
}

TEST(Data, AMillionTicketsCostNoMemoryAndPageAtOnce) {
  Options options;
  ASSERT_TRUE(options.SetRows("tickets", 1'000'000));
  Portal portal(options);
  const Json rows =
      portal.Rows("tickets/search",
                  {{"sortBy", "createdTime"},
                   {"limit", "100"},
                   {"createdTimeRange", "2026-06-01T00:00:00.000Z,2026-06-01T06:00:00.000Z"}});
  ASSERT_EQ(rows.size(), 100U);
  EXPECT_GE(rows[0]["createdTime"], "2026-06-01T00:00:00.000Z");
  EXPECT_LE(rows[99]["createdTime"], "2026-06-01T06:00:00.000Z");
}

// One record at a time with the reader that matters here, so that a broken escape has an address.
TEST(Data, EveryRecordIsJson) {
  const World world(3, kDefaultNow, DefaultRowCounts());
  for (const ResourceSpec* resource : AllResources()) {
    const Projection all(*resource, Shape::kDump, {}, {});
    world.ForEach(resource->res, [&](uint32_t row) {
      std::string text;
      all.Render({world, resource->res, row}, text);
      EXPECT_FALSE(Json::parse(text, nullptr, false).is_discarded())
          << resource->name << " " << text;
    });
  }
}

}  // namespace
}  // namespace zoho_desk::sandbox
