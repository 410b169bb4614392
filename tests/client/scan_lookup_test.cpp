// Lookups by key.

#include "client/record.h"
#include "tests/client/scan_fixture.h"

namespace zoho_desk::client {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

using LookupTest = ScanFixture;
using Route = resources::Route;

TEST_F(LookupTest, AsksForTheRecordAndNothingElse) {
  transport_.Script("/api/v1/gadgets/7",
                    {Json(R"({"id":"7","name":"n","note":"full","secret":"s"})")});
  EXPECT_THAT(Run({.resource = &gadgets::kGadgets,
                   .columns = {gadgets::kId, gadgets::kName, gadgets::kNote, gadgets::kSecret},
                   .route = Route::kGet,
                   .keys = {"7"}}),
              ElementsAre("text 7, text n, text full, text s"));
  EXPECT_THAT(transport_.Targets(), ElementsAre("/api/v1/gadgets/7"));
  EXPECT_EQ(RequestLogSnapshot().at(0).rows, 1);
}

TEST_F(LookupTest, AsksForTheIncludesOfColumnsThatAreRead) {
  transport_.Script("/api/v1/gadgets/7", {Json(R"({"id":"7","owner":{"id":"1"}})")});
  EXPECT_THAT(Run({.resource = &gadgets::kGadgets,
                   .columns = {gadgets::kOwner, kRawColumn},
                   .route = Route::kGet,
                   .keys = {"7"}}),
              ElementsAre(R"(json {"id":"1"}, json {"id":"7","owner":{"id":"1"}})"));
  EXPECT_THAT(transport_.Targets(), ElementsAre("/api/v1/gadgets/7?include=ownerDetails"));
}

TEST_F(LookupTest, AsksForAParameterOfItsOwnOnlyWhereItsColumnIsRead) {
  const auto& organizations = *resources::FindResource("organizations");
  transport_.Script("/api/v1/organizations/7",
                    {Json(R"({"id":"7","customDomain":"help.example"})"), Json(R"({"id":"7"})")});
  const auto read = [&](const char* column) {
    return Run({.resource = &organizations,
                .columns = Columns(organizations, {column}),
                .route = Route::kGet,
                .keys = {"7"}});
  };
  EXPECT_THAT(read("customDomain"), ElementsAre("text help.example"));
  EXPECT_THAT(read("id"), ElementsAre("text 7"));
  EXPECT_THAT(transport_.Targets(), ElementsAre("/api/v1/organizations/7?includeCustomDomain=true",
                                                "/api/v1/organizations/7"));
}

TEST_F(LookupTest, AsksNothingForAnImpossibleKey) {
  for (const char* key :
       {"", "abc", "12a", "-1", "1.5", " 1", "1 ", "1/2", "..", "1?x=y", "1%2F"}) {
    EXPECT_THAT(Run({.resource = &gadgets::kGadgets, .route = Route::kGet, .keys = {key}}),
                IsEmpty())
        << key;
    EXPECT_EQ(error(), "") << key;
  }
  EXPECT_THAT(transport_.requests(), IsEmpty());
}

TEST_F(LookupTest, LooksCodesUpToo) {
  const auto& channels = *resources::FindResource("channels");
  transport_.Script("/api/v1/channels/Web_2-b", {Json(R"({"code":"Web_2-b"})")});
  EXPECT_THAT(Run({.resource = &channels,
                   .columns = Columns(channels, {"code"}),
                   .route = Route::kGet,
                   .keys = {"Web_2-b"}}),
              ElementsAre("text Web_2-b"));
  for (const char* key : {"", "a b", "a/b", "../x", "a.b", "caf\xc3\xa9"})
    EXPECT_THAT(Run({.resource = &channels, .route = Route::kGet, .keys = {key}}), IsEmpty())
        << key;
  EXPECT_EQ(transport_.requests().size(), 1U);
}

TEST_F(LookupTest, FindsNoRowWhereZohoKnowsNoRecord) {
  for (const Answer& answer : {Refusal(404, "URL_NOT_FOUND"), Nothing()}) {
    transport_.Script("/api/v1/gadgets/7", {answer});
    EXPECT_THAT(Run({.resource = &gadgets::kGadgets, .route = Route::kGet, .keys = {"7"}}),
                IsEmpty());
    EXPECT_EQ(error(), "");
    EXPECT_EQ(RequestLogSnapshot().back().rows, 0);
  }
}

TEST_F(LookupTest, TakesAnEmptyAnswerForOneThatWasCutOff) {
  auto config = TokenConfig();
  config.retries = 1;
  Use(config);
  const Answer empty{.status = 200, .content_type = ""};
  transport_.Script("/api/v1/gadgets/7", {empty, Json(R"({"id":"7","name":"a"})")});
  const ScanRequest lookup{.resource = &gadgets::kGadgets,
                           .columns = {gadgets::kName},
                           .route = Route::kGet,
                           .keys = {"7"}};
  EXPECT_THAT(Run(lookup), ElementsAre("text a"));
  transport_.Script("/api/v1/gadgets/7", {empty, empty});
  EXPECT_THAT(Run(lookup), IsEmpty());
  EXPECT_THAT(error(), AllOf(HasSubstr("has no content"), HasSubstr("2 tries")));
}

TEST_F(LookupTest, RefusesAnotherRecordThanTheOneAskedFor) {
  transport_.Script("/api/v1/gadgets/7", {Json(R"({"id":"8","name":"a"})")});
  EXPECT_THAT(Run({.resource = &gadgets::kGadgets, .route = Route::kGet, .keys = {"7"}}),
              IsEmpty());
  EXPECT_THAT(error(), AllOf(HasSubstr("/api/v1/gadgets/7"), HasSubstr("another record, 8")));
}

TEST_F(LookupTest, TakesAWebServers404ForAnError) {
  transport_.Script("/api/v1/gadgets/7", {Html(404)});
  EXPECT_THAT(Run({.resource = &gadgets::kGadgets, .route = Route::kGet, .keys = {"7"}}),
              IsEmpty());
  EXPECT_EQ(error_->code, Code::kBadResponse);
  EXPECT_THAT(error(), StartsWith("zoho_desk_gadgets: "));
}

TEST_F(LookupTest, ReportsADamagedRecord) {
  transport_.Script("/api/v1/gadgets/7", {Json(R"({"id":"7","name":)")});
  EXPECT_THAT(Run({.resource = &gadgets::kGadgets, .route = Route::kGet, .keys = {"7"}}),
              IsEmpty());
  EXPECT_EQ(error_->code, Code::kBadResponse);
  EXPECT_THAT(error(), AllOf(StartsWith("zoho_desk_gadgets: GET /api/v1/gadgets/7: "),
                             HasSubstr("nothing of it was used")));
  EXPECT_EQ(RequestLogSnapshot().back().error, error());
}

TEST_F(LookupTest, YieldsTheRecordOnce) {
  transport_.Script("/api/v1/gadgets/7", {Json(R"({"id":"7"})")});
  Scan scan(session(), {.resource = &gadgets::kGadgets, .route = Route::kGet, .keys = {"7"}},
            budget_);
  EXPECT_THAT(transport_.requests(), IsEmpty());
  EXPECT_TRUE(*scan.Next(cancelled_));
  EXPECT_EQ(scan.RowKey(), "7");
  EXPECT_FALSE(*scan.Next(cancelled_));
  EXPECT_FALSE(*scan.Next(cancelled_));
}

// A looked-up record says for itself which module it is of.
TEST_F(LookupTest, DoesNotInventTheParentValue) {
  const auto& layouts = *resources::FindResource("layouts");
  transport_.Script("/api/v1/layouts/7", {Json(R"({"id":"7"})")});
  EXPECT_THAT(Run({.resource = &layouts,
                   .columns = Columns(layouts, {"module"}),
                   .route = Route::kGet,
                   .keys = {"7"}}),
              ElementsAre("null"));
}

TEST(AppendUnique, KeepsAListWithoutRepeats) {
  std::string list;
  for (const char* value : {"contacts", "team", "contact", "contacts", "team"})
    AppendUnique(list, value);
  EXPECT_EQ(list, "contacts,team,contact");
}

TEST(TableName, IsTheNameOfTheSqlTable) {
  EXPECT_EQ(TableName(*resources::FindResource("tickets")), "zoho_desk_tickets");
}

}  // namespace
}  // namespace zoho_desk::client
