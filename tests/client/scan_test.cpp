// List scans: pages on demand, a list for each parent, include values and headers.

#include "client/scan.h"

#include "tests/client/scan_fixture.h"

namespace zoho_desk::client {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

constexpr const char* kGadgetsPath = "/api/v1/gadgets";

using ScanTest = ScanFixture;

TEST_F(ScanTest, AsksForTheNextPageOnceHalfAPageIsRead) {
  transport_.Serve(kGadgetsPath, FakeList{.rows = 250});
  Scan scan(session(), {.resource = &gadgets::kListOnly}, budget_);
  for (int row = 1; row <= 50; ++row)
    ASSERT_TRUE(*scan.Next(cancelled_));
  EXPECT_EQ(transport_.requests().size(), 1U);
  ASSERT_TRUE(*scan.Next(cancelled_));
  EXPECT_EQ(transport_.requests().size(), 2U);
}

TEST_F(ScanTest, AsksForAPageOnlyWhenItsFirstRowIsWantedIfOneRequestAtATimeIsAllowed) {
  auth::Config config = TokenConfig();
  config.concurrency = 1;
  Use(config);
  transport_.Serve(kGadgetsPath, FakeList{.rows = 250});
  Scan scan(session(), {.resource = &gadgets::kListOnly}, budget_);
  EXPECT_THAT(transport_.requests(), IsEmpty());
  for (int row = 1; row <= 100; ++row)
    ASSERT_TRUE(*scan.Next(cancelled_));
  EXPECT_EQ(transport_.requests().size(), 1U);
  EXPECT_EQ(scan.RowKey(), FakeId(99));
  ASSERT_TRUE(*scan.Next(cancelled_));
  EXPECT_EQ(transport_.requests().size(), 2U);
  EXPECT_EQ(scan.RowKey(), FakeId(100));
  int rest = 0;
  while (*scan.Next(cancelled_))
    ++rest;
  EXPECT_EQ(rest, 149);
  EXPECT_EQ(transport_.requests().size(), 4U);
}

TEST_F(ScanTest, StaysAtItsEnd) {
  transport_.Serve(kGadgetsPath, FakeList{.rows = 1});
  Scan scan(session(), {.resource = &gadgets::kListOnly}, budget_);
  EXPECT_TRUE(*scan.Next(cancelled_));
  EXPECT_FALSE(*scan.Next(cancelled_));
  EXPECT_FALSE(*scan.Next(cancelled_));
  EXPECT_EQ(transport_.requests().size(), 2U);
}

TEST_F(ScanTest, StaysAtItsEndAfterAnError) {
  transport_.Script(kGadgetsPath, {Refusal(403, "FORBIDDEN")});
  Scan scan(session(), {.resource = &gadgets::kListOnly}, budget_);
  EXPECT_FALSE(scan.Next(cancelled_).ok());
  EXPECT_FALSE(*scan.Next(cancelled_));
}

TEST_F(ScanTest, ReadsColumnsNobodyNamedAsNull) {
  transport_.Serve(kGadgetsPath, FakeList{.rows = 1, .extra = R"(,"name":"x")"});
  Scan scan(session(), {.resource = &gadgets::kListOnly, .columns = {gadgets::kId}}, budget_);
  ASSERT_TRUE(*scan.Next(cancelled_));
  EXPECT_EQ(Show(*scan.Column(gadgets::kId, cancelled_)), "text 1001");
  EXPECT_EQ(Show(*scan.Column(gadgets::kName, cancelled_)), "null");
  EXPECT_EQ(Show(*scan.Column(kRawColumn, cancelled_)), "null");
}

TEST_F(ScanTest, GivesTheRecordAsReceived) {
  transport_.Script(kGadgetsPath, {Json(R"({"data":[{"id":"1",  "other":[1]}]})"), Nothing()});
  EXPECT_THAT(Run({.resource = &gadgets::kListOnly, .columns = {kRawColumn}}),
              ElementsAre(R"(json {"id":"1",  "other":[1]})"));
}

TEST_F(ScanTest, AsksForIncludesOnlyOfColumnsThatAreRead) {
  const auto& tickets = *resources::FindResource("tickets");
  transport_.Serve("/api/v1/tickets", [](const Seen&) { return Nothing(); });
  Run({.resource = &tickets, .columns = Columns(tickets, {"id", "subject"})});
  EXPECT_EQ(transport_.requests().at(0).Param("include"), "");
  Run({.resource = &tickets, .columns = Columns(tickets, {"contact"})});
  EXPECT_EQ(transport_.requests().at(1).Param("include"), "contacts");
  Run({.resource = &tickets, .columns = Columns(tickets, {"assignee", "subject", "product"})});
  EXPECT_EQ(transport_.requests().at(2).Param("include"), "assignee,products");
}

TEST_F(ScanTest, SendsAHeaderOnlyForTheColumnThatNeedsIt) {
  const auto& views = *resources::FindResource("views");
  transport_.Serve("/api/v1/views", [](const Seen&) { return Nothing(); });
  Run({.resource = &views,
       .columns = Columns(views, {"name"}),
       .parents = std::vector<std::string>{"tasks"}});
  EXPECT_EQ(transport_.requests().at(0).Header("featureFlags"), "");
  Run({.resource = &views,
       .columns = Columns(views, {"createdBy"}),
       .parents = std::vector<std::string>{"tasks"}});
  EXPECT_EQ(transport_.requests().at(1).Header("featureFlags"), "createdBy");
}

TEST_F(ScanTest, WalksEveryValueOfAClosedSet) {
  const auto& layouts = *resources::FindResource("layouts");
  transport_.Serve("/api/v1/layouts", [](const Seen& seen) {
    EXPECT_EQ(seen.Param("status"), "all");
    if (seen.Param("from") != "0")
      return Nothing();
    if (seen.Param("module") == "tickets")
      return Json(R"({"data":[{"id":"1","module":"Cases"},{"id":"2"}]})");
    if (seen.Param("module") == "timeEntry")
      return Json(R"({"data":[{"id":"3"},{"id":"1"}]})");
    return Nothing();
  });
  // A row that does not say its module belongs to the one asked for, in the rows' spelling. An id
  // is unique in the whole table, so the second "1" is the same row again.
  EXPECT_THAT(Run({.resource = &layouts, .columns = Columns(layouts, {"id", "module"})}),
              ElementsAre("text 1, text Cases", "text 2, text Cases", "text 3, text TimeEntry"));
  std::vector<std::string> modules;
  for (const Seen& seen : transport_.requests()) {
    if (seen.Param("from") == "0")
      modules.push_back(seen.Param("module"));
  }
  EXPECT_THAT(modules, UnorderedElementsAre("tickets", "contacts", "accounts", "tasks", "calls",
                                            "events", "timeEntry", "products", "contracts"));
}

TEST_F(ScanTest, WalksOnlyTheValueTheQueryFixes) {
  const auto& layouts = *resources::FindResource("layouts");
  transport_.Script("/api/v1/layouts", {Json(R"({"data":[{"id":"1"}]})"), Nothing()});
  EXPECT_THAT(Run({.resource = &layouts,
                   .columns = Columns(layouts, {"id", "module"}),
                   .parents = std::vector<std::string>{"Cases"}}),
              ElementsAre("text 1, text Cases"));
  EXPECT_EQ(transport_.requests().at(0).Param("module"), "tickets");
}

TEST_F(ScanTest, AsksNothingForAValueOutsideTheSet) {
  const auto& layouts = *resources::FindResource("layouts");
  // "tickets" is what requests say; rows say "Cases".
  for (const char* value : {"tickets", "cases", "", "Case", "Cases "}) {
    EXPECT_THAT(Run({.resource = &layouts, .parents = std::vector<std::string>{value}}), IsEmpty());
    EXPECT_EQ(error(), "");
  }
  EXPECT_THAT(transport_.requests(), IsEmpty());
}

TEST_F(ScanTest, KeepsEqualIdsOfDifferentModulesApart) {
  const auto& views = *resources::FindResource("views");
  transport_.Serve("/api/v1/views", [](const Seen& seen) {
    EXPECT_EQ(seen.Param("from"), "");
    if (seen.Param("module") == "tickets" || seen.Param("module") == "calls")
      return Json(R"({"data":[{"id":"1"},{"id":"1"},{"id":"2"}]})");
    return Nothing();
  });
  EXPECT_THAT(Run({.resource = &views, .columns = Columns(views, {"module", "id"})}),
              ElementsAre("text tickets, text 1", "text tickets, text 2", "text calls, text 1",
                          "text calls, text 2"));
}

TEST_F(ScanTest, WalksTheIdsOfTheParentTable) {
  const auto& skills = *resources::FindResource("skills");
  transport_.Script("/api/v1/departments",
                    {Json(R"({"data":[{"id":"71"},{"id":"72"}]})"), Nothing()});
  transport_.Serve("/api/v1/skills", [](const Seen& seen) {
    return Json(R"({"data":[{"id":"9)" + seen.Param("departmentId") + R"("}]})");
  });
  EXPECT_THAT(Run({.resource = &skills, .columns = Columns(skills, {"id", "departmentId"})}),
              ElementsAre("text 971, text 71", "text 972, text 72"));
  EXPECT_THAT(transport_.Targets(), ElementsAre("/api/v1/departments?from=0&limit=200",
                                                "/api/v1/skills?departmentId=71&from=0&limit=100",
                                                "/api/v1/departments?from=2&limit=200",
                                                "/api/v1/skills?departmentId=71&from=1&limit=100",
                                                "/api/v1/skills?departmentId=72&from=0&limit=100"))
      << "the first list has shown that a page of one row can be the last";
}

// Of many short lists the first ones show that a short page can be the last.
TEST_F(ScanTest, AsksOfManyShortListsOnceWhatFollows) {
  const auto& skills = *resources::FindResource("skills");
  transport_.Serve("/api/v1/departments", FakeList{.rows = 30});
  for (const int cut : {1000, 5}) {
    const size_t before = transport_.requests().size();
    transport_.Serve("/api/v1/skills", [cut](const Seen& seen) {
      const int department = std::stoi(seen.Param("departmentId").substr(1));
      FakeList list{.rows = 7, .most_per_page = cut};
      list.id_prefix = std::to_string(department + 1);
      return list(seen);
    });
    EXPECT_THAT(Run({.resource = &skills, .columns = Columns(skills, {"id"})}),
                testing::SizeIs(30 * 7));
    EXPECT_EQ(error(), "");
    const size_t requests = transport_.requests().size() - before;
    EXPECT_EQ(requests, cut == 5 ? 2U + 30 * 3 : 2U + 30 + 1) << "where pages are cut, of each";
  }
}

TEST_F(ScanTest, BeginsTheListsOfManyParentsTogetherWhereAllAreRead) {
  const auto& skills = *resources::FindResource("skills");
  auto config = TokenConfig();
  config.concurrency = 3;
  for (const bool all : {false, true}) {
    Use(config);
    transport_.Serve("/api/v1/departments", FakeList{.rows = 30});
    transport_.Serve("/api/v1/skills", FakeList{.rows = 2});
    const int before = transport_.CountOf("/api/v1/skills");
    Scan scan(session(), {.resource = &skills, .reads_all_rows = all}, budget_);
    ASSERT_TRUE(*scan.Next(cancelled_));
    EXPECT_EQ(transport_.CountOf("/api/v1/skills") - before, all ? 6 : 1);
  }
}

// A query that stops at its first rows pays for one list, however many parents there are.
TEST_F(ScanTest, ReadsNoMoreParentsThanItNeeds) {
  const auto& skills = *resources::FindResource("skills");
  transport_.Serve("/api/v1/departments", FakeList{.rows = 2000});
  transport_.Serve("/api/v1/skills", FakeList{.rows = 2});
  Scan scan(session(), {.resource = &skills, .expected_rows = 1}, budget_);
  ASSERT_TRUE(*scan.Next(cancelled_));
  EXPECT_EQ(transport_.requests().size(), 2U);
}

TEST_F(ScanTest, AsksTheParentsThatTheQueryNames) {
  const auto& skills = *resources::FindResource("skills");
  transport_.Serve("/api/v1/skills", [](const Seen& seen) {
    return Json(R"({"data":[{"id":"9)" + seen.Param("departmentId") + R"("}]})");
  });
  EXPECT_THAT(Run({.resource = &skills,
                   .columns = Columns(skills, {"id"}),
                   .parents = std::vector<std::string>{"72", "x", "75"}}),
              ElementsAre("text 972", "text 975"));
  EXPECT_EQ(transport_.CountOf("/api/v1/departments"), 0);
}

TEST_F(ScanTest, PassesOverAParentThatIsGoneSinceItWasListed) {
  const auto& skills = *resources::FindResource("skills");
  transport_.Script("/api/v1/departments",
                    {Json(R"({"data":[{"id":"71"},{"id":"72"}]})"), Nothing()});
  transport_.Serve("/api/v1/skills", [](const Seen& seen) {
    return seen.Param("departmentId") == "71" ? Refusal(404, "URL_NOT_FOUND")
                                              : Json(R"({"data":[{"id":"9"}]})");
  });
  EXPECT_THAT(Run({.resource = &skills, .columns = Columns(skills, {"id"})}),
              ElementsAre("text 9"));
  EXPECT_EQ(error(), "");
  Run({.resource = &skills, .parents = std::vector<std::string>{"71"}});
  EXPECT_THAT(error(), HasSubstr("URL_NOT_FOUND")) << "no list has shown it";
}

TEST_F(ScanTest, LeavesARefusedPartOutAndKeepsTheOthers) {
  const auto& skills = *resources::FindResource("skills");
  transport_.Serve("/api/v1/departments",
                   [](const Seen&) { return Json(R"({"data":[{"id":"71"},{"id":"72"}]})"); });
  transport_.Serve("/api/v1/skills", [](const Seen& seen) {
    return seen.Param("departmentId") == "71" ? Refusal(403, "FORBIDDEN")
                                              : Json(R"({"data":[{"id":"9"}]})");
  });
  const ScanRequest request{.resource = &skills, .columns = Columns(skills, {"id"})};
  EXPECT_THAT(Run(request), IsEmpty());
  EXPECT_THAT(error(), HasSubstr("only departmentId = '71' was asked for here"));
  auto config = TokenConfig();
  config.skip_refused = true;
  Use(config);
  EXPECT_THAT(Run(request), ElementsAre("text 9"));
  EXPECT_EQ(error(), "");
}

TEST_F(ScanTest, ReportsAFailureToListTheParents) {
  const auto& skills = *resources::FindResource("skills");
  transport_.Script("/api/v1/departments", {Refusal(403, "SCOPE_MISMATCH")});
  EXPECT_THAT(Run({.resource = &skills}), IsEmpty());
  EXPECT_THAT(error(), HasSubstr("zoho_desk_departments"));
}

TEST_F(ScanTest, AsksOneParentTheQueryFixes) {
  const auto& skills = *resources::FindResource("skills");
  transport_.Script("/api/v1/skills", {Nothing()});
  Run({.resource = &skills, .parents = std::vector<std::string>{"71"}});
  EXPECT_EQ(transport_.requests().at(0).Param("departmentId"), "71");
}

TEST_F(ScanTest, AsksNothingForAParentThatCannotExist) {
  const auto& skills = *resources::FindResource("skills");
  for (const char* value : {"", "Sales", "7 1", "-71", "71;72", "7.1"})
    EXPECT_THAT(Run({.resource = &skills, .parents = std::vector<std::string>{value}}), IsEmpty());
  EXPECT_THAT(transport_.requests(), IsEmpty());
}

TEST_F(ScanTest, UsesTheValueThatCoversEverything) {
  const auto& feedback = *resources::FindResource("customer_feedback");
  transport_.Serve("/api/v1/customerHappiness",
                   [](const Seen&) { return Json(R"({"data":[{"id":"1"}]})"); });
  // "allDepartment" is not the department of any row.
  EXPECT_THAT(Run({.resource = &feedback, .columns = Columns(feedback, {"id", "departmentId"})}),
              ElementsAre("text 1, null"));
  EXPECT_EQ(transport_.requests().at(0).Param("department"), "allDepartment");
  EXPECT_THAT(Run({.resource = &feedback,
                   .columns = Columns(feedback, {"departmentId"}),
                   .parents = std::vector<std::string>{"71"}}),
              ElementsAre("text 71"));
  EXPECT_EQ(transport_.requests().at(2).Param("department"), "71");
}

TEST_F(ScanTest, AsksForNoModuleBeforeItIsReached) {
  const auto& layouts = *resources::FindResource("layouts");
  transport_.Serve("/api/v1/layouts",
                   [](const Seen&) { return Json(R"({"data":[{"id":"1"},{"id":"2"}]})"); });
  Scan scan(session(), {.resource = &layouts}, budget_);
  ASSERT_TRUE(*scan.Next(cancelled_));
  ASSERT_TRUE(*scan.Next(cancelled_));
  for (const Seen& seen : transport_.requests())
    EXPECT_EQ(seen.Param("module"), "tickets");
}

TEST_F(ScanTest, ReadsTeamsUnderTheirOwnKey) {
  const auto& teams = *resources::FindResource("teams");
  transport_.Script("/api/v1/teams", {Json(R"({"teams":[{"id":"1"},{"id":"2"}]})")});
  EXPECT_THAT(Run({.resource = &teams, .columns = Columns(teams, {"id"})}),
              ElementsAre("text 1", "text 2"));
}

TEST_F(ScanTest, ListsOrganisationsWithoutOne) {
  auto config = TokenConfig();
  config.org_id = "";
  Use(config);
  const auto& organizations = *resources::FindResource("organizations");
  transport_.Script(kOrganizations, {Json(R"({"data":[{"id":1},{"id":2}]})")});
  EXPECT_THAT(Run({.resource = &organizations, .columns = Columns(organizations, {"id"})}),
              ElementsAre("text 1", "text 2"));
  EXPECT_EQ(transport_.requests().at(0).Header("orgId"), "");
}

TEST_F(ScanTest, EndsWithTheLimitOnRequests) {
  auto config = TokenConfig();
  config.max_requests = 2;
  Use(config);
  transport_.Serve(kGadgetsPath, FakeList{.rows = 1000});
  EXPECT_EQ(Run({.resource = &gadgets::kListOnly}).size(), 200U);
  EXPECT_THAT(error(), HasSubstr("ZOHO_DESK_MAX_REQUESTS"));
}

}  // namespace
}  // namespace zoho_desk::client
