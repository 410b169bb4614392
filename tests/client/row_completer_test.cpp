// Columns that a scan's own answers lack: fetched when read, by the cheapest way that works.

#include "client/row_completer.h"

#include "tests/client/scan_route_fixture.h"

namespace zoho_desk::client {
namespace {

using namespace gadgets;  // NOLINT(google-build-using-namespace)
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using Route = resources::Route;

std::string GetPath(int index) {
  return "/api/v1/gadgets/" + FakeId(index);
}

class RowCompleterTest : public ScanRouteTest {
 protected:
  // The list, and a search that knows all its rows but those in `unknown`.
  void ServeListAndSearch(int rows, std::vector<std::string> unknown = {}) {
    transport_.Serve(kListPath, FakeList{.rows = rows, .extra = R"(,"tag":"t")"});
    transport_.Serve(kSearchPath, [unknown = std::move(unknown)](const Seen& seen) {
      std::string found;
      std::string ids = seen.Param("id") + ",";
      for (size_t comma = ids.find(','); comma != std::string::npos; comma = ids.find(',')) {
        const std::string id = ids.substr(0, comma);
        ids.erase(0, comma + 1);
        if (std::find(unknown.begin(), unknown.end(), id) == unknown.end())
          found = R"({"id":")" + id + R"(","note":"found )" + id + R"(","rank":)" + id + "}" +
                  (found.empty() ? "" : ",") + found;  // not in the order of the list
      }
      return found.empty() ? Nothing() : Json(R"({"data":[)" + found + "]}");
    });
  }

  void ServeRecords(int rows) {
    for (int i = 0; i < rows; ++i) {
      transport_.Serve(GetPath(i), [i](const Seen&) {
        return Json(R"({"id":")" + FakeId(i) + R"(","note":"got","secret":"s)" + std::to_string(i) +
                    R"("})");
      });
    }
  }
};

TEST_F(RowCompleterTest, IsNotNeededForWhatTheListCarries) {
  std::shared_ptr<ListWalk> walk;
  const std::vector<int> carried = {kId, kName, kOwner, kTag, kRawColumn};
  const std::vector<int> beyond = {kId, kNote};
  EXPECT_FALSE(
      RowCompleter(session(), kGadgets, carried, resources::kList, budget_, walk).is_needed());
  EXPECT_TRUE(
      RowCompleter(session(), kGadgets, beyond, resources::kList, budget_, walk).is_needed());
  const auto& views = *resources::FindResource("views");
  const std::vector<int> module = {0};  // what the request says needs no answer
  EXPECT_FALSE(RowCompleter(session(), views, module, resources::kList, budget_, walk).is_needed());
}

TEST_F(RowCompleterTest, SearchesOnceForAWholePage) {
  ServeListAndSearch(3);
  EXPECT_THAT(Run({.resource = &kGadgets, .columns = {kId, kNote, kRank}}),
              ElementsAre("text 1001, text found 1001, integer 1001",
                          "text 1002, text found 1002, integer 1002",
                          "text 1003, text found 1003, integer 1003"));
  EXPECT_THAT(transport_.Targets(),
              ElementsAre("/api/v1/gadgets?from=0&limit=100",
                          "/api/v1/gadgets/search?id=1001,1002,1003&from=0&limit=3",
                          "/api/v1/gadgets?from=3&limit=100"));
}

TEST_F(RowCompleterTest, SearchesAgainForTheNextPage) {
  ServeListAndSearch(150);
  EXPECT_THAT(Run({.resource = &kGadgets, .columns = {kNote}}), SizeIs(150));
  EXPECT_EQ(transport_.CountOf(kSearchPath), 2);
  EXPECT_EQ(transport_.CountOf(kListPath), 3);
}

TEST_F(RowCompleterTest, AsksSearchForNoMoreIdsThanItTakes) {
  auto resource = kGadgets;
  resource.search.max_limit = 2;
  ServeListAndSearch(5);
  EXPECT_THAT(Run({.resource = &resource, .columns = {kNote}}), SizeIs(5));
  EXPECT_THAT(TargetsFrom(1), ElementsAre(HasSubstr("id=1001,1002&"), HasSubstr("from=5&"),
                                          HasSubstr("id=1003,1004&"), HasSubstr("id=1005&")));
}

