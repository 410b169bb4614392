// Tables that Zoho tells one parent at a time, below the parent's path: which parents are asked,
// what an answer may look like, and what a statement remembers.

#include "client/list_memory.h"
#include "tests/client/scan_fixture.h"

namespace zoho_desk::client {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const resources::Resource& Table(std::string_view name) {
  return *resources::FindResource(name);
}

std::string CommentsOf(const std::string& ticket) {
  return "/api/v1/tickets/" + ticket + "/comments";
}
std::string MetricsOf(const std::string& ticket) {
  return "/api/v1/tickets/" + ticket + "/metrics";
}

class ChildListsTest : public ScanFixture {
 protected:
  // Serves so many tickets, "1" and on, in pages of the size that is asked for; the n-th has
  // counts[n - 1] comments, as text, as Zoho sends numbers.
  void ServeTickets(std::vector<int> counts) {
    for (size_t n = 0; n < counts.size(); ++n) {
      const std::string id = std::to_string(n + 1);
      transport_.Serve(CommentsOf(id), [id, count = counts[n]](const Seen& seen) {
        FakeList comments{.rows = count};
        comments.id_prefix = id;
        return comments(seen);
      });
    }
    transport_.Serve("/api/v1/tickets", [counts = std::move(counts)](const Seen& seen) {
      const auto from = static_cast<size_t>(std::stoi(seen.Param("from")));
      const auto limit = static_cast<size_t>(std::stoi(seen.Param("limit")));
      std::string body;
      for (size_t n = from; n < std::min(counts.size(), from + limit); ++n) {
        body += (body.empty() ? "" : ",") + (R"({"id":")" + std::to_string(n + 1)) +
                R"(","commentCount":")" + std::to_string(counts[n]) + "\"}";
      }
      return body.empty() ? Nothing() : Json(R"({"data":[)" + body + "]}");
    });
  }

  // Of child lists.
  std::vector<std::string> Asked() const {
    std::vector<std::string> asked;
    for (const Seen& seen : transport_.requests()) {
      if (seen.path != "/api/v1/tickets")
        asked.push_back(seen.path);
    }
    return asked;
  }

  ScanRequest Comments(std::vector<std::string> tickets) const {
    const auto& comments = Table("ticket_comments");
    return {.resource = &comments,
            .columns = Columns(comments, {"id", "ticketId"}),
            .parents = std::move(tickets)};
  }
};

TEST_F(ChildListsTest, AreReadBelowThePathOfEachParentThatHasRows) {
  ServeTickets({2, 0, 1});
  const auto& comments = Table("ticket_comments");
  EXPECT_THAT(Run({.resource = &comments, .columns = Columns(comments, {"id", "ticketId"})}),
              ElementsAre("text 11001, text 1", "text 11002, text 1", "text 31001, text 3"));
  EXPECT_EQ(transport_.CountOf(CommentsOf("2")), 0) << "its commentCount says that there is none";
}

TEST_F(ChildListsTest, AreAskedForWhereTheCountIsMissing) {
  transport_.Serve("/api/v1/tickets", [](const Seen& seen) {
    return seen.Param("from") == "0" ? Json(R"({"data":[{"id":"1"},{"id":"2","commentCount":null},
                                                        {"id":"3","commentCount":"x"}]})")
                                     : Nothing();
  });
  for (const char* ticket : {"1", "2", "3"})
    transport_.Serve(CommentsOf(ticket), [](const Seen&) { return Nothing(); });
  EXPECT_THAT(Run({.resource = &Table("ticket_comments")}), IsEmpty());
  EXPECT_EQ(error(), "");
  EXPECT_THAT(Asked(), ElementsAre(CommentsOf("1"), CommentsOf("2"), CommentsOf("3")));
}

TEST_F(ChildListsTest, OfFewParentsAreAllThatAScanThatStopsEarlyAsksFor) {
  ServeTickets(std::vector<int>(2000, 1));
  Scan scan(session(), {.resource = &Table("ticket_comments")}, budget_);
  ASSERT_TRUE(*scan.Next(cancelled_));
  EXPECT_EQ(transport_.requests().size(), 2U);
}

TEST_F(ChildListsTest, OfAParentThatIsNotThereAreEmpty) {
  transport_.Serve(CommentsOf("5"), [](const Seen&) {
    return Refusal(404, "URL_NOT_FOUND", "The URL given seems to be wrong");
  });
  EXPECT_THAT(Run(Comments({"5"})), IsEmpty());
  EXPECT_EQ(error(), "");
}

