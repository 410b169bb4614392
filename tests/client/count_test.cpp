#include "client/count.h"

#include "tests/client/gadgets.h"
#include "tests/client/session_fixture.h"
#include "tests/client/timed_desk.h"

namespace zoho_desk::client {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

class CountTest : public SessionFixture {
 protected:
  Result<int64_t> Count(const resources::Resource& resource, std::string_view filter = "") {
    return CountRecords(*session(), resource, filter, budget_, cancelled_);
  }
};

TEST_F(CountTest, TakesItFromOneSearchOfOneRow) {
  TimedDesk desk(345);
  desk.ServeOn(transport_);
  EXPECT_EQ(*Count(timed::kMoments), 345);
  EXPECT_THAT(transport_.Targets(),
              ElementsAre("/api/v1/moments/search?createdTimeRange=1970-01-01T00:00:00.000Z,2099-"
                          "12-31T23:59:59.000Z&from=0&limit=1"));
}

TEST_F(CountTest, TakesItFromTheCountEndpoint) {
  resources::Resource resource = gadgets::kListOnly;
  resource.count.path = "/api/v1/gadgetsCount";
  for (const char* body : {R"({"count":12})", R"({"count":"12"})"}) {
    transport_.Script("/api/v1/gadgetsCount", {Json(body)});
    EXPECT_EQ(*Count(resource, "state=a b&size=1"), 12);
    EXPECT_EQ(transport_.requests().back().target, "/api/v1/gadgetsCount?state=a%20b&size=1");
  }
}

TEST_F(CountTest, IsNothingWhenNothingMatches) {
  transport_.Script("/api/v1/moments/search", {Nothing()});
  EXPECT_EQ(*Count(timed::kMoments, "state=x"), 0);
}

TEST_F(CountTest, IsNotNothingWhenTheAnswerIsDamaged) {
  for (const char* body : {"", "<html></html>", "[]"}) {
    transport_.Script("/api/v1/moments/search", {Json(body)});
    EXPECT_FALSE(Count(timed::kMoments).ok()) << body;
  }
}

TEST_F(CountTest, RefusesWhatItCannotCount) {
  EXPECT_THAT(
      Count(gadgets::kListOnly).error().message,
      AllOf(HasSubstr("zoho_desk_count"), HasSubstr("SELECT count(*) FROM zoho_desk_gadgets")));
  EXPECT_THAT(Count(timed::kMoments, "state").error().message, HasSubstr("name=value"));
  EXPECT_THAT(Count(timed::kMoments, "limit=3").error().message, HasSubstr("leave it out"));
  TimedDesk desk(3);
  desk.tells_count = false;
  desk.ServeOn(transport_);
  EXPECT_THAT(Count(timed::kMoments).error().message, HasSubstr("does not say how many"));
}

}  // namespace
}  // namespace zoho_desk::client
