// Which credentials a query uses, and what it says when they are missing or wrong.
// credentials_tokens_test.cpp has the life of access tokens.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "tests/extension/own_desk.h"

namespace zoho_desk::testing {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* kSql = "SELECT id FROM zoho_desk_tickets";
const std::vector<std::string> kLogin{"ZOHO_DESK_CLIENT_ID", "ZOHO_DESK_CLIENT_SECRET",
                                      "ZOHO_DESK_REFRESH_TOKEN"};

class Credentials : public OwnDesk {
 protected:
  // Writes the profile file; settings without the prefix.
  fs::path WriteProfiles(const Json& profiles,
                         fs::perms mode = fs::perms::owner_read | fs::perms::owner_write) {
    const fs::path directory = fs::path(desk_.environment().at("XDG_CONFIG_HOME")) / "zoho_desk";
    fs::create_directories(directory);
    const fs::path path = directory / "config.json";
    std::ofstream(path) << Json{{"profiles", profiles}}.dump();
    fs::permissions(path, mode);
    return path;
  }

  // A profile that leads to this sandbox.
  Json Profile() {
    const auto& credentials = server().credentials();
    return {{"client_id", credentials.client_id},
            {"client_secret", credentials.client_secret},
            {"refresh_token", credentials.refresh_token},
            {"org_id", server().org_id()},
            {"api_base", server().base_url()},
            {"accounts_base", server().base_url()}};
  }