TEST_F(ChildListsTest, OfAnImpossibleParentAreNotAskedFor) {
  EXPECT_THAT(Run(Comments({"", "x", "../agents", "07", "-1"})), IsEmpty());
  EXPECT_EQ(error(), "");
  EXPECT_THAT(transport_.requests(), IsEmpty());
}

TEST_F(ChildListsTest, LearnTheLargestPageOfAllPathsAtOnce) {
  for (const char* ticket : {"1", "2"}) {
    transport_.Serve(CommentsOf(ticket), [](const Seen& seen) {
      if (std::stoi(seen.Param("limit")) > 50)
        return Refusal(422, "UNPROCESSABLE_ENTITY",
                       "The value passed for field 'limit' exceeds the range of '1-50'.");
      return Nothing();
    });
  }
  Run(Comments({"1"}));
  EXPECT_EQ(transport_.requests().size(), 2U) << error();
  Run(Comments({"2"}));
  EXPECT_EQ(transport_.requests().back().Param("limit"), "50");
  EXPECT_EQ(transport_.requests().size(), 3U);
}

TEST_F(ChildListsTest, WhoseAnswerIsOneObjectHaveOneRowOrNone) {
  const auto& metrics = Table("ticket_metrics");
  transport_.Script(MetricsOf("1"), {Json(R"({"reopenCount":"2","resolutionTime":null})")});
  transport_.Script(MetricsOf("2"), {Json(" [ ]\n")});
  transport_.Script(MetricsOf("3"), {Json("{ }")});
  transport_.Script(MetricsOf("4"), {Nothing()});
  transport_.Script(MetricsOf("5"), {Json(R"({"reopenCount":null})")});
  EXPECT_THAT(Run({.resource = &metrics,
                   .columns = Columns(metrics, {"ticketId", "reopenCount", "resolutionTime"}),
                   .parents = std::vector<std::string>{"1", "2", "3", "4", "5"}}),
              ElementsAre("text 1, integer 2, null", "text 5, null, null"));
  EXPECT_EQ(error(), "");
  EXPECT_THAT(transport_.Targets(), ElementsAre(MetricsOf("1"), MetricsOf("2"), MetricsOf("3"),
                                                MetricsOf("4"), MetricsOf("5")));
}

TEST_F(ChildListsTest, WhoseAnswerIsNoObjectEndInAnError) {
  for (const char* body : {"[1]", R"([{"reopenCount":"2"}])", "null", "7", "{\"a\":1", "{}{}"}) {
    transport_.Serve(MetricsOf("1"), [body](const Seen&) { return Json(body); });
    EXPECT_THAT(
        Run({.resource = &Table("ticket_metrics"), .parents = std::vector<std::string>{"1"}}),
        IsEmpty())
        << body;
    EXPECT_THAT(error(), HasSubstr("zoho_desk_ticket_metrics: GET " + MetricsOf("1"))) << body;
  }
}

TEST_F(ChildListsTest, StopAtTheCreditsThatAStatementMaySpend) {
  auto config = TokenConfig();
  config.max_credits = 30;
  Use(config);
  ServeTickets(std::vector<int>(100, 1));
  const auto rows = Run({.resource = &Table("ticket_comments")});
  EXPECT_LE(transport_.requests().size(), 10U);
  EXPECT_THAT(error(), HasSubstr("ticketId IN (SELECT id FROM zoho_desk_tickets WHERE ...)"));
  EXPECT_THAT(error(), HasSubstr("ZOHO_DESK_MAX_CREDITS"));
  EXPECT_THAT(error(), HasSubstr("the " + std::to_string(rows.size()) + " rows read so far"));
  EXPECT_EQ(error_->code, Code::kRateLimited);
}

TEST_F(ChildListsTest, OfFewParentsAreNotBoundedByCredits) {
  auto config = TokenConfig();
  config.max_credits = 3;
  Use(config);
  transport_.Serve("/api/v1/departments", FakeList{.rows = 5});
  transport_.Serve("/api/v1/skills", [](const Seen& seen) {
    FakeList skills{.rows = 2};
    skills.id_prefix = seen.Param("departmentId");
    return skills(seen);
  });
  EXPECT_THAT(Run({.resource = &Table("skills")}), testing::SizeIs(10));
  EXPECT_EQ(error(), "");
}

