#include "auth/sql_settings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "auth/setting_sources.h"
#include "auth/settings.h"
#include "tests/auth/auth_fixtures.h"

namespace zoho_desk::auth {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

const Variables kLogin{{"ZOHO_DESK_CLIENT_ID", "1000.CLIENT"},
                       {"ZOHO_DESK_CLIENT_SECRET", "s3cret-client"},
                       {"ZOHO_DESK_REFRESH_TOKEN", "1000.s3cret-refresh"},
                       {"ZOHO_DESK_ORG_ID", "42"}};

class SqlSettingsTest : public ::testing::Test {
 protected:
  void SetUp() override {
    environment_ = kLogin;
    environment_["HOME"] = dir_.path();
    Write(R"({"acme": {"access_token": "s3cret-acme", "org_id": "7", "dc": "eu", "retries": 5},
              "empty": {}})");
  }
  void Write(const std::string& profiles) {
    std::filesystem::create_directories(dir_.path() + "/.config/zoho_desk");
    WriteFile(path_, R"({"profiles": )" + profiles + "}", 0600);
  }

  ShownSetting Shown(std::string_view name) const {
    const auto settings = ShowSettings(FromMap(environment_), sql_);
    EXPECT_TRUE(settings.ok()) << settings.error().message;
    for (const ShownSetting& setting : settings.ok() ? *settings : std::vector<ShownSetting>()) {
      if (setting.name == name)
        return setting;
    }
    ADD_FAILURE() << name;
    return {};
  }
  // "value|source"
  std::string ValueOf(std::string_view name) const {
    const ShownSetting setting = Shown(name);
    return setting.value.value_or("NULL") + "|" + std::string(setting.source);
  }
  // What is in use afterwards.
  std::string Set(std::string_view name, const std::optional<std::string>& value) {
    const auto result = SetSetting(FromMap(environment_), sql_, name, value);
    EXPECT_TRUE(result.ok()) << result.error().message;
    return result.ok() ? result->value_or("NULL") : "";
  }
  std::string Refused(std::string_view name, const std::optional<std::string>& value) {
    const auto result = SetSetting(FromMap(environment_), sql_, name, value);
    EXPECT_FALSE(result.ok()) << name;
    if (result.ok())
      return {};
    EXPECT_EQ(result.error().code, Code::kInvalidArgument);
    return result.error().message;
  }
  Config Loaded(const std::optional<std::string>& profile = {}) const {
    auto config = LoadConfig(FromMap(environment_), sql_, profile);
    EXPECT_TRUE(config.ok()) << config.error().message;
    return config.ok() ? *config : Config();
  }

  TempDir dir_;
  std::string path_ = dir_.path() + "/.config/zoho_desk/config.json";
  Variables environment_;
  SqlSettings sql_;
};

TEST_F(SqlSettingsTest, AreShownWithTheirSource) {
  environment_["ZOHO_DESK_TIMEOUT"] = "20";
  EXPECT_EQ(ValueOf("profile"), "default|default");
  EXPECT_EQ(ValueOf("timeout"), "20|environment");
  EXPECT_EQ(ValueOf("org_id"), "42|environment");
  EXPECT_EQ(ValueOf("retries"), "3|default");
  EXPECT_EQ(ValueOf("dc"), "us|default");
  EXPECT_EQ(ValueOf("api_base"), "https://desk.zoho.com|default");
  EXPECT_EQ(Shown("retries").default_value, "3");
  EXPECT_EQ(Shown("org_id").default_value, std::nullopt);
  environment_["ZOHO_DESK_PROFILE"] = "acme";
  EXPECT_EQ(ValueOf("profile"), "acme|environment");
  EXPECT_EQ(ValueOf("retries"), "5|profile file");
  EXPECT_EQ(ValueOf("dc"), "eu|profile file");
  EXPECT_EQ(ValueOf("accounts_base"), "https://accounts.zoho.eu|default");
  environment_.erase("ZOHO_DESK_ORG_ID");
  EXPECT_EQ(ValueOf("org_id"), "7|profile file");
}

