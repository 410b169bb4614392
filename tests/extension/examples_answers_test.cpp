// Whether scripts of sql_examples/ answer what they ask: the same worked out here from the
// sandbox's records, without SQL.

#include <gtest/gtest.h>

#include <array>
#include <cctype>
#include <cmath>
#include <set>

#include "common/text.h"
#include "common/time_text.h"
#include "tests/extension/example_script.h"
#include "tests/extension/own_desk.h"
#include "tools/stopped_clock.h"

namespace zoho_desk::testing {
namespace {

std::string Text(const Json& record, const char* key) {
  const auto it = record.find(key);
  return it != record.end() && it->is_string() ? it->get<std::string>() : "";
}

std::string Text(const SqlValue& value) {
  const auto* text = std::get_if<std::string>(&value);
  return text != nullptr ? *text : "";
}

int64_t Integer(const SqlValue& value) {
  return std::get<int64_t>(value);
}

double Hours(const std::string& from, const std::string& to) {
  return static_cast<double>(ParseIsoMillis(to).value_or(0) - ParseIsoMillis(from).value_or(0)) /
         3'600'000.0;
}

class Answers : public OwnDesk {
 protected:
  Answers() { tools::StopTheClock(sandbox::kDefaultNow); }

  static std::vector<SqlRow> Run(const std::string& name) {
    const auto results = RunScript(Database::WithExtension(), ExampleNamed(name).text);
    EXPECT_FALSE(results.empty());
    return results.empty() ? std::vector<SqlRow>() : results.back().rows;
  }
  const Json& Tickets() const { return desk_.records("tickets"); }
  // Name by id.
  std::map<std::string, std::string> Names(const std::string& resource) const {
    std::map<std::string, std::string> names;
    for (const Json& record : desk_.records(resource))
      names[Text(record, "id")] = Text(record, "name");
    return names;
  }
  std::string NewestTicket() const {
    std::string newest;
    for (const Json& ticket : Tickets())
      newest = std::max(newest, Text(ticket, "createdTime"));
    return newest;
  }
};

TEST_F(Answers, BacklogOverTimeCountsWhatWasOpenAtTheEndOfEachMonth) {
  for (const SqlRow& row : Run("backlog_over_time")) {
    const std::string month = Text(row[0]);
    int64_t open = 0;
    for (const Json& ticket : Tickets()) {
      const std::string closed = Text(ticket, "closedTime");
      open += Text(ticket, "createdTime").substr(0, 7) <= month &&
                      (closed.empty() || closed.substr(0, 7) > month)
                  ? 1
                  : 0;
    }
    EXPECT_EQ(Integer(row[3]), open) << month;
  }
}

TEST_F(Answers, BacklogByAgeBandPutsEveryOpenTicketIntoOneBand) {
  std::map<std::string, std::array<int64_t, 5>> expected;  // by priority: all, then the bands
  for (const Json& ticket : Tickets()) {
    if (Text(ticket, "statusType") != "Open")
      continue;
    const std::string priority = Text(ticket, "priority");
    const double days =
        Hours(Text(ticket, "createdTime"), FormatUtcMillis(sandbox::kDefaultNow)) / 24;
    auto& counts = expected[priority.empty() ? "(none)" : priority];
    ++counts[0];
    ++counts[days < 7 ? 1 : days < 30 ? 2 : days < 90 ? 3 : 4];
  }
  const auto rows = Run("backlog_by_age_band");
  EXPECT_EQ(rows.size(), expected.size());
  for (const SqlRow& row : rows) {
    for (size_t i = 0; i < 5; ++i)
      EXPECT_EQ(Integer(row[i + 1]), expected[Text(row[0])][i]) << Text(row[0]);
  }
}

// The nearest rank: the smallest value that is not below the share.
TEST_F(Answers, ResolutionPercentilesAreNearestRanks) {
  // The script's year before the newest ticket, as text: the same day a year earlier.
  std::string since = NewestTicket().substr(0, 10);
  since.replace(0, 4, std::to_string(std::stoi(since.substr(0, 4)) - 1));
  std::map<std::string, std::vector<double>> hours;
  for (const Json& ticket : Tickets()) {
    if (!Text(ticket, "closedTime").empty() && Text(ticket, "createdTime") >= since)
      hours[Text(ticket, "channel")].push_back(
          Hours(Text(ticket, "createdTime"), Text(ticket, "closedTime")));
  }
  const auto rows = Run("resolution_percentiles");
  EXPECT_EQ(rows.size(), hours.size());
  for (const SqlRow& row : rows) {
    std::vector<double>& own = hours[Text(row[0])];
    std::sort(own.begin(), own.end());
    ASSERT_EQ(Integer(row[1]), static_cast<int64_t>(own.size()));
    for (const auto& [column, share] : {std::pair{2, 0.5}, {3, 0.9}, {4, 0.95}}) {
      const auto rank =
          static_cast<size_t>(std::ceil(share * static_cast<double>(own.size()) - 1e-9));
      EXPECT_NEAR(std::get<double>(row[static_cast<size_t>(column)]), own[rank - 1], 0.051)
          << Text(row[0]) << " " << share;
    }
  }
}

TEST_F(Answers, SlaBreachesCountsTicketsClosedOrStillOpenAfterTheirDueDate) {
  const auto names = Names("departments");
  const std::string now = FormatUtcMillis(sandbox::kDefaultNow);
  std::map<std::string, int64_t> breached;
  for (const Json& ticket : Tickets()) {
    const std::string due = Text(ticket, "dueDate");
    const std::string closed = Text(ticket, "closedTime");
    if (!due.empty() && Hours(due, closed.empty() ? now : closed) > 0)
      ++breached[names.at(Text(ticket, "departmentId"))];
  }
  for (const SqlRow& row : Run("sla_breaches"))
    EXPECT_EQ(Integer(row[4]), breached[Text(row[0])]) << Text(row[0]);
}

TEST_F(Answers, WorkloadCountsEveryTicketThatIsNotClosed) {
  const auto names = Names("agents");
  std::map<std::string, int64_t> expected;
  for (const Json& ticket : Tickets()) {
    const std::string agent = Text(ticket, "assigneeId");
    if (Text(ticket, "statusType") != "Closed")
      ++expected[agent.empty() ? "(unassigned)" : names.at(agent)];
  }
  std::map<std::string, int64_t> actual;
  for (const SqlRow& row : Run("workload_per_agent"))
    actual[Text(row[0])] = Integer(row[1]);
  EXPECT_EQ(actual, expected);
}

TEST_F(Answers, OrgChartHoldsEveryRoleBelowItsOwn) {
  std::map<std::string, std::string> above;  // name by name
  const auto names = Names("roles");
  for (const Json& role : desk_.records("roles"))
    above[Text(role, "name")] =
        Text(role, "reportsTo").empty() ? "" : names.at(Text(role, "reportsTo"));
  std::vector<std::string> branch;
  std::set<std::string> seen;
  std::string agents;
  for (const SqlRow& row : Run("org_chart")) {
    std::string name = Text(row[0]);
    name.erase(0, name.find_first_not_of(' '));
    const auto level = static_cast<size_t>(Integer(row[1]));
    ASSERT_LE(level, branch.size());
    branch.resize(level);
    EXPECT_EQ(above.at(name), branch.empty() ? "" : branch.back()) << name;
    EXPECT_TRUE(seen.insert(name).second) << name;
    branch.push_back(name);
    agents += Text(row[2]) + ", ";
  }
  EXPECT_EQ(seen.size(), above.size());
  for (const Json& agent : desk_.records("agents")) {
    const bool listed = agents.find(Text(agent, "name") + ", ") != std::string::npos;
    EXPECT_EQ(listed, Text(agent, "status") == "ACTIVE") << Text(agent, "name");
  }
}

TEST_F(Answers, TicketsByMonthCountsTheMonthsUpToTheNewestTicket) {
  const auto names = Names("departments");
  const auto month_of = [](const std::string& time) {
    return 12 * std::stoi(time.substr(0, 4)) + std::stoi(time.substr(5, 2));
  };
  const int newest = month_of(NewestTicket());
  std::map<std::string, std::array<int64_t, 6>> expected;  // by department, oldest month first
  for (const Json& ticket : Tickets()) {
    const int ago = newest - month_of(Text(ticket, "createdTime"));
    if (ago < 6)
      ++expected[names.at(Text(ticket, "departmentId"))][static_cast<size_t>(5 - ago)];
  }
  const auto rows = Run("tickets_by_month");
  EXPECT_EQ(rows.size(), expected.size());
  for (const SqlRow& row : rows) {
    for (size_t i = 0; i < 6; ++i)
      EXPECT_EQ(Integer(row[i + 1]), expected[Text(row[0])][i]) << Text(row[0]) << " " << i;
  }
}

TEST_F(Answers, DuplicateContactsFindsEveryPairOfOneName) {
  std::map<std::string, std::set<std::string>> ids;
  for (const Json& contact : desk_.records("contacts")) {
    const std::string first = Text(contact, "firstName");
    if (!first.empty())
      ids[first + " " + Text(contact, "lastName")].insert(Text(contact, "id"));
  }
  std::set<std::pair<std::string, std::string>> expected;
  for (const auto& [name, own] : ids) {
    for (const std::string& one : own) {
      for (const std::string& other : own) {
        if (one < other)
          expected.emplace(one, other);
      }
    }
  }
  std::set<std::pair<std::string, std::string>> actual;
  for (const SqlRow& row : Run("duplicate_contacts")) {
    if (Text(row[5]) == "name")
      actual.emplace(Text(row[1]), Text(row[2]));
  }
  EXPECT_EQ(actual, expected);
}

TEST_F(Answers, FullTextSearchFindsTicketsThatHoldAllWords) {
  const auto results = RunScript(Database::WithExtension(), ExampleNamed("full_text_search").text);
  ASSERT_EQ(results.size(), 2U);
  std::map<int64_t, std::string> texts;
  for (const Json& ticket : Tickets()) {
    texts[std::stoll(Text(ticket, "ticketNumber"))] =
        LowerAscii(Text(ticket, "subject") + " " + Text(ticket, "description") + " " +
                   Text(ticket, "resolution"));
  }
  ASSERT_FALSE(results[0].rows.empty());
  for (const SqlRow& row : results[0].rows) {
    const std::string& text = texts.at(Integer(row[0]));
    EXPECT_NE(text.find("scanner"), std::string::npos);
    EXPECT_TRUE(text.find("update") != std::string::npos ||
                text.find("restart") != std::string::npos);
  }
}

}  // namespace
}  // namespace zoho_desk::testing
