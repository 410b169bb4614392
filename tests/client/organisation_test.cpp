// Which organisation a session's requests are for.

#include "tests/client/session_fixture.h"
#include "tests/support/small_stack.h"

namespace zoho_desk::client {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

constexpr const char* kThings = "/api/v1/things";

class OrganisationTest : public SessionFixture {
 protected:
  void SetUp() override {
    SessionFixture::SetUp();
    Use(NoOrganisation());
  }
  static auth::Config NoOrganisation() {
    auto config = TokenConfig();
    config.org_id = "";
    return config;
  }
  // Looks the organisation up in that answer.
  Result<std::string> Discover(Answer answer) {
    transport_.Script(kOrganizations, {std::move(answer)});
    return session()->OrgId(budget_, cancelled_);
  }
};

TEST_F(OrganisationTest, TakesTheOnlyOneAndAsksOnce) {
  transport_.Script(kOrganizations,
                    {Json(R"({"data":[{"id":4001,"companyName":"A","isDefault":false}]})")});
  transport_.Script(kThings, {Json("{}"), Json("{}")});
  ASSERT_TRUE(Get().ok());
  ASSERT_TRUE(Get().ok());
  EXPECT_THAT(transport_.Targets(), ElementsAre(kOrganizations, kThings, kThings));
  EXPECT_EQ(transport_.requests().at(0).Header("orgId"), "");
  EXPECT_EQ(transport_.requests().at(1).Header("orgId"), "4001");
  EXPECT_EQ(transport_.requests().at(2).Header("orgId"), "4001");
  EXPECT_EQ(budget_.used, 3);
}

TEST_F(OrganisationTest, TakesTheDefaultAmongSeveral) {
  const auto org = Discover(
      Json(R"({"data":[{"id":1},{"id":"2","isDefault":true},{"id":3,"isDefault":false}]})"));
  ASSERT_TRUE(org.ok()) << org.error().message;
  EXPECT_EQ(*org, "2");
}

TEST_F(OrganisationTest, ListsThemWhenNoneIsTheDefault) {
  transport_.Script(
      kOrganizations,
      {Json(R"({"data":[{"id":11,"companyName":"North"},{"id":22,"companyName":"South"}]})")});
  const auto answer = Get();
  ASSERT_FALSE(answer.ok());
  EXPECT_EQ(answer.error().code, Code::kInvalidArgument);
  EXPECT_THAT(answer.error().message,
              AllOf(StartsWith("zoho_desk_things: "), HasSubstr("ZOHO_DESK_ORG_ID"),
                    HasSubstr("11 (North)"), HasSubstr("22 (South)")));
  EXPECT_EQ(transport_.CountOf(kThings), 0);
}

TEST_F(OrganisationTest, ListsThemWhenTwoClaimToBeTheDefault) {
  const auto org =
      Discover(Json(R"({"data":[{"id":11,"isDefault":true},{"id":22,"isDefault":true}]})"));
  ASSERT_FALSE(org.ok());
  EXPECT_THAT(org.error().message, AllOf(HasSubstr("11"), HasSubstr("22")));
}

TEST_F(OrganisationTest, SaysWhenThereIsNone) {
  for (const Answer& answer : {Nothing(), Json(R"({"data":[]})")}) {
    const auto org = Discover(answer);
    ASSERT_FALSE(org.ok()) << answer.body;
    EXPECT_EQ(org.error().code, Code::kAuth) << answer.body;
    EXPECT_THAT(org.error().message,
                AllOf(HasSubstr("ZOHO_DESK_ORG_ID"), HasSubstr("ZOHO_DESK_DC ('us')")));
  }
}

TEST_F(OrganisationTest, DoesNotTakeAnotherAnswerForAnEmptyList) {
  for (const Answer& answer :
       {Json("{}"), Json("[]"), Json(R"({"data":{"id":1}})"), Json(R"({"data":[{"id":1)"),
        Json(R"({"data":[1]})"), Json(R"({"data":[{"id":null}]})"),
        Json(R"({"data":[{"id":"1\r\nX-Evil: 1"}]})")}) {
    const auto org = Discover(answer);
    ASSERT_FALSE(org.ok()) << answer.body;
    EXPECT_EQ(org.error().code, Code::kBadResponse) << answer.body;
    EXPECT_THAT(org.error().message,
                AllOf(HasSubstr("/api/v1/organizations"), HasSubstr("ZOHO_DESK_ORG_ID")));
  }
}

// Deep values that nobody reads are no matter, those that are read are refused, and neither takes
// stack.
TEST_F(OrganisationTest, SurvivesDeepAnswersOnASmallStack) {
  const auto nested = [](const std::string& key, size_t depth) {
    return Json(R"({"data":[{"id":"5",")" + key + "\":" + std::string(depth, '[') +
                std::string(depth, ']') + "}]}");
  };
  OnSmallStack([&] {
    for (const size_t depth : {size_t{5'000}, size_t{76'000}, size_t{500'000}}) {
      Use(NoOrganisation());
      const auto refused = Discover(nested("companyName", depth));
      ASSERT_FALSE(refused.ok());
      EXPECT_EQ(refused.error().code, Code::kBadResponse);
      EXPECT_THAT(refused.error().message, HasSubstr("nested too deeply"));
      const auto found = Discover(nested("x", depth));
      ASSERT_TRUE(found.ok()) << found.error().message;
      EXPECT_EQ(*found, "5");
    }
  });
}

TEST_F(OrganisationTest, ListsNoMoreOfThemThanAPersonReads) {
  std::string rows;
  for (int i = 1; i <= 1000; ++i)
    rows += (i == 1 ? "" : ",") + (R"({"id":)" + std::to_string(i) + R"(,"companyName":")") +
            std::string(2000, 'x') + "\"}";
  const auto org = Discover(Json("{\"data\":[" + rows + "]}"));
  ASSERT_FALSE(org.ok());
  EXPECT_THAT(org.error().message, AllOf(HasSubstr("20 (xxx"), HasSubstr("and 980 more")));
  EXPECT_LT(org.error().message.size(), 4096U);
}

TEST_F(OrganisationTest, AsksAgainAfterAFailure) {
  EXPECT_FALSE(Discover(Refusal(403, "SCOPE_MISMATCH")).ok());
  const auto org = Discover(Json(R"({"data":[{"id":5}]})"));
  ASSERT_TRUE(org.ok()) << org.error().message;
  EXPECT_EQ(*org, "5");
}

}  // namespace
}  // namespace zoho_desk::client
