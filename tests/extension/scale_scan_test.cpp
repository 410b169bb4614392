// Tables longer than the 5,000 rows that one list or search gives: every row once, at a flat price.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/extension/scale_desk.h"

namespace zoho_desk::testing {
namespace {

// Credits that do not grow with the rows: a few pages to learn that the table is long.
constexpr int64_t kStart = 15;

// Compares a few columns of the table `copy` with the sandbox's records, at every step-th id.
void ExpectSampleOfCopy(const Database& database, ScaleDesk& desk, const std::string& resource,
                        const std::vector<std::string>& columns, size_t step) {
  const Ids ids = desk.AllIds(resource);
  std::string list;
  for (const std::string& column : columns)
    list += (list.empty() ? "" : ", ") + column;
  for (size_t i = 0; i < ids.size(); i += step) {
    const QueryResult row =
        database.Query("SELECT " + list + " FROM copy WHERE id = '" + ids[i] + "'");
    ASSERT_EQ(row.rows.size(), 1U) << resource << " " << ids[i];
    const nlohmann::json record = desk.server().Record(resource, ids[i]);
    for (size_t c = 0; c < columns.size(); ++c) {
      const nlohmann::json& value = record.at(columns[c]);
      const std::string expected = value.is_null() ? "NULL" : "'" + value.get<std::string>() + "'";
      EXPECT_EQ(ToString(row.rows[0][c]), expected)
          << resource << " " << ids[i] << "." << columns[c];
    }
  }
}

const std::vector<std::string> kTicketSample = {
    "subject", "status", "channel", "createdTime", "modifiedTime", "contactId", "description"};

class ScaleScan : public ::testing::Test {
 protected:
  // CREATE TABLE copy AS SELECT * on a connection of its own, then a comparison of ids.
  void Snapshot(ScaleDesk& desk, const std::string& resource) {
    desk.server().ResetLog();
    const QueryResult copy =
        database_.Query("CREATE TABLE copy AS SELECT * FROM " + TableName(resource));
    ASSERT_TRUE(copy.ok()) << copy.error;
    price_ = desk.TakePrice();
    EXPECT_TRUE(HasEachOnce(database_.Query("SELECT id FROM copy"), desk.AllIds(resource)));
  }

