// The life of access tokens, their scopes and the organisation they belong to, as queries see them.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "http/curl_transport.h"
#include "tests/extension/own_desk.h"
#include "tests/support/row_hook.h"

namespace zoho_desk::testing {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* kSql = "SELECT id FROM zoho_desk_tickets";

// An access token, as a user gets one by hand.
std::string NewAccessToken(sandbox::Server& server) {
  const auto& credentials = server.credentials();
  const auto answer = http::CurlTransport().Send(
      {.method = http::Method::kPost,
       .url = server.base_url() + "/oauth/v2/token",
       .body = "grant_type=refresh_token&refresh_token=" + credentials.refresh_token +
               "&client_id=" + credentials.client_id +
               "&client_secret=" + credentials.client_secret},
      {});
  EXPECT_TRUE(answer.ok());
  return Json::parse(answer->body).at("access_token").get<std::string>();
}

Variables AccessTokenAlone(const std::string& token) {
  return {{"ZOHO_DESK_ACCESS_TOKEN", token},
          {"ZOHO_DESK_CLIENT_ID", ""},
          {"ZOHO_DESK_CLIENT_SECRET", ""},
          {"ZOHO_DESK_REFRESH_TOKEN", ""}};
}

class Tokens : public OwnDesk {
 protected:
  fs::path CacheDirectory() const {
    return fs::path(desk_.environment().at("XDG_CACHE_HOME")) / "zoho_desk";
  }
};

TEST_F(Tokens, SufficeAlone) {
  const auto settings = AccessTokenAlone(NewAccessToken(server()));
  server().ResetLog();
  ExpectEveryTicket(QueryWith(settings, kSql));
  EXPECT_EQ(TokenCalls(), 0);
}

TEST_F(Tokens, ThatStandAloneCannotBeRenewed) {
  const std::string token = NewAccessToken(server());
  server().ExpireTokens();
  const QueryResult result = QueryWith(AccessTokenAlone(token), kSql);
  EXPECT_EQ(result.code, SQLITE_AUTH);
  for (const char* part : {"zoho_desk_tickets", "ZOHO_DESK_ACCESS_TOKEN", "expired",
                           "set a new one", "ZOHO_DESK_REFRESH_TOKEN"})
    EXPECT_THAT(result.error, HasSubstr(part));
  EXPECT_THAT(result.error, Not(HasSubstr(token)));
}

TEST_F(Tokens, ServeManyConnections) {
  for (int i = 0; i < 3; ++i)
    ExpectEveryTicket(Query(kSql));
  EXPECT_EQ(TokenCalls(), 1);
}

TEST_F(Tokens, ThatExpireInTheMiddleOfAScanAreRenewedOnce) {
  const Database database = Database::WithExtension();
  const RowHook hook(database, 120, [this] { server().ExpireTokens(); });
  ExpectEveryTicket(database.Query("SELECT id, on_row() FROM zoho_desk_tickets"));
  EXPECT_EQ(TokenCalls(), 2);
  const auto log = server().Log();
  EXPECT_TRUE(std::any_of(log.begin(), log.end(),
                          [](const auto& entry) { return entry.error_code == "INVALID_OAUTH"; }));
}

TEST_F(Tokens, ThatExpireBetweenQueriesAreRenewed) {
  server().Change([](sandbox::Settings& settings) { settings.token_ttl_s = 1; });
  ExpectEveryTicket(Query(kSql));
  server().Change([](sandbox::Settings& settings) { settings.token_ttl_s = 3600; });
  server().AdvanceClock(2);
  ExpectEveryTicket(Query(kSql));
  EXPECT_GE(TokenCalls(), 2);  // 3 if the first query took more than its token's second
}

TEST_F(Tokens, ThatZohoRefusesToRenewForNowAreNotAskedForInALoop) {
  server().Change([](sandbox::Settings& settings) { settings.throttle_tokens = 0; });
  for (int i = 0; i < 3; ++i) {
    const QueryResult result = Query(kSql);
    EXPECT_EQ(result.code, SQLITE_ERROR);
    for (const char* part : {"zoho_desk_tickets", "10 renewals in 10 minutes", "try again in"})
      EXPECT_THAT(result.error, HasSubstr(part));
  }
  EXPECT_EQ(TokenCalls(), 1);
}

TEST_F(Tokens, ThatCannotBeRenewedInTheMiddleEndTheScanWithAnError) {
  const Database database = Database::WithExtension();
  const RowHook hook(database, 120, [this] {
    server().ExpireTokens();
    server().Change([](sandbox::Settings& settings) { settings.throttle_tokens = 0; });
  });
  const QueryResult result = database.Query("SELECT id, on_row() FROM zoho_desk_tickets");
  EXPECT_EQ(result.code, SQLITE_ERROR);
  EXPECT_THAT(result.error, HasSubstr("10 renewals in 10 minutes"));
  ExpectTickets(result, 199);  // pages overlap by a row
}

TEST_F(Tokens, WithoutTheScopeOfATableAreReportedWithTheScope) {
  auto scopes = sandbox::AllScopes();
  std::erase(scopes, "Desk.tickets.READ");
  server().Change([&](sandbox::Settings& settings) { settings.scopes = scopes; });
  const QueryResult tickets = Query(kSql);
  EXPECT_EQ(tickets.code, SQLITE_AUTH);
  for (const char* part :
       {"zoho_desk_tickets", "403", "SCOPE_MISMATCH", "Desk.tickets.READ", "new refresh token"})
    EXPECT_THAT(tickets.error, HasSubstr(part));
  EXPECT_EQ(TokenCalls(), 1);  // a new token would not have it either
  const QueryResult contacts = Query("SELECT id FROM zoho_desk_contacts");
  EXPECT_TRUE(contacts.ok()) << contacts.error;
  EXPECT_EQ(contacts.rows.size(), desk_.records("contacts").size());
}

TEST_F(Tokens, AreKeptWhereOnlyTheUserCanReadThem) {
  ExpectEveryTicket(Query(kSql));
  EXPECT_EQ(fs::status(CacheDirectory()).permissions(), fs::perms::owner_all);
  int tokens = 0;
  for (const auto& file : fs::directory_iterator(CacheDirectory())) {
    EXPECT_EQ(file.status().permissions(), fs::perms::owner_read | fs::perms::owner_write)
        << file.path();
    std::ifstream stream(file.path());
    const std::string text{std::istreambuf_iterator<char>(stream), {}};
    tokens += text.find("access_token") != std::string::npos ? 1 : 0;
    EXPECT_THAT(text, Not(HasSubstr(server().credentials().refresh_token)));
    EXPECT_THAT(text, Not(HasSubstr(server().credentials().client_secret)));
  }
  EXPECT_EQ(tokens, 1);
}

TEST_F(Tokens, OfAnotherOrganisationAreReportedWithTheSetting) {
  const QueryResult result = QueryWith({{"ZOHO_DESK_ORG_ID", "4711"}}, kSql);
  EXPECT_EQ(result.code, SQLITE_AUTH);
  for (const char* part : {"zoho_desk_tickets", "OAUTH_ORG_MISMATCH", "ZOHO_DESK_ORG_ID", "'4711'"})
    EXPECT_THAT(result.error, HasSubstr(part));
}

TEST_F(Tokens, FindTheOnlyOrganisationOfTheirUser) {
  const ScopedEnvironment scope(Variables{{"ZOHO_DESK_ORG_ID", ""}});
  ExpectEveryTicket(Query(kSql));
  ExpectEveryTicket(Query(kSql));
  const auto requests = desk_.TakeRequests();
  EXPECT_EQ(std::count(requests.begin(), requests.end(), "/api/v1/organizations"), 1);
}

class TokensOfSeveralOrganisations : public OwnDesk {
 protected:
  static sandbox::Options Options() {
    sandbox::Options options;
    options.organizations = {{.id = 1001, .company_name = "North", .portal_name = "north"},
                             {.id = 1002, .company_name = "South", .portal_name = "south"}};
    return options;
  }
  TokensOfSeveralOrganisations() : OwnDesk(Options()) {}
};

TEST_F(TokensOfSeveralOrganisations, NeedTheSettingAndListTheChoices) {
  const QueryResult result = QueryWith({{"ZOHO_DESK_ORG_ID", ""}}, kSql);
  EXPECT_FALSE(result.ok());
  EXPECT_TRUE(result.rows.empty());
  for (const char* part :
       {"zoho_desk_tickets", "ZOHO_DESK_ORG_ID", "1001", "North", "1002", "South"})
    EXPECT_THAT(result.error, HasSubstr(part));
  ExpectEveryTicket(QueryWith({{"ZOHO_DESK_ORG_ID", "1001"}}, kSql));
}

TEST_F(TokensOfSeveralOrganisations, ListThemWithoutTheSetting) {
  const QueryResult result =
      QueryWith({{"ZOHO_DESK_ORG_ID", ""}}, "SELECT id FROM zoho_desk_organizations ORDER BY id");
  EXPECT_EQ(result.Text(), "'1001'\n'1002'\n");
}

class TokensOfADefaultOrganisation : public OwnDesk {
 protected:
  static sandbox::Options Options() {
    sandbox::Options options;
    options.organizations = {
        {.id = 1001, .company_name = "North", .portal_name = "north", .is_default = true},
        {.id = 1002, .company_name = "South", .portal_name = "south"}};
    return options;
  }
  TokensOfADefaultOrganisation() : OwnDesk(Options()) {}
};

TEST_F(TokensOfADefaultOrganisation, UseIt) {
  ExpectEveryTicket(QueryWith({{"ZOHO_DESK_ORG_ID", ""}}, kSql));
}

}  // namespace
}  // namespace zoho_desk::testing