TEST_F(RowCompleterTest, RequestsNothingForRowsThatAreNotRead) {
  ServeListAndSearch(5);
  Scan scan(session(), {.resource = &kGadgets, .columns = {kId, kNote}}, budget_);
  for (int row = 0; row < 5; ++row)
    ASSERT_TRUE(*scan.Next(cancelled_));
  EXPECT_EQ(transport_.CountOf(kSearchPath), 0);
  // Only the rows from here on can still be wanted.
  EXPECT_EQ(Show(*scan.Column(kNote, cancelled_)), "text found 1005");
  EXPECT_EQ(transport_.requests().back().Param("id"), "1005");
}

TEST_F(RowCompleterTest, GetsARowThatSearchDoesNotKnowYet) {
  ServeListAndSearch(3, {"1002"});
  ServeRecords(3);
  EXPECT_THAT(Run({.resource = &kGadgets, .columns = {kNote}}),
              ElementsAre("text found 1001", "text got", "text found 1003"));
  EXPECT_EQ(transport_.CountOf(kSearchPath), 1);
  EXPECT_EQ(transport_.CountOf(GetPath(1)), 1);
  EXPECT_EQ(transport_.CountOf(GetPath(0)), 0);
}

TEST_F(RowCompleterTest, GetsEachRowWhereSearchIsRefusedAndAsksSearchOnce) {
  ServeListAndSearch(3);
  ServeRecords(3);
  transport_.Script(kSearchPath, {Refusal(403, "SCOPE_MISMATCH")});
  EXPECT_THAT(Run({.resource = &kGadgets, .columns = {kNote}}),
              ElementsAre("text got", "text got", "text got"));
  EXPECT_EQ(transport_.CountOf(kSearchPath), 1);
  ASSERT_THAT(Warnings(), SizeIs(1));
  EXPECT_THAT(Warnings()[0], HasSubstr("Desk.search.READ"));
}

TEST_F(RowCompleterTest, ReportsARefusalWhereThereIsNoOtherWay) {
  ServeListAndSearch(2);
  transport_.Script(kSearchPath, {Refusal(403, "SCOPE_MISMATCH")});
  EXPECT_THAT(Run({.resource = &kGadgets, .columns = {kRank}}), IsEmpty());
  EXPECT_EQ(error_->error_code, "SCOPE_MISMATCH");
}

TEST_F(RowCompleterTest, ReportsOtherFailuresAtOnce) {
  for (const Answer& answer : {Refusal(422, "INVALID_DATA"), Html(503), Broken(),
                               Refusal(429, "THRESHOLD_EXCEEDED"), Json(R"({"data":[)")}) {
    ServeListAndSearch(2);
    ServeRecords(2);
    transport_.Script(kSearchPath, {answer});
    EXPECT_THAT(Run({.resource = &kGadgets, .columns = {kNote}}), IsEmpty());
    EXPECT_TRUE(error_) << answer.status;
    EXPECT_EQ(transport_.CountOf(GetPath(0)), 0);
  }
}

TEST_F(RowCompleterTest, ReadsNullAndWarnsWhenARecordDisappeared) {
  ServeListAndSearch(2);
  ServeRecords(2);
  transport_.Script(GetPath(0), {Refusal(404, "URL_NOT_FOUND")});
  EXPECT_THAT(Run({.resource = &kGadgets, .columns = {kId, kSecret}}),
              ElementsAre("text 1001, null", "text 1002, text s1"));
  ASSERT_THAT(Warnings(), SizeIs(1));
  EXPECT_THAT(Warnings()[0], HasSubstr("record 1001 disappeared"));
}

// A NULL instead would match IS NULL.
TEST_F(RowCompleterTest, LeavesOutRowsWhoseRecordIsRefusedOrGone) {
  auto config = TokenConfig();
  config.skip_refused = true;
  Use(config);
  ServeListAndSearch(4, {"1002"});
  ServeRecords(4);
  transport_.Serve(GetPath(1), [](const Seen&) { return Refusal(403, "FORBIDDEN"); });
  transport_.Serve(GetPath(3), [](const Seen&) { return Refusal(404, "URL_NOT_FOUND"); });
  EXPECT_THAT(Run({.resource = &kGadgets, .columns = {kId, kSecret}}),
              ElementsAre("text 1001, text s0", "text 1003, text s2"));
  EXPECT_FALSE(error_);
  EXPECT_THAT(Run({.resource = &kGadgets, .columns = {kId, kNote}}), SizeIs(3))
      << "one that search does not know is asked for by id";
  EXPECT_THAT(Run({.resource = &kGadgets, .columns = {kId}}), SizeIs(4))
      << "what the list shows of it is not refused";
}

