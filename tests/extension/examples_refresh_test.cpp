// The scripts of sql_examples/ that keep tables of their own from run to run, with the portal's
// data changed between the runs.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/extension/example_script.h"
#include "tests/extension/own_desk.h"
#include "tools/stopped_clock.h"

namespace zoho_desk::testing {
namespace {

using sandbox::DataChange;

constexpr int64_t kDay = int64_t{24} * 3600 * 1000;

class ExampleRuns : public OwnDesk {
 protected:
  // Runs a script on the database that all runs share; the rows of its last result.
  std::vector<SqlRow> Run(const std::string& name) {
    const auto results = RunScript(database_, ExampleNamed(name).text);
    EXPECT_FALSE(results.empty());
    return results.empty() ? std::vector<SqlRow>() : results.back().rows;
  }
  std::string Rows(const std::string& sql) { return database_.Query(sql).Text(); }
  // What Zoho evaluates of a refresh of that table; empty: nothing.
  std::string PushedOf(const std::string& table) {
    const std::string sql = "SELECT id, modifiedTime FROM " + TableName(table) +
                            " WHERE modifiedTime >= ''2026-10-30T00:00:00.000Z''";
    const QueryResult plan =
        database_.Query("SELECT coalesce(pushed, '') FROM zoho_desk_plan('" + sql + "')");
    EXPECT_EQ(plan.rows.size(), 1U) << plan.error;
    return plan.rows.empty() ? std::string() : std::get<std::string>(plan.rows[0][0]);
  }

  void Change(DataChange change) {
    change.resource = "tickets";
    ASSERT_EQ(server().Schedule(change), "");
  }
  size_t RequestsSoFar() {
    const auto log = server().Log();
    return log.size() - static_cast<size_t>(TokenCalls());
  }
  // The tickets of the portal as they are now.
  Json Tickets() { return Json::parse(server().DumpText())["resources"]["tickets"]; }

  // What plain SQL says of the portal's present data.
  std::string Expected(const std::string& sql) {
    const Database plain = Database::Plain();
    CreatePlainTables(plain, Json::parse(server().DumpText()));
    return plain.Query(sql).Text();
  }

  // Place among the records by ascending id of the n-th ticket of that status.
  uint32_t RowOf(const std::string& status, size_t n = 0) {
    std::vector<std::pair<std::string, std::string>> tickets;
    for (const Json& ticket : desk_.records("tickets"))
      tickets.emplace_back(ticket.at("id").get<std::string>(),
                           ticket.at("status").get<std::string>());
    std::sort(tickets.begin(), tickets.end());
    for (uint32_t row = 0; row < tickets.size(); ++row) {
      if (tickets[row].second == status && n-- == 0)
        return row;
    }
    ADD_FAILURE() << "no such ticket";
    return 0;
  }

