// What long scans keep to: the concurrency limit, the tables that have no windows, an index that
// lags, an interrupt.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <thread>

#include "tests/extension/scale_desk.h"
#include "tests/support/row_hook.h"

namespace zoho_desk::testing {
namespace {

using ::testing::AnyOf;
using ::testing::HasSubstr;

constexpr uint32_t kRows = 12'000;
constexpr const char* kFew = "SELECT id, subject FROM zoho_desk_tickets";
constexpr const char* kMore = "SELECT id, modifiedTime FROM zoho_desk_tickets";

std::map<std::string, std::string> Concurrency(const std::string& limit) {
  return {{"ZOHO_DESK_CONCURRENCY", limit}};
}

TEST(ScaleConcurrency, TheLimitIsUsedAndRespected) {
  for (const char* sql : {kFew, kMore}) {
    sandbox::Options options = WithRows("tickets", kRows);
    options.settings.latency_ms = 20;
    ScaleDesk desk(options);
    const ScopedEnvironment scope(Concurrency("8"));
    EXPECT_TRUE(HasEachOnce(desk.Query(sql), desk.AllIds())) << sql;
    EXPECT_LE(desk.server().traffic().max_in_flight, 8) << sql;
    // A busy machine may be slower to ask than the sandbox to answer.
    EXPECT_GE(desk.server().traffic().max_in_flight, 5) << sql;
  }
}

TEST(ScaleConcurrency, OneMeansOneAfterTheOther) {
  ScaleDesk desk(WithRows("tickets", kRows));
  const ScopedEnvironment scope(Concurrency("1"));
  EXPECT_TRUE(HasEachOnce(desk.Query(kFew), desk.AllIds()));
  EXPECT_EQ(desk.server().traffic().max_in_flight, 1);
}

TEST(ScaleConcurrency, APortalThatAllowsLessIsFollowed) {
  sandbox::Options options = WithRows("tickets", kRows);
  options.settings.concurrency = 3;
  options.settings.latency_ms = 5;
  ScaleDesk desk(options);
  const ScopedEnvironment scope(Concurrency("8"));
  for (const char* sql : {kFew, kMore}) {
    EXPECT_TRUE(HasEachOnce(desk.Query(sql), desk.AllIds())) << sql;
    const auto pages = static_cast<int64_t>(kRows / 100);
    // It learns: most calls are not refused.
    EXPECT_LE(desk.TakePrice().refused, pages / 2) << sql;
  }
}

TEST(ScaleConcurrency, ConnectionsShareTheLimit) {
  sandbox::Options options = WithRows("tickets", 6'000);
  options.settings.latency_ms = 10;
  ScaleDesk desk(options);
  const ScopedEnvironment scope(Concurrency("8"));
  QueryResult results[2];
  std::thread other([&] { results[1] = Database::WithExtension().Query(kMore); });
  results[0] = Database::WithExtension().Query(kFew);
  other.join();
  for (const QueryResult& result : results)
    EXPECT_TRUE(HasEachOnce(result, desk.AllIds()));
  EXPECT_LE(desk.server().traffic().max_in_flight, 8);
}

TEST(ScaleConcurrency, TablesOfAStatementShareTheLimit) {
  sandbox::Options options = WithRows("tickets", 6'000);
  ASSERT_TRUE(options.SetRows("contacts", 6'000));
  options.settings.latency_ms = 10;
  ScaleDesk desk(options);
  const ScopedEnvironment scope(Concurrency("8"));
  const QueryResult result = desk.Query(
      "SELECT id FROM zoho_desk_tickets UNION SELECT id FROM zoho_desk_contacts ORDER BY 1");
  Ids expected = desk.AllIds("tickets");
  const Ids contacts = desk.AllIds("contacts");
  expected.insert(expected.end(), contacts.begin(), contacts.end());
  EXPECT_TRUE(HasEachOnce(result, expected));
  EXPECT_LE(desk.server().traffic().max_in_flight, 8);
}

// Lists without a search have no windows. 5,000 rows come, then the reason why no more do.
class ScaleNoWindows : public ::testing::TestWithParam<int64_t> {};

TEST_P(ScaleNoWindows, EndsInAnErrorThatTellsHowManyCame) {
  sandbox::Options options = WithRows("contracts", 6'000);
  options.settings.list_ceilings["contracts"] = GetParam();
  ScaleDesk desk(options);
  const QueryResult result = desk.Query("SELECT id, contractName FROM zoho_desk_contracts");
  EXPECT_FALSE(result.ok());
  EXPECT_GE(result.rows.size(), static_cast<size_t>(GetParam()));
  EXPECT_LT(result.rows.size(), 6'000U);
  EXPECT_THAT(result.error, HasSubstr("zoho_desk_contracts"));
  EXPECT_THAT(result.error, HasSubstr(std::to_string(result.rows.size())));
  EXPECT_THAT(result.error, AnyOf(HasSubstr("WHERE"), HasSubstr("narrow")));
}

INSTANTIATE_TEST_SUITE_P(Ceilings, ScaleNoWindows, ::testing::Values(999, 4'999));

// Windows need the search, and the search a scope of its own.
TEST(ScaleNoWindow, ATokenThatMayNotSearchEndsInTheSameError) {
  sandbox::Options options = WithRows("tickets", 6'000);
  std::erase(options.settings.scopes, "Desk.search.READ");
  ScaleDesk desk(options);
  const QueryResult result = desk.Query(kFew);
  EXPECT_FALSE(result.ok());
  EXPECT_THAT(result.error, HasSubstr("zoho_desk_tickets"));
  EXPECT_THAT(result.error, HasSubstr(std::to_string(result.rows.size())));
  EXPECT_THAT(result.error, AnyOf(HasSubstr("WHERE"), HasSubstr("Desk.search.READ")));
}

TEST(ScaleNoWindow, IsCompleteWhereTheListGoesOn) {
  sandbox::Options options = WithRows("contracts", 6'000);
  options.settings.list_ceiling = -1;
  ScaleDesk desk(options);
  EXPECT_TRUE(
      HasEachOnce(desk.Query("SELECT id FROM zoho_desk_contracts"), desk.AllIds("contracts")));
}

TEST(ScaleNoWindow, AFilterThatFitsIsWhole) {
  ScaleDesk desk(WithRows("contracts", 6'000));
  const Ids all = desk.AllIds("contracts");
  const auto accounts = desk.server().Values("contracts", "accountId");
  const std::string account = *accounts.at(0);
  EXPECT_TRUE(HasEachOnce(
      desk.Query("SELECT id FROM zoho_desk_contracts WHERE accountId = '" + account + "'"),
      desk.IdsWhere("contracts", "accountId", account)));
}

// The newest tickets are in the list and not yet in the search.
class ScaleIndexLag : public ::testing::TestWithParam<uint32_t> {
 protected:
  static sandbox::Options Lagging() {
    sandbox::Options options = WithRows("tickets", GetParam());
    options.settings.index_lag_s = int64_t{40} * 86'400;  // a tenth of the tickets
    return options;
  }
  ScaleDesk desk_{Lagging()};
};

TEST_P(ScaleIndexLag, NewestRowsOfAListAreThere) {
  EXPECT_TRUE(HasEachOnce(desk_.Query(kFew), desk_.AllIds()));
}

TEST_P(ScaleIndexLag, NewestRowsOfAListInOrderAreThere) {
  const QueryResult result = desk_.Query(
      "SELECT id, createdTime FROM zoho_desk_tickets ORDER BY createdTime DESC LIMIT 50");
  EXPECT_TRUE(IsOrdered(result, 1, true));
  ASSERT_EQ(result.rows.size(), 50U) << result.error;
  const Ids all = desk_.AllIds();
  EXPECT_TRUE(HasEachOnce(result, {}, Ids(all.end() - 57, all.end())));
}

TEST_P(ScaleIndexLag, NewestRowsAreCounted) {
  const QueryResult result = desk_.Query("SELECT count(*) FROM zoho_desk_tickets");
  ASSERT_TRUE(result.ok()) << result.error;
  EXPECT_EQ(ToString(result.rows[0]), std::to_string(GetParam()));
}

INSTANTIATE_TEST_SUITE_P(Sizes, ScaleIndexLag, ::testing::Values(900, 4'000, kRows));

// A ticket made between the list's first page and the end of the scan by windows.
TEST(ScaleIndexLag, RowsCreatedDuringTheScanHideNoOthers) {
  sandbox::Options options = WithRows("tickets", kRows);
  options.settings.index_lag_s = 60;
  ScaleDesk desk(options);
  const Ids before = desk.AllIds();
  ASSERT_EQ(desk.server().Schedule({.resource = "tickets", .after = 10, .times = -1, .create = 5}),
            "");
  const QueryResult result = desk.Query(kFew);
  desk.server().ClearChanges();
  EXPECT_TRUE(HasEachOnce(result, before, desk.AllIds()));
}

class ScaleInterrupt : public ::testing::TestWithParam<const char*> {};

TEST_P(ScaleInterrupt, EndsALongScanInTheMiddle) {
  ScaleDesk desk(WithRows("tickets", kRows));
  const Database database = Database::WithExtension();
  const RowHook hook(database, 7'000, [&] { sqlite3_interrupt(database.handle()); });
  const QueryResult result =
      database.Query(std::string("SELECT id, on_row() FROM zoho_desk_tickets") + GetParam());
  EXPECT_EQ(result.code, SQLITE_INTERRUPT) << result.error;
  EXPECT_GE(result.rows.size(), 6'999U);
  EXPECT_LT(result.rows.size(), 7'100U);
  EXPECT_LE(desk.TakePrice().requests, 90);  // 70 pages and what was read ahead
  const QueryResult again = database.Query("SELECT count(*) FROM zoho_desk_tickets");
  ASSERT_TRUE(again.ok()) << again.error;
  EXPECT_EQ(ToString(again.rows[0]), std::to_string(kRows));
}

INSTANTIATE_TEST_SUITE_P(Orders, ScaleInterrupt,
                         ::testing::Values("", " WHERE modifiedTime > '2001-01-01'",
                                           " ORDER BY createdTime DESC"),
                         [](const auto& test) {
                           return test.index == 0   ? "Unordered"
                                  : test.index == 1 ? "Search"
                                                    : "NewestFirst";
                         });

TEST(ScaleStop, ALimitReadsNoMoreThanItNeeds) {
  ScaleDesk desk(WithRows("tickets", kRows));
  const QueryResult result = desk.Query(std::string(kFew) + " LIMIT 7000");
  EXPECT_TRUE(result.ok()) << result.error;
  EXPECT_EQ(result.rows.size(), 7'000U);
  EXPECT_LE(desk.TakePrice().requests, 90);
}

}  // namespace
}  // namespace zoho_desk::testing
