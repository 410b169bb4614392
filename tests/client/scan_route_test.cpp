// Which requests a scan makes to search, and which instead where it may not.

#include "tests/client/scan_route_fixture.h"

namespace zoho_desk::client {
namespace {

using gadgets::kGadgets;
using gadgets::kId;
using gadgets::kNote;
using gadgets::kSecret;
using resources::SortKey;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using Route = resources::Route;

TEST_F(ScanRouteTest, SearchesWithItsParameters) {
  transport_.Serve(kSearchPath, FakeList{.rows = 3, .counts = true});
  EXPECT_THAT(Run({.resource = &kGadgets,
                   .columns = {kId},
                   .route = Route::kSearch,
                   .params = {{"name", "a b*"}},
                   .sort = "-createdTime",
                   .expected_rows = 20}),
              SizeIs(3));
  EXPECT_THAT(
      transport_.Targets(),
      ElementsAre("/api/v1/gadgets/search?name=a%20b%2A&sortBy=-createdTime&from=0&limit=20"));
}

TEST_F(ScanRouteTest, SearchesForAllTimesWithoutACriterion) {
  transport_.Serve(kSearchPath, FakeList{.rows = 1, .counts = true});
  EXPECT_THAT(Run({.resource = &kGadgets, .columns = {kNote}, .route = Route::kSearch}), SizeIs(1));
  EXPECT_EQ(transport_.requests().at(0).Param("createdTimeRange"),
            "1970-01-01T00:00:00.000Z,2099-12-31T23:59:59.000Z");
  EXPECT_EQ(transport_.requests().size(), 1U) << "search rows carry note";
}

TEST_F(ScanRouteTest, AsksForEachPartOfASplitListAndDropsRowsThatCameBefore) {
  transport_.Serve(kListPath, [](const Seen& seen) {
    EXPECT_EQ(seen.Param("x"), "1");
    if (seen.Param("from") != "0")
      return Nothing();
    return Json(seen.Param("status") == "a,b" ? R"({"data":[{"id":"1"},{"id":"2"}]})"
                                              : R"({"data":[{"id":"2"},{"id":"3"}]})");
  });
  EXPECT_THAT(Run({.resource = &gadgets::kListOnly,
                   .columns = {kId},
                   .params = {{"x", "1"}},
                   .alternatives = {{{"status", "a,b"}}, {{"status", "c"}}}}),
              ElementsAre("text 1", "text 2", "text 3"));
  EXPECT_EQ(transport_.requests().size(), 3U);
}

TEST_F(ScanRouteTest, ReadsTheListWhereTheTokenMayNotSearch) {
  transport_.Script(kSearchPath, {Refusal(403, "SCOPE_MISMATCH")});
  transport_.Serve(kListPath, FakeList{.rows = 2});
  EXPECT_THAT(Run({.resource = &kGadgets,
                   .columns = {kId},
                   .route = Route::kSearch,
                   .params = {{"name", "x"}}}),
              ElementsAre("text 1001", "text 1002"));
  EXPECT_EQ(error(), "");
  EXPECT_THAT(TargetsFrom(1),
              ElementsAre("/api/v1/gadgets?from=0&limit=100", "/api/v1/gadgets?from=2&limit=100"));
  ASSERT_THAT(Warnings(), SizeIs(1));
  EXPECT_THAT(Warnings()[0], HasSubstr("reading the list instead"));
}

// Whatever right is missing: the list stands in, and no later scan of the session asks again.
TEST_F(ScanRouteTest, AsksOnceForASearchThatIsRefusedForGood) {
  const ScanRequest request{
      .resource = &kGadgets, .columns = {kId}, .route = Route::kSearch, .params = {{"name", "x"}}};
  transport_.Serve(kListPath, FakeList{.rows = 2});
  for (const Answer& answer : {Refusal(403, "SCOPE_MISMATCH"), Refusal(403, "FORBIDDEN"),
                               Refusal(401, "FORBIDDEN"), Refusal(403, "LICENSE_ACCESS_LIMITED"),
                               Refusal(404, "URL_NOT_FOUND"), Refusal(403, "SOMETHING_NEW")}) {
    Use(TokenConfig());
    const int before = transport_.CountOf(kSearchPath);
    transport_.Script(kSearchPath, {answer});
    for (int lookup = 0; lookup < 3; ++lookup) {
      EXPECT_THAT(Run(request), ElementsAre("text 1001", "text 1002"));
      EXPECT_EQ(error(), "");
    }
    EXPECT_EQ(transport_.CountOf(kSearchPath) - before, 1) << answer.body;
  }
}

// A join looks one value after another up: the list is read once for all of them.
TEST_F(ScanRouteTest, AListThatStandsInForASearchServesTheNextSearchToo) {
  transport_.Script(kSearchPath, {Refusal(403, "SCOPE_MISMATCH")});
  transport_.Serve(kListPath, FakeList{.rows = 2});
  const ScanRequest request{
      .resource = &kGadgets, .columns = {kId}, .route = Route::kSearch, .params = {{"name", "x"}}};
  ScanRequest other = request;
  other.params = {{"name", "y"}};
  Scan scan(session(), request, budget_);
  EXPECT_FALSE(scan.StandsInFor(other)) << "the search may still be allowed";
  ASSERT_TRUE(*scan.Next(cancelled_));
  EXPECT_TRUE(scan.StandsInFor(other));
  other.columns = {kNote};
  EXPECT_FALSE(scan.StandsInFor(other)) << "its rows lack a column";
  ASSERT_TRUE(scan.Rewind());
  EXPECT_TRUE(*scan.Next(cancelled_));
  EXPECT_TRUE(*scan.Next(cancelled_));
  EXPECT_FALSE(*scan.Next(cancelled_));
  EXPECT_EQ(transport_.CountOf(kListPath), 2);
}

TEST_F(ScanRouteTest, ReadsNoListInPlaceOfASearchItCannotStandFor) {
  static constexpr SortKey kSearchSorts[] = {{"made", "made", resources::kSearch}};
  auto resource = kGadgets;
  resource.sorts = kSearchSorts;
  const ScanRequest with_parameter = {.resource = &resource,
                                      .route = Route::kSearch,
                                      .params = {{"_all", "x"}},
                                      .has_parameters = true};
  const ScanRequest sorted = {.resource = &resource, .route = Route::kSearch, .sort = "-made"};
  for (const ScanRequest& request : {with_parameter, sorted}) {
    transport_.Script(kSearchPath, {Refusal(403, "SCOPE_MISMATCH")});
    EXPECT_THAT(Run(request), IsEmpty());
    EXPECT_EQ(error_->error_code, "SCOPE_MISMATCH");
  }
  EXPECT_EQ(transport_.CountOf(kListPath), 0);
}

// What the list lacks would be searched for too: the refusal is known by then.
TEST_F(ScanRouteTest, WarnsOnceOfARefusedSearchAlsoIfDetailsAreCompleted) {
  transport_.Script(kSearchPath, {Refusal(403, "SCOPE_MISMATCH")});
  transport_.Serve(kListPath, FakeList{.rows = 2});
  for (const char* id : {"1001", "1002"})
    ServeRecord(id);
  EXPECT_THAT(Run({.resource = &kGadgets,
                   .columns = {kSecret, kNote},
                   .route = Route::kSearch,
                   .params = {{"name", "x"}}}),
              SizeIs(2));
  EXPECT_EQ(error(), "");
  EXPECT_THAT(Warnings(), SizeIs(1));
  EXPECT_EQ(transport_.CountOf(kSearchPath), 1);
}

TEST_F(ScanRouteTest, WarnsOnceOfARefusedSearchForKeysAlsoIfDetailsAreCompleted) {
  for (const char* id : {"1", "2", "3", "4"})
    ServeRecord(id);
  transport_.Serve(kListPath, FakeList{.rows = 0});
  transport_.Script(kSearchPath, {Refusal(403, "SCOPE_MISMATCH")});
  EXPECT_THAT(Run({.resource = &kGadgets,
                   .columns = {kNote},
                   .route = Route::kGet,
                   .keys = {"1", "2", "3", "4"}}),
              SizeIs(4));
  EXPECT_THAT(Warnings(), SizeIs(1));
  EXPECT_EQ(transport_.CountOf(kSearchPath), 1);
}

// Refuses more than three records at a time, in the words of the live server.
TEST_F(ScanRouteTest, SearchesForFewerRecordsAtATimeIfTheServerSaysSo) {
  transport_.Serve(kSearchPath, [](const Seen& seen) {
    if (std::stoi(seen.Param("limit")) > 3) {
      return Refusal(422, "UNPROCESSABLE_ENTITY",
                     "The value passed for field 'limit' exceeds the range of '1-3'.");
    }
    std::string rows;
    std::string ids = seen.Param("id") + ",";
    for (size_t comma = ids.find(','); comma != std::string::npos; comma = ids.find(',')) {
      rows += (rows.empty() ? "" : ",") + std::string(R"({"id":")") + ids.substr(0, comma) +
              R"(","note":"n"})";
      ids.erase(0, comma + 1);
    }
    return Json(R"({"data":[)" + rows + "]}");
  });
  transport_.Serve(kListPath, FakeList{.rows = 5});
  EXPECT_THAT(Run({.resource = &kGadgets,
                   .columns = {kId},
                   .route = Route::kGet,
                   .keys = {"1", "2", "3", "4"}}),
              SizeIs(4));
  EXPECT_EQ(error(), "");
  EXPECT_EQ(transport_.CountOf(kSearchPath), 3) << "refused, three, one";
  // So few are not remembered.
  EXPECT_THAT(Run({.resource = &kGadgets, .columns = {kNote}}), SizeIs(5));
  EXPECT_EQ(error(), "");
  EXPECT_EQ(transport_.CountOf(kSearchPath), 3 + 3) << "refused, three, two";
}

