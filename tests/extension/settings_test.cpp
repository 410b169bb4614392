// Settings in SQL: zoho_desk_settings and zoho_desk_set.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/extension/own_desk.h"

namespace zoho_desk::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

class SettingsInSql : public OwnDesk {
 protected:
  std::string Text(const std::string& sql) const { return database_.Query(sql).Text(); }
  std::string Setting(const std::string& name) const {
    return Text("SELECT value, source FROM zoho_desk_settings WHERE name = '" + name + "'");
  }

  Database database_ = Database::WithExtension();
};

TEST_F(SettingsInSql, AreATable) {
  EXPECT_EQ(Text("SELECT name, value, source, \"default\" FROM zoho_desk_settings"),
            "'profile'|'default'|'default'|'default'\n"
            "'client_id'|'(set)'|'environment'|NULL\n"
            "'client_secret'|'(set)'|'environment'|NULL\n"
            "'refresh_token'|'(set)'|'environment'|NULL\n"
            "'access_token'|'(not set)'|'default'|NULL\n"
            "'org_id'|'" +
                server().org_id() +
                "'|'environment'|NULL\n"
                "'dc'|'us'|'default'|'us'\n"
                "'api_base'|'" +
                server().base_url() +
                "'|'environment'|'https://desk.zoho.com'\n"
                "'accounts_base'|'" +
                server().base_url() +
                "'|'environment'|'https://accounts.zoho.com'\n"
                "'concurrency'|'4'|'default'|'4'\n"
                "'max_requests'|'0'|'default'|'0'\n"
                "'max_credits'|'10000'|'default'|'10000'\n"
                "'statement_timeout'|'0'|'default'|'0'\n"
                "'cache_ttl'|'0'|'default'|'0'\n"
                "'progress'|NULL|'default'|NULL\n"
                "'timeout'|'60'|'default'|'60'\n"
                "'retries'|'3'|'default'|'3'\n"
                "'skip_refused'|'0'|'default'|'0'\n");
  EXPECT_EQ(Text("SELECT count(*) FROM zoho_desk_settings WHERE length(description) < 10"), "0\n");
  EXPECT_THAT(server().Log(), IsEmpty());
}

TEST_F(SettingsInSql, AreSetForQueriesThatFollow) {
  EXPECT_EQ(Text("SELECT zoho_desk_set('max_requests', 1)"), "'1'\n");
  EXPECT_EQ(Setting("max_requests"), "'1'|'zoho_desk_set'\n");
  const QueryResult result = database_.Query("SELECT id, description FROM zoho_desk_tickets");
  EXPECT_FALSE(result.ok());
  EXPECT_THAT(result.error, HasSubstr("ZOHO_DESK_MAX_REQUESTS"));
  EXPECT_EQ(Text("SELECT zoho_desk_set('ZOHO_DESK_MAX_REQUESTS', NULL)"), "'0'\n");
  ExpectEveryTicket(database_.Query("SELECT id, description FROM zoho_desk_tickets"));
}

TEST_F(SettingsInSql, AreTheConnectionsOwn) {
  const Database other = Database::WithExtension();
  EXPECT_EQ(Text("SELECT zoho_desk_set('max_requests', 1)"), "'1'\n");
  ExpectEveryTicket(other.Query("SELECT id, description FROM zoho_desk_tickets"));
  EXPECT_EQ(other.Query("SELECT value FROM zoho_desk_settings WHERE name = 'max_requests'").Text(),
            "'0'\n");
}

TEST_F(SettingsInSql, ChangeTheOrganisationThatIsAsked) {
  EXPECT_EQ(Text("SELECT zoho_desk_set('org_id', 17)"), "'17'\n");
  const QueryResult result = database_.Query("SELECT id FROM zoho_desk_tickets");
  EXPECT_EQ(result.code, SQLITE_AUTH);
  EXPECT_THAT(result.error, HasSubstr("ZOHO_DESK_ORG_ID ('17')"));
  EXPECT_EQ(Text("SELECT zoho_desk_set('org_id', '')"), "'" + server().org_id() + "'\n");
  ExpectEveryTicket(database_.Query("SELECT id FROM zoho_desk_tickets"));
}

TEST_F(SettingsInSql, AreRefusedWithTheReason) {
  const auto refusal = [this](const std::string& arguments) {
    const QueryResult result = database_.Query("SELECT zoho_desk_set(" + arguments + ")");
    EXPECT_EQ(result.code, SQLITE_ERROR) << arguments;
    return result.error;
  };
  EXPECT_EQ(refusal("'timeout', 0"),
            "ZOHO_DESK_TIMEOUT (from zoho_desk_set) must be a whole number from 1 to 3600 seconds");
  EXPECT_THAT(refusal("'timeout', 1.5"), HasSubstr("must be a whole number"));
  EXPECT_THAT(refusal("'timeout', x'00'"), HasSubstr("must be a whole number"));
  EXPECT_THAT(refusal("'client_secret', 's3cret'"),
              AllOf(HasSubstr("credential"), Not(HasSubstr("s3cret"))));
  EXPECT_THAT(refusal("'api_base', 'https://evil.example'"), HasSubstr("which host"));
  EXPECT_THAT(refusal("'dc', 'cn'"), HasSubstr("which host"));
  EXPECT_THAT(refusal("'colour', 'red'"), HasSubstr("there is no setting 'colour'"));
  EXPECT_THAT(refusal("NULL, 1"), HasSubstr("there is no setting ''"));
  EXPECT_THAT(refusal("'profile', 'nobody'"), HasSubstr("no profile 'nobody'"));
  EXPECT_EQ(Setting("timeout"), "'60'|'default'\n");
}

TEST_F(SettingsInSql, TakeParametersOfAStatement) {
  EXPECT_EQ(Text("SELECT zoho_desk_set(name, value) FROM (SELECT 'retries' AS name, 7 AS value "
                 "UNION ALL SELECT 'timeout', '9')"),
            "'7'\n'9'\n");
  EXPECT_EQ(Setting("retries"), "'7'|'zoho_desk_set'\n");
  EXPECT_EQ(Setting("timeout"), "'9'|'zoho_desk_set'\n");
}

// The profile file may be unreadable: said so, not shown as unset.
TEST_F(SettingsInSql, SayWhenTheProfileCannotBeRead) {
  const ScopedEnvironment missing(Variables{{"ZOHO_DESK_PROFILE", "nobody"}});
  const QueryResult result = database_.Query("SELECT * FROM zoho_desk_settings");
  EXPECT_EQ(result.code, SQLITE_ERROR);
  EXPECT_THAT(result.error, HasSubstr("'nobody'"));
}

TEST_F(SettingsInSql, CannotBeWrittenAsATable) {
  EXPECT_THAT(database_.Query("UPDATE zoho_desk_settings SET value = 5").error,
              HasSubstr("may not be modified"));
}

}  // namespace
}  // namespace zoho_desk::testing
