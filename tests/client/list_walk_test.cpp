// Columns that only list rows carry, and what reading them costs.

#include "client/list_walk.h"

#include "client/record_memory.h"
#include "tests/client/scan_fixture.h"
#include "tests/client/timed_desk.h"

namespace zoho_desk::client {
namespace {

using testing::HasSubstr;

class ListWalkTest : public ScanFixture {
 protected:
  static std::vector<std::string> Shelves(const TimedDesk& desk) {
    std::vector<std::string> shelves;
    for (auto it = desk.moments.rbegin(); it != desk.moments.rend(); ++it)
      shelves.push_back("text f" + std::to_string(it->id));
    return shelves;
  }
  int Searches() const { return transport_.CountOf("/api/v1/moments/search"); }
};

TEST_F(ListWalkTest, StaysInTheListWhoseRowsAloneCarryAColumn) {
  TimedDesk desk(2600);
  desk.ServeOn(transport_);
  EXPECT_EQ(Run({.resource = &timed::kMoments, .columns = {timed::kShelf}}), Shelves(desk));
  EXPECT_EQ(error(), "");
  EXPECT_LE(Searches(), 1);  // how many there are
  EXPECT_LE(transport_.requests().size(), 2600U / 9 + 10);
  desk.list_ceiling = 2400;
  Run({.resource = &timed::kMoments, .columns = {timed::kShelf}});
  EXPECT_THAT(error(), HasSubstr("not the whole result"));
}

TEST_F(ListWalkTest, ReadsTheListOnceForAllRowsOfASearch) {
  TimedDesk desk(2600);
  desk.ServeOn(transport_);
  EXPECT_EQ(
      Run({.resource = &timed::kMoments, .columns = {timed::kShelf}, .route = resources::kSearch}),
      Shelves(desk));
  EXPECT_EQ(error(), "");
  EXPECT_LE(transport_.requests().size(), 2 * (2600U / 9 + 20));
}

// The walk itself stays in the list: a search that took over could need another walk.
TEST_F(ListWalkTest, IsOneWalkWhereRowsOfASearchMayLackTheColumn) {
  TimedDesk desk(2105);
  desk.ServeOn(transport_);
  EXPECT_EQ(Run({.resource = &timed::kMomentsOfUnknownRows, .columns = {timed::kShelf}}),
            Shelves(desk));
  EXPECT_EQ(error(), "");
  EXPECT_LE(transport_.requests().size(), 2 * (2105U / 9 + 20));
}

TEST_F(ListWalkTest, IsSharedByTheLookupsOfAStatement) {
  TimedDesk desk(300);
  desk.ServeOn(transport_);
  RecordMemory memory;
  for (const Moment& moment : desk.moments) {
    const std::string id = std::to_string(moment.id);
    transport_.Serve("/api/v1/moments/" + id,
                     [&desk, moment](const Seen&) { return Json(desk.Row(moment, false)); });
    Scan scan(session(),
              {.resource = &timed::kMoments,
               .columns = {timed::kShelf},
               .route = resources::kGet,
               .keys = {id}},
              budget_, &memory);
    ASSERT_TRUE(*scan.Next(cancelled_));
    EXPECT_EQ(Show(*scan.Column(timed::kShelf, cancelled_)), "text f" + id);
  }
  EXPECT_LE(transport_.CountOf("/api/v1/moments"), 300 / 9 + 5);
}

TEST_F(ListWalkTest, EndsInTheListsErrorWhereTheRowMayBeBelowIt) {
  TimedDesk desk(300);
  desk.list_ceiling = 100;
  desk.ServeOn(transport_);
  Run({.resource = &timed::kMoments, .columns = {timed::kShelf}, .route = resources::kSearch});
  EXPECT_THAT(error(), HasSubstr("not the whole result"));
}

// The fuse.
TEST_F(ListWalkTest, SendsNoMoreThanWhatHasComeAccountsFor) {
  TimedDesk desk(60);
  desk.ServeOn(transport_);
  budget_.allowed_calls = budget_.calls + 3 - 100;  // a scan may take 100
  const auto rows = Run({.resource = &timed::kMoments, .columns = {timed::kId}});
  EXPECT_EQ(rows.size(), 60U) << "rows allow for the pages that follow";
  budget_.allowed_calls = budget_.calls + 3 - 100;
  Run({.resource = &timed::kMoments,
       .columns = {timed::kId},
       .is_for_details = true});  // whose rows are none of the statement's
  EXPECT_THAT(error(), HasSubstr("more than the rows that have come account for"));
}

}  // namespace
}  // namespace zoho_desk::client
