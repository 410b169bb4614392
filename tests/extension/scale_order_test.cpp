// Orders and time ranges over more rows than a request reaches, and servers that differ in how deep
// a search goes, how it counts and which ends belong to a range.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "common/time_text.h"
#include "tests/extension/scale_desk.h"

namespace zoho_desk::testing {
namespace {

using sandbox::RangeBounds;
using sandbox::RecordKey;
using sandbox::SearchCount;
using sandbox::Settings;

constexpr uint32_t kRows = 12'000;
constexpr int64_t kStart = 15;  // credits to learn that the table is long

class ScaleOrder : public ::testing::Test {
 protected:
  // Ids in the order of a time, equal times by id.
  Ids Sorted(int64_t RecordKey::*time, bool descending) {
    std::vector<RecordKey> keys = desk_.server().Records("tickets");
    std::sort(keys.begin(), keys.end(), [&](const RecordKey& a, const RecordKey& b) {
      if (a.*time != b.*time)
        return descending ? b.*time < a.*time : a.*time < b.*time;
      return a.id < b.id;
    });
    Ids ids;
    for (const RecordKey& key : keys)
      ids.push_back(std::to_string(key.id));
    return ids;
  }
  Ids Between(int64_t RecordKey::*time, int64_t low, int64_t high) {
    Ids ids;
    for (const RecordKey& key : desk_.server().Records("tickets")) {
      if (key.*time >= low && key.*time <= high)
        ids.push_back(std::to_string(key.id));
    }
    return ids;
  }
  // The time that this share of the records does not reach.
  int64_t Quantile(int64_t RecordKey::*time, double share) {
    std::vector<int64_t> times;
    for (const RecordKey& key : desk_.server().Records("tickets"))
      times.push_back(key.*time);
    std::sort(times.begin(), times.end());
    return times[static_cast<size_t>(share * static_cast<double>(times.size() - 1))];
  }
  void ExpectOrder(const std::string& column, bool descending) {
    const QueryResult result =
        desk_.Query("SELECT id, " + column + " FROM zoho_desk_tickets ORDER BY " + column +
                    (descending ? " DESC" : ""));
    EXPECT_TRUE(HasEachOnce(result, desk_.AllIds()));
    EXPECT_TRUE(IsOrdered(result, 1, descending));
    EXPECT_TRUE(IsFlat(desk_.TakePrice(), kRows, kStart));
  }
  void ExpectIds(const std::string& sql, const Ids& expected) {
    const QueryResult result = desk_.Query(sql);
    ASSERT_TRUE(result.ok()) << sql << ": " << result.error;
    EXPECT_EQ(FirstColumn(result) == expected, true) << sql;  // too long to print
  }

