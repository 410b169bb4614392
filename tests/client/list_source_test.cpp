// Scans that are longer than one list or search: slices of time, rows that move, requests ahead.

#include "client/list_source.h"

#include <set>

#include "common/log.h"
#include "tests/client/scan_fixture.h"
#include "tests/client/timed_desk.h"

namespace zoho_desk::client {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::SizeIs;

class ListSourceTest : public ScanFixture {
 protected:
  // Runs a scan of the ids, and after each row `then` with the number of rows so far.
  std::vector<int> Ids(ScanRequest request, const std::function<void(size_t)>& then = {}) {
    request.columns = {timed::kId};
    Scan scan(session(), std::move(request), budget_);
    std::vector<int> ids;
    error_.reset();
    for (;;) {
      const auto more = scan.Next(cancelled_);
      if (!more.ok()) {
        error_ = more.error();
        return ids;
      }
      if (!*more)
        return ids;
      ids.push_back(std::stoi(scan.RowKey()));
      if (then)
        then(ids.size());
    }
  }
  static std::vector<int> Newest(const TimedDesk& desk) {
    std::vector<int> ids;
    for (auto it = desk.moments.rbegin(); it != desk.moments.rend(); ++it)
      ids.push_back(it->id);
    return ids;
  }
  int DeepestFrom() const {
    int deepest = 0;
    for (const Seen& seen : transport_.requests())
      deepest = std::max(deepest, std::stoi(seen.Param("from")));
    return deepest;
  }
  void UseConcurrency(int concurrency) {
    auth::Config config = TokenConfig();
    config.concurrency = concurrency;
    Use(config);
  }

