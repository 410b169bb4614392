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

// What an answer may have in the place of a number, and what the error says of it.
TEST_F(CountTest, RefusesWhatIsNoNumberOfRecords) {
  const std::pair<const char*, const char*> wrong[] = {
      {"-5", "is -5,"},
      {R"("-5")", "is \"-5\","},
      {"-9223372036854775808", "is -9223372036854775808,"},
      {"1000000000001", "is 1000000000001,"},
      {"9223372036854775807", "is 9223372036854775807,"},
      {"9223372036854775808", "is 9223372036854775808,"},
      {"18446744073709551615", "is 18446744073709551615,"},
      {"1e18", "is 1e18,"},
      {"12.0", "is 12.0,"},
      {"1e400", "is 1e400,"},
      {R"("1e3")", "is \"1e3\","},
      {R"(" 12")", "is \" 12\","},
      {R"("")", "is \"\","},
      {R"("many\u001b[2J")", "no number of records"},
      {"null", "is null,"},
      {"true", "is true,"},
      {"[12]", "no number of records"},
      {R"({"count":12})", "no number of records"},
      {R"(1,"count":2)", "\"count\" twice"},
  };
  resources::Resource resource = gadgets::kListOnly;
  resource.count.path = "/api/v1/gadgetsCount";
  for (const auto& [value, message] : wrong) {
    transport_.Script(resource.count.path.data(),
                      {Json(R"({"count":)" + std::string(value) + "}")});
    const auto count = Count(resource);
    ASSERT_FALSE(count.ok()) << value << ": " << *count;
    EXPECT_EQ(count.error().code, Code::kBadResponse) << value;
    EXPECT_THAT(count.error().message,
                AllOf(HasSubstr("GET /api/v1/gadgetsCount"), HasSubstr(message),
                      HasSubstr("use SELECT count(*) instead")));
  }
  transport_.Script(resource.count.path.data(), {Json(R"({"count":1000000000000})")});
  EXPECT_EQ(*Count(resource), 1'000'000'000'000);
}

TEST_F(CountTest, TakesItFromTheAnswerAndNotFromItsRows) {
  transport_.Script("/api/v1/moments/search",
                    {Json(R"({"data":[{"id":"1","count":-1,"x":{"count":7}}],"count":0})")});
  EXPECT_EQ(*Count(timed::kMoments), 0);
}

TEST_F(CountTest, SaysThatAnAnswerWasCutOffOrIsNoJson) {
  for (const char* body : {R"({"count":12)", R"({"count":12}})", "[12]", "12", "{}"}) {
    transport_.Script("/api/v1/moments/search", {Json(body)});
    EXPECT_EQ(Count(timed::kMoments).error().code, Code::kBadResponse) << body;
  }
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
