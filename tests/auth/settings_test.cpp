#include "auth/settings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>

#include "auth/data_center.h"
#include "tests/auth/auth_fixtures.h"
#include "tests/paths.h"

namespace zoho_desk::auth {
namespace {

using ::testing::HasSubstr;

TEST(Settings, AreFoundByAnyOfTheirNames) {
  for (const char* name : {"max_requests", "MAX_REQUESTS", "ZOHO_DESK_MAX_REQUESTS",
                           "zoho_desk_max_requests", "Zoho_Desk_Max_Requests"}) {
    ASSERT_NE(FindSetting(name), nullptr) << name;
    EXPECT_EQ(FindSetting(name)->name, "max_requests");
  }
  for (const char* name :
       {"", "max requests", "ZOHO_DESK_", "ZOHO_DESK_ZOHO_DESK_DC", "max_request", "max_requests "})
    EXPECT_EQ(FindSetting(name), nullptr) << name;
  EXPECT_EQ(VariableName("cache_ttl"), "ZOHO_DESK_CACHE_TTL");
}

TEST(Settings, AreListedOnceAndDescribed) {
  std::set<std::string_view> names;
  for (const SettingSpec& setting : AllSettings()) {
    EXPECT_TRUE(names.insert(setting.name).second) << setting.name;
    EXPECT_GT(setting.description.size(), 10U) << setting.name;
    EXPECT_EQ(setting.description.find('|'), std::string_view::npos) << "it stands in a table";
  }
}

TEST(Settings, OfTheDataCentreListAll) {
  const std::string description(FindSetting("dc")->description);
  for (const DataCenter& center : AllDataCenters())
    EXPECT_THAT(description, HasSubstr(" " + std::string(center.code)));
}

// What is documented as the default is what a Config has.
TEST(Settings, HaveTheDefaultsOfAConfig) {
  Config config;
  const SettingSpec& data_center = *FindSetting("dc");
  ASSERT_EQ(data_center.store(std::string(data_center.default_value), config), "");
  const Config expected = config;
  for (const SettingSpec& setting : AllSettings()) {
    if (setting.default_value.empty())
      continue;
    EXPECT_EQ(setting.store(std::string(setting.default_value), config), "") << setting.name;
    EXPECT_EQ(config, expected) << setting.name;
  }
}

TEST(Settings, OfCredentialsAndHostsNeverComeFromSql) {
  std::set<std::string_view> from_sql;
  for (const SettingSpec& setting : AllSettings()) {
    if (setting.is_from_sql())
      from_sql.insert(setting.name);
  }
  EXPECT_EQ(from_sql,
            (std::set<std::string_view>{"profile", "org_id", "concurrency", "max_requests",
                                        "max_credits", "statement_timeout", "cache_ttl", "progress",
                                        "timeout", "retries", "skip_refused"}));
}

// README.md has a row for each, in this order.
TEST(Settings, AreInTheReadme) {
  std::string rows;
  for (const SettingSpec& setting : AllSettings()) {
    const std::string shown =
        setting.default_value.empty() ? "" : "`" + std::string(setting.default_value) + "`";
    rows += "| `" + VariableName(setting.name) + "` | " + shown + " | " +
            (setting.is_from_sql() ? "yes" : "") + " | " + std::string(setting.description) +
            " |\n";
  }
  EXPECT_THAT(ReadFile(ZOHO_DESK_SOURCE_DIR "/README.md"), HasSubstr(rows));
}

}  // namespace
}  // namespace zoho_desk::auth
