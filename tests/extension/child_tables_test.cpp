// Tables that Zoho tells one ticket at a time, in every shape of query: which tickets are asked
// about, how often, and that rows and values are those of the data set.

#include <gmock/gmock.h>

#include "tests/extension/own_desk.h"
#include "tests/support/plain_tables.h"

namespace zoho_desk::testing {
namespace {

using ::testing::Each;
using ::testing::HasSubstr;
using ::testing::IsSubsetOf;
using ::testing::SizeIs;

constexpr const char* kComments = "zoho_desk_ticket_comments";

class ChildTables : public OwnDesk {
 protected:
  ChildTables() : OwnDesk(Small()) {}

  static sandbox::Options Small() {
    sandbox::Options options;
    options.SetRows("tickets", 150);
    return options;
  }

  // The same rows as the data set in plain tables has.
  QueryResult Check(const std::string& sql, const Variables& settings = {}) {
    desk_.TakeRequests();
    QueryResult result = QueryWith(settings, sql);
    EXPECT_TRUE(result.ok()) << sql << ": " << result.error;
    EXPECT_EQ(result.Text(), Expected(sql).Text()) << sql;
    asked_ = ListsIn(desk_.TakeRequests());
    return result;
  }

  QueryResult Expected(const std::string& sql) { return desk_.PlainTables(sql).Query(sql); }

  // Of requests, those for lists of single tickets, without their query.
  static std::vector<std::string> ListsIn(const std::vector<std::string>& requests) {
    std::vector<std::string> lists;
    for (const std::string& request : requests) {
      const std::string path = request.substr(0, request.find('?'));
      if (path.ends_with("/comments") || path.ends_with("/metrics"))
        lists.push_back(path);
    }
    return lists;
  }

  static std::string PathOf(const std::string& ticket, const std::string& what = "comments") {
    return "/api/v1/tickets/" + ticket + "/" + what;
  }

  // Tickets by their number of comments.
  std::vector<std::string> TicketsWith(const std::string& count) const {
    std::vector<std::string> ids;
    for (const Json& ticket : desk_.records("tickets")) {
      if (ticket.at("commentCount") == count)
        ids.push_back(ticket.at("id").get<std::string>());
    }
    return ids;
  }
  size_t TicketsWithComments() const { return TicketIds().size() - TicketsWith("0").size(); }

  // Every list once, and a few twice: those that showed how short a last page can be.
  void ExpectAskedOnceEach(size_t tickets, size_t twice = 12) const {
    const std::set<std::string> different(asked_.begin(), asked_.end());
    EXPECT_THAT(different, SizeIs(tickets));
    EXPECT_LE(asked_.size(), tickets + twice);
  }

