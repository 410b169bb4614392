// Long scans over data that change meanwhile: records are created, edited and deleted after the
// 1st, 5th, 20th, 60th and 110th answer. Whatever existed throughout must come, and come once;
// what came or went meanwhile may come, once.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "common/time_text.h"
#include "tests/extension/scale_desk.h"

namespace zoho_desk::testing {
namespace {

using sandbox::DataChange;
using sandbox::RecordSet;

constexpr uint32_t kRows = 12'000;
constexpr int64_t kMoments[] = {1, 5, 20, 60, 110};

// Every 240th row, another 50 for each moment.
RecordSet Spread(size_t moment, uint32_t rows = kRows) {
  RecordSet set;
  for (uint32_t row = static_cast<uint32_t>(moment) * 7 + 3; row < rows; row += 240)
    set.rows.push_back(row);
  return set;
}

struct Scan {
  const char* name;
  const char* sql;
  // Column that orders the rows, if any.
  int ordered_by = -1;
  bool descending = false;

  friend void PrintTo(const Scan& scan, std::ostream* out) { *out << scan.name; }
};

const Scan kScans[] = {
    {"FewColumns", "SELECT id, subject FROM zoho_desk_tickets"},
    {"SearchColumns", "SELECT id, description FROM zoho_desk_tickets"},
    {"OldestFirst", "SELECT id, createdTime FROM zoho_desk_tickets ORDER BY createdTime", 1},
    {"NewestFirst", "SELECT id, createdTime FROM zoho_desk_tickets ORDER BY createdTime DESC", 1,
     true},
};

class ScaleChange : public ::testing::TestWithParam<Scan> {
 protected:
  void Schedule(const DataChange& change) { ASSERT_EQ(desk_.server().Schedule(change), ""); }

  // Runs the scan and compares it with the data before and after.
  static void ExpectAllThatStayed(ScaleDesk& desk) {
    const Ids before = desk.AllIds();
    const QueryResult result = desk.Query(GetParam().sql);
    desk.server().ClearChanges();
    const sandbox::ChangedIds changed = desk.server().Changed("tickets");
    EXPECT_GE(changed.created.size() + changed.edited.size() + changed.deleted.size(), 33U);
    Ids either = desk.AllIds();
    const Ids stayed = ScaleDesk::InBoth(before, either);
    either.insert(either.end(), before.begin(), before.end());
    EXPECT_TRUE(HasEachOnce(result, stayed, either));
    if (GetParam().ordered_by >= 0) {
      EXPECT_TRUE(
          IsOrdered(result, static_cast<size_t>(GetParam().ordered_by), GetParam().descending));
    }
  }