TEST_F(RowCompleterTest, GetsARecordOnceHoweverOftenItIsRead) {
  ServeListAndSearch(2);
  ServeRecords(2);
  EXPECT_THAT(Run({.resource = &kGadgets, .columns = {kSecret, kSecret}}),
              ElementsAre("text s0, text s0", "text s1, text s1"));
  EXPECT_EQ(transport_.CountOf(GetPath(0)), 1);
  EXPECT_EQ(transport_.CountOf(GetPath(1)), 1);
}

TEST_F(RowCompleterTest, CompletesALookupFromTheList) {
  ServeListAndSearch(3);
  ServeRecords(3);
  EXPECT_THAT(Run({.resource = &kGadgets,
                   .columns = {kTag, kSecret},
                   .route = Route::kGet,
                   .keys = {"1002"}}),
              ElementsAre("text t, text s1"));
  EXPECT_THAT(transport_.Targets(),
              ElementsAre("/api/v1/gadgets/1002", "/api/v1/gadgets?from=0&limit=100",
                          "/api/v1/gadgets?from=3&limit=100"));
}

TEST_F(RowCompleterTest, ReadsNullForALookupThatTheListLacks) {
  transport_.Serve(kListPath, FakeList{.rows = 1, .extra = R"(,"tag":"t")"});
  ServeRecords(3);
  EXPECT_THAT(
      Run({.resource = &kGadgets, .columns = {kTag}, .route = Route::kGet, .keys = {"1003"}}),
      ElementsAre("null"));
}

TEST_F(RowCompleterTest, CompletesALookupFromSearchBeforeTheList) {
  ServeListAndSearch(3);
  ServeRecords(3);
  EXPECT_THAT(
      Run({.resource = &kGadgets, .columns = {kRank}, .route = Route::kGet, .keys = {"1002"}}),
      ElementsAre("integer 1002"));
  EXPECT_THAT(TargetsFrom(1), ElementsAre("/api/v1/gadgets/search?id=1002&from=0&limit=1"));
}

// Rows that will surely be read are got along, as many at a time as the settings allow.
TEST_F(RowCompleterTest, GetsRowsAheadOnlyWhereTheyWillBeRead) {
  auto config = TokenConfig();
  config.concurrency = 3;
  for (const bool all : {false, true}) {
    Use(config);
    ServeListAndSearch(5);
    ServeRecords(5);
    const size_t before = transport_.requests().size();
    Scan scan(session(), {.resource = &kGadgets, .columns = {kSecret}, .reads_all_rows = all},
              budget_);
    ASSERT_TRUE(*scan.Next(cancelled_));
    EXPECT_EQ(Show(*scan.Column(kSecret, cancelled_)), "text s0");
    EXPECT_EQ(transport_.requests().size() - before, all ? 4U : 2U);
    for (int row = 1; row < 5; ++row) {
      ASSERT_TRUE(*scan.Next(cancelled_));
      EXPECT_EQ(Show(*scan.Column(kSecret, cancelled_)), "text s" + std::to_string(row));
    }
    EXPECT_EQ(transport_.requests().size() - before, 7U) << "each row once";
  }
}

TEST_F(RowCompleterTest, GetsNoRowsBeyondTheLimitOfTheQuery) {
  ServeListAndSearch(5);
  ServeRecords(5);
  Scan scan(
      session(),
      {.resource = &kGadgets, .columns = {kSecret}, .expected_rows = 2, .reads_all_rows = true},
      budget_);
  for (int row = 0; row < 2; ++row) {
    ASSERT_TRUE(*scan.Next(cancelled_));
    EXPECT_EQ(Show(*scan.Column(kSecret, cancelled_)), "text s" + std::to_string(row));
  }
  EXPECT_EQ(transport_.CountOf(GetPath(1)), 1);
  EXPECT_EQ(transport_.CountOf(GetPath(2)), 0);
}

TEST_F(RowCompleterTest, CountsItsRequestsAgainstTheLimit) {
  auto config = TokenConfig();
  config.max_requests = 2;
  Use(config);
  ServeListAndSearch(3);
  ServeRecords(3);
  EXPECT_THAT(Run({.resource = &kGadgets, .columns = {kSecret}}), ElementsAre("text s0"));
  EXPECT_THAT(error(), HasSubstr("ZOHO_DESK_MAX_REQUESTS"));
}

}  // namespace
}  // namespace zoho_desk::client
