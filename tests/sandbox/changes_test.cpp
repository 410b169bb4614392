// Records created, edited and deleted while the sandbox runs.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "sandbox/spec.h"
#include "tests/sandbox/client.h"

namespace zoho_desk::sandbox {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class Changes : public ::testing::Test {
 protected:
  void Make(const DataChange& change) { ASSERT_EQ(server().Schedule(change), ""); }
  Server& server() { return portal_.server(); }
  std::string IdOf(size_t row) { return std::to_string(start_[row].id); }
  // Every page of a request, page by page.
  std::vector<std::string> Scan(const std::string& path, const QueryParams& params) {
    std::vector<std::string> ids;
    for (size_t from = 0;; from += 50) {
      QueryParams page = params;
      page.emplace_back("from", std::to_string(from));
      page.emplace_back("limit", "50");
      const std::vector<std::string> some = Column(portal_.Rows(path, page), "id");
      if (some.empty())
        return ids;
      ids.insert(ids.end(), some.begin(), some.end());
    }
  }
  std::vector<std::string> Ids() {
    std::vector<std::string> ids;
    for (const RecordKey& key : server().Records("tickets"))
      ids.push_back(std::to_string(key.id));
    return ids;
  }

  Portal portal_;
  std::vector<RecordKey> start_ = portal_.server().Records("tickets");  // 250
};

TEST_F(Changes, CreatedRecordsAreFoundOnEveryRoute) {
  Make({.resource = "tickets", .advance_s = 60, .create = 3});
  ASSERT_THAT(Ids(), SizeIs(253));
  const std::string id = Ids().back();
  const Json record = portal_.Get("tickets/" + id).json();
  EXPECT_EQ(record["createdTime"], "2026-11-02T09:31:00.000Z");
  EXPECT_EQ(server().Record("tickets", id)["modifiedTime"], "2026-11-02T09:31:00.000Z");
  EXPECT_EQ(record["subject"], server().Record("tickets", id)["subject"]);
  EXPECT_EQ(Column(portal_.Rows("tickets/search", {{"id", id}}), "id"), std::vector{id});
  EXPECT_EQ(Scan("tickets", {}), Ids());
  std::vector<std::string> newest_first = Scan("tickets/search", {{"sortBy", "-createdTime"}});
  EXPECT_EQ(newest_first[2], id);  // three equal times, by ascending id
  std::sort(newest_first.begin(), newest_first.end());
  EXPECT_EQ(newest_first, Ids());
  EXPECT_EQ(portal_.Get("tickets/search", {{"limit", "1"}}).json()["count"], 253);
}

TEST_F(Changes, DeletedRecordsAreFoundOnNone) {
  Make({.resource = "tickets", .remove = {.ids = {start_[7].id}, .rows = {0, 249, 100, 7}}});
  EXPECT_THAT(Ids(), SizeIs(246));
  EXPECT_EQ(portal_.Get("tickets/" + IdOf(7)).status, 404);
  EXPECT_THAT(portal_.Rows("tickets/search", {{"id", IdOf(100)}}), IsEmpty());
  EXPECT_EQ(Scan("tickets", {}), Ids());
  for (const char* sort : {"createdTime", "-createdTime", "modifiedTime", "-modifiedTime"}) {
    std::vector<std::string> ids = Scan("tickets/search", {{"sortBy", sort}});
    std::sort(ids.begin(), ids.end());
    EXPECT_EQ(ids, Ids()) << sort;
  }
}

TEST_F(Changes, PagesMoveUpWhenARecordBeforeThemGoes) {
  const std::string before = portal_.Rows("tickets", {{"from", "50"}})[0]["id"];
  Make({.resource = "tickets", .remove = {.rows = {10}}});
  EXPECT_EQ(portal_.Rows("tickets", {{"from", "49"}})[0]["id"], before);
}

TEST_F(Changes, EditsChangeTheFieldEverywhereAndTheModifiedTime) {
  ASSERT_NE(server().Record("tickets", IdOf(6))["status"], "Escalated");
  const size_t before = Scan("tickets", {{"status", "Escalated"}}).size();
  Make({.resource = "tickets",
        .edit = RecordSet::Range(0, 20),
        .field = "status",
        .value = "Escalated"});
  const Json record = portal_.Get("tickets/" + IdOf(6)).json();
  EXPECT_EQ(record["status"], "Escalated");
  EXPECT_EQ(record["statusType"], "Open");
  EXPECT_EQ(record["modifiedTime"], "2026-11-02T09:30:01.000Z");
  const std::vector<std::string> open = Scan("tickets", {{"status", "Escalated"}});
  EXPECT_GT(open.size(), before);
  for (size_t row = 0; row < 20; ++row)
    EXPECT_THAT(open, ::testing::Contains(IdOf(row)));
  const Json recent = portal_.Rows(
      "tickets/search", {{"modifiedTimeRange", "2026-11-02T09:30:01.000Z,2026-11-02T09:30:01.000Z"},
                         {"limit", "100"}});
  EXPECT_THAT(recent, SizeIs(20));
  EXPECT_EQ(portal_.Rows("tickets/search", {{"sortBy", "-modifiedTime"}, {"limit", "1"}})[0]["id"],
            IdOf(0));
}

TEST_F(Changes, EditedRecordsKeepEveryOtherField) {
  const Json before = server().Record("tickets", IdOf(5));
  Make({.resource = "tickets", .edit = {.rows = {5}}, .field = "subject"});
  Json after = server().Record("tickets", IdOf(5));
  EXPECT_NE(after["subject"], before["subject"]);
  EXPECT_NE(after["modifiedTime"], before["modifiedTime"]);
  EXPECT_EQ(after["id"], before["id"]);
  EXPECT_EQ(after["createdTime"], before["createdTime"]);
  EXPECT_EQ(after["status"], before["status"]);
  EXPECT_EQ(after["contactId"], before["contactId"]);
}

TEST_F(Changes, WithoutAFieldOnlyTheModifiedTimeChanges) {
  const Json before = server().Record("tickets", IdOf(5));
  Make({.resource = "tickets", .edit = {.rows = {5}}});
  EXPECT_EQ(server().Record("tickets", IdOf(5))["subject"], before["subject"]);
  EXPECT_EQ(server().Records("tickets")[5].modified_millis, kDefaultNow + 1000);
}

TEST_F(Changes, HappenAfterTheAnswerTheyWaitFor) {
  Make({.resource = "tickets", .after = 2, .match = "/search", .create = 1});
  portal_.Get("tickets/search");
  portal_.Get("tickets");  // another path
  portal_.Get("contacts/search");
  portal_.Get("tickets/search", {{"nonsense", "1"}});  // refused
  EXPECT_THAT(Ids(), SizeIs(250));
  EXPECT_EQ(portal_.Get("tickets/search").json()["count"], 250);
  EXPECT_THAT(Ids(), SizeIs(251));
  portal_.Get("tickets/search");
  portal_.Get("tickets/search");
  EXPECT_THAT(Ids(), SizeIs(251));  // once
}

TEST_F(Changes, CanRepeatAndWatchAnotherTable) {
  Make({.resource = "tickets", .after = 2, .watch = "contacts", .times = -1, .create = 1});
  for (int i = 0; i < 6; ++i)
    portal_.Get("contacts");
  EXPECT_THAT(Ids(), SizeIs(253));
  server().ClearChanges();
  for (int i = 0; i < 6; ++i)
    portal_.Get("contacts");
  EXPECT_THAT(Ids(), SizeIs(253));
}

TEST_F(Changes, AreToldByTheDump) {
  EXPECT_FALSE(server().Dump().contains("changes"));
  Make({.resource = "tickets", .create = 2, .remove = {.rows = {3}}, .edit = {.rows = {4, 5}}});
  const ChangedIds changed = server().Changed("tickets");
  EXPECT_THAT(changed.created, SizeIs(2));
  EXPECT_THAT(changed.edited, ElementsAre(start_[4].id, start_[5].id));
  EXPECT_THAT(changed.deleted, ElementsAre(start_[3].id));
  const Json dump = server().Dump();
  EXPECT_EQ(dump["resources"]["tickets"].size(), 251U);
  EXPECT_EQ(dump["changes"]["tickets"]["deleted"], Json({IdOf(3)}));
  EXPECT_EQ(dump["changes"]["tickets"]["created"],
            Json({std::to_string(changed.created[0]), std::to_string(changed.created[1])}));
  EXPECT_EQ(dump["changes"]["clock"], "2026-11-02T09:30:01.000Z");
  EXPECT_FALSE(dump["changes"].contains("contacts"));
}

TEST_F(Changes, RecordsOfEveryTableCanBeCreatedEditedAndDeleted) {
  for (const ResourceSpec* resource : AllResources()) {
    if (KindOf(resource->res).parent || resource->only != nullptr)
      continue;  // they come and go with their parents, or with rows of another table
    const std::string key(SplitChoices(resource->key).back());
    const size_t before = server().Records(resource->name).size();
    Make({.resource = std::string(resource->name),
          .create = 5,
          .remove = {.rows = {0}},
          .edit = {.rows = {1}}});
    const Json records = server().Dump(resource->name);
    EXPECT_EQ(records.size(), before + 4) << resource->name;
    std::set<std::string> keys;
    for (const Json& record : records)
      keys.insert(record[key]);
    EXPECT_EQ(keys.size(), before + 4) << resource->name;
  }
}

TEST_F(Changes, ImpossibleOnesAreRefused) {
  EXPECT_THAT(server().Schedule({.resource = "nothing"}), HasSubstr("nothing"));
  EXPECT_THAT(server().Schedule({.resource = "tickets", .watch = "none"}), HasSubstr("none"));
  EXPECT_THAT(server().Schedule({.resource = "tickets", .edit = {.rows = {1}}, .field = "colour"}),
              HasSubstr("colour"));
  EXPECT_THAT(server().Schedule({.resource = "tickets",
                                 .create = 1,
                                 .edit = {.rows = {1}},
                                 .field = "status",
                                 .value = "Asleep"}),
              HasSubstr("Asleep"));
  EXPECT_THAT(server().Schedule({.resource = "tickets", .edit = {.rows = {1}}, .field = "id"}),
              HasSubstr("id"));
  EXPECT_FALSE(server().Schedule({.resource = "tickets", .times = 0}).empty());
  EXPECT_THAT(Ids(), SizeIs(250));
}

TEST_F(Changes, LargeTablesStayCheapToReadByTheField) {
  Make({.resource = "tickets", .remove = {.rows = {0}}});
  const auto statuses = server().Values("tickets", "status");
  const auto resolutions = server().Values("tickets", "closedTime");
  const Json dump = server().Dump("tickets");
  ASSERT_EQ(statuses.size(), dump.size());
  for (size_t i = 0; i < dump.size(); ++i) {
    EXPECT_EQ(statuses[i], dump[i]["status"].get<std::string>());
    EXPECT_EQ(resolutions[i].has_value(), !dump[i]["closedTime"].is_null());
  }
  EXPECT_THAT(server().Values("tickets", "colour"), IsEmpty());
  EXPECT_TRUE(server().Record("tickets", IdOf(0)).is_null());
}

class ChangesOverHttp : public Changes {
 protected:
  Answer Control(const Json& changes) {
    return portal_.Post("/_sandbox/control", Json{{"changes", changes}}.dump());
  }
  Answer ControlOne(const Json& change) { return Control(Json::array({change})); }
};

TEST_F(ChangesOverHttp, AreMadeAndToldToo) {
  const Json change{{"resource", "tickets"}, {"after", 1},
                    {"create", 2},           {"delete", {IdOf(0), 1, {2, 3}}},
                    {"edit", {10}},          {"field", "status"},
                    {"value", "On Hold"}};
  EXPECT_EQ(ControlOne(change).status, 200);
  portal_.Get("tickets");
  EXPECT_THAT(Ids(), SizeIs(247));
  EXPECT_EQ(portal_.GetRaw("/_sandbox/dump/tickets/" + IdOf(10), {}).json()["status"], "On Hold");
  EXPECT_EQ(portal_.GetRaw("/_sandbox/dump/tickets/" + IdOf(4), {}).status, 404);
  EXPECT_EQ(portal_.GetRaw("/_sandbox/dump", {}).json()["changes"]["tickets"]["deleted"].size(),
            5U);
}

TEST_F(ChangesOverHttp, AreRefusedWithTheReason) {
  EXPECT_EQ(ControlOne({{"resource", "tickets"}, {"creat", 1}}).status, 400);
  EXPECT_EQ(ControlOne({{"resource", "tickets"}, {"delete", {"x1"}}}).status, 400);
  EXPECT_EQ(ControlOne({{"resource", "tickets"}, {"delete", {-1}}}).status, 400);
  EXPECT_EQ(Control(Json::array({Json{{"resource", "tickets"}, {"create", 1}},
                                 Json{{"resource", "rooms"}}}))
                .status,
            400);
  EXPECT_THAT(ControlOne({{"resource", "rooms"}}).body, HasSubstr("rooms"));
  EXPECT_EQ(Control(5).status, 400);
  EXPECT_THAT(Ids(), SizeIs(250));
}

TEST_F(Changes, AFieldCanHoldAnyJsonOnEveryRoute) {
  Make({.resource = "tickets",
        .edit = RecordSet::Range(2, 1),
        .field = "dueDate",
        .json = R"("2150-01-01T00:00:00.000Z")"});
  Make({.resource = "tickets",
        .edit = RecordSet::Range(2, 1),
        .field = "subject",
        .json = R"("a\u0000\ud800")"});
  const std::string id = IdOf(2);
  EXPECT_THAT(portal_.Get("tickets/" + id).body,
              HasSubstr(R"("dueDate":"2150-01-01T00:00:00.000Z")"));
  EXPECT_THAT(portal_.Get("tickets/" + id).body, HasSubstr(R"("subject":"a\u0000\ud800")"));
  EXPECT_THAT(portal_.Get("tickets/search", {{"id", id}}).body,
              HasSubstr(R"("dueDate":"2150-01-01T00:00:00.000Z")"));
  Make({.resource = "tickets",
        .edit = RecordSet::Range(2, 1),
        .field = "dueDate",
        .json = R"("1965-01-01T00:00:00.000Z")"});
  EXPECT_THAT(portal_
                  .Get("tickets/search",
                       {{"dueDateRange", "1964-01-01T00:00:00.000Z,1966-01-01T00:00:00.000Z"}})
                  .body,
              AllOf(HasSubstr("\"id\":\"" + id + "\""), HasSubstr("\"count\":1")));
}

TEST_F(Changes, JsonNeedsAFieldAndNoValue) {
  EXPECT_THAT(server().Schedule({.resource = "tickets", .json = "1"}), HasSubstr("field"));
  EXPECT_THAT(
      server().Schedule({.resource = "tickets", .field = "subject", .value = "a", .json = "1"}),
      HasSubstr("not both"));
}

}  // namespace
}  // namespace zoho_desk::sandbox
