#include <gtest/gtest.h>

#include <future>

#include "tests/sandbox/client.h"

namespace zoho_desk::sandbox {
namespace {

class Control : public ::testing::Test {
 protected:
  Answer Send(const Json& document) { return portal_.Post("/_sandbox/control", document.dump()); }

  Portal portal_;
};

TEST_F(Control, ChangesSettings) {
  EXPECT_EQ(Send({{"credits", 5}, {"concurrency", 3}, {"scopes", {"Desk.tickets.READ"}}}).status,
            200);
  EXPECT_EQ(portal_.server().credits_left(), 5);
  EXPECT_EQ(portal_.server().settings().concurrency, 3);
  EXPECT_EQ(portal_.Get("contacts").error(), "SCOPE_MISMATCH");
  EXPECT_EQ(Send({{"index_base", {{"tickets", 1}}}, {"search_ceiling", 999}}).status, 200);
  EXPECT_EQ(portal_.server().settings().index_base.at("tickets"), 1);
  EXPECT_EQ(portal_.GetRaw("/_sandbox/status", {}).json()["search_ceiling"], 999);
}

TEST_F(Control, GivesListsHabits) {
  const auto send = [&](const char* endpoint, const Json& habits) {
    return Send({{"habits", {{endpoint, habits}}}}).status;
  };
  const auto ids = [&](const Answer& answer) {
    std::vector<std::string> found;
    for (const Json& row : answer.json().value("data", Json::array()))
      found.push_back(row["id"]);
    return found;
  };
  const auto plain = ids(portal_.Get("contacts", {{"from", "0"}, {"limit", "10"}}));
  ASSERT_EQ(plain.size(), 10U);
  for (const auto& [habit, status] :
       {std::pair("invalid", 422), std::pair("extra", 422), std::pair("bad-request", 400)}) {
    EXPECT_EQ(send("contacts", {{"sort", habit}}), 200);
    EXPECT_EQ(portal_.Get("contacts", {{"sortBy", "-createdTime"}}).status, status);
    EXPECT_EQ(portal_.Get("contacts", {{"limit", "10"}}).status, 200);
  }
  EXPECT_EQ(send("contacts", {{"sort", "ignored"}, {"ignores_from", true}, {"most_rows", 4}}), 200);
  EXPECT_EQ(
      ids(portal_.Get("contacts", {{"sortBy", "-createdTime"}, {"from", "7"}, {"limit", "10"}})),
      std::vector(plain.begin(), plain.begin() + 4));
  EXPECT_EQ(send("contacts", {{"hidden_every", 3}}), 200);
  EXPECT_EQ(ids(portal_.Get("contacts", {{"limit", "4"}})),
            (std::vector{plain[0], plain[1], plain[3]}));
  EXPECT_EQ(send("contacts", {{"shuffles", true}}), 200);
  EXPECT_NE(ids(portal_.Get("contacts", {{"limit", "4"}})),
            ids(portal_.Get("contacts", {{"limit", "4"}})));
  EXPECT_EQ(send("nothing", {{"most_rows", 1}}), 400);
  EXPECT_EQ(send("contacts", {{"sort", "sideways"}}), 400);
}

TEST_F(Control, RefusesWhatItDoesNotKnowAndChangesNothing) {
  EXPECT_EQ(Send({{"latency", 5}}).status, 400);
  EXPECT_EQ(Send({{"latency_ms", "5"}, {"credits", 1}}).status, 400);
  EXPECT_EQ(Send({{"index_base", {{"nothing", 1}}}}).status, 400);
  EXPECT_EQ(Send({{"inject", {{{"sttus", 500}}}}}).status, 400);
  EXPECT_EQ(Send(Json::array()).status, 400);
  EXPECT_EQ(portal_.server().settings().credits, 100'000);
}

TEST_F(Control, ActsOnTokens) {
  EXPECT_EQ(Send({{"expire_tokens", true}}).status, 200);
  EXPECT_EQ(portal_.Get("channels").error(), "INVALID_OAUTH");
  const Json answer = Send({{"new_code", true}}).json();
  EXPECT_TRUE(answer["code"].get<std::string>().starts_with("1000."));
}

TEST_F(Control, ServesTheLogAndTheDump) {
  portal_.Get("channels");
  const Json log = portal_.GetRaw("/_sandbox/log", {}).json();
  ASSERT_EQ(log.size(), 1U);
  EXPECT_EQ(log[0]["resource"], "channels");
  portal_.Post("/_sandbox/log/reset", "");
  EXPECT_TRUE(portal_.GetRaw("/_sandbox/log", {}).json().empty());
  EXPECT_EQ(portal_.GetRaw("/_sandbox/dump", {}).json(), portal_.server().Dump());
  EXPECT_EQ(portal_.GetRaw("/_sandbox/dump/teams", {}).json(), portal_.server().Dump("teams"));
  EXPECT_EQ(portal_.GetRaw("/_sandbox/dump/nothing", {}).status, 404);
}

TEST_F(Control, InjectsAnswers) {
  Send({{"inject",
         {{{"match", "/api/v1/tickets"},
           {"skip", 1},
           {"times", 2},
           {"status", 503},
           {"headers", {{"Retry-After", "2"}}},
           {"content_type", "text/html"},
           {"body", "<p>busy</p>"}}}}});
  EXPECT_EQ(portal_.Get("tickets").status, 200);
  EXPECT_EQ(portal_.Get("contacts").status, 200);
  const Answer busy = portal_.Get("tickets");
  EXPECT_EQ(busy.status, 503);
  EXPECT_EQ(busy.body, "<p>busy</p>");
  EXPECT_EQ(busy.header("retry-after"), "2");
  EXPECT_EQ(portal_.Get("tickets").status, 503);
  EXPECT_EQ(portal_.Get("tickets").status, 200);
  EXPECT_TRUE(portal_.server().Log()[2].faulted);
}

TEST_F(Control, CutsConnections) {
  portal_.server().Inject({.match = "/tickets", .close = true});
  EXPECT_EQ(portal_.Get("tickets").status, 0);
  EXPECT_EQ(portal_.Get("tickets").status, 200);
  EXPECT_EQ(portal_.server().Log()[0].status, 0);
}

TEST_F(Control, TruncatesBodies) {
  portal_.server().Inject({.match = "/tickets", .truncate_at = 100});
  EXPECT_EQ(portal_.Get("tickets").status, 0);  // the client sees the announced length was not met
  EXPECT_EQ(portal_.Get("tickets").status, 200);
}

TEST_F(Control, ReplacesTextInTheRealAnswer) {
  EXPECT_EQ(
      portal_
          .Post("/_sandbox/control",
                R"({"inject":[{"match":"/tickets","replace":["\"subject\":","\"topic\":"]}]})")
          .status,
      200);
  const Json rows = portal_.Rows("tickets", {{"limit", "2"}});
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_TRUE(rows[1].contains("topic"));
  EXPECT_FALSE(rows[1].contains("subject"));
}

