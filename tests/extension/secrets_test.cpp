// No text that a query can show holds a secret.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "tests/extension/own_desk.h"

namespace zoho_desk::testing {
namespace {

namespace fs = std::filesystem;

class Secrets : public OwnDesk {
 protected:
  void Show(const std::string& sql) { shown_ += Query(sql).Text(); }
  void ShowWith(const Variables& settings, const std::string& sql) {
    shown_ += QueryWith(settings, sql).Text();
  }

  // The access token in use, from the file that only the user can read.
  std::string AccessToken() const {
    for (const auto& file :
         fs::directory_iterator(fs::path(desk_.environment().at("XDG_CACHE_HOME")) / "zoho_desk")) {
      std::ifstream stream(file.path());
      const Json json = Json::parse(stream, nullptr, /*allow_exceptions=*/false);
      if (json.is_object() && json.contains("access_token"))
        return json["access_token"].get<std::string>();
    }
    return {};
  }

  void ExpectHidden(const std::string& secret) const {
    ASSERT_GT(secret.size(), 8U);
    EXPECT_EQ(shown_.find(secret), std::string::npos) << "a secret is in: " << shown_;
  }

  std::string shown_;
};

TEST_F(Secrets, AreInNoTextThatAQueryShows) {
  const std::string sql = "SELECT id FROM zoho_desk_tickets";
  ASSERT_TRUE(Query(sql).ok());
  const std::string token = AccessToken();
  for (const int status : {400, 401, 403, 404, 422, 429, 500}) {
    server().Inject({.match = "/api/v1/tickets",
                     .times = -1,
                     .status = status,
                     .body = R"({"errorCode":"ODD","message":"Odd."})"});
    ShowWith({{"ZOHO_DESK_RETRIES", "0"}}, sql);
    server().ClearFaults();
  }
  const std::string renewed = AccessToken();
  ShowWith({{"ZOHO_DESK_CLIENT_ID", "1000.other"}}, sql);
  ShowWith({{"ZOHO_DESK_REFRESH_TOKEN", "1000.a-wrong-refresh-token"}}, sql);
  ShowWith({{"ZOHO_DESK_CLIENT_SECRET", "a wrong client secret"}}, sql);
  ShowWith({{"ZOHO_DESK_ACCESS_TOKEN", "1000.a-wrong-access-token"}}, sql);
  ShowWith({{"ZOHO_DESK_ORG_ID", "17"}}, sql);
  ShowWith({{"ZOHO_DESK_API_BASE", "http://127.0.0.1:1"}, {"ZOHO_DESK_RETRIES", "0"}}, sql);
  Show("EXPLAIN " + sql);
  Show("EXPLAIN QUERY PLAN " + sql);
  Show("SELECT * FROM zoho_desk_requests");
  Show("SELECT zoho_desk_debug(), zoho_desk_version()");

  EXPECT_NE(shown_.find("HTTP 422 ODD"), std::string::npos) << shown_;
  EXPECT_NE(shown_.find("/oauth/v2/token"), std::string::npos);
  for (const std::string& secret :
       {server().credentials().client_secret, server().credentials().refresh_token, token, renewed,
        std::string("1000.a-wrong-refresh-token"), std::string("a wrong client secret"),
        std::string("1000.a-wrong-access-token")})
    ExpectHidden(secret);
}

// A gateway in between may send back what it got.
TEST_F(Secrets, ThatTheDeskRepeatsAreLeftOut) {
  const std::string sql = "SELECT id FROM zoho_desk_tickets";
  ASSERT_TRUE(Query(sql).ok());
  const std::vector<std::string> secrets{AccessToken(), server().credentials().client_secret,
                                         server().credentials().refresh_token};
  for (const std::string& secret : secrets) {
    for (const int status : {302, 400, 401, 403, 404, 408, 422, 429, 500}) {
      server().Inject({.match = "/api/v1/tickets",
                       .times = -1,
                       .status = status,
                       .headers = {{"Retry-After", secret}},
                       .body = Json{{"errorCode", "ODD"},
                                    {"message", "You sent " + secret},
                                    {"errors", {{{"fieldName", secret}, {"errorType", secret}}}}}
                                   .dump()});
      ShowWith({{"ZOHO_DESK_RETRIES", "0"}}, sql);
      server().ClearFaults();
    }
    server().Inject({.match = "/api/v1/tickets",
                     .status = 200,
                     .content_type = "text/" + secret,
                     .body = secret});
    ShowWith({{"ZOHO_DESK_RETRIES", "0"}}, sql);
    server().ClearFaults();
  }
  Show("SELECT * FROM zoho_desk_requests");
  EXPECT_NE(shown_.find("You sent ***"), std::string::npos) << shown_;
  for (const std::string& secret : secrets)
    ExpectHidden(secret);
}

TEST_F(Secrets, ThatTheAccountsServerRepeatsAreLeftOut) {
  const std::string secret = server().credentials().client_secret;
  server().Inject({.match = "/oauth/v2/token",
                   .times = -1,
                   .status = 400,
                   .body = Json{{"error", "odd"}, {"error_description", "bad " + secret}}.dump()});
  Show("SELECT id FROM zoho_desk_tickets");
  Show("SELECT * FROM zoho_desk_requests");
  EXPECT_NE(shown_.find("odd"), std::string::npos) << shown_;
  ExpectHidden(secret);
}

}  // namespace
}  // namespace zoho_desk::testing
