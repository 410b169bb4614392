#include "auth/config.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "auth/setting_sources.h"
#include "tests/auth/auth_fixtures.h"

namespace zoho_desk::auth {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

const Variables kCredentials{{"ZOHO_DESK_CLIENT_ID", "1000.CLIENT"},
                             {"ZOHO_DESK_CLIENT_SECRET", "s3cret-client"},
                             {"ZOHO_DESK_REFRESH_TOKEN", "1000.s3cret-refresh"}};

Variables With(Variables more) {
  more.insert(kCredentials.begin(), kCredentials.end());
  return more;
}

Config Loaded(const Variables& variables) {
  auto config = LoadConfig(FromMap(variables));
  EXPECT_TRUE(config.ok()) << config.error().message;
  return config.ok() ? *config : Config{};
}

Error Refused(const Variables& variables) {
  const auto config = LoadConfig(FromMap(variables));
  EXPECT_FALSE(config.ok());
  return config.ok() ? Error{} : config.error();
}

TEST(Config, HasDefaults) {
  const Config config = Loaded(With({{"HOME", "/home/joe"}}));
  EXPECT_EQ(config.profile, "default");
  EXPECT_EQ(config.data_center, "us");
  EXPECT_EQ(config.client_id, "1000.CLIENT");
  EXPECT_EQ(config.client_secret, "s3cret-client");
  EXPECT_EQ(config.refresh_token, "1000.s3cret-refresh");
  EXPECT_EQ(config.access_token, "");
  EXPECT_EQ(config.org_id, "");
  EXPECT_EQ(config.api_base, "https://desk.zoho.com");
  EXPECT_EQ(config.accounts_base, "https://accounts.zoho.com");
  EXPECT_EQ(config.cache_dir, "/home/joe/.cache/zoho_desk");
  EXPECT_EQ(config.concurrency, 4);
  EXPECT_EQ(config.max_requests, 0);
  EXPECT_EQ(config.cache_ttl_s, 0);
  EXPECT_EQ(config.progress, std::nullopt);
  EXPECT_EQ(config.timeout_ms, 60'000);
  EXPECT_EQ(config.retries, 3);
}

TEST(Config, ReadsEverySetting) {
  const Config config = Loaded(With({{"ZOHO_DESK_DC", "EU"},
                                     {"ZOHO_DESK_ORG_ID", "20061234567"},
                                     {"ZOHO_DESK_CONCURRENCY", "25"},
                                     {"ZOHO_DESK_MAX_REQUESTS", "500"},
                                     {"ZOHO_DESK_CACHE_TTL", "60"},
                                     {"ZOHO_DESK_PROGRESS", "1"},
                                     {"ZOHO_DESK_TIMEOUT", "5"},
                                     {"ZOHO_DESK_RETRIES", "0"},
                                     {"ZOHO_DESK_SKIP_REFUSED", "1"},
                                     {"XDG_CACHE_HOME", "/var/cache/joe"},
                                     {"HOME", "/home/joe"}}));
  EXPECT_EQ(config.data_center, "eu");
  EXPECT_EQ(config.api_base, "https://desk.zoho.eu");
  EXPECT_EQ(config.accounts_base, "https://accounts.zoho.eu");
  EXPECT_EQ(config.org_id, "20061234567");
  EXPECT_EQ(config.concurrency, 25);
  EXPECT_EQ(config.max_requests, 500);
  EXPECT_EQ(config.cache_ttl_s, 60);
  EXPECT_EQ(config.progress, std::optional<bool>(true));
  EXPECT_EQ(Loaded(With({{"ZOHO_DESK_PROGRESS", "0"}})).progress, std::optional<bool>(false));
  EXPECT_EQ(config.timeout_ms, 5'000);
  EXPECT_EQ(config.retries, 0);
  EXPECT_TRUE(config.skip_refused);
  EXPECT_FALSE(Loaded(With({{"ZOHO_DESK_SKIP_REFUSED", "0"}})).skip_refused);
  EXPECT_EQ(config.login_command, "") << "the environment has the login";
  EXPECT_EQ(config.cache_dir, "/var/cache/joe/zoho_desk");
}

TEST(Config, EmptyVariablesCountAsUnset) {
  const Config config = Loaded(With({{"ZOHO_DESK_DC", ""}, {"ZOHO_DESK_RETRIES", ""}}));
  EXPECT_EQ(config.data_center, "us");
  EXPECT_EQ(config.retries, 3);
  EXPECT_EQ(config.cache_dir, "");
}

// What is found there would depend on the folder a program runs in.
TEST(Config, RefusesRelativeFolders) {
  for (const char* name : {"HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"}) {
    const Error refused =
        Refused({{"ZOHO_DESK_ACCESS_TOKEN", "1000.s3cret-access"}, {name, "rel"}});
    EXPECT_EQ(refused.code, Code::kInvalidArgument);
    EXPECT_THAT(refused.message, AllOf(HasSubstr(name), HasSubstr("'rel'"), HasSubstr("absolute")));
    EXPECT_FALSE(KnownProfiles(FromMap({{name, "./rel"}})).ok());
  }
  EXPECT_EQ(ProfilePath(FromMap({{"HOME", "rel"}})), "");
}

TEST(Config, FindsTheProfileFile) {
  EXPECT_EQ(ProfilePath(FromMap({{"HOME", "/home/joe"}})),
            "/home/joe/.config/zoho_desk/config.json");
  EXPECT_EQ(ProfilePath(FromMap({{"XDG_CONFIG_HOME", "/etc/joe"}, {"HOME", "/home/joe"}})),
            "/etc/joe/zoho_desk/config.json");
  EXPECT_EQ(ProfilePath(FromMap({})), "");
}

TEST(Config, NamesExactlyTheMissingCredentials) {
  const Error none = Refused({});
  EXPECT_EQ(none.code, Code::kAuth);
  EXPECT_THAT(none.message,
              AllOf(HasSubstr("set ZOHO_DESK_CLIENT_ID, ZOHO_DESK_CLIENT_SECRET, "
                              "ZOHO_DESK_REFRESH_TOKEN in"),
                    HasSubstr("ZOHO_DESK_ACCESS_TOKEN"), HasSubstr("run 'zoho-desk login'"),
                    HasSubstr("docs/guides/credentials.md")));
  const Error one = Refused(
      {{"ZOHO_DESK_CLIENT_ID", "1000.CLIENT"}, {"ZOHO_DESK_REFRESH_TOKEN", "1000.s3cret-refresh"}});
  EXPECT_EQ(one.code, Code::kAuth);
  EXPECT_THAT(one.message, AllOf(HasSubstr("set ZOHO_DESK_CLIENT_SECRET in"),
                                 Not(HasSubstr("ZOHO_DESK_CLIENT_ID")), Not(HasSubstr("s3cret"))));
}

TEST(Config, AnAccessTokenIsEnough) {
  const Config config = Loaded({{"ZOHO_DESK_ACCESS_TOKEN", "1000.s3cret-access"}});
  EXPECT_EQ(config.access_token, "1000.s3cret-access");
}

TEST(Config, ErrorsNameSettingOriginAndRange) {
  const struct {
    const char* name;
    const char* value;
    const char* expected;
  } kCases[] = {
      {"ZOHO_DESK_DC", "europe", "one of us, eu"},
      {"ZOHO_DESK_ORG_ID", "my-org", "digits"},
      {"ZOHO_DESK_ORG_ID", "123456789012345678901", "20 digits"},
      {"ZOHO_DESK_CONCURRENCY", "0", "from 1 to 25"},
      {"ZOHO_DESK_CONCURRENCY", "26", "from 1 to 25"},
      {"ZOHO_DESK_CONCURRENCY", "four", "from 1 to 25"},
      {"ZOHO_DESK_CONCURRENCY", "4.5", "from 1 to 25"},
      {"ZOHO_DESK_CONCURRENCY", "99999999999999999999", "from 1 to 25"},
      {"ZOHO_DESK_MAX_REQUESTS", "-1", "from 0 to 1000000000"},
      {"ZOHO_DESK_CACHE_TTL", "604801", "from 0 to 604800 seconds"},
      {"ZOHO_DESK_PROGRESS", "yes", "from 0 to 1"},
      {"ZOHO_DESK_TIMEOUT", "0", "from 1 to 3600 seconds"},
      {"ZOHO_DESK_RETRIES", "11", "from 0 to 10"},
      {"ZOHO_DESK_SKIP_REFUSED", "yes", "from 0 to 1"},
  };
  for (const auto& c : kCases) {
    const Error error = Refused(With({{c.name, c.value}}));
    EXPECT_EQ(error.code, Code::kInvalidArgument);
    EXPECT_THAT(error.message,
                AllOf(HasSubstr(c.name), HasSubstr("(from environment)"), HasSubstr(c.expected)));
  }
}

TEST(Config, SecretsAreOneWordAndNeverEchoed) {
  for (const char* name : {"ZOHO_DESK_CLIENT_ID", "ZOHO_DESK_CLIENT_SECRET",
                           "ZOHO_DESK_REFRESH_TOKEN", "ZOHO_DESK_ACCESS_TOKEN"}) {
    for (const char* bad :
         {"s3cret value", "s3cret\n", "s3cret\r\nX: y", "\ts3cret", "s3cr\xc3\xa9t"}) {
      Variables variables = kCredentials;
      variables[name] = bad;
      const Error error = Refused(variables);
      EXPECT_EQ(error.code, Code::kInvalidArgument);
      EXPECT_THAT(error.message,
                  AllOf(HasSubstr(name), Not(HasSubstr("s3cr")), Not(HasSubstr("\n"))));
    }
  }
}

TEST(Config, BasesReplaceTheDataCentresHosts) {
  const Config config = Loaded(With({{"ZOHO_DESK_DC", "eu"},
                                     {"ZOHO_DESK_API_BASE", "http://127.0.0.1:8080/"},
                                     {"ZOHO_DESK_ACCOUNTS_BASE", "https://accounts.example.com"}}));
  EXPECT_EQ(config.api_base, "http://127.0.0.1:8080");
  EXPECT_EQ(config.accounts_base, "https://accounts.example.com");
  EXPECT_EQ(config.data_center, "eu");
  for (const char* good : {"http://localhost:1", "http://[::1]:1", "https://h:8443//"})
    EXPECT_TRUE(LoadConfig(FromMap(With({{"ZOHO_DESK_API_BASE", good}}))).ok()) << good;
}

TEST(Config, BasesAreHttpsAndBare) {
  for (const char* name : {"ZOHO_DESK_API_BASE", "ZOHO_DESK_ACCOUNTS_BASE"}) {
    for (const char* bad : {"http://desk.zoho.eu", "http://127.0.0.1.evil.com", "ftp://127.0.0.1",
                            "http://10.0.0.1:8080"}) {
      const Error error = Refused(With({{name, bad}}));
      EXPECT_EQ(error.code, Code::kInvalidArgument) << bad;
      EXPECT_THAT(error.message, AllOf(HasSubstr(name), HasSubstr("https"))) << bad;
    }
    for (const char* bad :
         {"https://host/api/v1", "https://host?x=y", "https://host/?", "https://host#f",
          "https://u:s3cret@host", "https://s3cret@host", "https://@host", "host", "https://", "/",
          "https://host\\evil", "https://ho st", "https://host\r\n"}) {
      const Error error = Refused(With({{name, bad}}));
      EXPECT_EQ(error.code, Code::kInvalidArgument) << bad;
      EXPECT_THAT(error.message,
                  AllOf(HasSubstr(name), HasSubstr("without a path"), Not(HasSubstr("s3cret"))))
          << bad;
    }
  }
}

// A profile file in a home directory of its own.
class ProfileConfigTest : public ::testing::Test {
 protected:
  void Write(const std::string& profiles, mode_t mode = 0600) {
    std::filesystem::create_directories(dir_.path() + "/.config/zoho_desk");
    WriteFile(path_, R"({"profiles": )" + profiles + "}", mode);
  }
  Variables Home(Variables more = {}) {
    more["HOME"] = dir_.path();
    return more;
  }

  TempDir dir_;
  std::string path_ = dir_.path() + "/.config/zoho_desk/config.json";
};

TEST_F(ProfileConfigTest, FillsWhatTheEnvironmentLeavesOut) {
  Write(R"({"default": {"client_id": "1000.FILE", "client_secret": "file-secret",
                        "refresh_token": "1000.file", "dc": "in", "concurrency": 7}})");
  const Config config = Loaded(Home({{"ZOHO_DESK_DC", "jp"}}));
  EXPECT_EQ(config.client_id, "1000.FILE");
  EXPECT_EQ(config.client_secret, "file-secret");
  EXPECT_EQ(config.refresh_token, "1000.file");
  EXPECT_EQ(config.concurrency, 7);
  EXPECT_EQ(config.data_center, "jp") << "the environment comes first";
}

TEST_F(ProfileConfigTest, PicksTheNamedProfile) {
  Write(R"({"default": {"access_token": "a"}, "work": {"access_token": "b", "dc": "eu"}})");
  EXPECT_EQ(Loaded(Home()).access_token, "a");
  const Config work = Loaded(Home({{"ZOHO_DESK_PROFILE", "work"}}));
  EXPECT_EQ(work.access_token, "b");
  EXPECT_EQ(work.profile, "work");
}

TEST_F(ProfileConfigTest, ANamedProfileMustExist) {
  const Error no_file = Refused(Home({{"ZOHO_DESK_PROFILE", "work"}}));
  EXPECT_EQ(no_file.code, Code::kInvalidArgument);
  EXPECT_THAT(no_file.message, AllOf(HasSubstr("'work'"), HasSubstr(path_)));
  Write(R"({"default": {"access_token": "a"}})");
  EXPECT_THAT(Refused(Home({{"ZOHO_DESK_PROFILE", "work"}})).message, HasSubstr("'work'"));
  EXPECT_THAT(Refused({{"ZOHO_DESK_PROFILE", "work"}}).message, HasSubstr("HOME"));
}

TEST_F(ProfileConfigTest, ErrorsNameTheFile) {
  Write(R"({"default": {"access_token": "a", "timeout": 0}})");
  const Error error = Refused(Home());
  EXPECT_THAT(error.message, AllOf(HasSubstr("ZOHO_DESK_TIMEOUT"), HasSubstr(path_),
                                   HasSubstr("'default'"), HasSubstr("from 1 to 3600")));
}

TEST_F(ProfileConfigTest, RefusesUnknownSettings) {
  Write(R"({"default": {"access_token": "s3cret", "clientid": "s3cret"}})");
  EXPECT_THAT(Refused(Home()).message,
              AllOf(HasSubstr("'clientid'"), HasSubstr("client_id"), Not(HasSubstr("s3cret"))));
}

TEST_F(ProfileConfigTest, RefusesALooseFileEvenWithoutNeed) {
  Write(R"({"default": {"client_id": "1000.FILE"}})", 0644);
  EXPECT_THAT(Refused(Home(kCredentials)).message, HasSubstr("chmod 600 " + path_));
}

TEST_F(ProfileConfigTest, AllThreeFromTheEnvironmentBeatTheFilesAccessToken) {
  Write(R"({"default": {"access_token": "file-token"}})");
  EXPECT_EQ(Loaded(Home(kCredentials)).access_token, "");
  EXPECT_EQ(Loaded(Home({{"ZOHO_DESK_CLIENT_ID", "1000.CLIENT"}})).access_token, "file-token");
  Variables both = kCredentials;
  both["ZOHO_DESK_ACCESS_TOKEN"] = "environment-token";
  EXPECT_EQ(Loaded(Home(both)).access_token, "environment-token");
}

class LoadOptionsTest : public ProfileConfigTest {
 protected:
  LoadOptionsTest() {
    Write(R"({"default": {"client_id": "1000.FILE", "refresh_token": "1000.file"},
              "work": {"client_id": "1000.WORK", "access_token": "b", "dc": "eu"}})");
  }
  Config With(const LoadOptions& options, Variables variables = {}) {
    auto config = LoadConfig(FromMap(Home(std::move(variables))), options);
    EXPECT_TRUE(config.ok()) << config.error().message;
    return config.ok() ? *config : Config{};
  }
};

