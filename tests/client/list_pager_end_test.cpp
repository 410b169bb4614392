// Where a list ends: short pages, hidden rows, servers that ignore what they are asked.

#include "tests/client/list_pager_fixture.h"

namespace zoho_desk::client {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

constexpr const char* kPath = "/api/v1/gadgets";

using ListPagerEndTest = ListPagerTest;

// A search that tells the most it counts, and not how many there are.
TEST_F(ListPagerEndTest, DoesNotEndAFullPageAtACountThatMayBeCapped) {
  transport_.Serve("/api/v1/gadgets/search", [](const Seen& seen) {
    Answer answer = FakeList{.rows = 430}(seen);
    if (answer.status == 200)
      answer.body.insert(1, R"("count":200,)");
    return answer;
  });
  EXPECT_EQ(Walk(gadgets::kGadgets, {.route = SearchPages(gadgets::kGadgets)}), Ids(430));
}

// Without its query a request is one for the first rows.
TEST_F(ListPagerEndTest, AsksAgainWhereTheQueryWasLostOnTheWay) {
  for (const int lost : {1, 2, 3}) {
    int request = 0;
    transport_.Serve(kPath, [&](const Seen& seen) {
      return ++request == lost ? FakeList{.rows = 10}(Seen{}) : FakeList{.rows = 250}(seen);
    });
    EXPECT_EQ(Walk(gadgets::kListOnly), Ids(250)) << lost;
    EXPECT_EQ(error(), "");
  }
  int request = 0;
  transport_.Serve(kPath, [&](const Seen& seen) {
    return ++request > 1 ? FakeList{.rows = 10}(Seen{}) : FakeList{.rows = 250}(seen);
  });
  EXPECT_EQ(Walk(gadgets::kListOnly), Ids(100));
  EXPECT_THAT(error(), HasSubstr("would lose the rest"));
}

// Servers cut pages to sizes of their own without a word.
TEST_F(ListPagerEndTest, ReadsOnWhereverPagesAreCut) {
  for (const int cut : {1, 7, 10, 25, 50, 61, 99}) {
    transport_.Serve(kPath, FakeList{.rows = 2 * cut + 1, .most_per_page = cut});
    EXPECT_EQ(Walk(gadgets::kListOnly), Ids(2 * cut + 1)) << cut;
    EXPECT_EQ(error(), "");
  }
}

// Records that the token may not see take a place of a page and are not shown.
TEST_F(ListPagerEndTest, ReadsOnPastPagesThatLackHiddenRows) {
  for (const int every : {2, 5, 60}) {
    transport_.Serve(kPath, FakeList{.rows = 405, .hidden_every = every});
    std::vector<std::string> shown;
    for (int row = 0; row < 405; ++row) {
      if ((row + 1) % every != 0)
        shown.push_back(FakeId(row));
    }
    EXPECT_EQ(Walk(gadgets::kListOnly), shown) << every;
    EXPECT_EQ(error(), "");
  }
}

// A page that shows only what the page before it showed already.
TEST_F(ListPagerEndTest, ReadsOnPastAStretchOfHiddenRows) {
  const auto is_shown = [](int row) { return row < 10 || (row >= 90 && row < 100) || row >= 150; };
  transport_.Serve(kPath, [&](const Seen& seen) {
    const int from = std::stoi(seen.Param("from"));
    std::string body;
    for (int row = from; row < std::min(from + std::stoi(seen.Param("limit")), 300); ++row) {
      if (is_shown(row))
        body += (body.empty() ? "" : ",") + FakeList{}.Row(row);
    }
    return body.empty() ? Nothing() : Json(R"({"data":[)" + body + "]}");
  });
  EXPECT_THAT(Walk(gadgets::kListOnly), testing::SizeIs(170));
  EXPECT_EQ(error(), "");
}

TEST_F(ListPagerEndTest, AsksOnceMoreAfterAShortPage) {
  for (const int rows : {1, 9, 10, 11, 24, 50, 98, 99}) {
    const size_t before = transport_.requests().size();
    transport_.Serve(kPath, FakeList{.rows = rows});
    EXPECT_EQ(Walk(gadgets::kListOnly), Ids(rows));
    EXPECT_EQ(transport_.requests().size() - before, 2U) << rows;
  }
}

TEST_F(ListPagerEndTest, AsksNoMoreWhereASearchHasCountedItsRows) {
  for (const int rows : {1, 10, 50, 99}) {
    const size_t before = transport_.requests().size();
    transport_.Serve("/api/v1/gadgets/search", FakeList{.rows = rows, .counts = true});
    EXPECT_EQ(Walk(gadgets::kGadgets, {.route = SearchPages(gadgets::kGadgets)}), Ids(rows));
    EXPECT_EQ(transport_.requests().size() - before, 1U) << rows;
  }
}

TEST_F(ListPagerEndTest, StopsWithAnErrorWhenTheServerIgnoresFrom) {
  transport_.Serve(kPath, [](const Seen&) { return Json(R"({"data":[{"id":"1"},{"id":"2"}]})"); });
  EXPECT_THAT(Walk(gadgets::kPagesOf(2)), ElementsAre("1", "2"));
  EXPECT_EQ(error_->code, Code::kBadResponse);
  EXPECT_THAT(error(),
              AllOf(StartsWith("zoho_desk_gadgets: "), HasSubstr("repeats the same rows")));
  EXPECT_EQ(transport_.requests().size(), 3U);
}

TEST_F(ListPagerEndTest, EndsAListThatShowsAllItHasWhateverFromSays) {
  for (const int rows : {1, 2, 11, 60, 98}) {
    const size_t before = transport_.requests().size();
    transport_.Serve(kPath, [&](const Seen&) { return FakeList{.rows = rows}(Seen{}); });
    EXPECT_EQ(Walk(gadgets::kListOnly), Ids(rows));
    EXPECT_EQ(error(), "");
    EXPECT_LE(transport_.requests().size() - before, 3U);
  }
}

// Whatever the order of the rows, and which page of them is shown again.
TEST_F(ListPagerEndTest, StopsWithAnErrorWherePagesBringNothingNew) {
  int turn = 0;
  const auto serve = [&](int pages, bool shuffles) {
    transport_.Serve(kPath, [&turn, pages, shuffles](const Seen&) {
      ++turn;
      std::string body;
      for (int i = 0; i < 4; ++i) {
        const int place = shuffles ? (i + turn) % 4 : i;
        body += (i == 0 ? "" : ",") + FakeList{}.Row(turn % pages * 4 + place);
      }
      return Json(R"({"data":[)" + body + "]}");
    });
  };
  for (const int pages : {1, 2, 3}) {
    for (const bool shuffles : {false, true}) {
      const size_t before = transport_.requests().size();
      serve(pages, shuffles);
      EXPECT_EQ(Walk(gadgets::kPagesOf(4)).size(), static_cast<size_t>(pages * 4));
      EXPECT_THAT(error(), HasSubstr("would lose the rest"));
      EXPECT_LE(transport_.requests().size() - before, 20U);
    }
  }
}

// Rows that come in while a list is paged push those that were read to the pages that follow.
TEST_F(ListPagerEndTest, ReadsOnThroughPagesThatWereReadAlready) {
  int request = 0;
  transport_.Serve(kPath, [&](const Seen& seen) {
    Seen moved = seen;
    const int inserted = ++request > 8 ? 13 : 0;
    moved.query["from"] = std::to_string(std::stoi(seen.Param("from")) - inserted);
    return FakeList{.rows = 100}(moved);
  });
  EXPECT_EQ(Walk(gadgets::kPagesOf(5)), Ids(100));
  EXPECT_EQ(error(), "");
}

}  // namespace
}  // namespace zoho_desk::client