  static ScanRequest List() { return {.resource = &timed::kMoments}; }
  static ScanRequest Search() {
    return {.resource = &timed::kMoments, .route = resources::kSearch};
  }
};

TEST_F(ListSourceTest, ReadsAnyNumberOfRowsWithoutGoingDeep) {
  TimedDesk desk(4500);
  desk.ServeOn(transport_);
  for (const int concurrency : {1, 8}) {
    UseConcurrency(concurrency);
    EXPECT_EQ(Ids(Search()), Newest(desk));
    EXPECT_EQ(error(), "");
  }
  EXPECT_LE(DeepestFrom(), 1990);
}

// A count is a server's word: whatever it says, every row comes once, and pages that are not there
// are asked for a few times only.
TEST_F(ListSourceTest, LosesNoRowAndAsksWithinBoundsWhateverTheCountSays) {
  TimedDesk desk(345);
  desk.ServeOn(transport_);
  for (const char* claim :
       {"-1", "-9223372036854775808", "0", "1", "10", "15", "333", "346", "2001", "999999999999",
        "1e18", "1000000000000000000", "9223372036854775807", "18446744073709551615", R"("-7")",
        R"("many")", "null", "[345]", "2.5"}) {
    desk.claims = claim;
    for (const ScanRequest& request : {List(), Search()}) {
      for (const int concurrency : {1, 8}) {
        UseConcurrency(concurrency);
        const size_t before = transport_.requests().size();
        EXPECT_EQ(Ids(request), Newest(desk)) << claim << ": " << error();
        const size_t pages = 345 / 9 + 1;
        EXPECT_LE(transport_.requests().size() - before,
                  pages + 2 + 4 * static_cast<size_t>(concurrency))
            << claim;
      }
    }
  }
}

TEST_F(ListSourceTest, GoesOnAsASearchWhereTheListGetsDear) {
  TimedDesk desk(4500);
  desk.list_ceiling = 2500;
  desk.ServeOn(transport_);
  EXPECT_EQ(Ids(List()), Newest(desk));
  EXPECT_EQ(error(), "");
  EXPECT_LE(DeepestFrom(), 1990);
  EXPECT_GT(transport_.CountOf("/api/v1/moments/search"), 100);
}

TEST_F(ListSourceTest, SendsNoMorePagesThanTheRowsNeedWhenTheCountIsKnown) {
  TimedDesk desk(4500);
  desk.ServeOn(transport_);
  UseConcurrency(8);
  EXPECT_THAT(Ids(Search()), SizeIs(4500));
  // 9 new rows a page, a row or two twice at each of two joints.
  EXPECT_LE(transport_.requests().size(), 502U);
}

TEST_F(ListSourceTest, KeepsTheOrderAskedForAcrossSlices) {
  TimedDesk desk(2600);
  desk.ServeOn(transport_);
  for (const char* sort : {"createdTime", "-createdTime"}) {
    ScanRequest request = Search();
    request.sort = sort;
    std::vector<int> expected = Newest(desk);
    if (*sort != '-')
      std::reverse(expected.begin(), expected.end());
    EXPECT_EQ(Ids(request), expected) << sort;
  }
}

TEST_F(ListSourceTest, LosesNothingWhateverTheBoundsMean) {
  for (const bool inclusive : {true, false}) {
    for (const bool count : {true, false}) {
      TimedDesk desk(4100);
      for (size_t i = 0; i < desk.moments.size(); ++i)
        desk.moments[i].ms =
            TimedDesk::kStart + static_cast<int64_t>(i / 7) * 1000;  // seven at a time
      desk.bounds_inclusive = inclusive;
      desk.tells_count = count;
      desk.ServeOn(transport_);
      EXPECT_EQ(Ids(Search()), Newest(desk)) << inclusive << count;
    }
  }
}

TEST_F(ListSourceTest, TakesTheCeilingThatTheServerNames) {
  for (const int ceiling : {99, 999}) {
    TimedDesk desk(2300);
    desk.search_ceiling = ceiling;
    desk.ServeOn(transport_);
    UseConcurrency(1);
    EXPECT_EQ(Ids(Search()), Newest(desk)) << ceiling;
    EXPECT_EQ(error(), "");
  }
}

TEST_F(ListSourceTest, GoesDeeperWhereManyRowsShareATime) {
  TimedDesk desk(3000);
  for (size_t i = 500; i < 2900; ++i)
    desk.moments[i].ms = desk.moments[500].ms;
  desk.search_ceiling = 4999;
  desk.ServeOn(transport_);
  EXPECT_EQ(Ids(Search()), Newest(desk));
  EXPECT_EQ(error(), "");
}

TEST_F(ListSourceTest, SaysSoWhenMoreRowsShareATimeThanASearchAnswers) {
  TimedDesk desk(3000);
  for (Moment& moment : desk.moments)
    moment.ms = TimedDesk::kStart;
  desk.search_ceiling = 2499;
  desk.ServeOn(transport_);
  EXPECT_LT(Ids(Search()).size(), 3000U);
  EXPECT_THAT(error(), AllOf(HasSubstr("zoho_desk_moments"), HasSubstr("share the createdTime"),
                             HasSubstr("not the whole result"), HasSubstr("WHERE")));
}

// Whatever is deleted while the scan runs, rows that stay are all delivered, once.
TEST_F(ListSourceTest, LosesNoRowWhenOthersAreDeletedMeanwhile) {
  for (const int concurrency : {1, 4}) {
    for (const size_t at : {3U, 10U, 15U, 101U, 1999U, 2500U}) {
      TimedDesk desk(3000);
      desk.ServeOn(transport_);
      UseConcurrency(concurrency);
      std::set<int> staying;
      for (size_t i = 0; i < desk.moments.size(); ++i) {
        if (i % 3 != 0)
          staying.insert(desk.moments[i].id);
      }
      std::vector<int> ids = Ids(Search(), [&](size_t rows) {
        if (rows == at)
          std::erase_if(desk.moments, [&](const Moment& m) { return !staying.contains(m.id); });
      });
      EXPECT_EQ(error(), "");
      const std::set<int> unique(ids.begin(), ids.end());
      EXPECT_EQ(unique.size(), ids.size()) << "doubled, at " << at;
      for (const int id : staying)
        ASSERT_TRUE(unique.contains(id)) << id << " is lost, at " << at << ", " << concurrency;
    }
  }
}

TEST_F(ListSourceTest, LosesAndDoublesNothingWhenRowsAreCreatedMeanwhile) {
  TimedDesk desk(3000);
  desk.ServeOn(transport_);
  const std::vector<int> before = Newest(desk);
  const std::vector<int> ids = Ids(Search(), [&](size_t rows) {
    if (rows % 400 == 0)
      desk.moments.push_back({9000 + static_cast<int>(rows), desk.moments.back().ms + 60'000});
  });
  const std::set<int> unique(ids.begin(), ids.end());
  EXPECT_EQ(unique.size(), ids.size());
  for (const int id : before)
    ASSERT_TRUE(unique.contains(id)) << id;
}

// A list that cannot be sorted and whose rows carry no time: the search begins anew.
TEST_F(ListSourceTest, EndsWhenTheSearchRepeatsWhatTheListHasGiven) {
  resources::Resource resource = timed::kMoments;
  resource.sorts = {};
  TimedDesk desk(4500);
  desk.list_rows_are_bare = true;
  desk.ServeOn(transport_);
  for (const bool newest_first : {false, true}) {
    desk.list_is_newest_first = newest_first;
    std::vector<int> ids = Ids({.resource = &resource});
    std::sort(ids.rbegin(), ids.rend());
    EXPECT_EQ(ids, Newest(desk)) << newest_first;
    EXPECT_EQ(error(), "");
  }
}

TEST_F(ListSourceTest, ReadsOnInTheListWhenTheSearchIsRefused) {
  TimedDesk desk(2600);
  desk.search_allowed = false;
  desk.ServeOn(transport_);
  EXPECT_EQ(Ids(List()), Newest(desk));
  EXPECT_EQ(error(), "");
  EXPECT_EQ(transport_.CountOf("/api/v1/moments/search"), 2);  // of which one for a count
}

TEST_F(ListSourceTest, DoesNotSliceAListThatHiddenParametersShape) {
  TimedDesk desk(2600);
  desk.list_ceiling = 2199;
  desk.ServeOn(transport_);
  ScanRequest request = List();
  request.params = {{"viewId", "7"}};
  request.has_parameters = true;
  Ids(request);
  EXPECT_THAT(error(), HasSubstr("not the whole result"));
  EXPECT_EQ(transport_.CountOf("/api/v1/moments/search"), 0);
}

TEST_F(ListSourceTest, AsksNoFurtherThanTheRowsExpected) {
  TimedDesk desk(1000);
  desk.ServeOn(transport_);
  UseConcurrency(8);
  ScanRequest request = Search();
  request.expected_rows = 40;
  request.columns = {timed::kId};
  Scan scan(session(), std::move(request), budget_);
  for (int row = 0; row < 40; ++row)
    ASSERT_TRUE(*scan.Next(cancelled_));
  EXPECT_LE(transport_.requests().size(), 5U);
}

TEST_F(ListSourceTest, AsksAheadForMoreAndMore) {
  TimedDesk desk(1000);
  desk.ServeOn(transport_);
  UseConcurrency(4);
  ScanRequest request = Search();
  request.columns = {timed::kId};
  Scan scan(session(), std::move(request), budget_);
  const auto read = [&](int rows) {
    for (int row = 0; row < rows; ++row)
      ASSERT_TRUE(*scan.Next(cancelled_));
  };
  read(5);
  EXPECT_EQ(transport_.requests().size(), 1U);
  read(1);  // half of the first page
  EXPECT_EQ(transport_.requests().size(), 2U);
  read(10);
  const size_t third = transport_.requests().size();
  EXPECT_GT(third, 2U);
  read(200);
  // Never more than twice the concurrency beyond the page being read.
  EXPECT_LE(transport_.requests().size(), 216 / 9 + 1 + 8U);
}

// A search tells how many rows there are, and the query will read them all.
TEST_F(ListSourceTest, BeginsWithSeveralWhereEveryRowWillBeRead) {
  TimedDesk desk(1000);
  desk.ServeOn(transport_);
  UseConcurrency(4);
  ScanRequest request = Search();
  request.columns = {timed::kId};
  request.reads_all_rows = true;
  Scan scan(session(), std::move(request), budget_);
  for (int row = 0; row < 6; ++row)  // half of the first page
    ASSERT_TRUE(*scan.Next(cancelled_));
  EXPECT_EQ(transport_.requests().size(), 1U + 4U);
}

// A request past the end costs as much as any other.
TEST_F(ListSourceTest, GuessesMoreOnlyAfterManyPagesWhereTheEndIsUnknown) {
  TimedDesk desk(1000);
  desk.tells_count = false;
  desk.ServeOn(transport_);
  UseConcurrency(8);
  ScanRequest request = List();
  request.columns = {timed::kId};
  Scan scan(session(), std::move(request), budget_);
  const auto ahead_after = [&](int pages) {
    for (int row = 0; row < pages * 9; ++row)
      EXPECT_TRUE(*scan.Next(cancelled_));
    return transport_.requests().size();
  };
  EXPECT_LE(ahead_after(3), 4U + 1U);  // and a question that was not answered
  EXPECT_GE(ahead_after(40), 43U + 4U);
}

TEST_F(ListSourceTest, FetchesWhatSearchRowsOfUnknownShapeLack) {
  for (const bool bare : {false, true}) {
    ClearRequestLog();
    TimedDesk desk(2105);
    desk.search_rows_are_bare = bare;
    desk.ServeOn(transport_);
    int by_id = 0;
    for (const Moment& moment : desk.moments) {
      transport_.Serve("/api/v1/moments/" + std::to_string(moment.id), [&, moment](const Seen&) {
        ++by_id;
        return Json(desk.Row(moment, false));
      });
    }
    const auto rows =
        Run({.resource = &timed::kMomentsOfUnknownRows, .columns = {timed::kId, timed::kState}});
    EXPECT_EQ(error(), "");
    ASSERT_THAT(rows, SizeIs(2105));
    EXPECT_EQ(rows.back(), "text 1001, text s1001");
    EXPECT_EQ(by_id > 0, bare);
  }
}

}  // namespace
}  // namespace zoho_desk::client
