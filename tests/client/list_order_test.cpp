// Servers that refuse the order that a scan adds, or do not keep to it: every row once, or an
// error.

#include <set>

#include "client/list_source.h"
#include "tests/client/scan_fixture.h"
#include "tests/client/timed_desk.h"

namespace zoho_desk::client {
namespace {

using testing::HasSubstr;

using Sorting = TimedDesk::Sorting;

Sorting Refused(int after = 0) {
  return {.refusal = Refusal(422, "UNPROCESSABLE_ENTITY",
                             "The value passed for the 'sortBy' query parameter is invalid."),
          .after = after};
}
Sorting Ignored() {
  return {.is_ignored = true};
}

class ListOrderTest : public ScanFixture {
 protected:
  // Runs a scan of the ids; they come once each, whatever the order.
  std::set<int> Ids(ScanRequest request) {
    request.columns = {timed::kId};
    std::set<int> ids;
    const auto rows = Run(std::move(request));
    for (const std::string& row : rows)
      EXPECT_TRUE(ids.insert(std::stoi(row.substr(row.find(' ') + 1))).second)
          << "doubled: " << row;
    return ids;
  }
  void ExpectAll(const TimedDesk& desk, ScanRequest request) {
    std::set<int> all;
    for (const Moment& moment : desk.moments)
      all.insert(moment.id);
    EXPECT_EQ(Ids(std::move(request)), all);
    EXPECT_EQ(error(), "");
  }
  static ScanRequest List() { return {.resource = &timed::kMoments}; }
  static ScanRequest Search() {
    return {.resource = &timed::kMoments, .route = resources::kSearch};
  }
};

TEST_F(ListOrderTest, BeginsAnewAsASearchWhereTheListDoesNotSort) {
  for (const Sorting& sorting :
       {Refused(), Ignored(),
        Sorting{.refusal = Refusal(422, "UNPROCESSABLE_ENTITY",
                                   "Extra query parameter 'sortBy' is present in the input.")},
        Sorting{.refusal = Refusal(400, "BAD_REQUEST", "The request is malformed.")}}) {
    for (const int rows : {7, 40, 2600}) {
      TimedDesk desk(rows);
      desk.list_ceiling = 2400;
      desk.list_sorting = sorting;
      desk.ServeOn(transport_);
      ExpectAll(desk, List());
    }
  }
}

TEST_F(ListOrderTest, LosesNothingWhereTheListRefusesTheOrderInTheMiddle) {
  for (const int after : {1, 2, 50, 190}) {
    TimedDesk desk(2600);
    desk.list_sorting = Refused(after);
    desk.ServeOn(transport_);
    ExpectAll(desk, List());
  }
}

TEST_F(ListOrderTest, ReadsOnInTheListWhereTheSearchDoesNotSort) {
  for (const Sorting& sorting : {Refused(), Ignored(), Refused(2)}) {
    TimedDesk desk(2600);
    desk.search_sorting = sorting;
    desk.ServeOn(transport_);
    ExpectAll(desk, List());
    desk.search_sorting = sorting;
    desk.list_ceiling = 2400;
    Ids(List());
    EXPECT_THAT(error(), HasSubstr("not the whole result"));
  }
}

TEST_F(ListOrderTest, ReadsAsFarAsItCanWhereNothingSorts) {
  for (const Sorting& sorting : {Refused(), Ignored()}) {
    for (const bool searches : {false, true}) {
      TimedDesk desk(2600);
      desk.list_sorting = sorting;
      desk.search_sorting = sorting;
      desk.ServeOn(transport_);
      ExpectAll(desk, searches ? Search() : List());
      desk.list_ceiling = 2400;
      desk.search_ceiling = 2300;
      Ids(searches ? Search() : List());
      EXPECT_THAT(error(), HasSubstr("not the whole result"));
    }
  }
}

// The order of the list says nothing of what is left.
TEST_F(ListOrderTest, LosesNothingInAListThatCannotSortAndShowsItsTimes) {
  resources::Resource resource = timed::kMoments;
  resource.sorts = {};
  for (const bool newest_first : {false, true}) {
    TimedDesk desk(2600);
    desk.list_is_newest_first = newest_first;
    desk.list_ceiling = 2400;
    desk.ServeOn(transport_);
    ExpectAll(desk, {.resource = &resource});
  }
}

TEST_F(ListOrderTest, EndsInAnErrorWhereTheOrderThatSqlReliesOnIsNotKept) {
  for (const bool searches : {false, true}) {
    TimedDesk desk(30);
    desk.list_sorting = Ignored();
    desk.search_sorting = Ignored();
    desk.ServeOn(transport_);
    ScanRequest request = searches ? Search() : List();
    request.sort = "-createdTime";
    EXPECT_TRUE(Ids(request).empty());
    EXPECT_THAT(error(), HasSubstr("ORDER BY +createdTime"));
  }
}

TEST_F(ListOrderTest, WalksThroughTheWholeListWhereItsOrderIsNotKept) {
  for (const Sorting& sorting : {Refused(), Ignored()}) {
    TimedDesk desk(60);
    desk.list_sorting = sorting;
    desk.ServeOn(transport_);
    ScanRequest request = List();
    request.sort = "-createdTime";
    request.sort_is_ours = true;
    request.stop =
        ScanRequest::Stop{timed::kCreatedTime, true, FormatUtcMillis(desk.moments[50].ms)};
    const std::set<int> ids = Ids(request);  // a superset of what SQL keeps
    EXPECT_EQ(error(), "");
    for (size_t i = 50; i < 60; ++i)
      EXPECT_TRUE(ids.contains(desk.moments[i].id));
  }
}

}  // namespace
}  // namespace zoho_desk::client
