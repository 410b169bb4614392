// Tables whose rows belong to a row of another: comments and metrics of tickets.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "tests/sandbox/client.h"

namespace zoho_desk::sandbox {
namespace {

using ::testing::AnyOf;

class Children : public ::testing::Test {
 protected:
  Children() : dump_(portal_.server().Dump()["resources"]) {
    for (const Json& comment : dump_["ticket_comments"])
      comments_[comment["ticketId"]].push_back(comment);
  }

  static std::string CommentsOf(const std::string& ticket) {
    return "tickets/" + ticket + "/comments";
  }
  // The ticket with the most comments.
  std::string Busiest() const {
    return std::max_element(
               comments_.begin(), comments_.end(),
               [](const auto& a, const auto& b) { return a.second.size() < b.second.size(); })
        ->first;
  }
  std::string WithoutComments() const {
    for (const Json& ticket : dump_["tickets"]) {
      if (!comments_.contains(ticket["id"]))
        return ticket["id"];
    }
    return "";
  }
  // A ticket with a few comments.
  std::string Quiet() const {
    for (const auto& [ticket, comments] : comments_) {
      if (comments.size() > 1 && comments.size() < 10)
        return ticket;
    }
    return "";
  }

  Portal portal_;
  Json dump_;
  std::map<std::string, std::vector<Json>> comments_;  // by ticket
};

TEST_F(Children, AreAsManyAsTheirTicketSaysOnEveryRoute) {
  size_t without = 0;
  for (const Json& ticket : portal_.Rows("tickets", {{"limit", "100"}})) {
    const std::string id = ticket["id"];
    const size_t count = comments_[id].size();
    without += count == 0 ? 1 : 0;
    EXPECT_EQ(ticket["commentCount"], std::to_string(count));
    EXPECT_EQ(portal_.Rows(CommentsOf(id), {{"limit", "100"}}).size(),
              std::min<size_t>(count, 100));
    EXPECT_EQ(portal_.Get("tickets/" + id).json()["commentCount"], std::to_string(count));
    EXPECT_EQ(portal_.Rows("tickets/search", {{"id", id}})[0]["commentCount"],
              std::to_string(count));
  }
  EXPECT_GT(without, 30U);
  EXPECT_LT(without, 70U);
}

TEST_F(Children, ComeInPagesOfFiftyUnlessToldOtherwise) {
  const std::string ticket = Busiest();
  const std::vector<Json>& all = comments_[ticket];
  ASSERT_GT(all.size(), 100U);
  EXPECT_EQ(portal_.Rows(CommentsOf(ticket)).size(), 50U);
  Json seen = Json::array();
  for (size_t from = 0; from < all.size(); from += 70) {
    for (const Json& row :
         portal_.Rows(CommentsOf(ticket), {{"from", std::to_string(from)}, {"limit", "70"}}))
      seen.push_back(row);
  }
  EXPECT_EQ(Column(seen, "id"), Column(all, "id"));
  EXPECT_EQ(portal_.Get(CommentsOf(ticket), {{"from", std::to_string(all.size())}}).status, 204);
  EXPECT_EQ(portal_.Get(CommentsOf(ticket), {{"limit", "101"}}).status, 422);
}

TEST_F(Children, AreSortedByTheirTimeIfAskedFor) {
  const std::string ticket = Busiest();
  const Json rows = portal_.Rows(CommentsOf(ticket), {{"sortBy", "-commentedTime"}});
  std::vector<std::string> times = Column(rows, "commentedTime");
  EXPECT_TRUE(std::is_sorted(times.rbegin(), times.rend()));
  EXPECT_EQ(rows[0]["commentedTime"], comments_[ticket].back()["commentedTime"]);
  EXPECT_EQ(portal_.Get(CommentsOf(ticket), {{"sortBy", "modifiedTime"}}).status, 422);
}

TEST_F(Children, LackTheirParentsIdButInTheDump) {
  const std::string ticket = Quiet();
  const Json row = portal_.Rows(CommentsOf(ticket))[0];
  EXPECT_FALSE(row.contains("ticketId"));
  EXPECT_EQ(comments_[ticket][0]["ticketId"], ticket);
}

TEST_F(Children, HaveWhatIncludeNamesIfItIsNamed) {
  const std::string ticket = Quiet();
  Json expected = comments_[ticket][0];
  expected.erase("ticketId");
  const Json row = portal_.Rows(CommentsOf(ticket), {{"include", "plainText,mentions"}})[0];
  EXPECT_EQ(row, expected);
  const Json plain = portal_.Rows(CommentsOf(ticket))[0];
  EXPECT_FALSE(plain.contains("plainText"));
  EXPECT_FALSE(plain.contains("mention"));
  EXPECT_EQ(portal_.Get(CommentsOf(ticket), {{"include", "mention"}}).status, 422);
  EXPECT_EQ(portal_.Get(CommentsOf(ticket), {{"isPublic", "true"}}).status, 422);
}

TEST_F(Children, AreFoundByIdUnderTheirParentOnly) {
  const std::string ticket = Quiet();
  const std::string id = comments_[ticket][0]["id"];
  EXPECT_EQ(portal_.Get(CommentsOf(ticket) + "/" + id).json()["id"], id);
  EXPECT_EQ(portal_.Get(CommentsOf(Busiest()) + "/" + id).status, 404);
  EXPECT_EQ(portal_.Get(CommentsOf(ticket) + "/1").status, 404);
}

TEST_F(Children, GoWithTheirParent) {
  const std::string ticket = Quiet();
  for (const std::string& gone : {std::string("123"), WithoutComments(), ticket}) {
    if (gone != "123") {
      DataChange change{.resource = "tickets"};
      change.remove.ids = {std::stoull(gone)};
      ASSERT_EQ(portal_.server().Schedule(change), "");
    }
    const Answer comments = portal_.Get(CommentsOf(gone));
    const Answer record = portal_.Get("tickets/" + gone);
    EXPECT_EQ(comments.status, 404);
    EXPECT_EQ(comments.body, record.body);
    EXPECT_EQ(portal_.Get("tickets/" + gone + "/metrics").status, 404);
  }
  for (const Json& comment : portal_.server().Dump("ticket_comments"))
    EXPECT_NE(comment["ticketId"], ticket);
}

TEST_F(Children, ThatAreDeletedCountNoMore) {
  const std::string ticket = Quiet();
  const size_t count = comments_[ticket].size();
  DataChange change{.resource = "ticket_comments"};
  change.remove.ids = {std::stoull(comments_[ticket][0]["id"].get<std::string>())};
  ASSERT_EQ(portal_.server().Schedule(change), "");
  EXPECT_EQ(portal_.Rows(CommentsOf(ticket)).size(), count - 1);
  EXPECT_EQ(portal_.Get("tickets/" + ticket).json()["commentCount"], std::to_string(count - 1));
  EXPECT_NE(portal_.server().Schedule({.resource = "ticket_comments", .create = 1}), "");
}

TEST_F(Children, ComeWithATicketThatIsCreated) {
  ASSERT_EQ(portal_.server().Schedule({.resource = "tickets", .create = 20}), "");
  size_t comments = 0;
  const Json tickets = portal_.server().Dump("tickets");
  for (size_t i = tickets.size() - 20; i < tickets.size(); ++i)
    comments += portal_.Rows(CommentsOf(tickets[i]["id"]), {{"limit", "100"}}).size();
  EXPECT_EQ(comments,
            portal_.server().Dump("ticket_comments").size() - dump_["ticket_comments"].size());
  EXPECT_GT(comments, 0U);
}

TEST_F(Children, HaveIdsThatNoOtherRecordHas) {
  std::set<std::string> ids;
  size_t records = 0;
  for (const ResourceSpec* resource : AllResources()) {
    if (resource->key != "id" || resource->only != nullptr)
      continue;  // these name records of other tables
    for (const Json& row : dump_[std::string(resource->name)]) {
      ++records;
      ids.insert(row["id"]);
    }
  }
  EXPECT_EQ(ids.size(), records);
}

// facts/ticket_metrics.json (`list.empty`).
TEST_F(Children, OfWhichThereIsOneAreAnObjectOrNothingInSeveralWays) {
  std::map<std::string, Json> metrics;
  for (const Json& row : dump_["ticket_metrics"])
    metrics[row["ticketId"]] = row;
  std::set<std::string> empty;
  std::set<std::string> types;
  size_t blank = 0;
  for (const Json& ticket : dump_["tickets"]) {
    const std::string id = ticket["id"];
    const Answer answer = portal_.Get("tickets/" + id + "/metrics");
    if (!metrics.contains(id)) {
      EXPECT_THAT(answer.status, AnyOf(200, 204));
      empty.insert(answer.body);
      continue;
    }
    Json expected = metrics[id];
    expected.erase("ticketId");
    EXPECT_EQ(answer.json(), expected);
    if (expected["threadCount"].is_null()) {
      ++blank;
      continue;
    }
    types.insert(expected["threadCount"].type_name());
    const std::string threads = ticket["threadCount"];
    EXPECT_THAT(expected["threadCount"].dump(), AnyOf(threads, "\"" + threads + "\""));
    EXPECT_EQ(expected["resolutionTime"].is_null(), ticket["statusType"] != "Closed");
    EXPECT_EQ(expected["stagingData"][0]["status"], ticket["status"]);
    EXPECT_EQ(expected["agentsHandled"].empty(), ticket["assigneeId"].is_null());
  }
  EXPECT_EQ(empty, (std::set<std::string>{"", "[]", "{}"}));
  EXPECT_EQ(types, (std::set<std::string>{"number", "string"}));
  EXPECT_GT(blank, 0U);
}

TEST_F(Children, ShowPeopleWhoExist) {
  std::set<std::string> people;
  for (const char* table : {"agents", "contacts"}) {
    for (const Json& row : dump_[table])
      people.insert(row["id"]);
  }
  for (const Json& comment : dump_["ticket_comments"]) {
    EXPECT_TRUE(people.contains(comment["commenterId"]));
    EXPECT_EQ(comment["commenter"]["id"], comment["commenterId"]);
  }
}

TEST_F(Children, OfOneParentOrAllCanBeRefused) {
  const std::string refused = Quiet();
  portal_.Post("/_sandbox/control",
               R"({"refusals":{"/api/v1/)" + CommentsOf(refused) +
                   R"(":"FORBIDDEN","ticket_metrics":"LICENSE_ACCESS_LIMITED"}})");
  const Answer answer = portal_.Get(CommentsOf(refused));
  EXPECT_EQ(answer.status, 403);
  EXPECT_EQ(answer.error(), "FORBIDDEN");
  EXPECT_EQ(portal_.Get(CommentsOf(Busiest())).status, 200);
  EXPECT_EQ(portal_.Get("tickets/" + refused).status, 200);
  EXPECT_EQ(portal_.Get("tickets/" + Busiest() + "/metrics").error(), "LICENSE_ACCESS_LIMITED");
  portal_.Post("/_sandbox/control", R"({"refusals":{}})");
  EXPECT_EQ(portal_.Get(CommentsOf(refused)).status, 200);
}

