// Lists do not say how long they are: of a long one a search is asked, to read ahead without
// asking past the end.

#include "client/count.h"
#include "tests/client/scan_fixture.h"
#include "tests/client/timed_desk.h"

namespace zoho_desk::client {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

constexpr int kOnAPage = 10;
constexpr int kConcurrency = 8;

class CountHintTest : public ScanFixture {
 protected:
  CountHintTest() {
    auth::Config config = TokenConfig();
    config.concurrency = kConcurrency;
    Use(config);
  }

  static ScanRequest List() {
    return {.resource = &timed::kMoments, .columns = {timed::kId}, .reads_all_rows = true};
  }
  // Targets of the requests that ask for a count.
  std::vector<std::string> Questions() const {
    std::vector<std::string> questions;
    for (const Seen& seen : transport_.requests()) {
      if (seen.Param("limit") == "1")
        questions.push_back(seen.target);
    }
    return questions;
  }
  int Pages() const { return transport_.CountOf("/api/v1/moments"); }
  // The requests sent by the time that so many rows have been read.
  size_t RequestsAfter(Scan& scan, int rows) {
    for (int row = 0; row < rows; ++row)
      EXPECT_TRUE(*scan.Next(cancelled_));
    return transport_.requests().size();
  }
  static std::vector<std::string> Newest(const TimedDesk& desk) {
    std::vector<std::string> ids;
    for (auto it = desk.moments.rbegin(); it != desk.moments.rend(); ++it)
      ids.push_back("text " + std::to_string(it->id));
    return ids;
  }
  // Pages of a list of which each but the first repeats a row, and one that shows the end.
  static int PagesOf(int rows) { return 2 + (rows - kOnAPage) / (kOnAPage - 1); }
};

TEST_F(CountHintTest, AsksOnceHowLongALongListIs) {
  TimedDesk desk(1000);
  desk.ServeOn(transport_);
  EXPECT_EQ(Run(List()), Newest(desk));
  EXPECT_EQ(error(), "");
  ASSERT_THAT(Questions(), SizeIs(1));
  EXPECT_EQ(Questions().front(),
            "/api/v1/moments/search?createdTimeRange=1970-01-01T00:00:00.000Z,"
            "2099-12-31T23:59:59.000Z&from=0&limit=1");
  EXPECT_EQ(Pages(), PagesOf(1000));
}

TEST_F(CountHintTest, AsksNothingOfAShortList) {
  for (const int rows : {0, 9, 10, 27}) {
    TimedDesk desk(rows);
    desk.ServeOn(transport_);
    EXPECT_EQ(Run(List()), Newest(desk));
  }
  EXPECT_THAT(Questions(), IsEmpty());
}

TEST_F(CountHintTest, SendsManyPagesTogetherOnceTheEndIsKnown) {
  TimedDesk desk(1000);
  desk.ServeOn(transport_);
  Scan scan(session(), List(), budget_);
  EXPECT_EQ(RequestsAfter(scan, 16), 3U);  // more than half of the second page
  EXPECT_EQ(RequestsAfter(scan, 9), 3U + 1U + 4U);
  EXPECT_THAT(Questions(), SizeIs(1));
  EXPECT_EQ(RequestsAfter(scan, 9), 4U + 1U + 8U);
  EXPECT_EQ(RequestsAfter(scan, 9), 5U + 1U + 16U);
}

// The count is another index's: it may be old, or count what the list does not show.
TEST_F(CountHintTest, ReadsTheWholeListWhateverTheCountSays) {
  for (const int miscounts_by : {-1000, -999, -700, -10, -1, 1, 10, 700}) {
    TimedDesk desk(1000);
    desk.miscounts_by = miscounts_by;
    desk.ServeOn(transport_);
    EXPECT_EQ(Run(List()), Newest(desk)) << miscounts_by;
    EXPECT_EQ(error(), "");
  }
}

TEST_F(CountHintTest, GoesOnWithoutWhenTheQuestionFails) {
  for (const Answer& answer :
       {Refusal(403, "SCOPE_MISMATCH"), Refusal(422, "UNPROCESSABLE_ENTITY"),
        Refusal(500, "INTERNAL_SERVER_ERROR"), Refusal(429, "TOO_MANY_REQUESTS"), Html(200),
        Broken(), Nothing(), Json("{"), Json(R"({"count":"many"})"), Json(R"({"count":-5})")}) {
    TimedDesk desk(200);
    desk.ServeOn(transport_);
    transport_.Serve("/api/v1/moments/search", [&](const Seen&) { return answer; });
    const size_t before = Questions().size();
    const std::vector<std::string> rows = Run(List());
    EXPECT_EQ(rows, Newest(desk)) << answer.status << answer.body;
    EXPECT_EQ(error(), "") << answer.status << answer.body;
    EXPECT_EQ(Questions().size(), before + 1) << answer.status << answer.body;
  }
}

// A pause for another try would hold up the rows.
TEST_F(CountHintTest, IsNotWorthAnotherTry) {
  auth::Config config = TokenConfig();
  config.retries = 3;
  config.concurrency = kConcurrency;
  Use(config);
  TimedDesk desk(200);
  desk.ServeOn(transport_);
  transport_.Script("/api/v1/moments/search", {Refusal(503, "UNAVAILABLE")});
  EXPECT_EQ(Run(List()), Newest(desk));
  EXPECT_EQ(error(), "");
}

TEST_F(CountHintTest, AsksWithTheTermsOfTheQuery) {
  TimedDesk desk(200);
  desk.ServeOn(transport_);
  ScanRequest request = List();
  request.params = {{"state", "s"}};
  request.search_params = {{"status", "s"}};
  EXPECT_THAT(Run(request), SizeIs(200));
  ASSERT_THAT(Questions(), SizeIs(1));
  EXPECT_EQ(Questions().front(), "/api/v1/moments/search?status=s&from=0&limit=1");
}

TEST_F(CountHintTest, IsNotAskedWhereItWouldNotTellTheEndOrIsNotWanted) {
  TimedDesk desk(200);
  desk.ServeOn(transport_);
  ScanRequest request = List();
  request.params = {{"state", "s"}};  // which no search takes
  EXPECT_THAT(Run(request), SizeIs(200));
  request = List();
  request.expected_rows = 150;  // LIMIT
  EXPECT_THAT(Run(request), SizeIs(testing::Ge(150U)));
  request = List();
  request.has_parameters = true;
  EXPECT_THAT(Run(request), SizeIs(200));
  request = List();
  request.alternatives = {{{"state", "a"}}, {{"state", "b"}}};
  EXPECT_THAT(Run(request), SizeIs(200));
  request = List();
  request.sort = "-createdTime";
  request.stop = {.column = timed::kCreatedTime, .descending = true, .bound = "2023-11-14T23:"};
  EXPECT_THAT(Run(request), SizeIs(testing::Lt(200U)));
  EXPECT_THAT(Questions(), IsEmpty());
}

TEST_F(CountHintTest, IsNotAskedWhereRequestsAreRationed) {
  TimedDesk desk(200);
  desk.ServeOn(transport_);
  auth::Config config = TokenConfig();
  config.concurrency = kConcurrency;
  config.max_requests = PagesOf(200) + 1;  // with the page that tells the end
  Use(config);
  EXPECT_EQ(Run(List()), Newest(desk));
  EXPECT_EQ(error(), "");
  EXPECT_THAT(Questions(), IsEmpty());
}

TEST_F(CountHintTest, TellsHowManyRowsToExpect) {
  TimedDesk desk(1000);
  desk.ServeOn(transport_);
  Scan scan(session(), List(), budget_);
  RequestsAfter(scan, 5);
  EXPECT_EQ(scan.Facts().expected_rows, 0);
  RequestsAfter(scan, 35);
  EXPECT_EQ(scan.Facts().expected_rows, 1000);
}

// Its partners are waited for: the question goes out early in the first page.
TEST_F(CountHintTest, IsAskedAtOnceByTheOuterTableOfAJoin) {
  TimedDesk desk(200);
  desk.ServeOn(transport_);
  Scan scan(session(), List(), budget_);
  RequestsAfter(scan, 1);
  scan.KeysAfter(scan.RowKey(), 10, cancelled_);
  EXPECT_EQ(RequestsAfter(scan, 1), 1U);  // LIMIT may end it here
  const size_t on_first_page = RequestsAfter(scan, 6);
  EXPECT_THAT(Questions(), SizeIs(1));
  EXPECT_EQ(on_first_page, 1U + 1U + 4U);  // the answer comes at once here
  // The second page begins with the pages up to the end under way.
  EXPECT_GE(RequestsAfter(scan, 3), on_first_page + 5U);
  EXPECT_LE(transport_.requests().size(), static_cast<size_t>(PagesOf(200)) + 1U);
}

}  // namespace
}  // namespace zoho_desk::client