  Database database_ = Database::WithExtension();
  Price price_;
};

TEST_F(ScaleScan, CountsTwelveThousandTickets) {
  ScaleDesk desk(WithRows("tickets", 12'000));
  const QueryResult result = desk.Query("SELECT count(*) FROM zoho_desk_tickets");
  ASSERT_TRUE(result.ok()) << result.error;
  EXPECT_EQ(ToString(result.rows[0]), "12000");
  EXPECT_TRUE(IsFlat(desk.TakePrice(), 12'000, kStart));
}

TEST_F(ScaleScan, CopiesTwelveThousandTickets) {
  ScaleDesk desk(WithRows("tickets", 12'000));
  Snapshot(desk, "tickets");
  EXPECT_TRUE(IsFlat(price_, 12'000, kStart));
  ExpectSampleOfCopy(database_, desk, "tickets", kTicketSample, 997);
}

TEST_F(ScaleScan, ReadsAFewColumnsOfTwelveThousandTickets) {
  ScaleDesk desk(WithRows("tickets", 12'000));
  const QueryResult result = desk.Query("SELECT id, subject FROM zoho_desk_tickets");
  EXPECT_TRUE(HasEachOnce(result, desk.AllIds()));
  EXPECT_TRUE(IsFlat(desk.TakePrice(), 12'000, kStart));
  const auto subjects = desk.server().Values("tickets", "subject");
  const Ids ids = desk.AllIds();
  for (size_t i = 0; i < result.rows.size(); i += 501) {
    const auto place = std::find(ids.begin(), ids.end(), std::get<std::string>(result.rows[i][0]));
    EXPECT_EQ(ToString(result.rows[i][1]),
              "'" + *subjects[static_cast<size_t>(place - ids.begin())] + "'");
  }
}

TEST_F(ScaleScan, ReadsColumnsOnlyTheSearchHas) {
  ScaleDesk desk(WithRows("tickets", 12'000));
  const QueryResult result = desk.Query("SELECT id, modifiedTime FROM zoho_desk_tickets");
  EXPECT_TRUE(HasEachOnce(result, desk.AllIds()));
  EXPECT_TRUE(IsFlat(desk.TakePrice(), 12'000, kStart));
}

TEST_F(ScaleScan, CountsAHundredAndTwentyThousandTickets) {
  ScaleDesk desk(WithRows("tickets", 120'000));
  const QueryResult result = desk.Query("SELECT count(*) FROM zoho_desk_tickets");
  ASSERT_TRUE(result.ok()) << result.error;
  EXPECT_EQ(ToString(result.rows[0]), "120000");
  EXPECT_TRUE(IsFlat(desk.TakePrice(), 120'000, 0));
}

TEST_F(ScaleScan, CopiesAHundredAndTwentyThousandTickets) {
  ScaleDesk desk(WithRows("tickets", 120'000));
  Snapshot(desk, "tickets");
  EXPECT_TRUE(IsFlat(price_, 120'000, 0));
  database_.Run("CREATE INDEX copy_id ON copy(id)");
  ExpectSampleOfCopy(database_, desk, "tickets", kTicketSample, 4'999);
}

TEST_F(ScaleScan, TablesAroundTheCeilingAreComplete) {
  for (const uint32_t rows : {4'999U, 5'000U, 5'001U, 5'100U}) {
    ScaleDesk desk(WithRows("tickets", rows));
    EXPECT_TRUE(HasEachOnce(desk.Query("SELECT id, subject FROM zoho_desk_tickets"), desk.AllIds()))
        << rows;
  }
}

TEST_F(ScaleScan, ShortQueriesStayOneRequest) {
  ScaleDesk desk(WithRows("tickets", 12'000));
  for (const char* sql :
       {"SELECT id, subject FROM zoho_desk_tickets LIMIT 10",
        "SELECT id, modifiedTime, description FROM zoho_desk_tickets LIMIT 10",
        "SELECT id, subject FROM zoho_desk_tickets ORDER BY createdTime DESC LIMIT 10",
        "SELECT max(createdTime) FROM zoho_desk_tickets"}) {
    const QueryResult result = desk.Query(sql);
    EXPECT_TRUE(result.ok()) << sql << ": " << result.error;
    EXPECT_EQ(desk.TakePrice().requests, 1) << sql;
  }
}

TEST_F(ScaleScan, IdsAreJoinedAcrossLongTables) {
  sandbox::Options options = WithRows("tickets", 6'000);
  ASSERT_TRUE(options.SetRows("contacts", 6'000));
  ScaleDesk desk(options);
  const QueryResult result = desk.Query(
      "WITH c AS MATERIALIZED (SELECT id FROM zoho_desk_contacts), "
      "t AS MATERIALIZED (SELECT id, contactId FROM zoho_desk_tickets) "
      "SELECT t.id FROM t JOIN c ON c.id = t.contactId");
  EXPECT_TRUE(HasEachOnce(result, desk.AllIds()));
}

struct LongTable {
  const char* resource;
  uint32_t rows;
  // Search rows have every visible column. Otherwise some come with the list or one record at a
  // time only, at a price per record.
  bool search_is_whole = true;
  // Credits on top of the flat price.
  int64_t extra = kStart;

  friend void PrintTo(const LongTable& table, std::ostream* out) { *out << table.resource; }
};

// Every resource whose search takes a time range.
class ScaleResource : public ::testing::TestWithParam<LongTable> {
 protected:
  ScaleDesk desk_{WithRows(GetParam().resource, GetParam().rows)};
};

TEST_P(ScaleResource, EveryRowIsReadAtAFlatPrice) {
  const std::string resource = GetParam().resource;
  const QueryResult result = desk_.Query("SELECT id, createdTime FROM " + TableName(resource));
  EXPECT_TRUE(HasEachOnce(result, desk_.AllIds(resource)));
  EXPECT_TRUE(IsFlat(desk_.TakePrice(), GetParam().rows, GetParam().extra));
}

TEST_P(ScaleResource, EveryColumnIsCopied) {
  const std::string resource = GetParam().resource;
  const Database database = Database::WithExtension();
  desk_.server().ResetLog();
  const QueryResult copy =
      database.Query("CREATE TABLE copy AS SELECT * FROM " + TableName(resource));
  ASSERT_TRUE(copy.ok()) << copy.error;
  const Price price = desk_.TakePrice();
  EXPECT_LE(price.dearest, 3);
  // Twice: a column may need a page of the list for each page of the search.
  if (GetParam().search_is_whole) {
    EXPECT_TRUE(IsFlat(price, size_t{2} * GetParam().rows, kStart));
  }
  EXPECT_TRUE(HasEachOnce(database.Query("SELECT id FROM copy"), desk_.AllIds(resource)));
  ExpectSampleOfCopy(database, desk_, resource, {"createdTime", "modifiedTime"}, 503);
}

TEST_P(ScaleResource, EveryRowIsCounted) {
  const QueryResult result =
      desk_.Query(std::string("SELECT count(*) FROM zoho_desk_") + GetParam().resource);
  ASSERT_TRUE(result.ok()) << result.error;
  EXPECT_EQ(ToString(result.rows[0]), std::to_string(GetParam().rows));
}

// The list of articles has 50 rows a page, and the first 2,000 may come from there.
INSTANTIATE_TEST_SUITE_P(
    LongTables, ScaleResource,
    ::testing::Values(LongTable{"accounts", 6'100},
                      LongTable{"articles", 6'000, false, kStart + 60},
                      LongTable{"calls", 7'300, false}, LongTable{"contacts", 8'000},
                      LongTable{"events", 6'700, false}, LongTable{"products", 6'001},
                      LongTable{"tasks", 7'777, false}, LongTable{"tickets", 7'900}),
    [](const auto& test) { return std::string(test.param.resource); });

}  // namespace
}  // namespace zoho_desk::testing