  static Variables Without(const std::vector<std::string>& names) {
    Variables settings;
    for (const std::string& name : names)
      settings[name] = "";
    return settings;
  }
  // All that a profile may set, unset.
  static Variables OnlyProfile() {
    return Without({"ZOHO_DESK_CLIENT_ID", "ZOHO_DESK_CLIENT_SECRET", "ZOHO_DESK_REFRESH_TOKEN",
                    "ZOHO_DESK_ORG_ID", "ZOHO_DESK_API_BASE", "ZOHO_DESK_ACCOUNTS_BASE"});
  }
};

TEST_F(Credentials, MissingAreNamedExactly) {
  for (unsigned missing = 1; missing < 8; ++missing) {
    std::vector<std::string> names;
    for (size_t i = 0; i < kLogin.size(); ++i) {
      if ((missing >> i & 1U) != 0)
        names.push_back(kLogin[i]);
    }
    const QueryResult result = QueryWith(Without(names), kSql);
    EXPECT_EQ(result.code, SQLITE_AUTH);
    for (const std::string& name : kLogin) {
      const bool expected = std::find(names.begin(), names.end(), name) != names.end();
      EXPECT_EQ(result.error.find(name) != std::string::npos, expected) << result.error;
    }
    EXPECT_THAT(result.error, HasSubstr("ZOHO_DESK_ACCESS_TOKEN"));  // the other way to log in
  }
  EXPECT_TRUE(server().Log().empty());
}

TEST_F(Credentials, WrongClientIsReportedWithWhatToCheck) {
  for (const char* name : {"ZOHO_DESK_CLIENT_ID", "ZOHO_DESK_CLIENT_SECRET"}) {
    const QueryResult result = QueryWith({{name, "1000.wrong"}}, kSql);
    EXPECT_EQ(result.code, SQLITE_AUTH) << result.error;
    EXPECT_TRUE(result.rows.empty());
    for (const char* part : {"zoho_desk_tickets", "invalid_client", "ZOHO_DESK_CLIENT_ID",
                             "ZOHO_DESK_CLIENT_SECRET", "data centre"})
      EXPECT_THAT(result.error, HasSubstr(part));
  }
}

TEST_F(Credentials, WrongRefreshTokenIsReportedWithWhatToDo) {
  const QueryResult result = QueryWith({{"ZOHO_DESK_REFRESH_TOKEN", "1000.wrong.token"}}, kSql);
  EXPECT_EQ(result.code, SQLITE_AUTH);
  for (const char* part :
       {"zoho_desk_tickets", "invalid_code", "consent", "ZOHO_DESK_REFRESH_TOKEN"})
    EXPECT_THAT(result.error, HasSubstr(part));
}

TEST_F(Credentials, AreNotAskedForAgainAndAgainOnceRefused) {
  const ScopedEnvironment scope(Variables{{"ZOHO_DESK_REFRESH_TOKEN", "1000.wrong.token"}});
  for (int i = 0; i < 5; ++i)
    EXPECT_EQ(Query(kSql).code, SQLITE_AUTH);
  EXPECT_EQ(TokenCalls(), 1);  // Zoho counts ten calls in ten minutes
}

TEST_F(Credentials, OfAnotherDataCentreAreReportedAsSuch) {
  sandbox::Server elsewhere({.seed = 99});
  ASSERT_TRUE(elsewhere.Start());
  // The accounts server of another data centre does not know the client ...
  const QueryResult accounts = QueryWith({{"ZOHO_DESK_ACCOUNTS_BASE", elsewhere.base_url()}}, kSql);
  EXPECT_EQ(accounts.code, SQLITE_AUTH);
  EXPECT_THAT(accounts.error, HasSubstr("data centre"));
  EXPECT_THAT(accounts.error, HasSubstr(elsewhere.base_url()));
  // ... and its Desk does not know the token.
  const QueryResult desk = QueryWith({{"ZOHO_DESK_API_BASE", elsewhere.base_url()}}, kSql);
  EXPECT_EQ(desk.code, SQLITE_AUTH);
  EXPECT_THAT(desk.error, HasSubstr("INVALID_OAUTH"));
  EXPECT_THAT(desk.error, HasSubstr("ZOHO_DESK_DC"));
}

TEST_F(Credentials, ComeFromTheProfileFile) {
  WriteProfiles({{"default", Profile()}});
  ExpectEveryTicket(QueryWith(OnlyProfile(), kSql));
}

TEST_F(Credentials, InAProfileThatOthersCanReadAreRefused) {
  const fs::path path =
      WriteProfiles({{"default", Profile()}},
                    fs::perms::owner_read | fs::perms::owner_write | fs::perms::group_read);
  const QueryResult result = QueryWith(OnlyProfile(), kSql);
  EXPECT_FALSE(result.ok());
  EXPECT_THAT(result.error, HasSubstr("chmod 600 " + path.string()));
  EXPECT_TRUE(server().Log().empty());
}

TEST_F(Credentials, OfTheEnvironmentBeatTheProfile) {
  Json wrong = Profile();
  wrong["client_secret"] = "wrong";
  wrong["org_id"] = "1";
  WriteProfiles({{"default", wrong}});
  EXPECT_EQ(QueryWith({{"ZOHO_DESK_CLIENT_SECRET", ""}}, kSql).code, SQLITE_AUTH)
      << "the profile's secret should have been used";
  ExpectEveryTicket(Query(kSql));
}

TEST_F(Credentials, ComeFromTheProfileThatIsPicked) {
  Json wrong = Profile();
  wrong["client_secret"] = "wrong";
  WriteProfiles({{"default", wrong}, {"work", Profile()}});
  auto settings = OnlyProfile();
  EXPECT_EQ(QueryWith(settings, kSql).code, SQLITE_AUTH);
  settings["ZOHO_DESK_PROFILE"] = "work";
  ExpectEveryTicket(QueryWith(settings, kSql));
}

TEST_F(Credentials, OfAProfileThatDoesNotExistAreAnError) {
  const fs::path path = WriteProfiles({{"default", Profile()}});
  const QueryResult result = QueryWith({{"ZOHO_DESK_PROFILE", "home"}}, kSql);
  EXPECT_FALSE(result.ok());
  EXPECT_THAT(result.error, HasSubstr("ZOHO_DESK_PROFILE"));
  EXPECT_THAT(result.error, HasSubstr("'home'"));
  EXPECT_THAT(result.error, HasSubstr(path.string()));
}

TEST_F(Credentials, AreNotSentInTheClearToOtherMachines) {
  for (const char* name : {"ZOHO_DESK_API_BASE", "ZOHO_DESK_ACCOUNTS_BASE"}) {
    const QueryResult result = QueryWith({{name, "http://desk.example.com"}}, kSql);
    EXPECT_FALSE(result.ok());
    EXPECT_THAT(result.error, HasSubstr(name));
    EXPECT_THAT(result.error, HasSubstr("https"));
  }
  EXPECT_TRUE(server().Log().empty());
}

TEST_F(Credentials, SettingsThatCannotBeRightAreNamed) {
  for (const auto& [name, value] : Variables{{"ZOHO_DESK_CONCURRENCY", "abc"},
                                             {"ZOHO_DESK_MAX_REQUESTS", "-1"},
                                             {"ZOHO_DESK_TIMEOUT", "0"},
                                             {"ZOHO_DESK_RETRIES", "many"},
                                             {"ZOHO_DESK_DC", "mars"},
                                             {"ZOHO_DESK_ORG_ID", "acme"},
                                             {"ZOHO_DESK_API_BASE", "desk.zoho.com"},
                                             {"ZOHO_DESK_CLIENT_ID", "1000.two words"}}) {
    const QueryResult result = QueryWith({{name, value}}, kSql);
    EXPECT_EQ(result.code, SQLITE_ERROR) << name;
    EXPECT_THAT(result.error, HasSubstr(name));
    EXPECT_THAT(result.error, HasSubstr("must be"));
    for (const std::string& other : kLogin) {
      if (other != name) {
        EXPECT_THAT(result.error, Not(HasSubstr(other)));
      }
    }
  }
  EXPECT_THAT(QueryWith({{"ZOHO_DESK_DC", "mars"}}, kSql).error, HasSubstr("us, eu, in, au"));
  EXPECT_TRUE(server().Log().empty());
}

TEST_F(Credentials, MayBeCorrectedWithoutANewConnection) {
  const Database database = Database::WithExtension();
  {
    const ScopedEnvironment scope(Variables{{"ZOHO_DESK_CLIENT_SECRET", ""}});
    EXPECT_EQ(database.Query(kSql).code, SQLITE_AUTH);
  }
  ExpectEveryTicket(database.Query(kSql));
}

}  // namespace
}  // namespace zoho_desk::testing