  std::vector<std::string> asked_;
};

TEST_F(ChildTables, HoldEveryRowAndValueOfTheDataSet) {
  for (const char* table : {"ticket_comments", "ticket_metrics"}) {
    std::string columns;
    for (const auto& column : resources::FindResource(table)->columns)
      columns += (columns.empty() ? "\"" : ", \"") + std::string(column.name) + '"';
    const auto result = Check("SELECT " + columns + " FROM zoho_desk_" + table + " ORDER BY 1, 2");
    EXPECT_GT(result.rows.size(), 100U);
  }
}

TEST_F(ChildTables, AskAboutTicketsThatHaveRowsOnly) {
  Check(std::string("SELECT count(*), min(id), max(ticketId) FROM ") + kComments);
  ExpectAskedOnceEach(TicketsWithComments());
  for (const std::string& ticket : TicketsWith("0"))
    EXPECT_THAT(asked_, Each(::testing::Ne(PathOf(ticket)))) << "it has no comment";
}

TEST_F(ChildTables, AskAboutOneTicket) {
  const std::string ticket = TicketsWith("2").at(0);
  Check(std::string("SELECT id, content, plainText FROM ") + kComments + " WHERE ticketId = '" +
        ticket + "' ORDER BY id");
  EXPECT_THAT(asked_, Each(PathOf(ticket)));
  Check("SELECT * FROM zoho_desk_ticket_metrics WHERE ticketId = '" + ticket + "'");
  EXPECT_EQ(asked_, std::vector<std::string>{PathOf(ticket, "metrics")});
}

TEST_F(ChildTables, AskAboutTheTicketsOfAList) {
  const auto two = TicketsWith("2");
  ASSERT_GE(two.size(), 3U);
  Check(std::string("SELECT id, ticketId FROM ") + kComments + " WHERE ticketId IN ('" + two[0] +
        "', '" + two[2] + "', '1', 'x', NULL, 7.5) ORDER BY id");
  EXPECT_THAT(asked_, IsSubsetOf({PathOf(two[0]), PathOf(two[2]), PathOf("1"), PathOf(two[0]),
                                  PathOf(two[2]), PathOf("1")}));
}

TEST_F(ChildTables, AskAboutTheTicketsThatASubqueryFinds) {
  Check(
      "SELECT ticketId, reopenCount FROM zoho_desk_ticket_metrics WHERE ticketId IN "
      "(SELECT id FROM zoho_desk_tickets WHERE priority = 'High') ORDER BY 1");
  const auto high = Expected("SELECT id FROM zoho_desk_tickets WHERE priority = 'High'");
  ASSERT_GT(high.rows.size(), 5U);
  ExpectAskedOnceEach(high.rows.size(), 0);
}

TEST_F(ChildTables, AreTheInnerTableOfAJoin) {
  Check(std::string("SELECT t.ticketNumber, c.id, c.isPublic FROM ") + kComments +
        " c JOIN zoho_desk_tickets t ON c.ticketId = t.id WHERE t.priority = 'High' ORDER BY c.id");
  const auto high =
      Expected("SELECT id FROM zoho_desk_tickets WHERE priority = 'High' AND commentCount > 0");
  ExpectAskedOnceEach(high.rows.size());
}

TEST_F(ChildTables, AreJoinedLeftWithoutAskingAboutEmptyOnes) {
  Check(std::string("SELECT t.id, count(c.id) FROM zoho_desk_tickets t LEFT JOIN ") + kComments +
        " c ON c.ticketId = t.id GROUP BY t.id ORDER BY t.id");
  ExpectAskedOnceEach(TicketsWithComments());
}

TEST_F(ChildTables, AreAskedOnceForATicketThatAJoinMeetsAgain) {
  Check(std::string("SELECT a.id, count(*) FROM ") + kComments + " a JOIN " + kComments +
        " b ON b.ticketId = a.ticketId WHERE a.ticketId IN ('" + TicketsWith("2").at(0) + "', '" +
        TicketsWith("3").at(0) + "') GROUP BY a.id ORDER BY a.id");
  EXPECT_LE(asked_.size(), 8U) << "two lists for either side, each with what follows";
}

TEST_F(ChildTables, AreAskedOnceByCorrelatedSubqueries) {
  Check(std::string("SELECT id, (SELECT count(*) FROM ") + kComments +
        " c WHERE c.ticketId = t.id), (SELECT max(commentedTime) FROM " + kComments +
        " c WHERE c.ticketId = t.id) FROM zoho_desk_tickets t WHERE priority = 'High' ORDER BY id");
  const auto high =
      Expected("SELECT id FROM zoho_desk_tickets WHERE priority = 'High' AND commentCount > 0");
  const std::set<std::string> different(asked_.begin(), asked_.end());
  EXPECT_THAT(different, SizeIs(high.rows.size()));
  EXPECT_LE(asked_.size(), 2 * high.rows.size() + 24) << "either reads columns of its own";
}

TEST_F(ChildTables, CostTwoRequestsForOneRow) {
  desk_.TakeRequests();
  const auto result = Query(std::string("SELECT id FROM ") + kComments + " LIMIT 1");
  EXPECT_THAT(result.rows, SizeIs(1));
  EXPECT_THAT(desk_.TakeRequests(), SizeIs(2));
}

TEST_F(ChildTables, SortOneTicketsRowsAtTheServer) {
  const std::string ticket = TicketsWith("3").at(0);
  desk_.TakeRequests();
  const std::string sql = std::string("SELECT commentedTime FROM ") + kComments +
                          " WHERE ticketId = '" + ticket + "' ORDER BY commentedTime DESC LIMIT 1";
  EXPECT_EQ(Query(sql).Text(), Expected(sql).Text());
  EXPECT_EQ(desk_.TakeRequests(),
            std::vector<std::string>{PathOf(ticket) + "?sortBy=-commentedTime&from=0&limit=1"});
}

TEST_F(ChildTables, OfATicketThatIsGoneAreEmpty) {
  const auto two = TicketsWith("2");
  server().Inject({.match = PathOf(two[0]),
                   .times = -1,
                   .status = 404,
                   .body = R"({"errorCode":"URL_NOT_FOUND","message":"It is gone."})"});
  const auto result = Query(std::string("SELECT DISTINCT ticketId FROM ") + kComments +
                            " WHERE ticketId IN ('" + two[0] + "', '" + two[1] + "')");
  EXPECT_TRUE(result.ok()) << result.error;
  EXPECT_EQ(result.Text(), "'" + two[1] + "'\n");
}

TEST_F(ChildTables, ThatAreRefusedForOneTicketEndInAnErrorOrAreLeftOut) {
  const std::string ticket = TicketsWith("2").at(0);
  server().Inject({.match = PathOf(ticket),
                   .times = -1,
                   .status = 403,
                   .body = R"({"errorCode":"FORBIDDEN","message":"Said by Zoho."})"});
  const std::string sql = std::string("SELECT id FROM ") + kComments;
  const auto refused = Query(sql);
  EXPECT_EQ(refused.code, SQLITE_AUTH);
  EXPECT_THAT(refused.error, HasSubstr("ticketId = '" + ticket + "'"));
  EXPECT_THAT(refused.error, HasSubstr("ZOHO_DESK_SKIP_REFUSED=1"));
  const auto rest = QueryWith({{"ZOHO_DESK_SKIP_REFUSED", "1"}}, sql);
  EXPECT_TRUE(rest.ok()) << rest.error;
  EXPECT_EQ(rest.rows.size(), desk_.records("ticket_comments").size() - 2);
}

// A licence that lacks the whole table is told at the first list, not after thousands.
TEST_F(ChildTables, ThatAreRefusedAltogetherEndAtOnce) {
  server().Inject({.match = "/comments",
                   .times = -1,
                   .status = 403,
                   .body = R"({"errorCode":"SCOPE_MISMATCH","message":"Said by Zoho."})"});
  desk_.TakeRequests();
  for (const char* skip : {"0", "1"}) {
    const auto result =
        QueryWith({{"ZOHO_DESK_SKIP_REFUSED", skip}}, std::string("SELECT id FROM ") + kComments);
    EXPECT_EQ(result.code, SQLITE_AUTH) << skip;
    EXPECT_LE(ListsIn(desk_.TakeRequests()).size(), 16U)
        << "eight are under way or wait, and may be repeated with another token";
  }
}

TEST_F(ChildTables, EndWhereTheirCreditsEndAndSayHowToNameFewer) {
  const auto result =
      QueryWith({{"ZOHO_DESK_MAX_CREDITS", "60"}}, std::string("SELECT id FROM ") + kComments);
  EXPECT_FALSE(result.ok());
  EXPECT_THAT(result.error, HasSubstr("WHERE ticketId IN (SELECT id FROM zoho_desk_tickets"));
  EXPECT_LE(ListsIn(desk_.TakeRequests()).size(), 28U) << "60 credits, and what was under way";
  Check(std::string("SELECT count(*) FROM ") + kComments, {{"ZOHO_DESK_MAX_CREDITS", "0"}});
}

TEST_F(ChildTables, AreMoreThanAPageLongAndLoseNoRow) {
  const auto longest = Expected(
      "SELECT id FROM zoho_desk_tickets ORDER BY CAST(commentCount AS INTEGER) DESC LIMIT 1");
  const std::string ticket = std::get<std::string>(longest.rows.at(0).at(0));
  const auto rows = Check(std::string("SELECT id FROM ") + kComments + " WHERE ticketId = '" +
                          ticket + "' ORDER BY id");
  EXPECT_GT(rows.rows.size(), 100U);
}

TEST_F(ChildTables, ArePricedByTheirParents) {
  const Database database = Database::WithExtension();
  const auto price = [&](const std::string& sql) {
    const auto plan = database.Query("SELECT max(total_requests) FROM zoho_desk_plan('" + sql +
                                     "') WHERE table_name = '" + kComments + "'");
    EXPECT_TRUE(plan.ok()) << plan.error;
    return std::get<int64_t>(plan.rows.at(0).at(0));
  };
  EXPECT_LE(price("SELECT id FROM zoho_desk_ticket_comments WHERE ticketId = ''1''"), 2);
  EXPECT_GT(price("SELECT id FROM zoho_desk_ticket_comments"), 1000);
  EXPECT_LE(price("SELECT c.id FROM zoho_desk_ticket_comments c JOIN zoho_desk_tickets t ON t.id = "
                  "c.ticketId WHERE t.id = ''1''"),
            2);
}

}  // namespace
}  // namespace zoho_desk::testing
