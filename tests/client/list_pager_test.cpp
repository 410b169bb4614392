// Every row once, whatever the index base, the page size and the way a list ends.

#include "client/list_pager.h"

#include "tests/client/fake_list.h"
#include "tests/client/gadgets.h"
#include "tests/client/list_pager_fixture.h"

namespace zoho_desk::client {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

constexpr const char* kPath = "/api/v1/gadgets";
using Base = FakeList::Base;
using End = FakeList::End;

TEST_F(ListPagerTest, AsksByRowsReceivedUntilAPageShowsNothingNew) {
  transport_.Serve(kPath, FakeList{.rows = 12});
  EXPECT_EQ(Walk(gadgets::kPagesOf(5)), Ids(12));
  EXPECT_EQ(error(), "");
  EXPECT_THAT(transport_.Targets(),
              ElementsAre("/api/v1/gadgets?from=0&limit=5", "/api/v1/gadgets?from=5&limit=5",
                          "/api/v1/gadgets?from=10&limit=5", "/api/v1/gadgets?from=12&limit=5"));
}

TEST_F(ListPagerTest, AsksOnceMoreAfterAFullLastPage) {
  for (const End end : {End::kNoContent, End::kEmptyArray}) {
    ClearRequestLog();
    transport_.Serve(kPath, FakeList{.rows = 6, .end = end});
    EXPECT_EQ(Walk(gadgets::kPagesOf(3)), Ids(6));
    EXPECT_EQ(error(), "");
    EXPECT_EQ(transport_.requests().back().Param("from"), "6");
    EXPECT_EQ(RequestLogSnapshot().back().rows, 0);
  }
  EXPECT_EQ(transport_.requests().size(), 6U);
}

TEST_F(ListPagerTest, TakesAnEmptyListForEmpty) {
  for (const End end : {End::kNoContent, End::kEmptyArray}) {
    transport_.Serve(kPath, FakeList{.rows = 0, .end = end});
    EXPECT_THAT(Walk(gadgets::kPagesOf(5)), ElementsAre());
    EXPECT_EQ(error(), "");
  }
  EXPECT_EQ(transport_.requests().size(), 2U);
}

// Whatever cut an answer off before its body: nobody has said that the list ends.
TEST_F(ListPagerTest, TakesNoDamagedPageForTheEnd) {
  for (const int rows : {0, 6}) {
    transport_.Serve(kPath, FakeList{.rows = rows, .end = End::kEmptyBody});
    EXPECT_EQ(Walk(gadgets::kPagesOf(3)), Ids(rows));
    EXPECT_THAT(error(), HasSubstr("the answer has no content (HTTP 200"));
  }
}

TEST_F(ListPagerTest, SaysTheEndAgainWithoutARequest) {
  transport_.Serve(kPath, FakeList{.rows = 2});
  const auto resource = gadgets::kPagesOf(5);
  const Projection projection(resource, {});
  SeenKeys seen;
  ListPager pager(*session(), projection, {.route = ListPages(resource)}, seen, budget_);
  EXPECT_TRUE(*pager.NextPage(cancelled_));
  EXPECT_FALSE(*pager.NextPage(cancelled_));
  EXPECT_FALSE(*pager.NextPage(cancelled_));
  EXPECT_EQ(transport_.requests().size(), 2U);
}

TEST_F(ListPagerTest, DropsRowsRepeatedByOneBasedEndpoints) {
  for (const int rows : {1, 4, 5, 6, 9, 10, 11, 23}) {
    transport_.Serve(kPath, FakeList{.rows = rows, .base = Base::kAlias});
    EXPECT_EQ(Walk(gadgets::kPagesOf(5)), Ids(rows)) << rows;
    EXPECT_EQ(error(), "");
  }
}

TEST_F(ListPagerTest, LosesNothingAtOneRowPerPage) {
  for (const Base base : {Base::kZero, Base::kAlias}) {
    transport_.Serve(kPath, FakeList{.rows = 4, .base = base});
    EXPECT_EQ(Walk(gadgets::kPagesOf(1)), Ids(4));
    EXPECT_EQ(error(), "");
  }
}

TEST_F(ListPagerTest, StartsAtOneWhereTheApiDoes) {
  transport_.Serve(kPath, FakeList{.rows = 7, .base = Base::kOne});
  EXPECT_EQ(Walk(gadgets::kPagesOf(3, /*first_index=*/1)), Ids(7));
  EXPECT_THAT(Froms(), ElementsAre("1", "4", "7", "8"));
}

TEST_F(ListPagerTest, DropsRowsThatMovedToTheNextPage) {
  transport_.Script(
      kPath, {Json(R"({"data":[{"id":"1"},{"id":"2"}]})"),
              Json(R"({"data":[{"id":"2"},{"id":"3"}]})"), Json(R"({"data":[{"id":"3"}]})")});
  EXPECT_THAT(Walk(gadgets::kPagesOf(2)), ElementsAre("1", "2", "3"));
  EXPECT_EQ(RequestLogSnapshot().at(1).rows, 2) << "the log counts what came, not what was new";
}

TEST_F(ListPagerTest, SendsNoPagingToEndpointsWithoutIt) {
  resources::Resource resource = gadgets::kListOnly;
  resource.list.paginated = false;
  resource.list.max_limit = 0;
  transport_.Serve(kPath, FakeList{.rows = 10});
  EXPECT_EQ(Walk(resource), Ids(10));
  EXPECT_THAT(transport_.Targets(), ElementsAre(kPath));
}

TEST_F(ListPagerTest, NeverShortensTheListOnADamagedPage) {
  transport_.Script(kPath,
                    {Json(R"({"data":[{"id":"1"},{"id":"2"}]})"), Json(R"({"data":[{"id":"3"},)")});
  EXPECT_THAT(Walk(gadgets::kPagesOf(2)), ElementsAre("1", "2"));
  EXPECT_EQ(error_->code, Code::kBadResponse);
  EXPECT_THAT(error(), AllOf(StartsWith("zoho_desk_gadgets: GET /api/v1/gadgets: "),
                             HasSubstr("cut off"), HasSubstr("nothing of it was used")));
  EXPECT_EQ(RequestLogSnapshot().back().error, error());
}

TEST_F(ListPagerTest, SendsFixedParametersFirst) {
  constexpr resources::FixedParam kFixed[] = {{"status", "all"}};
  auto resource = gadgets::kPagesOf(5);
  resource.list.fixed = kFixed;
  transport_.Script(kPath, {Nothing()});
  const Projection projection(resource, {});
  SeenKeys seen;
  ListPager pager(*session(), projection,
                  {.route = ListPages(resource),
                   .params = {{"module", "tasks"}},
                   .headers = {{"featureFlags", "x"}}},
                  seen, budget_);
  EXPECT_FALSE(*pager.NextPage(cancelled_));
  EXPECT_THAT(transport_.Targets(),
              ElementsAre("/api/v1/gadgets?status=all&module=tasks&from=0&limit=5"));
  EXPECT_EQ(transport_.requests().at(0).Header("featureFlags"), "x");
}

TEST_F(ListPagerTest, LetsAParameterReplaceAFixedOneOfItsName) {
  constexpr resources::FixedParam kFixed[] = {{"status", "all"}, {"x", "1"}};
  auto resource = gadgets::kPagesOf(5);
  resource.list.fixed = kFixed;
  transport_.Script(kPath, {Nothing()});
  Walk(resource, {.route = ListPages(resource), .params = {{"status", "ACTIVE"}}});
  EXPECT_THAT(transport_.Targets(),
              ElementsAre("/api/v1/gadgets?x=1&status=ACTIVE&from=0&limit=5"));
}

// Limits of all requests.
std::vector<std::string> Limits(const FakeTransport& transport) {
  std::vector<std::string> limits;
  for (const Seen& seen : transport.requests())
    limits.push_back(seen.Param("limit"));
  return limits;
}

TEST_F(ListPagerTest, AsksForAFirstPageOfTheRowsExpected) {
  transport_.Serve(kPath, FakeList{.rows = 250});
  const auto options = [](int64_t rows) {
    return ListPager::Options{.route = ListPages(gadgets::kListOnly), .expected_rows = rows};
  };
  // Should more be read after all, pages are as large as they may be.
  EXPECT_EQ(Walk(gadgets::kListOnly, options(7)), Ids(250));
  EXPECT_THAT(Limits(transport_), ElementsAre("7", "100", "100", "100", "100"));
  EXPECT_THAT(Froms(), ElementsAre("0", "7", "107", "207", "250"));
  for (const int64_t rows : {int64_t{100}, int64_t{101}, INT64_MAX}) {
    const size_t before = transport_.requests().size();
    EXPECT_EQ(Walk(gadgets::kListOnly, options(rows)), Ids(250));
    EXPECT_EQ(transport_.requests().at(before).Param("limit"), "100");
  }
}

TEST_F(ListPagerTest, AsksForNoPageSmallerThanTheServerTakes) {
  auto resource = gadgets::kListOnly;
  resource.list.min_limit = 5;
  transport_.Serve(kPath, FakeList{.rows = 3});
  EXPECT_EQ(Walk(resource, {.route = ListPages(resource), .expected_rows = 1}), Ids(3));
  EXPECT_EQ(Limits(transport_).front(), "5");
}

TEST_F(ListPagerTest, LosesNothingAfterASmallFirstPage) {
  for (const Base base : {Base::kZero, Base::kAlias}) {
    for (int64_t expected = 1; expected <= 6; ++expected) {
      for (const int rows : {0, 1, 4, 5, 6, 11}) {
        transport_.Serve(kPath, FakeList{.rows = rows, .base = base});
        const auto resource = gadgets::kPagesOf(5);
        EXPECT_EQ(Walk(resource, {.route = ListPages(resource), .expected_rows = expected}),
                  Ids(rows));
        EXPECT_EQ(error(), "");
      }
    }
  }
}

// Rows made on 2024-01-01, -02, ... in pages of three.
Answer Dated(const Seen& seen, bool descending) {
  std::string body;
  const int from = std::stoi(seen.Param("from"));
  for (int i = from; i < std::min(from + 3, 9); ++i) {
    const int day = descending ? 9 - i : i + 1;
    body += (body.empty() ? "" : ",") + std::string(R"({"id":")") + std::to_string(day) +
            R"(","made":"2024-01-0)" + std::to_string(day) + R"(T00:00:00.000Z"})";
  }
  return Json(R"({"data":[)" + body + "]}");
}