// What the facts of a table say is enough to serve it.
TEST(FactsAlone, MakeATable) {
  Portal portal;
  const Json all = portal.server().Dump("business_hours");
  ASSERT_GT(all.size(), 50U);
  EXPECT_EQ(Column(portal.Rows("businessHours", {{"limit", "50"}, {"from", "1"}}), "id"),
            Column(Json(all.begin(), all.begin() + 50), "id"));
  EXPECT_EQ(portal.Get("businessHours", {{"from", "1000"}}).status, 200);
  const Json record = portal.Get("businessHours/" + all[3]["id"].get<std::string>()).json();
  EXPECT_EQ(record, all[3]);
  const Json active = portal.Rows("businessHours", {{"status", "ACTIVE"}, {"limit", "50"}});
  ASSERT_FALSE(active.empty());
  for (const Json& row : active)
    EXPECT_EQ(row["status"], "ACTIVE");
  const std::string some = all[1]["id"].get<std::string>() + "," + all[7]["id"].get<std::string>();
  EXPECT_EQ(portal.Rows("businessHours", {{"businessHourIds", some}}).size(), 2U);
  EXPECT_EQ(portal.Get("businessHours", {{"limit", "51"}}).status, 422);
  EXPECT_EQ(portal.Get("businessHours", {{"status", "NONE"}}).status, 422);
  EXPECT_EQ(portal.Get("businessHours", {{"sortBy", "name"}}).status, 422);
  EXPECT_EQ(portal.Get("businessHours", {{"exclude_holiday_list", "true"}}).status, 422);
}

}  // namespace
}  // namespace zoho_desk::sandbox
