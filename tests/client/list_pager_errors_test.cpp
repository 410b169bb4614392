// Servers whose bounds differ from the documented ones, and lists that go deeper than they let.

#include "tests/client/list_pager_fixture.h"

namespace zoho_desk::client {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

constexpr const char* kPath = "/api/v1/gadgets";

using ListPagerErrorsTest = ListPagerTest;

// Serves `list`, but refuses pages larger than `most`.
FakeTransport::Handler WithLimit(FakeList list, int most) {
  return [list, most](const Seen& seen) {
    if (std::stoi(seen.Param("limit")) <= most)
      return list(seen);
    return Refusal(422, "UNPROCESSABLE_ENTITY",
                   "The value passed for field 'limit' exceeds the range of '1-" +
                       std::to_string(most) + "'.");
  };
}

TEST_F(ListPagerErrorsTest, ReadsTheLargestPageFromTheRefusal) {
  transport_.Serve(kPath, WithLimit({.rows = 60}, 25));
  EXPECT_EQ(Walk(gadgets::kListOnly), Ids(60));
  EXPECT_EQ(error(), "");
  std::vector<std::string> limits;
  for (const Seen& seen : transport_.requests())
    limits.push_back(seen.Param("limit"));
  EXPECT_THAT(limits, ElementsAre("100", "25", "25", "25", "25"));
}

TEST_F(ListPagerErrorsTest, DoesNotAskForEverWhenTheRefusalMakesNoSense) {
  for (const char* message :
       {"field 'limit' exceeds the range of '1-100'.", "field 'limit' exceeds the range of '1-0'.",
        "field 'limit' is wrong", "field 'other' exceeds the range of '1-5'.",
        "field 'limit' exceeds the range of '1-99999999999999999999'."}) {
    transport_.Script(kPath, {Refusal(422, "UNPROCESSABLE_ENTITY", message)});
    EXPECT_THAT(Walk(gadgets::kListOnly), ElementsAre());
    EXPECT_THAT(error(), HasSubstr(message));
  }
}

TEST_F(ListPagerErrorsTest, DoesWithoutPagingWhereItMayBeRefused) {
  auto resource = gadgets::kPagesOf(50);
  resource.list.paging_may_be_refused = true;
  for (const char* name : {"from", "limit"}) {
    transport_.Serve(kPath, [name](const Seen& seen) {
      if (seen.query.empty())
        return FakeList{.rows = 60}(seen);
      return Refusal(422, "UNPROCESSABLE_ENTITY",
                     std::string("Extra query parameter '") + name + "' is present in the input.");
    });
    EXPECT_EQ(Walk(resource), Ids(60));
    EXPECT_EQ(error(), "");
    EXPECT_EQ(transport_.requests().back().target, kPath);
  }
  EXPECT_EQ(transport_.requests().size(), 4U);
}

TEST_F(ListPagerErrorsTest, ReportsRefusedPagingWhereItShouldWork) {
  transport_.Script(kPath, {Refusal(422, "UNPROCESSABLE_ENTITY",
                                    "Extra query parameter 'from' is present in the input.")});
  Walk(gadgets::kListOnly);
  EXPECT_THAT(error(), HasSubstr("Extra query parameter 'from'"));
}

TEST_F(ListPagerErrorsTest, RaisesALimitThatTheServerFindsTooSmall) {
  const auto resource = gadgets::kPagesOf(50);
  transport_.Serve(kPath, [](const Seen& seen) {
    if (std::stoi(seen.Param("limit")) < 10) {
      return Refusal(422, "UNPROCESSABLE_ENTITY",
                     "The value passed for field 'limit' exceeds the range of '10-50'.");
    }
    return FakeList{.rows = 3}(seen);
  });
  EXPECT_EQ(Walk(resource, {.route = ListPages(resource), .expected_rows = 5}), Ids(3));
  EXPECT_EQ(error(), "");
}

TEST_F(ListPagerErrorsTest, RemembersWhichLimitTheServerTakes) {
  const auto resource = gadgets::kPagesOf(50);
  transport_.Serve(kPath, [](const Seen& seen) {
    if (std::stoi(seen.Param("limit")) > 20) {
      return Refusal(422, "UNPROCESSABLE_ENTITY",
                     "The value passed for field 'limit' exceeds the range of '1-20'.");
    }
    return FakeList{.rows = 3}(seen);
  });
  EXPECT_EQ(Walk(resource), Ids(3));
  EXPECT_EQ(Walk(resource), Ids(3));
  EXPECT_EQ(transport_.requests().size(), 5U);
  const std::string path(resource.list.path);
  EXPECT_EQ(session()->LargestPage(path, 50), 20);
  EXPECT_EQ(session()->LargestPage("/api/v1/gadgets/search", 50), 50);
  EXPECT_EQ(session()->LargestPage(path, 50, Session::Clock::now() + Session::kLimitLife), 50);
}

// Said once, for whatever reason.
TEST_F(ListPagerErrorsTest, DoesNotBelieveALimitThatIsTooSmallForMoreThanAPage) {
  const auto resource = gadgets::kPagesOf(50);
  for (const char* range : {"1-1", "1-2", "1-9"}) {
    int request = 0;
    transport_.Serve(kPath, [&](const Seen& seen) {
      if (++request == 2) {
        return Refusal(422, "UNPROCESSABLE_ENTITY",
                       "The value passed for field 'limit' exceeds the range of '" +
                           std::string(range) + "'.");
      }
      return FakeList{.rows = 200}(seen);
    });
    EXPECT_EQ(Walk(resource), Ids(200)) << range;
    EXPECT_EQ(error(), "");
    EXPECT_LE(request, 8);
    EXPECT_EQ(session()->LargestPage(std::string(resource.list.path), 50), 50);
  }
}

TEST_F(ListPagerErrorsTest, ReadsAListWhosePagesAreTinyToItsEnd) {
  const auto resource = gadgets::kPagesOf(50);
  for (const int most : {1, 2}) {
    transport_.Serve(kPath, WithLimit({.rows = 7}, most));
    EXPECT_EQ(Walk(resource), Ids(7)) << most;
    EXPECT_EQ(error(), "");
  }
}

TEST_F(ListPagerErrorsTest, SaysHowManyRowsCameBeforeTheCeiling) {
  transport_.Serve(kPath, [](const Seen& seen) {
    if (std::stoi(seen.Param("from")) < 6)
      return FakeList{.rows = 100}(seen);
    return Refusal(422, "UNPROCESSABLE_ENTITY",
                   "The value passed for field 'from' exceeds the range of '0-5'.");
  });
  EXPECT_EQ(Walk(gadgets::kPagesOf(3)), Ids(6));
  EXPECT_EQ(error_->http_status, 422);
  EXPECT_THAT(error(), AllOf(StartsWith("zoho_desk_gadgets: "), HasSubstr("6 rows"),
                             HasSubstr("not the whole result"), HasSubstr("LIMIT")));
  EXPECT_EQ(error_->signal, Signal::kCeilingReached);
}

TEST_F(ListPagerErrorsTest, EndsWhereTheKeysTakeTooMuchMemory) {
  const auto resource = gadgets::kPagesOf(3);
  transport_.Serve(kPath, FakeList{.rows = 100});
  const Projection projection(resource, {});
  SeenKeys seen;
  for (int i = 0; !seen.is_full(); ++i)
    seen.Insert("k" + std::to_string(i) + std::string(200, 'k'));
  ListPager pager(*session(), projection, {.route = ListPages(resource)}, seen, budget_);
  const auto page = pager.NextPage(cancelled_);
  ASSERT_FALSE(page.ok());
  EXPECT_EQ(page.error().code, Code::kInvalidArgument);
  EXPECT_NE(page.error().signal, Signal::kCeilingReached);  // nothing goes on from here
  EXPECT_THAT(page.error().message,
              AllOf(HasSubstr("zoho_desk_gadgets"), HasSubstr("the keys of the 3 rows"),
                    HasSubstr("128 MiB"), HasSubstr("not the whole result")));
}

TEST_F(ListPagerErrorsTest, DoesNotAskBeyondADocumentedCeiling) {
  auto resource = gadgets::kPagesOf(3);
  resource.list.max_from = 5;
  transport_.Serve(kPath, FakeList{.rows = 100});
  EXPECT_EQ(Walk(resource), Ids(6));
  EXPECT_THAT(error(), HasSubstr("no more than the 6 rows"));
  EXPECT_THAT(Froms(), ElementsAre("0", "3"));
}

TEST_F(ListPagerErrorsTest, EndsQuietlyBeforeTheCeilingWhenTheListDoes) {
  auto resource = gadgets::kPagesOf(3);
  resource.list.max_from = 5;
  transport_.Serve(kPath, FakeList{.rows = 5});
  EXPECT_EQ(Walk(resource), Ids(5));
  EXPECT_EQ(error(), "");
}

TEST_F(ListPagerErrorsTest, ReportsARefusalOnTheFirstPageAsItIs) {
  transport_.Script(kPath, {Refusal(422, "UNPROCESSABLE_ENTITY",
                                    "The value passed for field 'from' exceeds the range of "
                                    "'1-5'.")});
  Walk(gadgets::kPagesOf(3));
  EXPECT_THAT(error(), AllOf(HasSubstr("range of '1-5'"), testing::Not(HasSubstr("no more than"))));
}

TEST_F(ListPagerErrorsTest, SaysWhatAListWouldHaveCostAsFarAsItIsKnown) {
  auto config = TokenConfig();
  config.max_requests = 2;
  const auto resource = gadgets::kPagesOf(5);
  const auto error_of = [&](ListPager::Options options) {
    Use(config);
    budget_ = {};
    Walk(resource, std::move(options));
    return error();
  };
  transport_.Serve(kPath, FakeList{.rows = 23});
  EXPECT_THAT(error_of({.route = ListPages(resource)}),
              AllOf(HasSubstr("the 2 requests that ZOHO_DESK_MAX_REQUESTS allows"),
                    HasSubstr("10 rows have come, and the API does not tell how many there are"),
                    HasSubstr("at least 3 requests in all, of which 2 were sent")));
  EXPECT_THAT(
      error_of({.route = ListPages(resource), .expected_rows = 18}),
      AllOf(HasSubstr("of the 18 that LIMIT asks for"), HasSubstr("at least 4 requests in all")));
  transport_.Serve(kPath, [](const Seen& seen) {
    Answer answer = FakeList{.rows = 23}(seen);
    answer.body.insert(1, R"("count":23,)");
    return answer;
  });
  EXPECT_THAT(error_of({.route = ListPages(resource)}),
              AllOf(HasSubstr("10 rows have come of the 23 that Zoho Desk counts"),
                    HasSubstr("at least 5 requests in all")));
}

// Rows made on 2024-01-01, -02, -03, oldest first.
Answer OldestFirst(const Seen&) {
  return Json(R"({"data":[{"id":"1","made":"2024-01-01T00:00:00.000Z"},)"
              R"({"id":"2","made":"2024-01-02T00:00:00.000Z"},)"
              R"({"id":"3","made":"2024-01-03T00:00:00.000Z"}]})");
}

ListPager::Options InOrder(const resources::Resource& resource, bool ours) {
  return {.route = ListPages(resource),
          .order = ServerOrder{gadgets::kMade, "made", true, ours, true}};
}

// Every shape in which a server says that it does not sort.
TEST_F(ListPagerErrorsTest, TellsThatTheServerRefusesTheOrder) {
  const auto resource = gadgets::kPagesOf(3);
  const Answer refusals[] = {
      Refusal(422, "UNPROCESSABLE_ENTITY",
              "The value passed for the 'sortBy' query parameter is invalid."),
      Refusal(422, "UNPROCESSABLE_ENTITY",
              "Extra query parameter 'sortBy' is present in the input."),
      {.status = 422,
       .body = R"({"errorCode":"INVALID_DATA","message":"m","errors":[{"fieldName":"/sortBy",)"
               R"("errorType":"invalid","errorMessage":""}]})"},
      Refusal(422, "UNPROCESSABLE_ENTITY", "No."),
      Refusal(400, "BAD_REQUEST", "No."),
  };
  for (const Answer& refusal : refusals) {
    transport_.Script(kPath, {refusal});
    EXPECT_THAT(Walk(resource, InOrder(resource, true), {gadgets::kMade}), ElementsAre());
    EXPECT_TRUE(IsOrderRefusal(*error_)) << refusal.body;
  }
  // About something else.
  transport_.Script(kPath,
                    {Refusal(422, "UNPROCESSABLE_ENTITY",
                             "The value passed for the 'from' query parameter is invalid.")});
  Walk(resource, InOrder(resource, true), {gadgets::kMade});
  EXPECT_FALSE(IsOrderRefusal(*error_));
}

TEST_F(ListPagerErrorsTest, TellsThatTheServerDoesNotKeepToTheOrder) {
  const auto resource = gadgets::kPagesOf(3);
  transport_.Serve(kPath, OldestFirst);
  for (const bool ours : {true, false}) {
    EXPECT_THAT(Walk(resource, InOrder(resource, ours), {gadgets::kMade}), ElementsAre());
    EXPECT_TRUE(IsOrderRefusal(*error_));
    EXPECT_THAT(error(), AllOf(HasSubstr("sortBy=-made"), HasSubstr("ORDER BY +made")));
  }
}

}  // namespace
}  // namespace zoho_desk::client