TEST_F(ListPagerTest, EndsAWalkBeyondItsBound) {
  const auto resource = gadgets::kPagesOf(3);
  const auto options = [&](bool descending, std::string bound) {
    return ListPager::Options{
        .route = ListPages(resource),
        .order = ServerOrder{gadgets::kMade, "made", descending, false, true},
        .stop = ScanRequest::Stop{gadgets::kMade, descending, std::move(bound)}};
  };
  transport_.Serve(kPath, [](const Seen& seen) { return Dated(seen, true); });
  // A row at the bound belongs to the walk.
  EXPECT_THAT(Walk(resource, options(true, "2024-01-05T00:00:00.000Z"), {gadgets::kMade}),
              ElementsAre("9", "8", "7", "6", "5"));
  EXPECT_THAT(Froms(), ElementsAre("0", "2", "4"));
  EXPECT_THAT(Walk(resource, options(true, "2024-02-01T00:00:00.000Z"), {gadgets::kMade}),
              ElementsAre());
  EXPECT_EQ(transport_.requests().size(), 4U);
  transport_.Serve(kPath, [](const Seen& seen) { return Dated(seen, false); });
  EXPECT_THAT(Walk(resource, options(false, "2024-01-02T00:00:00.000Z"), {gadgets::kMade}),
              ElementsAre("1", "2"));
  EXPECT_EQ(transport_.requests().size(), 5U);
  EXPECT_EQ(error(), "");
}