TEST_F(ScanRouteTest, CompletesFewerRowsAtATimeIfTheServerSaysSo) {
  transport_.Serve(kListPath, FakeList{.rows = 5});
  transport_.Serve(kSearchPath, [](const Seen& seen) {
    if (seen.Param("limit") != "2" && seen.Param("limit") != "1") {
      return Refusal(422, "UNPROCESSABLE_ENTITY",
                     "The value passed for field 'limit' exceeds the range of '1-2'.");
    }
    const std::string ids = seen.Param("id");
    const std::string first = ids.substr(0, ids.find(','));
    return Json(R"({"data":[{"id":")" + first + R"(","note":"n"},{"id":")" +
                ids.substr(ids.find(',') + 1) + R"(","note":"n"}]})");
  });
  EXPECT_THAT(Run({.resource = &kGadgets, .columns = {kNote}}),
              ElementsAre("text n", "text n", "text n", "text n", "text n"));
  EXPECT_EQ(error(), "");
  EXPECT_EQ(transport_.CountOf(kSearchPath), 5) << "refused, two, refused, two, one";
}

TEST_F(ScanRouteTest, SaysWhatAQueryForKeysWouldHaveCost) {
  auto config = TokenConfig();
  config.max_requests = 2;
  Use(config);
  for (const char* id : {"1", "2", "3", "4"})
    ServeRecord(id);
  EXPECT_THAT(Run({.resource = &kGadgets,
                   .columns = {kSecret},
                   .route = Route::kGet,
                   .keys = {"1", "2", "3", "4"}}),
              ElementsAre("text s1", "text s2"));
  EXPECT_THAT(error(), HasSubstr("2 records are left to get: at least 4 requests in all, of which "
                                 "2 were sent"));
}