  ScaleDesk desk_{WithRows("tickets", kRows)};
};

TEST_P(ScaleChange, CreatedRecordsPushNothingOut) {
  for (const int64_t moment : kMoments)
    Schedule({.resource = "tickets", .after = moment, .create = 30});
  ExpectAllThatStayed(desk_);
}

TEST_P(ScaleChange, DeletedRecordsPullNothingOver) {
  for (size_t i = 0; i < std::size(kMoments); ++i)
    Schedule({.resource = "tickets", .after = kMoments[i], .remove = Spread(i)});
  ExpectAllThatStayed(desk_);
}

// A whole page's worth at either end, just after the first page and in the middle.
TEST_P(ScaleChange, ManyDeletedAtOnceLeaveNoHole) {
  Schedule({.resource = "tickets", .after = 1, .remove = RecordSet::Range(0, 100)});
  Schedule({.resource = "tickets", .after = 1, .remove = RecordSet::Range(kRows - 100, 100)});
  Schedule({.resource = "tickets", .after = 50, .remove = RecordSet::Range(3'000, 150)});
  Schedule({.resource = "tickets", .after = 50, .remove = RecordSet::Range(9'000, 150)});
  ExpectAllThatStayed(desk_);
}

TEST_P(ScaleChange, EditedRecordsComeOnce) {
  for (size_t i = 0; i < std::size(kMoments); ++i)
    Schedule({.resource = "tickets", .after = kMoments[i], .edit = Spread(i), .field = "subject"});
  ExpectAllThatStayed(desk_);
}

TEST_P(ScaleChange, ADayOfAllKindsAtOnce) {
  Schedule({.resource = "tickets", .after = 3, .times = -1, .create = 2});
  for (size_t i = 0; i < std::size(kMoments); ++i) {
    Schedule({.resource = "tickets",
              .after = kMoments[i],
              .remove = Spread(i),
              .edit = Spread(i + 10),
              .field = "status"});
  }
  ExpectAllThatStayed(desk_);
}

// Below the ceiling too: no window is needed there, but pages still move.
TEST_P(ScaleChange, ShortScansLoseNothingEither) {
  ScaleDesk desk(WithRows("tickets", 900));
  ASSERT_EQ(desk.server().Schedule(
                {.resource = "tickets", .after = 1, .remove = RecordSet::Range(0, 30)}),
            "");
  ASSERT_EQ(
      desk.server().Schedule(
          {.resource = "tickets", .after = 4, .create = 3, .remove = RecordSet::Range(870, 30)}),
      "");
  ExpectAllThatStayed(desk);
}

INSTANTIATE_TEST_SUITE_P(DuringAScan, ScaleChange, ::testing::ValuesIn(kScans),
                         [](const auto& test) { return std::string(test.param.name); });

// 18,000 tickets, a third of them open: also the open ones are more than a request reaches.
class ScaleFilteredChange : public ::testing::Test {
 protected:
  // Tickets that are open change to Closed, and closed ones to Open, at every moment.
  void ScheduleStatusChanges() {
    const auto statuses = desk_.server().Values("tickets", "status");
    for (size_t i = 0; i < std::size(kMoments); ++i) {
      RecordSet open;
      RecordSet closed;
      for (auto row = static_cast<uint32_t>(i); row < statuses.size(); row += 61) {
        if (statuses[row] == "Open")
          open.rows.push_back(row);
        else if (statuses[row] == "Closed")
          closed.rows.push_back(row);
      }
      Schedule(kMoments[i], open, "Closed");
      Schedule(kMoments[i], closed, "Open");
    }
  }
  void Schedule(int64_t moment, const RecordSet& rows, const std::string& status) {
    ASSERT_EQ(desk_.server().Schedule({.resource = "tickets",
                                       .after = moment / 2 + 1,
                                       .edit = rows,
                                       .field = "status",
                                       .value = status}),
              "");
  }
  void ExpectAllThatStayedOpen(const std::string& columns, const std::string& order) {
    const Ids before = desk_.IdsWhere("tickets", "status", "Open");
    ScheduleStatusChanges();
    const QueryResult result = desk_.Query("SELECT id, status, createdTime" + columns +
                                           " FROM zoho_desk_tickets WHERE status = 'Open'" + order);
    desk_.server().ClearChanges();
    const Ids after = desk_.IdsWhere("tickets", "status", "Open");
    ASSERT_NE(before, after);
    EXPECT_TRUE(HasEachOnce(result, ScaleDesk::InBoth(before, after), desk_.AllIds()));
    for (const SqlRow& row : result.rows)
      ASSERT_EQ(ToString(row[1]), "'Open'");
    if (!order.empty()) {
      EXPECT_TRUE(IsOrdered(result, 2, order.ends_with("DESC")));
    }
  }

  ScaleDesk desk_{WithRows("tickets", 18'000)};
};

TEST_F(ScaleFilteredChange, RecordsThatStayInTheFilterCome) {
  ExpectAllThatStayedOpen("", "");
}
TEST_F(ScaleFilteredChange, RecordsThatStayInTheFilterOfASearchCome) {
  ExpectAllThatStayedOpen(", modifiedTime", "");
}
TEST_F(ScaleFilteredChange, RecordsThatStayInTheFilterComeOldestFirst) {
  ExpectAllThatStayedOpen("", " ORDER BY createdTime");
}
TEST_F(ScaleFilteredChange, RecordsThatStayInTheFilterComeNewestFirst) {
  ExpectAllThatStayedOpen("", " ORDER BY createdTime DESC");
}

// An edit moves a record to the newest end of this order.
class ScaleModifiedOrder : public ::testing::Test {
 protected:
  // Edits 50 records at each moment.
  void ScheduleEdits() {
    for (size_t i = 0; i < std::size(kMoments); ++i) {
      ASSERT_EQ(desk_.server().Schedule(
                    {.resource = "tickets", .after = kMoments[i] / 2 + 1, .edit = Spread(i)}),
                "");
    }
  }
  Ids Edited() {
    Ids ids;
    for (const uint64_t id : desk_.server().Changed("tickets").edited)
      ids.push_back(std::to_string(id));
    return ids;
  }

  ScaleDesk desk_{WithRows("tickets", kRows)};
};

TEST_F(ScaleModifiedOrder, OldestFirstMeetsEditedRecordsAgainAtTheEnd) {
  ScheduleEdits();
  const QueryResult result =
      desk_.Query("SELECT id, modifiedTime FROM zoho_desk_tickets ORDER BY modifiedTime");
  desk_.server().ClearChanges();
  EXPECT_TRUE(HasEachOnce(result, desk_.AllIds()));
  EXPECT_TRUE(IsOrdered(result, 1, false));
}

// Read from the newest end, a record that is edited before its turn jumps behind the reader, and
// has no place in the order any more unless it was read before the first row was returned.
TEST_F(ScaleModifiedOrder, NewestFirstLosesNoRecordThatWasNotEdited) {
  ScheduleEdits();
  const QueryResult result =
      desk_.Query("SELECT id, modifiedTime FROM zoho_desk_tickets ORDER BY modifiedTime DESC");
  desk_.server().ClearChanges();
  const Ids edited = Edited();
  EXPECT_EQ(edited.size(), 250U);
  Ids untouched;
  const Ids all = desk_.AllIds();
  std::set_difference(all.begin(), all.end(), edited.begin(), edited.end(),
                      std::back_inserter(untouched));
  EXPECT_TRUE(HasEachOnce(result, untouched, edited));
  EXPECT_TRUE(IsOrdered(result, 1, true));
}

// In no order, a range of modifiedTime has no excuse: an edit keeps a record in it.
TEST_F(ScaleModifiedOrder, ARangeKeepsRecordsThatAreEdited) {
  const std::vector<sandbox::RecordKey> start = desk_.server().Records("tickets");
  const int64_t bound = start[4'000].created_millis;
  Ids expected;
  for (const sandbox::RecordKey& key : start) {
    if (key.modified_millis >= bound)
      expected.push_back(std::to_string(key.id));
  }
  ASSERT_GT(expected.size(), 5'000U);
  ScheduleEdits();
  const QueryResult result =
      desk_.Query("SELECT id, modifiedTime FROM zoho_desk_tickets WHERE modifiedTime >= '" +
                  FormatUtcMillis(bound) + "'");
  desk_.server().ClearChanges();
  EXPECT_TRUE(HasEachOnce(result, expected, desk_.AllIds()));
}

}  // namespace
}  // namespace zoho_desk::testing