TEST_F(ListPagerTest, WalksOnOverRowsWithoutTheTimeOfTheBound) {
  const auto resource = gadgets::kPagesOf(2);
  transport_.Script(
      kPath, {Json(R"({"data":[{"id":"1","made":null},{"id":"2"}]})"),
              Json(R"({"data":[{"id":"2"},{"id":"3","made":"2023-01-01T00:00:00.000Z"}]})")});
  EXPECT_THAT(Walk(resource,
                   {.route = ListPages(resource),
                    .order = ServerOrder{gadgets::kMade, "made", true, false, true},
                    .stop = ScanRequest::Stop{gadgets::kMade, true, "2024-01-01T00:00:00.000Z"}},
                   {gadgets::kMade}),
              ElementsAre("1", "2"));
  EXPECT_EQ(transport_.requests().size(), 2U);
}

// Rows in order of time: pages overlap by a row, so an empty one is not the end.
TEST_F(ListPagerTest, DoesNotTakeAnEmptyPageInTheMiddleForTheEnd) {
  const auto resource = gadgets::kPagesOf(3);
  const ListPager::Options options{.route = ListPages(resource),
                                   .order = ServerOrder{gadgets::kMade, "made", false, true, true}};
  int empty_answers = 1;
  transport_.Serve(kPath, [&](const Seen& seen) {
    if (seen.Param("from") == "4" && empty_answers-- > 0)
      return empty_answers % 2 == 0 ? Nothing() : Json(R"({"data":[]})");
    return Dated(seen, false);
  });
  const std::vector<std::string> all = {"1", "2", "3", "4", "5", "6", "7", "8", "9"};
  EXPECT_EQ(Walk(resource, options, {gadgets::kMade}), all);
  EXPECT_EQ(error(), "");
  empty_answers = 1000;
  EXPECT_THAT(Walk(resource, options, {gadgets::kMade}), ElementsAre("1", "2", "3", "4", "5"));
  EXPECT_THAT(error(), AllOf(HasSubstr("no rows at from=4"), HasSubstr("5 rows read so far")));
}

}  // namespace
}  // namespace zoho_desk::client