TEST_F(ScanRouteTest, KeepsTheOrderWhereTheListHasItToo) {
  static constexpr SortKey kSorts[] = {{"made", "made", resources::kSearch | resources::kList}};
  auto resource = kGadgets;
  resource.sorts = kSorts;
  transport_.Script(kSearchPath, {Refusal(403, "SCOPE_MISMATCH")});
  transport_.Serve(kListPath, FakeList{.rows = 1});
  EXPECT_THAT(Run({.resource = &resource, .route = Route::kSearch, .sort = "-made"}), SizeIs(1));
  EXPECT_EQ(transport_.requests().back().Param("sortBy"), "-made");
}

TEST_F(ScanRouteTest, ReportsOtherRefusalsOfASearch) {
  for (const Answer& answer : {Refusal(422, "INVALID_DATA"), Html(503)}) {
    transport_.Script(kSearchPath, {answer});
    EXPECT_THAT(Run({.resource = &kGadgets, .route = Route::kSearch}), IsEmpty());
    EXPECT_TRUE(error_);
  }
  EXPECT_EQ(transport_.CountOf(kListPath), 0);
}

TEST_F(ScanRouteTest, GoesOnWithTheListWhereTheSearchEnds) {
  transport_.Serve(kSearchPath, [](const Seen& seen) {
    if (seen.Param("from") == "0")
      return FakeList{.rows = 150}(seen);
    return Refusal(422, "UNPROCESSABLE_ENTITY",
                   "The value passed for field 'from' exceeds the range of '0-99'.");
  });
  transport_.Serve(kListPath, FakeList{.rows = 150});
  const auto rows = Run({.resource = &kGadgets, .columns = {kId}, .route = Route::kSearch});
  EXPECT_EQ(error(), "");
  ASSERT_THAT(rows, SizeIs(150));
  EXPECT_EQ(rows.front(), "text 1001");
  EXPECT_EQ(rows.back(), "text 1150");
}

}  // namespace
}  // namespace zoho_desk::client
