// Which requests a scan makes for many keys, and that it makes none for rows that are read again.

#include "client/record_memory.h"
#include "tests/client/scan_route_fixture.h"

namespace zoho_desk::client {
namespace {

using gadgets::kGadgets;
using gadgets::kId;
using gadgets::kName;
using gadgets::kSecret;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;
using Route = resources::Route;

using ScanKeysTest = ScanRouteTest;

TEST_F(ScanKeysTest, GetsAFewKeysOneByOne) {
  for (const char* id : {"1", "2", "3"})
    ServeRecord(id);
  EXPECT_THAT(
      Run({.resource = &kGadgets, .columns = {kId}, .route = Route::kGet, .keys = {"1", "2", "3"}}),
      ElementsAre("text 1", "text 2", "text 3"));
  EXPECT_THAT(transport_.Targets(),
              ElementsAre("/api/v1/gadgets/1", "/api/v1/gadgets/2", "/api/v1/gadgets/3"));
}

TEST_F(ScanKeysTest, SearchesForManyKeysAndGetsThoseItDoesNotKnow) {
  ServeSearchById({"5", "3", "1"});
  ServeRecord("2");
  transport_.Serve("/api/v1/gadgets/4", [](const Seen&) { return Refusal(404, "URL_NOT_FOUND"); });
  EXPECT_THAT(Run({.resource = &kGadgets,
                   .columns = {kId},
                   .route = Route::kGet,
                   .keys = {"1", "2", "3", "4", "5", "x"}}),
              ElementsAre("text 5", "text 3", "text 1", "text 2"));
  EXPECT_THAT(transport_.Targets(),
              ElementsAre("/api/v1/gadgets/search?id=1,2,3,4,5&from=0&limit=5", "/api/v1/gadgets/2",
                          "/api/v1/gadgets/4"));
}

TEST_F(ScanKeysTest, SearchesForNoMoreKeysThanARequestTakes) {
  auto resource = kGadgets;
  resource.search.max_limit = 2;
  ServeSearchById({"1", "2", "3", "4", "5"});
  EXPECT_THAT(Run({.resource = &resource,
                   .columns = {kId},
                   .route = Route::kGet,
                   .keys = {"1", "2", "3", "4", "5"}}),
              SizeIs(5));
  EXPECT_THAT(TargetsFrom(0),
              ElementsAre(HasSubstr("id=1,2&"), HasSubstr("id=3,4&"), HasSubstr("id=5&")));
}

TEST_F(ScanKeysTest, DropsSearchRowsNobodyAskedFor) {
  transport_.Serve(kSearchPath, [](const Seen&) {
    return Json(R"({"data":[{"id":"1"},{"id":"9"},{"id":"1"},{"id":"2"},{"id":"3"},{"id":"4"}]})");
  });
  EXPECT_THAT(Run({.resource = &kGadgets,
                   .columns = {kId},
                   .route = Route::kGet,
                   .keys = {"1", "2", "3", "4"}}),
              ElementsAre("text 1", "text 2", "text 3", "text 4"));
}

TEST_F(ScanKeysTest, GetsManyKeysWhereSearchRowsLackAColumn) {
  for (const char* id : {"1", "2", "3", "4"})
    ServeRecord(id);
  EXPECT_THAT(Run({.resource = &kGadgets,
                   .columns = {kSecret},
                   .route = Route::kGet,
                   .keys = {"1", "2", "3", "4"}}),
              ElementsAre("text s1", "text s2", "text s3", "text s4"));
  EXPECT_EQ(transport_.CountOf(kSearchPath), 0);
}

TEST_F(ScanKeysTest, GetsManyKeysWhereTheTokenMayNotSearch) {
  for (const char* id : {"1", "2", "3", "4"})
    ServeRecord(id);
  transport_.Script(kSearchPath, {Refusal(403, "SCOPE_MISMATCH")});
  EXPECT_THAT(Run({.resource = &kGadgets,
                   .columns = {kId},
                   .route = Route::kGet,
                   .keys = {"1", "2", "3", "4"}}),
              SizeIs(4));
  EXPECT_EQ(error(), "");
  EXPECT_THAT(Warnings(), SizeIs(1));
}

TEST_F(ScanKeysTest, ReadsAgainWithoutAskingAgain) {
  transport_.Serve(kListPath, FakeList{.rows = 150, .extra = R"(,"name":"n")"});
  Scan scan(session(), {.resource = &gadgets::kListOnly, .columns = {kId, kName}}, budget_);
  const auto first = KeysOf(scan);
  ASSERT_THAT(first, SizeIs(150));
  const size_t asked = transport_.requests().size();
  for (int pass = 0; pass < 3; ++pass) {
    ASSERT_TRUE(scan.Rewind());
    EXPECT_EQ(KeysOf(scan), first);
  }
  ASSERT_TRUE(scan.Rewind());
  ASSERT_TRUE(*scan.Next(cancelled_));
  EXPECT_EQ(Show(*scan.Column(kName, cancelled_)), "text n");
  EXPECT_EQ(transport_.requests().size(), asked);
}

TEST_F(ScanKeysTest, GoesOnAfterRewindingInTheMiddle) {
  transport_.Serve(kListPath, FakeList{.rows = 150});
  Scan scan(session(), {.resource = &gadgets::kListOnly}, budget_);
  ASSERT_TRUE(*scan.Next(cancelled_));
  ASSERT_TRUE(scan.Rewind());
  EXPECT_THAT(KeysOf(scan), SizeIs(150));
  EXPECT_EQ(transport_.requests().size(), 3U);
}

TEST_F(ScanKeysTest, KeepsDetailsOfRowsReadAgain) {
  for (const char* id : {"1001", "1002"})
    ServeRecord(id);
  transport_.Serve(kListPath, FakeList{.rows = 2});
  Scan scan(session(), {.resource = &kGadgets, .columns = {kSecret}}, budget_);
  for (int pass = 0; pass < 2; ++pass) {
    ASSERT_TRUE(*scan.Next(cancelled_));
    EXPECT_EQ(Show(*scan.Column(kSecret, cancelled_)), "text s1001");
    ASSERT_TRUE(*scan.Next(cancelled_));
    EXPECT_EQ(Show(*scan.Column(kSecret, cancelled_)), "text s1002");
    ASSERT_TRUE(scan.Rewind());
  }
  EXPECT_EQ(transport_.requests().size(), 4U);
}

TEST_F(ScanKeysTest, KeepsNoLongScanForReadingAgain) {
  transport_.Serve(kListPath, FakeList{.rows = 2500});
  Scan scan(session(), {.resource = &gadgets::kListOnly}, budget_);
  EXPECT_THAT(KeysOf(scan), SizeIs(2500));
  EXPECT_FALSE(scan.Rewind());
}

TEST_F(ScanKeysTest, KeepsNoFailedScanForReadingAgain) {
  transport_.Script(kListPath, {Refusal(403, "FORBIDDEN")});
  Scan scan(session(), {.resource = &gadgets::kListOnly}, budget_);
  EXPECT_FALSE(scan.Next(cancelled_).ok());
  EXPECT_FALSE(scan.Rewind());
}

TEST_F(ScanKeysTest, RemembersRecordsFromScanToScan) {
  ServeRecord("1");
  transport_.Serve("/api/v1/gadgets/2", [](const Seen&) { return Refusal(404, "URL_NOT_FOUND"); });
  RecordMemory memory;
  for (int pass = 0; pass < 3; ++pass) {
    Scan scan(session(),
              {.resource = &kGadgets, .columns = {kId}, .route = Route::kGet, .keys = {"1", "2"}},
              budget_, &memory);
    EXPECT_THAT(KeysOf(scan), ElementsAre("1"));
  }
  EXPECT_EQ(transport_.CountOf("/api/v1/gadgets/1"), 1);
  EXPECT_EQ(transport_.CountOf("/api/v1/gadgets/2"), 1) << "that there is none is remembered too";
}

}  // namespace
}  // namespace zoho_desk::client