TEST_F(SqlSettingsTest, NeverShowASecret) {
  for (const char* name : {"client_id", "client_secret", "refresh_token"}) {
    EXPECT_EQ(ValueOf(name), "(set)|environment");
    EXPECT_EQ(Shown(name).default_value, std::nullopt);
  }
  EXPECT_EQ(ValueOf("access_token"), "(not set)|default");
}

// The table is for finding out what is wrong.
TEST_F(SqlSettingsTest, AreShownThoughTheyAreWrong) {
  environment_["ZOHO_DESK_TIMEOUT"] = "soon";
  environment_["ZOHO_DESK_DC"] = "mars";
  for (const auto& [name, value] : kLogin)
    environment_.erase(name);
  EXPECT_EQ(ValueOf("timeout"), "soon|environment");
  EXPECT_EQ(ValueOf("dc"), "mars|environment");
  EXPECT_EQ(ValueOf("api_base"), "https://desk.zoho.com|default");
  EXPECT_EQ(ValueOf("client_id"), "(not set)|default");
}

TEST_F(SqlSettingsTest, ComeBeforeTheEnvironmentUntilTheyAreTakenBack) {
  environment_["ZOHO_DESK_TIMEOUT"] = "20";
  EXPECT_EQ(Set("ZOHO_DESK_Timeout", "5"), "5");
  EXPECT_EQ(ValueOf("timeout"), "5|zoho_desk_set");
  EXPECT_EQ(Loaded().timeout_ms, 5'000);
  EXPECT_EQ(Set("timeout", std::nullopt), "20");
  EXPECT_EQ(Loaded().timeout_ms, 20'000);
  EXPECT_EQ(Set("retries", "0"), "0");
  EXPECT_EQ(Loaded().retries, 0);
  EXPECT_EQ(Set("retries", ""), "3");
  EXPECT_EQ(Loaded().retries, 3);
}

TEST_F(SqlSettingsTest, AreCheckedAsInTheEnvironment) {
  const struct {
    const char* name;
    const char* value;
  } kCases[] = {{"timeout", "0"},       {"retries", "11"},    {"max_requests", "-1"},
                {"concurrency", "26"},  {"cache_ttl", "1.5"}, {"progress", "yes"},
                {"org_id", "my-portal"}};
  for (const auto& c : kCases) {
    const std::string before = ValueOf(c.name);
    const std::string refusal = Refused(c.name, c.value);
    Variables environment = environment_;
    environment[VariableName(c.name)] = c.value;
    std::string expected = LoadConfig(FromMap(environment)).error().message;
    const size_t at = expected.find("environment");
    ASSERT_NE(at, std::string::npos) << expected;
    expected.replace(at, std::string("environment").size(), "zoho_desk_set");
    EXPECT_EQ(refusal, expected);
    EXPECT_EQ(ValueOf(c.name), before) << "nothing has changed";
  }
}

TEST_F(SqlSettingsTest, RefuseCredentialsAndSayWhereTheyBelong) {
  for (const char* name :
       {"client_id", "CLIENT_SECRET", "ZOHO_DESK_REFRESH_TOKEN", "access_token"}) {
    EXPECT_THAT(Refused(name, "s3cret-value"),
                AllOf(HasSubstr("credential"), HasSubstr("zoho-desk login"),
                      HasSubstr("ZOHO_DESK_"), Not(HasSubstr("s3cret"))));
    Refused(name, std::nullopt);
  }
  EXPECT_EQ(Loaded().client_secret, "s3cret-client");
}

TEST_F(SqlSettingsTest, RefuseHosts) {
  for (const char* name : {"dc", "api_base", "accounts_base"}) {
    EXPECT_THAT(Refused(name, "https://desk.zoho.eu"),
                AllOf(HasSubstr(std::string(name) + " decides which host gets the credentials"),
                      HasSubstr("zoho-desk login --profile")));
  }
  EXPECT_EQ(Loaded().api_base, "https://desk.zoho.com");
}

TEST_F(SqlSettingsTest, RefuseUnknownNamesAndListThoseThereAre) {
  EXPECT_THAT(Refused("time out", "5"),
              AllOf(HasSubstr("'time out'"), HasSubstr("profile, org_id, concurrency"),
                    Not(HasSubstr("client_secret")), HasSubstr("zoho_desk_settings")));
}

TEST_F(SqlSettingsTest, PickAProfileWithAllOfItsLogin) {
  EXPECT_EQ(Set("profile", "acme"), "acme");
  const Config config = Loaded();
  EXPECT_EQ(config.profile, "acme");
  EXPECT_EQ(config.access_token, "s3cret-acme");
  EXPECT_EQ(config.client_id, "") << "the environment's is another login";
  EXPECT_EQ(config.org_id, "7");
  EXPECT_EQ(config.data_center, "eu");
  EXPECT_EQ(Loaded("acme"), config);
  EXPECT_EQ(Loaded("default").client_id, "1000.CLIENT");
  EXPECT_EQ(ValueOf("client_id"), "(not set)|default");
  EXPECT_EQ(ValueOf("org_id"), "7|profile file");
  EXPECT_EQ(Set("profile", std::nullopt), "default");
  EXPECT_EQ(Loaded().client_id, "1000.CLIENT");
}

// The limits of the environment are not a login's.
TEST_F(SqlSettingsTest, KeepTheEnvironmentsLimitsForEveryProfile) {
  environment_["ZOHO_DESK_RETRIES"] = "1";
  EXPECT_EQ(Loaded("acme").retries, 1);
  Set("retries", "2");
  EXPECT_EQ(Loaded("acme").retries, 2);
  EXPECT_EQ(Loaded().retries, 2);
}

// It would send one portal's number with the other's token.
TEST_F(SqlSettingsTest, KeepAnOrganisationForTheProfileItWasSetFor) {
  EXPECT_EQ(Set("org_id", "99"), "99");
  EXPECT_EQ(Loaded().org_id, "99");
  EXPECT_EQ(Loaded("acme").org_id, "7");
  Set("profile", "acme");
  EXPECT_EQ(ValueOf("org_id"), "7|profile file");
  Set("org_id", "8");
  EXPECT_EQ(Loaded().org_id, "8");
  EXPECT_EQ(Loaded("default").org_id, "99");
}

TEST_F(SqlSettingsTest, RefuseAProfileThatDoesNotExist) {
  EXPECT_THAT(Refused("profile", "globex"), AllOf(HasSubstr("no profile 'globex' in " + path_),
                                                  HasSubstr("(it has acme, empty)")));
  EXPECT_EQ(ValueOf("profile"), "default|default");
  const auto config = LoadConfig(FromMap(environment_), sql_, "globex");
  ASSERT_FALSE(config.ok());
  EXPECT_THAT(config.error().message, HasSubstr("(it has acme, empty)"));
}

TEST_F(SqlSettingsTest, SayWhatAPickedProfileLacks) {
  const auto config = LoadConfig(FromMap(environment_), sql_, "empty");
  ASSERT_FALSE(config.ok());
  EXPECT_EQ(config.error().code, Code::kAuth);
  EXPECT_THAT(config.error().message,
              AllOf(HasSubstr("the profile 'empty' in " + path_ + " lacks ZOHO_DESK_CLIENT_ID"),
                    HasSubstr("zoho-desk login --profile empty")));
}

TEST_F(SqlSettingsTest, KnowTheProfilesOfTheFileAndTheEnvironments) {
  EXPECT_THAT(*KnownProfiles(FromMap(environment_)), ElementsAre("acme", "empty", "default"));
  environment_["ZOHO_DESK_PROFILE"] = "acme";
  EXPECT_THAT(*KnownProfiles(FromMap(environment_)), ElementsAre("acme", "empty"));
  EXPECT_THAT(*KnownProfiles(FromMap(kLogin)), ElementsAre("default"));
}

}  // namespace
}  // namespace zoho_desk::auth