  ScaleDesk desk_{WithRows("tickets", kRows)};
};

TEST_F(ScaleOrder, OldestFirst) {
  ExpectOrder("createdTime", false);
}
TEST_F(ScaleOrder, NewestFirst) {
  ExpectOrder("createdTime", true);
}
TEST_F(ScaleOrder, LeastRecentlyModifiedFirst) {
  ExpectOrder("modifiedTime", false);
}
TEST_F(ScaleOrder, MostRecentlyModifiedFirst) {
  ExpectOrder("modifiedTime", true);
}

TEST_F(ScaleOrder, EqualTimesById) {
  ExpectIds("SELECT id FROM zoho_desk_tickets ORDER BY createdTime, id",
            Sorted(&RecordKey::created_millis, false));
  ExpectIds("SELECT id FROM zoho_desk_tickets ORDER BY createdTime DESC, id",
            Sorted(&RecordKey::created_millis, true));
  ExpectIds("SELECT id FROM zoho_desk_tickets ORDER BY modifiedTime DESC, id",
            Sorted(&RecordKey::modified_millis, true));
}

TEST_F(ScaleOrder, ALimitBeyondTheCeilingIsReached) {
  Ids newest = Sorted(&RecordKey::created_millis, true);
  for (const auto& [limit, offset] : {std::pair{6'000, 0}, std::pair{200, 8'000}}) {
    const QueryResult result = desk_.Query(
        "SELECT id, createdTime FROM zoho_desk_tickets ORDER BY createdTime DESC, id "
        "LIMIT " +
        std::to_string(limit) + " OFFSET " + std::to_string(offset));
    ASSERT_TRUE(result.ok()) << result.error;
    EXPECT_EQ(FirstColumn(result), Ids(newest.begin() + offset, newest.begin() + offset + limit));
  }
}

TEST_F(ScaleOrder, EarlyStopsReadNoMoreThanTheyNeed) {
  const QueryResult result = desk_.Query(
      "SELECT id, createdTime FROM zoho_desk_tickets ORDER BY createdTime DESC LIMIT 3000");
  ASSERT_TRUE(result.ok()) << result.error;
  EXPECT_EQ(result.rows.size(), 3'000U);
  EXPECT_LE(desk_.TakePrice().requests, 40);  // 30 full pages
}

TEST_F(ScaleOrder, CreatedRangesAreWhole) {
  const int64_t low = Quantile(&RecordKey::created_millis, 0.2);
  const int64_t high = Quantile(&RecordKey::created_millis, 0.8);
  const std::string where = " FROM zoho_desk_tickets WHERE createdTime BETWEEN '" +
                            FormatUtcMillis(low) + "' AND '" + FormatUtcMillis(high) + "'";
  const Ids expected = Between(&RecordKey::created_millis, low, high);
  ASSERT_GT(expected.size(), 7'000U);
  EXPECT_TRUE(HasEachOnce(desk_.Query("SELECT id, subject" + where), expected));
  EXPECT_TRUE(IsFlat(desk_.TakePrice(), expected.size(), kStart));
  for (const bool descending : {false, true}) {
    const QueryResult result = desk_.Query("SELECT id, createdTime" + where +
                                           " ORDER BY createdTime" + (descending ? " DESC" : ""));
    EXPECT_TRUE(HasEachOnce(result, expected)) << descending;
    EXPECT_TRUE(IsOrdered(result, 1, descending)) << descending;
  }
}

TEST_F(ScaleOrder, OpenCreatedRangesAreWhole) {
  const int64_t bound = Quantile(&RecordKey::created_millis, 0.4);
  EXPECT_TRUE(HasEachOnce(desk_.Query("SELECT id FROM zoho_desk_tickets WHERE createdTime > '" +
                                      FormatUtcMillis(bound) + "'"),
                          Between(&RecordKey::created_millis, bound + 1, INT64_MAX)));
  const int64_t upper = Quantile(&RecordKey::created_millis, 0.6);
  EXPECT_TRUE(HasEachOnce(desk_.Query("SELECT id FROM zoho_desk_tickets WHERE createdTime < '" +
                                      FormatUtcMillis(upper) + "'"),
                          Between(&RecordKey::created_millis, 0, upper - 1)));
}

TEST_F(ScaleOrder, ModifiedRangesAreWhole) {
  const int64_t low = Quantile(&RecordKey::modified_millis, 0.3);
  const int64_t high = Quantile(&RecordKey::modified_millis, 0.9);
  const std::string where = " FROM zoho_desk_tickets WHERE modifiedTime >= '" +
                            FormatUtcMillis(low) + "' AND modifiedTime <= '" +
                            FormatUtcMillis(high) + "'";
  const Ids expected = Between(&RecordKey::modified_millis, low, high);
  ASSERT_GT(expected.size(), 7'000U);
  EXPECT_TRUE(HasEachOnce(desk_.Query("SELECT id, subject" + where), expected));
  EXPECT_TRUE(IsFlat(desk_.TakePrice(), expected.size(), kStart));
  for (const bool descending : {false, true}) {
    const QueryResult result = desk_.Query("SELECT id, modifiedTime" + where +
                                           " ORDER BY modifiedTime" + (descending ? " DESC" : ""));
    EXPECT_TRUE(HasEachOnce(result, expected)) << descending;
    EXPECT_TRUE(IsOrdered(result, 1, descending)) << descending;
  }
}

TEST_F(ScaleOrder, RangesOfBothTimesAreWhole) {
  const int64_t created = Quantile(&RecordKey::created_millis, 0.3);
  const int64_t modified = Quantile(&RecordKey::modified_millis, 0.95);
  const Ids expected = ScaleDesk::InBoth(Between(&RecordKey::created_millis, created, INT64_MAX),
                                         Between(&RecordKey::modified_millis, 0, modified));
  ASSERT_GT(expected.size(), 5'100U);
  EXPECT_TRUE(HasEachOnce(desk_.Query("SELECT id FROM zoho_desk_tickets WHERE createdTime >= '" +
                                      FormatUtcMillis(created) + "' AND modifiedTime <= '" +
                                      FormatUtcMillis(modified) + "'"),
                          expected));
}

TEST_F(ScaleOrder, OtherFiltersAreWhole) {
  const Ids open = desk_.IdsWhere("tickets", "status", "Open");
  const Ids closed = desk_.IdsWhere("tickets", "status", "Closed");
  Ids expected = open;
  expected.insert(expected.end(), closed.begin(), closed.end());
  ASSERT_GT(expected.size(), 7'000U);
  for (const char* columns : {"id, subject", "id, modifiedTime"})
    EXPECT_TRUE(HasEachOnce(desk_.Query(std::string("SELECT ") + columns +
                                        " FROM zoho_desk_tickets WHERE status IN "
                                        "('Open', 'Closed')"),
                            expected))
        << columns;
}

// How servers differ, one kind at a time.
struct Server {
  const char* name;
  void (*configure)(Settings& settings);

  friend void PrintTo(const Server& server, std::ostream* out) { *out << server.name; }
};

const Server kServers[] = {
    {"CeilingOf999", [](Settings& s) { s.search_ceiling = 999; }},
    {"CeilingOf999Everywhere",
     [](Settings& s) {
       s.search_ceiling = 999;
       s.search_window = 1'000;
       s.list_ceiling = 999;
       s.list_ceilings["tickets"] = 999;
     }},
    {"CeilingOf4999", [](Settings& s) { s.search_ceiling = 4'999; }},
    {"CeilingOf1999", [](Settings& s) { s.search_ceiling = 1'999; }},
    {"NoListCeiling",
     [](Settings& s) {
       s.list_ceiling = -1;
       s.list_ceilings["tickets"] = 999'999;
     }},
    {"ExclusiveUpperBounds", [](Settings& s) { s.range_bounds = RangeBounds::kExclusiveUpper; }},
    {"ExclusiveBounds", [](Settings& s) { s.range_bounds = RangeBounds::kExclusive; }},
    {"NoCount", [](Settings& s) { s.search_count = SearchCount::kNone; }},
    {"CountAsText", [](Settings& s) { s.search_count = SearchCount::kString; }},
    {"CountCapped", [](Settings& s) { s.search_count_cap = 5'000; }},
    {"TiesFollowTheSort", [](Settings& s) { s.ties_follow_sort = true; }},
    {"OneBasedList", [](Settings& s) { s.index_base["tickets"] = 1; }},
    {"LowCeilingNoCountExclusive",
     [](Settings& s) {
       s.search_ceiling = 999;
       s.search_count = SearchCount::kNone;
       s.range_bounds = RangeBounds::kExclusive;
     }},
};

class ScaleServer : public ::testing::TestWithParam<Server> {
 protected:
  static sandbox::Options Configured(const sandbox::TimeShape& shape) {
    sandbox::Options options = WithRows("tickets", 5'600, shape);
    GetParam().configure(options.settings);
    return options;
  }
};

TEST_P(ScaleServer, AllRowsAreRead) {
  ScaleDesk desk(Configured({.gaps = {{500}}}));
  for (const char* sql : {"SELECT id, subject FROM zoho_desk_tickets",
                          "SELECT id, modifiedTime FROM zoho_desk_tickets",
                          "SELECT id FROM zoho_desk_tickets WHERE modifiedTime > '2001-01-01'"}) {
    EXPECT_TRUE(HasEachOnce(desk.Query(sql), desk.AllIds())) << sql;
    EXPECT_LE(desk.TakePrice().dearest, 3) << sql;
  }
}

TEST_P(ScaleServer, AllRowsAreReadInOrder) {
  ScaleDesk desk(Configured({.bursts = {{700}}}));
  for (const auto& [column, descending] :
       {std::pair{"createdTime", false}, {"createdTime", true}, {"modifiedTime", true}}) {
    const QueryResult result =
        desk.Query(std::string("SELECT id, ") + column + " FROM zoho_desk_tickets ORDER BY " +
                   column + (descending ? " DESC" : ""));
    EXPECT_TRUE(HasEachOnce(result, desk.AllIds())) << column << descending;
    EXPECT_TRUE(IsOrdered(result, 1, descending)) << column;
  }
}

INSTANTIATE_TEST_SUITE_P(Differences, ScaleServer, ::testing::ValuesIn(kServers),
                         [](const auto& test) { return std::string(test.param.name); });

}  // namespace
}  // namespace zoho_desk::testing