// The inner table of a join.
class ListMemoryTest : public ChildListsTest {
 protected:
  // Comments of the outer row's ticket, read to the end as an inner loop does.
  std::vector<std::string> Inner(const std::string& ticket) {
    std::vector<std::string> ids;
    auto scan = memory_.Open(session(), Comments({ticket}), budget_, cancelled_);
    while (scan && *scan->Next(cancelled_))
      ids.push_back(scan->RowKey());
    if (scan)
      memory_.Keep(std::move(scan));
    return ids;
  }

  OpenScans scans_;
  ListMemory memory_{scans_};
};

TEST_F(ListMemoryTest, AsksForAListOnce) {
  ServeTickets({2});
  const auto first = Inner("1");
  EXPECT_THAT(first, ElementsAre("11001", "11002"));
  const size_t asked = transport_.requests().size();
  EXPECT_EQ(Inner("1"), first);
  EXPECT_EQ(transport_.requests().size(), asked);
}

TEST_F(ListMemoryTest, AsksAgainForOtherColumnsAndLogins) {
  ServeTickets({2});
  Inner("1");
  size_t asked = transport_.requests().size();
  ScanRequest other = Comments({"1"});
  other.columns = Columns(Table("ticket_comments"), {"content"});
  auto scan = memory_.Open(session(), other, budget_, cancelled_);
  ASSERT_TRUE(*scan->Next(cancelled_));
  EXPECT_GT(transport_.requests().size(), asked);
  asked = transport_.requests().size();
  Use(TokenConfig());
  Inner("1");
  EXPECT_GT(transport_.requests().size(), asked);
}

TEST_F(ListMemoryTest, ReadsAJoinsListsAheadAndNoneThatAreEmpty) {
  std::vector<int> counts;
  for (int n = 0; n < 60; ++n)
    counts.push_back(n % 3);
  ServeTickets(counts);
  const auto& tickets = Table("tickets");
  Scan outer(session(), {.resource = &tickets, .columns = Columns(tickets, {"id"})}, budget_,
             nullptr, &scans_);
  size_t rows = 0;
  size_t most_ahead = 0;
  for (int n = 1; *outer.Next(cancelled_); ++n) {
    rows += Inner(outer.RowKey()).size();
    const auto asked = Asked();
    const std::string newest = asked.empty() ? "" : asked.back().substr(16);
    if (!newest.empty())
      most_ahead = std::max(most_ahead, static_cast<size_t>(std::max(0, std::stoi(newest) - n)));
  }
  EXPECT_EQ(rows, 20U * (0 + 1 + 2));
  const auto asked = Asked();
  EXPECT_GT(most_ahead, 3U) << "of four at a time";
  EXPECT_THAT(asked, testing::Not(testing::Contains(CommentsOf("1"))));
  EXPECT_THAT(asked, testing::Not(testing::Contains(CommentsOf("4"))));
  // One list of each length shows that a page of that length can be the last.
  EXPECT_LE(asked.size(), 40U + 8U);
}

// The same id may stand for another ticket in another portal.
TEST_F(ListMemoryTest, BelievesTheCountsOfItsOwnPortalOnly) {
  ServeTickets({0});
  const auto& tickets = Table("tickets");
  Scan outer(session(), {.resource = &tickets, .columns = Columns(tickets, {"id"})}, budget_,
             nullptr, &scans_);
  ASSERT_TRUE(*outer.Next(cancelled_));
  Inner("1");
  EXPECT_THAT(Asked(), IsEmpty());
  Use(TokenConfig());
  Inner("1");
  EXPECT_THAT(Asked(), ElementsAre(CommentsOf("1")));
}

// What one portal's lists have shown of short pages says nothing about another's server.
TEST_F(ListMemoryTest, LearnsOfShortPagesForEachPortalByItself) {
  ServeTickets({3, 3});
  Inner("1");
  EXPECT_EQ(transport_.requests().size(), 2U) << "the page, and what follows it";
  Inner("2");
  EXPECT_EQ(transport_.requests().size(), 3U);
  Use(TokenConfig());
  Inner("2");
  EXPECT_EQ(transport_.requests().size(), 5U);
}

TEST_F(ListMemoryTest, SendsNothingAheadForARowThatNobodyAskedAbout) {
  ServeTickets(std::vector<int>(50, 1));
  const auto& tickets = Table("tickets");
  Scan outer(session(), {.resource = &tickets, .columns = Columns(tickets, {"id"})}, budget_,
             nullptr, &scans_);
  ASSERT_TRUE(*outer.Next(cancelled_));
  Inner(outer.RowKey());
  for (const std::string& path : Asked())
    EXPECT_EQ(path, CommentsOf("1"));
}

}  // namespace
}  // namespace zoho_desk::client