TEST_F(LoadOptionsTest, PickAProfileInsteadOfTheVariable) {
  const Config config = With({.profile = "work"}, {{"ZOHO_DESK_PROFILE", "nowhere"}});
  EXPECT_EQ(config.profile, "work");
  EXPECT_EQ(config.access_token, "b");
  EXPECT_EQ(config.data_center, "eu");
}

TEST_F(LoadOptionsTest, LoadAProfileThatIsStillToBeMade) {
  const Config config = With({.profile = "new", .needs_login = false});
  EXPECT_EQ(config.profile, "new");
  EXPECT_EQ(config.client_id, "");
  EXPECT_EQ(LoadConfig(FromMap(Home()), {.profile = "new"}).error().code, Code::kAuth);
}

TEST_F(LoadOptionsTest, LeaveTokensOutWhereNoLoginIsNeeded) {
  const Config config =
      With({.needs_login = false}, {{"ZOHO_DESK_ACCESS_TOKEN", "no token has words"}});
  EXPECT_EQ(config.client_id, "1000.FILE");
  EXPECT_EQ(config.refresh_token, "");
  EXPECT_EQ(config.access_token, "");
}

TEST_F(LoadOptionsTest, StandForTheEnvironmentsValues) {
  const Config config = With({.profile = "work", .values = {{"client_id", ""}, {"dc", "au"}}},
                             {{"ZOHO_DESK_CLIENT_ID", "1000.OTHERS"}, {"ZOHO_DESK_DC", "in"}});
  EXPECT_EQ(config.client_id, "1000.WORK") << "the environment's is hidden, the file's is not";
  EXPECT_EQ(config.data_center, "au");
}

TEST_F(LoadOptionsTest, LeaveTheFileUnread) {
  const Config config = With({.reads_file = false, .needs_login = false});
  EXPECT_EQ(config.client_id, "");
  EXPECT_EQ(config.login_command, "");
}

TEST(Config, TheProcessEnvironmentIsRead) {
  setenv("ZOHO_DESK_TEST_VARIABLE", "value", 1);
  EXPECT_EQ(ProcessEnvironment()("ZOHO_DESK_TEST_VARIABLE"), "value");
  unsetenv("ZOHO_DESK_TEST_VARIABLE");
  EXPECT_EQ(ProcessEnvironment()("ZOHO_DESK_TEST_VARIABLE"), std::nullopt);
}

}  // namespace
}  // namespace zoho_desk::auth
