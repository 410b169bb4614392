// The tables of a ticket's story, one list for each ticket: every row and value as the sandbox's
// data set has it, for the requests that it takes and no more.

#include <gmock/gmock.h>

#include "tests/extension/own_desk.h"
#include "tests/support/plain_tables.h"

namespace zoho_desk::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::SizeIs;

class TicketStory : public OwnDesk {
 protected:
  TicketStory() : OwnDesk(Small()) {}

  static sandbox::Options Small() {
    sandbox::Options options;
    options.SetRows("tickets", 80);
    return options;
  }

  // The same rows as plain tables have.
  QueryResult Check(const std::string& sql) {
    desk_.TakeRequests();
    QueryResult result = Query(sql);
    EXPECT_TRUE(result.ok()) << sql << ": " << result.error;
    EXPECT_EQ(result.Text(), desk_.PlainTables(sql).Query(sql).Text()) << sql;
    asked_ = desk_.TakeRequests();
    return result;
  }
  static std::string All(const std::string& table) {
    std::string columns;
    for (const auto& column : resources::FindResource(table)->columns)
      columns += (columns.empty() ? "\"" : ", \"") + std::string(column.name) + '"';
    return "SELECT " + columns + " FROM zoho_desk_" + table;
  }
  // Of tickets, without what lists are asked besides.
  std::vector<std::string> AskedBelow(const std::string& ticket) const {
    std::vector<std::string> asked;
    for (const std::string& request : asked_) {
      if (request.find("/tickets/" + ticket + "/") != std::string::npos)
        asked.push_back(request.substr(request.find(ticket) + ticket.size() + 1));
    }
    return asked;
  }
  // One whose records of that table are so many.
  std::string TicketWith(const std::string& table, size_t count) const {
    std::map<std::string, size_t> counts;
    for (const Json& record : desk_.records(table))
      ++counts[record.at("ticketId").get<std::string>()];
    for (const auto& [ticket, rows] : counts) {
      if (rows == count)
        return ticket;
    }
    ADD_FAILURE() << "no ticket has " << count << " of " << table;
    return "0";
  }

  std::vector<std::string> asked_;
};

constexpr const char* kTables[] = {
    "approvals", "attachments", "conversations",      "followers", "history",
    "metrics",   "tags",        "resolution_history", "threads",   "time_entries"};

TEST_F(TicketStory, HasEveryRowAndValueOfTheDataSet) {
  for (const std::string table : kTables)
    EXPECT_GT(Check(All("ticket_" + table) + " ORDER BY 1, 2, 3").rows.size(), 20U) << table;
}

// Those of tags, of contacts and of topics are read in the same way.
TEST_F(TicketStory, HasRelativesThatAreListedForOtherRecords) {
  for (const std::string table : {"tag_tickets", "contact_history", "community_comments"})
    EXPECT_GT(Check(All(table) + " ORDER BY 1, 2, 3").rows.size(), 20U) << table;
  Check(
      "SELECT g.name, t.status, count(*) FROM zoho_desk_tags g JOIN zoho_desk_tag_tickets t ON "
      "t.tagId = g.id GROUP BY 1, 2 ORDER BY 1, 2");
  const std::string tags = "SELECT id FROM zoho_desk_tags WHERE ticketCount > 0";
  EXPECT_LE(asked_.size(), 5U + 2 * desk_.PlainTables(tags).Query(tags).rows.size())
      << "tags that no ticket has are not asked about";
}

TEST_F(TicketStory, HasTheSameValuesForOneTicketAndInAJoin) {
  for (const std::string table : kTables) {
    const std::string name = "ticket_" + table;
    const std::string ticket = desk_.records(name).at(7).at("ticketId").get<std::string>();
    Check(All(name) + " WHERE ticketId = '" + ticket + "' ORDER BY 1, 2, 3");
    EXPECT_LE(asked_.size(), 2U + (table == "threads" ? 13U : 0U)) << table;
    EXPECT_EQ(AskedBelow(ticket).size(), asked_.size()) << "nothing else is asked";
    Check("SELECT t.ticketNumber, c.* FROM zoho_desk_tickets t JOIN (" + All(name) +
          ") c ON c.ticketId = t.id WHERE t.priority = 'High' ORDER BY 1, 2, 3, 4");
  }
}

TEST_F(TicketStory, SkipsTicketsWhoseCountersSayThatThereIsNothing) {
  for (const auto& [table, guard] : {std::pair<std::string, std::string>{"threads", "threadCount"},
                                     {"conversations", "threadCount + commentCount"}}) {
    Check("SELECT count(*) FROM zoho_desk_ticket_" + table);
    std::set<std::string> tickets;
    for (const std::string& request : asked_) {
      if (request.find("/" + table) != std::string::npos)
        tickets.insert(request.substr(0, request.find("/" + table)));
    }
    const std::string sql = "SELECT id FROM zoho_desk_tickets WHERE " + guard + " > 0";
    EXPECT_THAT(tickets, SizeIs(desk_.PlainTables(sql).Query(sql).rows.size()));
  }
}

TEST_F(TicketStory, GetsTheTextOfAMessageWhereItIsRead) {
  const std::string ticket = TicketWith("ticket_threads", 3);
  const std::string where = " FROM zoho_desk_ticket_threads WHERE ticketId = '" + ticket + "'";
  Check("SELECT id, summary" + where + " ORDER BY id");
  EXPECT_THAT(AskedBelow(ticket),
              ElementsAre("threads?from=0&limit=200", "threads?from=3&limit=200"));
  const auto ids = Query("SELECT id" + where + " AND direction = 'out'");
  ASSERT_THAT(ids.rows, SizeIs(1));
  Check("SELECT id, content, plainText" + where + " AND direction = 'out'");
  EXPECT_THAT(AskedBelow(ticket),
              ::testing::Contains("threads/" + std::get<std::string>(ids.rows[0][0]) +
                                  "?include=plainText"));
  EXPECT_THAT(asked_, SizeIs(3)) << "what WHERE drops is not got";
  // A message alone does not tell its ticket.
  Check("SELECT content" + where + " AND id = '" + std::get<std::string>(ids.rows[0][0]) + "'");
  EXPECT_LE(asked_.size(), 3U);
}

TEST_F(TicketStory, ReadsALongHistoryInPagesThatGoOn) {
  std::map<std::string, size_t> counts;
  for (const Json& event : desk_.records("ticket_history"))
    ++counts[event.at("ticketId").get<std::string>()];
  const auto longest =
      std::max_element(counts.begin(), counts.end(),
                       [](const auto& a, const auto& b) { return a.second < b.second; });
  ASSERT_GT(longest->second, 50U);
  Check(All("ticket_history") + " WHERE ticketId = '" + longest->first + "' ORDER BY position");
  // Pages of 50 overlap by a row; what follows the last is asked for.
  EXPECT_THAT(AskedBelow(longest->first), SizeIs((longest->second - 1 + 48) / 49 + 1));
}

TEST_F(TicketStory, SumsDurations) {
  Check(
      "SELECT count(firstResponseSeconds), avg(firstResponseSeconds), max(resolutionSeconds), "
      "sum(totalResponseSeconds) FROM zoho_desk_ticket_metrics");
  Check(
      "SELECT authorType, count(*), sum(respondedInSeconds) FROM zoho_desk_ticket_threads GROUP BY "
      "1 ORDER BY 1");
  Check(
      "SELECT fieldName, fromValue, toValue, count(*) FROM zoho_desk_ticket_history GROUP BY 1, 2, "
      "3 ORDER BY 1, 2, 3");
}

}  // namespace
}  // namespace zoho_desk::testing