TEST_F(Control, AnswersAsHttp10WithoutALength) {
  portal_.server().Inject({.match = "/tickets", .http_1_0 = true});
  const Answer answer = portal_.Get("tickets", {{"limit", "2"}});
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.json()["data"].size(), 2U);
  EXPECT_FALSE(answer.headers.contains("content-length"));
}

TEST_F(Control, DripsABody) {
  portal_.server().Inject({.match = "/tickets", .body = "12345", .drip_ms = 1});
  EXPECT_EQ(portal_.Get("tickets").body, "12345");
}

// The server's end would otherwise wait for a client that waits for it.
TEST_F(Control, StallsUntilTheServerStops) {
  portal_.server().Inject({.match = "/tickets", .truncate_at = 3, .stall = true});
  std::promise<void> asked;
  portal_.server().SetObserver([&](const LogEntry&) { asked.set_value(); });
  auto answer = std::async(std::launch::async, [this] { return portal_.Get("tickets"); });
  asked.get_future().wait();
  portal_.server().Stop();
  EXPECT_EQ(answer.get().status, 0);
}

TEST_F(Control, KeepsTheRealAnswerWhenAFaultHasNoStatus) {
  portal_.server().Inject({.match = "/tickets", .query = "limit=1", .headers = {{"X-Extra", "1"}}});
  EXPECT_FALSE(portal_.Get("tickets").headers.contains("x-extra"));
  const Answer answer = portal_.Get("tickets", {{"limit", "1"}});
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.header("x-extra"), "1");
  portal_.server().Inject({.times = -1, .status = 500});
  portal_.server().ClearFaults();
  EXPECT_EQ(portal_.Get("tickets").status, 200);
}

}  // namespace
}  // namespace zoho_desk::sandbox