  // A connection keeps the clock that it was opened with.
  static Database OpenAtDefaultNow() {
    tools::StopTheClock(sandbox::kDefaultNow);
    return Database::WithExtension();
  }
  Database database_ = OpenAtDefaultNow();
};

constexpr const char* kCopyColumns =
    "id, ticketNumber, subject, status, statusType, priority, channel, departmentId, contactId, "
    "assigneeId, createdTime, modifiedTime, closedTime";

class IncrementalRefresh : public ExampleRuns {
 protected:
  std::string Copy() {
    return Rows("SELECT " + std::string(kCopyColumns) + " FROM tickets_copy ORDER BY id");
  }
  std::string Portal() {
    return Expected("SELECT " + std::string(kCopyColumns) + " FROM zoho_desk_tickets ORDER BY id");
  }
};

TEST_F(IncrementalRefresh, CopiesEverythingAtFirst) {
  Run("incremental_refresh");
  EXPECT_EQ(Copy(), Portal());
}

TEST_F(IncrementalRefresh, TakesOverWhatChanged) {
  const auto count = static_cast<int64_t>(Tickets().size());
  Run("incremental_refresh");
  Change({.create = 3});
  Change({.edit = {.rows = {5, 17, 100, 201, 249}}, .field = "status"});
  server().ResetLog();
  const std::vector<SqlRow> summary = Run("incremental_refresh");
  EXPECT_EQ(Copy(), Portal());
  EXPECT_EQ(RequestsSoFar(), 1U);
  ASSERT_EQ(summary.size(), 1U);
  EXPECT_EQ(ToString(SqlRow(summary[0].begin(), summary[0].begin() + 4)),
            ToString(SqlRow{count, int64_t{3}, int64_t{5}, count + 3}));
}

TEST_F(IncrementalRefresh, MissesNoChangeOfTheSameSecond) {
  Change({.edit = {.rows = {5}}, .field = "status"});
  Run("incremental_refresh");
  Change({.advance_s = 0, .edit = {.rows = {6}}, .field = "status"});
  Run("incremental_refresh");
  EXPECT_EQ(Copy(), Portal());
}

// Tickets are edited after their page was read, and hours later, before their page comes, others.
TEST_F(IncrementalRefresh, LosesNoEditMadeDuringALongLoad) {
  Change({.after = 1, .advance_s = 60, .edit = {.rows = {249, 248, 0, 1}}, .field = "status"});
  Change({.after = 1, .advance_s = 4 * 3600, .edit = {.rows = {125, 126}}, .field = "status"});
  Run("incremental_refresh");
  EXPECT_NE(Copy(), Portal()) << "the load was to miss an edit";
  Run("incremental_refresh");
  EXPECT_EQ(Copy(), Portal());
}

// The error ends the query, and a shell goes on with the statements after it.
TEST_F(IncrementalRefresh, AFailedRunDoesNotMoveTheBound) {
  Run("incremental_refresh");
  const std::string runs = Rows("SELECT * FROM tickets_copy_runs");
  Change({.edit = {.rows = {5}}, .field = "status"});
  server().Inject({.match = "/api/v1/tickets",
                   .times = -1,
                   .status = 403,
                   .body = R"({"errorCode":"FORBIDDEN","message":"No."})"});
  const std::string script = ExampleNamed("incremental_refresh").text;
  bool failed = false;
  for (size_t begin = 0, end = 0; (end = script.find(';', end)) != std::string::npos;) {
    const std::string statement = script.substr(begin, ++end - begin);
    if (sqlite3_complete(statement.c_str()) == 0)
      continue;
    failed = !database_.Query(statement).ok() || failed;
    begin = end;
  }
  EXPECT_TRUE(failed);
  EXPECT_EQ(Rows("SELECT * FROM tickets_copy_runs"), runs);
}

TEST_F(IncrementalRefresh, ChangesNothingWhenNothingChanged) {
  Run("incremental_refresh");
  const std::string before = Copy();
  const std::vector<SqlRow> summary = Run("incremental_refresh");
  EXPECT_EQ(Copy(), before);
  ASSERT_EQ(summary.size(), 1U);
  EXPECT_EQ(ToString(SqlRow(summary[0].begin() + 1, summary[0].begin() + 3)), "0|0");
}

TEST_F(IncrementalRefresh, KeepsDeletedTicketsWhichAnotherScriptFinds) {
  Run("incremental_refresh");
  const std::string before = Portal();
  const Json all = desk_.records("tickets");
  Change({.remove = {.rows = {7, 8}}});
  Run("incremental_refresh");
  EXPECT_EQ(Copy(), before);
  const std::vector<SqlRow> found = Run("deleted_tickets");
  std::set<std::string> left;
  for (const Json& ticket : Tickets())
    left.insert(ticket.at("id").get<std::string>());
  std::string gone;
  std::map<int64_t, bool> numbers;
  for (const Json& ticket : all) {
    if (!left.contains(ticket.at("id").get<std::string>()))
      numbers[std::stoll(ticket.at("ticketNumber").get<std::string>())] = true;
  }
  for (const auto& [number, unused] : numbers)
    gone += (gone.empty() ? "" : ", ") + std::to_string(number);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(ToString(found[0]),
            ToString(SqlRow{static_cast<int64_t>(left.size()),
                            static_cast<int64_t>(left.size() + 2), int64_t{2}, gone}));
}

class TicketHistory : public ExampleRuns {
 protected:
  static std::string IdOf(const Json& tickets, uint32_t row) {
    std::vector<std::string> ids;
    for (const Json& ticket : tickets)
      ids.push_back(ticket.at("id").get<std::string>());
    std::sort(ids.begin(), ids.end());
    return ids[row];
  }
};

TEST_F(TicketHistory, BeginsWithTheVersionOfToday) {
  Run("ticket_history");
  EXPECT_EQ(Rows("SELECT id, status, assigneeId, valid_from, valid_to FROM ticket_versions "
                 "ORDER BY id"),
            Expected("SELECT id, status, assigneeId, modifiedTime, NULL FROM zoho_desk_tickets "
                     "ORDER BY id"));
}

TEST_F(TicketHistory, EndsAVersionWhereTheNextBegins) {
  const uint32_t row = RowOf("Closed");
  const std::string id = IdOf(desk_.records("tickets"), row);
  Run("ticket_history");
  Change({.edit = {.rows = {row}}, .field = "status", .value = "Open"});
  const std::vector<SqlRow> summary = Run("ticket_history");
  const std::string own = " FROM ticket_versions WHERE id = '" + id + "' ORDER BY valid_from";
  EXPECT_EQ(Rows("SELECT status" + own), "'Closed'\n'Open'\n");
  EXPECT_EQ(Rows("SELECT valid_to IS lead(valid_from) OVER (ORDER BY valid_from)" + own), "1\n1\n");
  EXPECT_EQ(Rows("SELECT max(valid_from)" + own),
            Expected("SELECT modifiedTime FROM zoho_desk_tickets WHERE id = '" + id + "'"));
  const auto count = static_cast<int64_t>(Tickets().size());
  ASSERT_EQ(summary.size(), 1U);
  EXPECT_EQ(ToString(SqlRow(summary[0].begin(), summary[0].begin() + 4)),
            ToString(SqlRow{count, count + 1, count, int64_t{1}}));
}

TEST_F(TicketHistory, MissesNoEditMadeDuringALongLoad) {
  Change({.after = 1, .advance_s = 60, .edit = {.rows = {249, 248, 0, 1}}, .field = "status"});
  Change({.after = 1, .advance_s = 4 * 3600, .edit = {.rows = {125, 126}}, .field = "status"});
  Run("ticket_history");
  Run("ticket_history");
  EXPECT_EQ(Rows("SELECT id, status FROM ticket_versions WHERE valid_to IS NULL ORDER BY id"),
            Expected("SELECT id, status FROM zoho_desk_tickets ORDER BY id"));
}

// The guide names the tables of which only what changed is read.
TEST_F(ExampleRuns, ModifiedTimeIsAskedForAsTheGuideSays) {
  for (const char* table : {"tickets", "contacts", "accounts", "products", "articles", "tasks"})
    EXPECT_THAT(PushedOf(table), ::testing::HasSubstr("modifiedTime >= ")) << table;
  for (const char* table : {"calls", "events"})
    EXPECT_EQ(PushedOf(table), "") << table;
}

TEST_F(TicketHistory, KeepsOneVersionOfATicketWhoseStatusAndOwnerStay) {
  Run("ticket_history");
  const std::string before = Rows("SELECT * FROM ticket_versions ORDER BY id, valid_from");
  Change({.edit = {.rows = {3, 4}}});
  Run("ticket_history");
  EXPECT_EQ(Rows("SELECT * FROM ticket_versions ORDER BY id, valid_from"), before);
}

class DailySnapshot : public ExampleRuns {
 protected:
  ~DailySnapshot() override { tools::StopTheClock(sandbox::kDefaultNow); }

  static constexpr const char* kOpen =
      "SELECT ticketNumber, status, assigneeId FROM zoho_desk_tickets WHERE closedTime IS NULL "
      "ORDER BY ticketNumber";
  std::string Day(const std::string& date) {
    return Rows("SELECT ticketNumber, status, assigneeId FROM backlog_by_day WHERE day = '" + date +
                "' ORDER BY ticketNumber");
  }
};

TEST_F(DailySnapshot, HoldsTheOpenTicketsOfEachDay) {
  const std::string first = Expected(kOpen);
  Run("daily_snapshot");
  Change(
      {.edit = {.rows = {RowOf("Open"), RowOf("Open", 1)}}, .field = "status", .value = "Closed"});
  tools::StopTheClock(sandbox::kDefaultNow + kDay);
  const std::vector<SqlRow> days = Run("daily_snapshot");
  EXPECT_EQ(Day("2026-11-02"), first);
  EXPECT_EQ(Day("2026-11-03"), Expected(kOpen));
  ASSERT_EQ(days.size(), 2U);
  EXPECT_EQ(ToString(days[0].back()), "-2");
}

TEST_F(DailySnapshot, ReplacesTheRowsOfTheSameDay) {
  Run("daily_snapshot");
  Change({.create = 5});
  const std::vector<SqlRow> days = Run("daily_snapshot");
  EXPECT_EQ(days.size(), 1U);
  EXPECT_EQ(Day("2026-11-02"), Expected(kOpen));
}

}  // namespace
}  // namespace zoho_desk::testing
